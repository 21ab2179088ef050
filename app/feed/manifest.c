/* The list of what an export holds. */
#include "feed/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "feed/take.h"

enum { COUNT_MAX = 999999 };

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct manifest_file *)a)->name, ((const struct manifest_file *)b)->name);
}

static int by_id(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void read_files(struct take *t, json_t *top, struct manifest *out)
{
    struct at at = {.key = "files"};
    json_t *files = json_object_get(top, "files"), *value;
    const char *name;
    if (!json_is_object(files) || json_object_size(files) > MANIFEST_FILES_MAX)
        take_refuse(t, &at, "not a list of files");
    if (t->failed)
        return;
    out->files = calloc(json_object_size(files) + 1, sizeof *out->files);
    if (!out->files) {
        take_refuse(t, &at, "out of memory");
        return;
    }
    json_object_foreach(files, name, value)
    {
        struct manifest_file *row = &out->files[out->file_count++];
        const char *hash = json_string_value(value);
        if (!text_copy(row->name, sizeof row->name, name) || !hash || !bytes_unhex(row->sha256, MANIFEST_HASH, hash))
            take_refuse(t, &at, "row %zu is no name with its SHA-256", out->file_count);
    }
    qsort(out->files, out->file_count, sizeof *out->files, by_name);
}

static void read_erased(struct take *t, json_t *top, struct manifest *out)
{
    struct at list = {.key = "erased"};
    json_t *value = json_object_get(top, "erased");
    uint8_t id[(MANIFEST_ID - 1) / 2];
    size_t count = take_list(t, &list, value, 0, MANIFEST_ERASED_MAX, true);
    out->erased = t->failed ? NULL : calloc(count + 1, sizeof *out->erased);
    if (!out->erased) {
        take_refuse(t, &list, "out of memory");
        return;
    }
    for (size_t i = 0; i < count && !t->failed; i++) {
        struct at at = {.up = &list, .row = i};
        const char *text = take_string_value(t, &at, json_array_get(value, i), MANIFEST_ID);
        if (!bytes_unhex(id, sizeof id, text))
            take_refuse(t, &at, "no id of a record");
        bytes_hex(out->erased[i], id, t->failed ? 0 : sizeof id);
        out->erased_count = i + 1;
    }
    qsort(out->erased, out->erased_count, sizeof *out->erased, by_id);
}

static void read_all(struct take *t, json_t *top, struct manifest *out)
{
    static const char *const keys[] = {"erased", "files", "format", "kiosk", "log",
                                       "prev",   "rows",  "schema", "seq",   NULL};
    struct at prev = {.key = "prev"};
    if (!take_object(t, NULL, top, keys))
        return;
    out->sequence = take_number(t, NULL, top, "seq", 1, COUNT_MAX);
    out->rows = take_number(t, NULL, top, "rows", 0, MANIFEST_FILES_MAX);
    out->schema = take_number(t, NULL, top, "schema", 1, COUNT_MAX);
    (void)text_copy(out->kiosk, sizeof out->kiosk, take_string(t, NULL, top, "kiosk", sizeof out->kiosk));
    if (!json_is_string(json_object_get(top, "log"))) /* a signed note: it has lines, so it is no text of ours */
        take_refuse(t, &(struct at){.key = "log"}, "no text");
    if (!bytes_unhex(out->previous, MANIFEST_HASH, take_string(t, NULL, top, "prev", 2 * MANIFEST_HASH + 1)))
        take_refuse(t, &prev, "no hash");
    read_files(t, top, out);
    read_erased(t, top, out);
    if (!t->failed && (size_t)out->rows != out->file_count)
        take_refuse(t, &(struct at){.key = "rows"}, "%d, but %zu files", out->rows, out->file_count);
}

fault manifest_read(struct span json, struct manifest *out, char *why, size_t why_size)
{
    struct take t = {0};
    json_error_t error = {0};
    *out = (struct manifest){0};
    json_t *top = json_loadb((const char *)json.data, json.length, JSON_REJECT_DUPLICATES, &error);
    const char *format = json_string_value(json_object_get(top, "format"));
    fault f = FAULT_NONE;
    if (!top)
        take_refuse(&t, NULL, "no JSON at line %d", error.line);
    else if (format && strcmp(format, "kx1") != 0)
        f = FAULT_TOO_NEW;
    else if (!format)
        take_refuse(&t, &(struct at){.key = "format"}, "is missing");
    else
        read_all(&t, top, out);
    if (t.failed && why)
        snprintf(why, why_size, "manifest.json: %s", t.why);
    if (t.failed)
        f = FAULT_FILE_DAMAGED;
    if (f != FAULT_NONE)
        manifest_free(out);
    json_decref(top);
    return f;
}

void manifest_free(struct manifest *m)
{
    free(m->files);
    free(m->erased);
    *m = (struct manifest){0};
}

const struct manifest_file *manifest_find(const struct manifest *m, const char *name)
{
    struct manifest_file key;
    if (m->file_count == 0 || !text_copy(key.name, sizeof key.name, name))
        return NULL;
    return bsearch(&key, m->files, m->file_count, sizeof *m->files, by_name);
}

bool manifest_erased(const struct manifest *m, const char *id)
{
    return m->erased_count > 0 && bsearch(id, m->erased, m->erased_count, sizeof *m->erased, by_id);
}
