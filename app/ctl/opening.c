/* Opening one list: the identity, the outer layer, the ZIP, the manifest, then every record and consent text. */
#include "ctl/opening.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "ctl/list.h"

enum { IDENTITY_FILE_MAX = 16 * 1024, TEXTS_MAX = 64 << 20 };

/* --- the office's keys -------------------------------------------------------------------------------------------------- */

/* NULL, or what is wrong with the line. */
static const char *take_line(struct identities *out, char *line)
{
    size_t length = strlen(line);
    if (length > 0 && line[length - 1] == '\r')
        line[length - 1] = 0;
    if (*line == 0 || *line == '#')
        return NULL;
    if (out->count < IDENTITIES_MAX && seal_identity_parse(&out->key[out->count], line) == FAULT_NONE) {
        out->count++;
        return NULL;
    }
    bool locked = strncmp(line, "age-encryption.org", 18) == 0 || strncmp(line, "-----BEGIN AGE", 14) == 0;
    return locked ? "the key is locked with a passphrase: open it with age -d first"
                  : "no AGE-SECRET-KEY-1, or one too many";
}

static fault identities_read(const char *path, struct identities *out, char *why, size_t why_size)
{
    struct buffer text = {.limit = IDENTITY_FILE_MAX};
    fault f = file_read(path, &text);
    if (f != FAULT_NONE)
        snprintf(why, why_size, "%s can't be read", path);
    else if (text.length == 0 || memchr(text.data, 0, text.length))
        f = FAULT_BAD_INPUT;
    char *rest = f == FAULT_NONE ? (char *)text.data : NULL, *line;
    for (int number = 1; f == FAULT_NONE && (line = strsep(&rest, "\n")); number++) {
        const char *wrong = take_line(out, line);
        if (wrong) {
            snprintf(why, why_size, "%s: line %d: %s", path, number, wrong);
            f = FAULT_BAD_INPUT;
        }
    }
    if ((f == FAULT_NONE || !*why) && out->count == 0) {
        snprintf(why, why_size, "%s holds no key", path);
        f = f == FAULT_NONE ? FAULT_BAD_INPUT : f;
    }
    buffer_free(&text);
    return f;
}

/* --- people --- */

/* Room for so many records. What passes through is wiped by people_free. */
static fault people_open(struct people *p, size_t records)
{
    *p = (struct people){.room = records, .text = {.limit = OPENING_MAX}};
    p->record = calloc(records + 1, sizeof *p->record);
    return p->record ? FAULT_NONE : FAULT_NO_MEMORY;
}

static void people_free(struct people *p)
{
    if (p->record)
        bytes_wipe(p->record, p->room * sizeof *p->record);
    free(p->record);
    buffer_free(&p->text);
    *p = (struct people){0};
}

/* FILE_DAMAGED for what is no record of ours, or more than were announced. */
static fault people_add(struct people *p, struct span json)
{
    if (p->count == p->room || json.length == 0 || memchr(json.data, '\n', json.length) ||
        memchr(json.data, '\r', json.length))
        return FAULT_FILE_DAMAGED; /* a record is one line: it becomes one in signups.jsonl */
    struct people_record *record = &p->record[p->count];
    fault f = signup_read(json, &record->read);
    if (f != FAULT_NONE)
        return f;
    record->at = p->text.length;
    record->length = json.length;
    buffer_add(&p->text, json.data, json.length);
    p->count++;
    return p->text.over ? FAULT_NO_MEMORY : FAULT_NONE;
}

static int by_group(const void *a, const void *b)
{
    const struct signup_record *left = &((const struct people_record *)a)->read,
                               *right = &((const struct people_record *)b)->read;
    int order = strcmp(left->group, right->group);
    if (order == 0)
        order = strcmp(left->sign_up, right->sign_up);
    return order != 0 ? order : (int)left->is_consent - (int)right->is_consent;
}

