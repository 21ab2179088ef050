/* sirkelctl open: the office reads its lists. All or nothing, over nothing, for its owner's eyes only. Every list holds everyone who is
 * signed up when it is made, so of several lists only the newest is written: an older one would bring back people who have left. */
#include "ctl/open.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"

enum { FILES = 3, FILES_MAX = 10000, OUT_MAX = 1 << 30 };
static const char *const names[FILES] = {"signups.csv", "signups.jsonl", "erased.txt"};

struct open_options {
    const char *identity, *out, *key;
    struct ctl_operands files;
    bool json;
};
struct lists {                   /* zero-initialise; lists_free */
    struct opening newest, next; /* `next` is being read */
    const char *about;           /* the file that is being read */
    int32_t *sequence;           /* of each list, in order */
    size_t count;
    struct buffer erased; /* ids of every list, MANIFEST_ID bytes each with its NUL, in order */
    char why[OPEN_WHY];
};

static fault may_write(const struct open_options *w, char *why, size_t why_size)
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

static void fill(const struct lists *l, size_t which, struct buffer *out)
{
    if (which == 0)
        people_csv(&l->newest.people, out);
    else if (which == 1)
        people_jsonl(&l->newest.people, out);
    else
        for (size_t at = 0; at < l->erased.length; at += MANIFEST_ID)
            buffer_format(out, "%s\n", (const char *)l->erased.data + at);
}

