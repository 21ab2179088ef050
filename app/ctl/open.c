/* sirkelctl open: the office reads its list. All or nothing, over nothing, for its owner's eyes only. */
#include "ctl/open.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

enum { FILES = 3, OUT_MAX = 1 << 30 };
static const char *const names[FILES] = {"signups.csv", "signups.jsonl", "erased.txt"};

struct wishes {
    const char *identity, *out, *key, *file;
    bool json;
};

static fault may_write(const struct wishes *w, char *why, size_t why_size)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    for (size_t i = 0; i < FILES; i++) {
        fault f = file_path(path, w->out, names[i]);
        if (f == FAULT_NONE && lstat(path, &st) == 0) {
            snprintf(why, why_size, "%s is there already, and stays", path);
            f = FAULT_FILE_EXISTS;
        }
        if (f != FAULT_NONE)
            return f;
    }
    return FAULT_NONE;
}

static void fill(const struct opening *o, size_t which, struct buffer *out)
{
    if (which == 0)
        people_csv(&o->people, out);
    else if (which == 1)
        people_jsonl(&o->people, out);
    else
        for (size_t i = 0; i < o->manifest.erased_count; i++)
            buffer_format(out, "%s\n", o->manifest.erased[i]);
}

static fault write_all(const struct opening *o, const char *folder)
{
    char path[FILE_PATH_MAX];
    bool made = access(folder, F_OK) != 0;
    fault f = file_folder(folder, 0700);
    size_t done = 0;
    for (; done < FILES && f == FAULT_NONE; done++) {
        struct buffer out = {.limit = OUT_MAX};
        fill(o, done, &out);
        f = out.over ? FAULT_NO_MEMORY : file_path(path, folder, names[done]);
        if (f == FAULT_NONE)
            f = file_new(path, out.data, out.length, 0600);
        buffer_free(&out);
        if (f != FAULT_NONE)
            break;
    }
    if (f == FAULT_NONE)
        return file_sync_folder(folder);
    while (done-- > 0)
        if (file_path(path, folder, names[done]) == FAULT_NONE)
            unlink(path);
    if (made)
        rmdir(folder);
    return f;
}

static void tell(const struct opening *o, const struct wishes *w)
{
    struct buffer out = {.limit = OUT_MAX};
    const struct manifest *m = &o->manifest;
    if (!w->json) {
        buffer_format(&out, "List %d of the kiosk %s is open: %zu people, %zu records.\n  %s/%s\n  %s/%s\n",
                      m->sequence, m->kiosk, o->people.persons, o->people.count, w->out, names[0], w->out, names[1]);
        if (m->erased_count > 0)
            buffer_format(&out,
                          "%zu records were taken back since the list before. Delete them from older lists: %s/%s\n",
                          m->erased_count, w->out, names[2]);
        if (!w->key)
            buffer_text(&out, "The signature was not checked: nobody vouches for this list. Give --key to check it.\n");
        ctl_print(&out);
        return;
    }
    buffer_text(&out, "{\"good\":true,");
    ctl_json_text(&out, "kiosk", m->kiosk);
    ctl_json_number(&out, "sequence", m->sequence);
    ctl_json_number(&out, "people", (int64_t)o->people.persons);
    ctl_json_number(&out, "records", (int64_t)o->people.count);
    ctl_json_text(&out, "signature", w->key ? "good" : "not checked");
    ctl_json_text(&out, "out", w->out);
    buffer_text(&out, "\"erased\":[");
    for (size_t i = 0; i < m->erased_count; i++)
        buffer_format(&out, "\"%s\",", m->erased[i]);
    ctl_json_end(&out, "]}\n");
    ctl_print(&out);
}

static fault open_list(struct opening *o, const struct wishes *w)
{
    struct list_claim claim;
    fault f = may_write(w, o->why, sizeof o->why);
    if (f == FAULT_NONE && w->key)
        f = list_verify(w->file, w->key, &claim, o->why, sizeof o->why);
    if (f == FAULT_NONE)
        f = opening_identity(o, w->identity);
    if (f == FAULT_NONE)
        f = opening_read(o, w->file, w->key ? &claim.claim : NULL);
    return f == FAULT_NONE ? write_all(o, w->out) : f;
}

int ctl_open(const struct ctl_command *self, int count, char **words)
{
    struct wishes w = {0};
    const struct ctl_row rows[] = {{.name = "identity", .text = &w.identity, .must = true},
                                   {.name = "out", .text = &w.out, .must = true},
                                   {.name = "key", .text = &w.key},
                                   {.name = "json", .flag = &w.json},
                                   {0}};
    int status = ctl_words(self, count, words, rows, &w.file, 1);
    if (status >= 0)
        return status;
    struct opening *o = calloc(1, sizeof *o);
    if (!o)
        return ctl_fail(w.json, FAULT_NO_MEMORY, w.file, "");
    fault f = open_list(o, &w);
    if (f == FAULT_NONE)
        tell(o, &w);
    status = f == FAULT_NONE         ? CTL_GOOD
             : f == FAULT_NOT_SIGNED ? ctl_wanting(w.json, w.file, o->why)
                                     : ctl_fail(w.json, f, w.file, o->why);
    opening_free(o);
    free(o);
    return status;
}