/* In order of group; FILE_DAMAGED when one sign-up has two places or two consents. */
static fault people_join(struct people *p)
{
    qsort(p->record, p->count, sizeof *p->record, by_group);
    for (size_t i = 0; i < p->count; i++) {
        if (i > 0 && people_pair(p, i - 1) && p->record[i - 1].read.is_consent == p->record[i].read.is_consent)
            return FAULT_FILE_DAMAGED;
        if (i == 0 || !people_pair(p, i - 1))
            p->persons++;
    }
    return FAULT_NONE;
}

/* --- consent texts ------------------------------------------------------------------------------------------------------ */

/* "notices/<64 hex>.txt" is such a file, by its folder alone. */
static bool texts_is(const char *name)
{
    return strncmp(name, TEXTS_FOLDER "/", strlen(TEXTS_FOLDER) + 1) == 0;
}

/* FILE_DAMAGED for one that is not what its name says, or that the manifest does not name. */
static fault texts_add(struct texts *t, const char *name, struct span text, const struct manifest *m)
{
    struct text_row row = {.at = t->bytes.length, .length = text.length};
    char wanted[MANIFEST_NAME + 16], hex[2 * SEAL_HASH + 1];
    t->rows.limit = t->bytes.limit = TEXTS_MAX;
    seal_sha256(row.sha256, text.data, text.length);
    bytes_hex(hex, row.sha256, SEAL_HASH);
    snprintf(wanted, sizeof wanted, TEXTS_FOLDER "/%s.txt", hex);
    if (strcmp(name, wanted) != 0 || !manifest_notice(m, row.sha256))
        return FAULT_FILE_DAMAGED;
    buffer_add(&t->rows, &row, sizeof row);
    buffer_add(&t->bytes, text.data, text.length);
    return t->rows.over || t->bytes.over ? FAULT_NO_MEMORY : FAULT_NONE;
}

/* --- layer by layer --- */

static fault to_buffer(void *to, const void *data, size_t length)
{
    struct buffer *out = to;
    buffer_add(out, data, length);
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

static fault pour(int fd, struct seal_age_reader *reader)
{
    uint8_t block[LIST_BLOCK];
    ssize_t n;
    fault f = FAULT_NONE;
    while (f == FAULT_NONE && ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR)))
        if (n > 0)
            f = seal_age_read(reader, block, (size_t)n);
    if (f == FAULT_NONE && n < 0)
        f = fault_errno(errno);
    return f == FAULT_NONE ? seal_age_read_end(reader) : f;
}

/* The outer layer; what is inside it is still sealed person by person. */
static fault read_outer(struct opening *o, const char *file, struct buffer *zip)
{
    struct seal_age_reader *reader = NULL;
    struct stat st;
    const struct seal_keyring ring = {.identities = o->keys.key, .count = o->keys.count};
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        snprintf(o->why, sizeof o->why, "%s can't be opened", file);
        return fault_errno(errno);
    }
    fault f = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? FAULT_NONE : FAULT_FILE_FOREIGN;
    if (f == FAULT_NONE) {
        buffer_reserve(zip, (size_t)st.st_size);
        f = seal_age_reader_open(&reader, &ring, (struct seal_sink){to_buffer, zip});
    }
    if (f == FAULT_NONE && (f = pour(fd, reader)) != FAULT_NONE)
        snprintf(o->why, sizeof o->why, "%s: %s", file, seal_age_why(reader));
    seal_age_reader_close(reader);
    close(fd);
    return f;
}

static fault check_manifest(struct opening *o, const struct seal_claim *claim)
{
    const struct manifest *m = &o->manifest;
    if (claim && (strcmp(claim->kiosk, m->kiosk) != 0 || claim->sequence != (uint32_t)m->sequence ||
                  claim->rows != (uint32_t)m->rows || !seal_same(claim->previous, m->previous, SEAL_HASH))) {
        snprintf(o->why, sizeof o->why, "the manifest says something else than the signature");
        return FAULT_FILE_DAMAGED;
    }
    return people_open(&o->people, m->file_count);
}

