/* The list of what an export holds. */
#include "feed/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "feed/take.h"

enum { COUNT_MAX = 999999 };

struct manifest_reading {
    struct take take;
    char why[256]; /* what is wrong beyond its form; the first counts */
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct manifest_file *)a)->name, ((const struct manifest_file *)b)->name);
}

static int by_id(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void refuse(struct manifest_reading *r, const char *what)
{
    if (!*r->why)
        snprintf(r->why, sizeof r->why, "%s", what);
}

static void read_files(struct manifest_reading *r, const struct at *at, struct manifest *out)
{
    struct value name, value;
    struct value_walk walk = value_begin(at->value);
    size_t count = value_count(at->value);
    if (value_kind(at->value) != VALUE_OBJECT || count > MANIFEST_FILES_MAX) {
        refuse(r, "files: not a list of files");
        return;
    }
    out->files = calloc(count + 1, sizeof *out->files);
    while (out->files && value_next(&walk, &name, &value)) {
        struct manifest_file *row = &out->files[out->file_count++];
        char hash[2 * MANIFEST_HASH + 1];
        bool fits = value_text(name, row->name, sizeof row->name) < sizeof row->name &&
                    value_text(value, hash, sizeof hash) < sizeof hash;
        if (!fits || !bytes_unhex(row->sha256, MANIFEST_HASH, hash))
            refuse(r, "files: a row is no name with its SHA-256");
    }
    if (!out->files) {
        refuse(r, "out of memory");
        return;
    }
    qsort(out->files, out->file_count, sizeof *out->files, by_name);
    for (size_t i = 1; i < out->file_count; i++)
        if (text_same(out->files[i - 1].name, out->files[i].name))
            refuse(r, "files: a name stands there twice");
}

/* Ids of records, hex, in order; NULL where memory ran out. */
static char (*read_ids(struct manifest_reading *r, const struct at *list, size_t *ret_count))[MANIFEST_ID]
{
    struct rows rows = take_rows(&r->take, list, 0, MANIFEST_IDS_MAX, true);
    char(*ids)[MANIFEST_ID] = calloc(rows.count + 1, sizeof *ids);
    uint8_t id[(MANIFEST_ID - 1) / 2];
    size_t count = 0;
    if (!ids)
        refuse(r, "out of memory");
    while (ids && take_row(&rows)) {
        char text[MANIFEST_ID];
        if (value_text(rows.at.value, text, sizeof text) >= sizeof text || !bytes_unhex(id, sizeof id, text)) {
            char what[64];
            snprintf(what, sizeof what, "%s[%zu]: no id of a record", list->key, rows.at.row);
            refuse(r, what);
            continue;
        }
        bytes_hex(ids[count++], id, sizeof id);
    }
    if (ids)
        qsort(ids, count, sizeof *ids, by_id);
    *ret_count = count;
    return ids;
}

/* Which versions before 0.4 did not write. */
static void read_notices(struct manifest_reading *r, const struct at *list, struct manifest *out)
{
    struct rows rows = take_rows(&r->take, list, 0, MANIFEST_NOTICES_MAX, true);
    out->notices = calloc(rows.count + 1, sizeof *out->notices);
    if (!out->notices)
        refuse(r, "out of memory");
    while (out->notices && take_row(&rows)) {
        char text[2 * MANIFEST_HASH + 1];
        uint8_t *hash = out->notices[out->notice_count];
        if (value_text(rows.at.value, text, sizeof text) >= sizeof text || !bytes_unhex(hash, MANIFEST_HASH, text))
            refuse(r, "notices: a row is no SHA-256");
        else if (out->notice_count > 0 && memcmp(hash, hash - MANIFEST_HASH, MANIFEST_HASH) <= 0)
            refuse(r, "notices: not in order");
        else
            out->notice_count++;
    }
}

static bool is_file(const struct manifest *m, const char *id)
{
    char name[MANIFEST_NAME];
    snprintf(name, sizeof name, "consents/%s.json.age", id);
    bool consent = manifest_find(m, name) != NULL;
    snprintf(name, sizeof name, "records/%s.json.age", id);
    return consent || manifest_find(m, name) != NULL;
}

/* What can't be read is neither among the files nor erased. */
static void judge_damaged(struct manifest_reading *r, const struct manifest *m)
{
    for (size_t i = 0; i < m->damaged_count; i++)
        if (is_file(m, m->damaged[i]) || manifest_erased(m, m->damaged[i]))
            refuse(r, "damaged: a record that is a file, or erased");
}

enum key {
    CHECKED,
    DAMAGED,
    ERASED,
    FILES,
    FORMAT,
    KIOSK,
    LOG,
    NOTICES,
    OFFICE,
    PREV,
    RESTORED,
    ROWS,
    SCHEMA,
    SEQ,
    STATE,
    KEYS_OF_MANIFEST
};

static void read_all(struct manifest_reading *r, const struct at *top, struct manifest *out)
{
    static const char *const keys[] = {"checked", "damaged", "erased",   "files", "format", "kiosk", "log",   "notices",
                                       "office",  "prev",    "restored", "rows",  "schema", "seq",   "state", NULL};
    static const char *const states[] = {"older", "recovered", NULL};
    struct value v[KEYS_OF_MANIFEST];
    struct at at[KEYS_OF_MANIFEST];
    char hash[2 * MANIFEST_HASH + 1];
    struct take *t = &r->take;
    if (!take_object(t, top, keys, v))
        return;
    for (enum key i = 0; i < KEYS_OF_MANIFEST; i++)
        at[i] = at_key(top, keys[i], v[i]);
    out->sequence = take_number(t, &at[SEQ], 1, COUNT_MAX);
    out->rows = take_number(t, &at[ROWS], 0, MANIFEST_FILES_MAX);
    out->schema = take_number(t, &at[SCHEMA], 1, COUNT_MAX);
    take_string(t, &at[KIOSK], out->kiosk, sizeof out->kiosk);
    if (!text_clean(out->kiosk) || !*out->kiosk)
        refuse(r, "kiosk: no name");
    if (value_kind(v[LOG]) != VALUE_TEXT) /* a signed note: it has lines, so it is no text of ours */
        refuse(r, "log: no text");
    if (!take_string(t, &at[PREV], hash, sizeof hash) || !bytes_unhex(out->previous, MANIFEST_HASH, hash))
        refuse(r, "prev: no hash");
    if (v[OFFICE].at && (!take_string(t, &at[OFFICE], out->office, sizeof out->office) || strlen(out->office) != 56))
        refuse(r, "office: no key");
    if (v[RESTORED].at)
        out->restored = take_number(t, &at[RESTORED], 1, COUNT_MAX);
    if (v[CHECKED].at)
        take_string(t, &at[CHECKED], out->checked, sizeof out->checked);
    if (v[STATE].at)
        out->state = (enum manifest_state)(take_word(t, &at[STATE], states) + 1);
    read_files(r, &at[FILES], out);
    out->erased = read_ids(r, &at[ERASED], &out->erased_count);
    if (value_kind(v[DAMAGED]) != VALUE_NOTHING)
        out->damaged = read_ids(r, &at[DAMAGED], &out->damaged_count);
    if (value_kind(v[NOTICES]) != VALUE_NOTHING)
        read_notices(r, &at[NOTICES], out);
    judge_damaged(r, out);
    if (take_good(t) && (size_t)out->rows != out->file_count)
        refuse(r, "rows: not as many as there are files");
}

static fault read_whole(struct manifest_reading *r, struct span text, struct manifest *out)
{
    struct at top;
    char format[8];
    if (!take_begin(&r->take, text, &top))
        return FAULT_FILE_DAMAGED;
    struct value value = value_member(top.value, "format");
    if (value_kind(value) == VALUE_TEXT &&
        (value_text(value, format, sizeof format) >= sizeof format || !text_same(format, "kx1"))) {
        refuse(r, "format: another than this version reads");
        return FAULT_TOO_NEW;
    }
    if (value_kind(value) != VALUE_TEXT)
        refuse(r, "format: is missing");
    read_all(r, &top, out);
    return *r->why || !take_good(&r->take) ? FAULT_FILE_DAMAGED : FAULT_NONE;
}

fault manifest_read(struct span json, struct manifest *out, char *why, size_t why_size)
{
    struct findings found = {0};
    struct manifest_reading r = {.take = {.found = &found}};
    *out = (struct manifest){0};
    fault f = read_whole(&r, json, out);
    if (f == FAULT_FILE_DAMAGED && !*r.why)
        findings_line(&found, r.why, sizeof r.why);
    if (f != FAULT_NONE && why)
        snprintf(why, why_size, "manifest.json: %s", r.why);
    if (f != FAULT_NONE)
        manifest_free(out);
    findings_free(&found);
    return f;
}

void manifest_free(struct manifest *m)
{
    free(m->files);
    free(m->erased);
    free(m->damaged);
    free(m->notices);
    *m = (struct manifest){0};
}

const struct manifest_file *manifest_find(const struct manifest *m, const char *name)
{
    struct manifest_file key;
    if (m->file_count == 0 || !text_copy(key.name, sizeof key.name, name))
        return NULL;
    return bsearch(&key, m->files, m->file_count, sizeof *m->files, by_name);
}

static int by_hash(const void *a, const void *b)
{
    return memcmp(a, b, MANIFEST_HASH);
}

bool manifest_notice(const struct manifest *m, const uint8_t sha256[MANIFEST_HASH])
{
    return m->notice_count > 0 && bsearch(sha256, m->notices, m->notice_count, MANIFEST_HASH, by_hash);
}

bool manifest_erased(const struct manifest *m, const char *id)
{
    return m->erased_count > 0 && bsearch(id, m->erased, m->erased_count, sizeof *m->erased, by_id);
}

void manifest_entry(char out[MANIFEST_NAME], bool is_consent, const char *id)
{
    snprintf(out, MANIFEST_NAME, "%s/%s.json.age", is_consent ? "consents" : "records", id);
}