static fault write_all(const struct lists *l, const char *folder)
{
    char path[FILE_PATH_MAX];
    bool made = access(folder, F_OK) != 0;
    fault f = file_folder(folder, 0700);
    size_t done = 0;
    for (; done < FILES && f == FAULT_NONE; done++) {
        struct buffer out = {.limit = OUT_MAX};
        fill(l, done, &out);
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

/* --- several lists ---------------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, MANIFEST_ID);
}

static int by_number(const void *a, const void *b)
{
    return *(const int32_t *)a - *(const int32_t *)b;
}

/* Where an export was cut short after its signature, the list after it names the same ids again. */
static void sort_erased(struct buffer *ids)
{
    size_t kept = 0;
    if (ids->length > 0)
        qsort(ids->data, ids->length / MANIFEST_ID, MANIFEST_ID, by_id);
    for (size_t at = 0; at < ids->length; at += MANIFEST_ID)
        if (kept == 0 || by_id(ids->data + kept - MANIFEST_ID, ids->data + at) != 0) {
            memmove(ids->data + kept, ids->data + at, MANIFEST_ID);
            kept += MANIFEST_ID;
        }
    ids->length = kept;
}

static size_t erased_count(const struct lists *l)
{
    return l->erased.length / MANIFEST_ID;
}

/* The list just read belongs to the ones before it: the same kiosk, another number. */
static fault fits(struct lists *l)
{
    const struct manifest *m = &l->next.manifest, *before = &l->newest.manifest;
    if (l->count > 0 && strcmp(m->kiosk, before->kiosk) != 0) {
        snprintf(l->why, sizeof l->why,
                 "this list is of the kiosk %s, the ones before it are of %s: open one kiosk's lists at a time",
                 m->kiosk, before->kiosk);
        return FAULT_FILE_FOREIGN;
    }
    for (size_t i = 0; i < l->count; i++)
        if (l->sequence[i] == m->sequence) {
            snprintf(l->why, sizeof l->why, "list %d is there twice: give each list once", m->sequence);
            return FAULT_BAD_INPUT;
        }
    return FAULT_NONE;
}

static fault keep(struct lists *l)
{
    const struct manifest *m = &l->next.manifest;
    fault f = fits(l);
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < m->erased_count; i++)
        buffer_add(&l->erased, m->erased[i], MANIFEST_ID);
    if (l->count == 0 || m->sequence > l->newest.manifest.sequence) {
        opening_free(&l->newest);
        l->newest = l->next;
        l->sequence[l->count++] = m->sequence;
        seal_wipe(&l->next, sizeof l->next); /* all it pointed to is the newest's now */
    } else {
        l->sequence[l->count++] = m->sequence;
        opening_free(&l->next);
    }
    return l->erased.over ? FAULT_NO_MEMORY : FAULT_NONE;
}

static fault read_list(struct lists *l, const struct open_options *w, const char *file)
{
    struct opening *o = &l->next;
    struct list_claim claim;
    l->about = file;
    fault f = w->key ? list_verify(file, w->key, &claim, o->why, sizeof o->why) : FAULT_NONE;
    if (f == FAULT_NONE)
        f = opening_identity(o, w->identity);
    if (f == FAULT_NONE)
        f = opening_read(o, file, w->key ? &claim.claim : NULL);
    if (f != FAULT_NONE)
        (void)text_copy(l->why, sizeof l->why, o->why);
    return f == FAULT_NONE ? keep(l) : f;
}

static fault open_lists(struct lists *l, const struct open_options *w)
{
    l->about = w->files.item[0];
    l->erased.limit = OUT_MAX;
    l->sequence = calloc((size_t)w->files.count, sizeof *l->sequence);
    fault f = l->sequence ? may_write(w, l->why, sizeof l->why) : FAULT_NO_MEMORY;
    for (int i = 0; i < w->files.count && f == FAULT_NONE; i++)
        f = read_list(l, w, w->files.item[i]);
    if (f != FAULT_NONE)
        return f;
    qsort(l->sequence, l->count, sizeof *l->sequence, by_number);
    sort_erased(&l->erased);
    return write_all(l, w->out);
}

static void lists_free(struct lists *l)
{
    opening_free(&l->newest);
    opening_free(&l->next);
    buffer_free(&l->erased);
    free(l->sequence);
    free(l);
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

/* Numbers between the oldest and the newest list that no file has, a comma between them. */
static size_t missing_numbers(const struct lists *l, struct buffer *out)
{
    size_t count = 0;
    for (size_t i = 1; i < l->count; i++)
        for (int32_t n = l->sequence[i - 1] + 1; n < l->sequence[i]; n++, count++)
            buffer_format(out, "%s%d", count > 0 ? "," : "", n);
    return count;
}

static void say_missing(const struct lists *l, struct buffer *out)
{
    struct buffer numbers = {.limit = OUT_MAX};
    if (missing_numbers(l, &numbers) > 0)
        buffer_format(
            out,
            "Not among these files: list %s. An export that failed uses its number up. If you have that list, open all of\n"
            "them together: it may name records that were taken back.\n",
            buffer_string(&numbers));
    buffer_free(&numbers);
}

static void say(const struct lists *l, const struct open_options *w, struct buffer *out)
{
    const struct manifest *m = &l->newest.manifest;
    const struct people *p = &l->newest.people;
    if (l->count == 1)
        buffer_format(out, "List %d of the kiosk %s is open: %zu people, %zu records.\n", m->sequence, m->kiosk,
                      p->persons, p->count);
    else
        buffer_format(
            out,
            "%zu lists of the kiosk %s are open. List %d is the newest and holds everyone who is signed up: %zu people, %zu\n"
            "records. Only that one is written, because the older ones hold people who have left since.\n",
            l->count, m->kiosk, m->sequence, p->persons, p->count);
    buffer_format(out, "  %s/%s\n  %s/%s\n", w->out, names[0], w->out, names[1]);
    if (erased_count(l) > 0)
        buffer_format(out,
                      "%zu records were taken back since the list before %s. Delete them from older lists: %s/%s\n",
                      erased_count(l), l->count == 1 ? "it" : "the oldest of these", w->out, names[2]);
    say_missing(l, out);
    if (!w->key)
        buffer_text(out,
                    "The signature was not checked: nobody vouches for what stands here. Give --key to check it.\n");
}

static void say_json(const struct lists *l, const struct open_options *w, struct buffer *out)
{
    const struct manifest *m = &l->newest.manifest;
    buffer_text(out, "{\"good\":true,");
    ctl_json_text(out, "kiosk", m->kiosk);
    ctl_json_number(out, "sequence", m->sequence);
    ctl_json_number(out, "people", (int64_t)l->newest.people.persons);
    ctl_json_number(out, "records", (int64_t)l->newest.people.count);
    ctl_json_text(out, "signature", w->key ? "good" : "not checked");
    ctl_json_text(out, "out", w->out);
    buffer_text(out, "\"lists\":[");
    for (size_t i = 0; i < l->count; i++)
        buffer_format(out, "%d,", l->sequence[i]);
    ctl_json_end(out, "],\"missing\":[");
    (void)missing_numbers(l, out);
    ctl_json_end(out, "],\"erased\":[");
    for (size_t at = 0; at < l->erased.length; at += MANIFEST_ID)
        buffer_format(out, "\"%s\",", (const char *)l->erased.data + at);
    ctl_json_end(out, "]}\n");
}

static void answer(const struct lists *l, const struct open_options *w)
{
    struct buffer out = {.limit = OUT_MAX};
    if (w->json)
        say_json(l, w, &out);
    else
        say(l, w, &out);
    ctl_print(&out);
}

int ctl_open(const struct ctl_command *self, int count, char **words)
{
    struct open_options w = {.files = {.least = 1, .most = FILES_MAX}};
    const struct ctl_row rows[] = {{.name = "identity", .text = &w.identity, .must = true},
                                   {.name = "out", .text = &w.out, .must = true},
                                   {.name = "key", .text = &w.key},
                                   {.name = "json", .flag = &w.json},
                                   {0}};
    int status = ctl_words(self, count, words, rows, &w.files);
    if (status >= 0)
        return status;
    struct lists *l = calloc(1, sizeof *l);
    if (!l)
        return ctl_fail(w.json, FAULT_NO_MEMORY, w.files.item[0], "");
    fault f = open_lists(l, &w);
    if (f == FAULT_NONE) {
        answer(l, &w);
        status = CTL_GOOD;
    } else if (f == FAULT_NOT_SIGNED) {
        status = ctl_wanting(w.json, l->about, l->why);
    } else {
        status = ctl_fail(w.json, f, l->about, l->why);
    }
    lists_free(l);
    return status;
}