/* A record must be what its name says, of this kiosk, and not on the list of those that were taken back. */
static bool record_fits(const struct opening *o, const char *name)
{
    const struct signup_record *r = &o->people.record[o->people.count - 1].read;
    char wanted[MANIFEST_NAME];
    manifest_entry(wanted, r->is_consent, r->record_id);
    return strcmp(wanted, name) == 0 && strcmp(r->kiosk, o->manifest.kiosk) == 0 &&
           !manifest_erased(&o->manifest, r->record_id);
}

static fault read_record(struct opening *o, const char *name, struct span data)
{
    const struct manifest_file *row = manifest_find(&o->manifest, name);
    struct buffer plain = {.limit = SEAL_RECORD_MAX};
    uint8_t hash[SEAL_HASH];
    seal_sha256(hash, data.data, data.length);
    fault f = row && memcmp(hash, row->sha256, sizeof hash) == 0 ? FAULT_NOT_FOR_US : FAULT_FILE_DAMAGED;
    for (size_t i = 0; i < o->keys.count && f == FAULT_NOT_FOR_US; i++)
        f = seal_record_open(&o->keys.key[i], data, &plain);
    if (f == FAULT_NONE)
        f = people_add(&o->people, (struct span){plain.data, plain.length});
    if (f == FAULT_NONE && !record_fits(o, name))
        f = FAULT_FILE_DAMAGED;
    if (f != FAULT_NONE)
        snprintf(o->why, sizeof o->why, "%s is not as the manifest and its name say", name);
    buffer_free(&plain);
    return f;
}

struct visit {
    struct opening *o;
    const struct seal_claim *claim;
    bool begun;
};

static fault read_entry(void *to, const char *name, struct span data)
{
    struct visit *v = to;
    if (v->begun && texts_is(name))
        return texts_add(&v->o->texts, name, data, &v->o->manifest);
    if (v->begun)
        return read_record(v->o, name, data);
    v->begun = true;
    if (strcmp(name, "manifest.json") != 0)
        return FAULT_FILE_DAMAGED;
    fault f = manifest_read(data, &v->o->manifest, v->o->why, sizeof v->o->why);
    return f == FAULT_NONE ? check_manifest(v->o, v->claim) : f;
}

fault opening_read(struct opening *o, const char *identity, const char *file, const struct seal_claim *claim)
{
    struct buffer zip = {.limit = SEAL_ZIP_MAX};
    struct visit visit = {.o = o, .claim = claim};
    char reason[SEAL_WHY] = "";
    fault f = identity ? identities_read(identity, &o->keys, o->why, sizeof o->why) : FAULT_NONE;
    if (f == FAULT_NONE)
        f = read_outer(o, file, &zip);
    if (f == FAULT_NONE)
        f = seal_zip_read((struct span){zip.data, zip.length}, (struct seal_zip_visitor){read_entry, &visit}, reason);
    if (f != FAULT_NONE && !*o->why)
        snprintf(o->why, sizeof o->why, "%s: the ZIP inside: %s", file,
                 *reason ? reason : "a text is not that of its hash");
    if (f == FAULT_NONE && (!visit.begun || o->people.count != o->manifest.file_count ||
                            texts_count(&o->texts) != o->manifest.notice_count)) {
        snprintf(o->why, sizeof o->why, "%s: records or texts of the manifest are missing", file);
        f = FAULT_FILE_DAMAGED;
    }
    if (f == FAULT_NONE && (f = people_join(&o->people)) != FAULT_NONE)
        snprintf(o->why, sizeof o->why, "%s: one sign-up stands in it twice", file);
    buffer_free(&zip);
    return f;
}

void opening_free(struct opening *o)
{
    manifest_free(&o->manifest);
    people_free(&o->people);
    buffer_free(&o->texts.rows);
    buffer_free(&o->texts.bytes);
    seal_wipe(o, sizeof *o);
}
