/* Opening one list: the identity, the outer layer, the ZIP, the manifest, then every record and consent text. Then several: every list
 * holds everyone who is signed up when it is made, so the newest alone counts, and what they say of each other has to agree. */
#include "ctl/opening.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "ctl/list.h"

enum { IDENTITY_FILE_MAX = 16 * 1024, TEXTS_MAX = 64 << 20, SEEN_MAX = 16 << 20, HEX = 2 * SEAL_HASH + 1 };

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

/* --- what a kiosk's lists say of each other, as the office has noted it. A list is a line: key id, number, `next`, `previous`, entries of
 * the event log, its root; in hex but for the numbers; then `restored` of its manifest, if any. Version 0.3.0 wrote three. --- */

/* Notes a list that was opened now, of `key_id`. NO_MEMORY. */
static fault seen_add(struct seen *s, const char *key_id, const struct seal_claim *claim, const uint8_t next[SEAL_HASH])
{
    struct seen_list *list = realloc(s->list, (s->count + 1) * sizeof *list);
    if (!list)
        return FAULT_NO_MEMORY;
    s->list = list;
    list += s->count++;
    *list = (struct seen_list){.sequence = (int32_t)claim->sequence, .entries = claim->log_size};
    memcpy(list->next, next, SEAL_HASH);
    memcpy(list->previous, claim->previous, SEAL_HASH);
    memcpy(list->root, claim->log_root, SEAL_HASH);
    snprintf(s->key_id, sizeof s->key_id, "%s", key_id);
    return FAULT_NONE;
}

/* False for a line that is none of ours. */
static bool read_line(const char *line, struct seen_list *out, char id[17])
{
    char next[HEX] = "", previous[HEX] = "", root[HEX] = "";
    unsigned long long entries = 0;
    int short_end = 0, end = 0;
    *out = (struct seen_list){0};
    int n = sscanf(line, "%16s %d %64s%n %64s %llu %64s%n %d%n", id, &out->sequence, next, &short_end, previous,
                   &entries, root, &end, &out->restored, &end);
    out->is_short = n == 3 && line[short_end] == 0;
    out->entries = entries;
    bool whole = n >= 6 && line[end] == 0 && bytes_unhex(out->previous, SEAL_HASH, previous) &&
                 bytes_unhex(out->root, SEAL_HASH, root);
    return (out->is_short || whole) && out->sequence > 0 && bytes_unhex(out->next, SEAL_HASH, next);
}

static void write_line(const struct seen *s, const struct seen_list *list, struct buffer *out)
{
    buffer_format(out, "%s %d ", s->key_id, list->sequence);
    buffer_hex(out, list->next, SEAL_HASH);
    buffer_text(out, " ");
    buffer_hex(out, list->previous, SEAL_HASH);
    buffer_format(out, " %llu ", (unsigned long long)list->entries);
    buffer_hex(out, list->root, SEAL_HASH);
    if (list->restored > 0)
        buffer_format(out, " %d", list->restored);
    buffer_text(out, "\n");
}

static bool same_hash(const uint8_t a[SEAL_HASH], const uint8_t b[SEAL_HASH])
{
    return memcmp(a, b, SEAL_HASH) == 0;
}

static fault forked(char *why, size_t why_size, const char *what)
{
    snprintf(why, why_size,
             "%s: two machines go on with the same key and the same numbers. Nothing was written; stop one of the two"
             " machines. Without --seen each list opens",
             what);
    return FAULT_NOT_SIGNED;
}

/* Does `n` name a list before it that can't be? A list names the last one that was finished: `m`, the highest known below it, or, where
 * that was cut short behind its signature, the one that `m` names too; or one between the two that nobody has seen. */
static bool names_another(const struct seen *s, const struct seen_list *m, const struct seen_list *n)
{
    if (n->is_short || same_hash(n->previous, m->next) || m->is_short || same_hash(n->previous, m->previous))
        return false;
    static const uint8_t none[SEAL_HASH];
    bool known = n->sequence == m->sequence + 1 || same_hash(n->previous, none);
    for (size_t i = 0; i < s->count && !known; i++)
        known = same_hash(n->previous, s->list[i].next);
    return known;
}

/* An event log only grows. */
static bool log_differs(const struct seen_list *m, const struct seen_list *n)
{
    return !m->is_short && !n->is_short &&
           (n->entries < m->entries || (n->entries == m->entries && !same_hash(n->root, m->root)));
}

static fault hold_together(const struct seen *s, char *why, size_t why_size)
{
    char what[200];
    for (size_t i = 1; i < s->count; i++) {
        const struct seen_list *m = &s->list[i - 1], *n = &s->list[i];
        snprintf(what, sizeof what, "list %d does not follow list %d, which is known", n->sequence, m->sequence);
        bool apart =
            m->sequence <= n->restored && n->sequence > n->restored; /* a backup is older than the list before */
        if (!apart && (names_another(s, m, n) || log_differs(m, n)))
            return forked(why, why_size, what);
    }
    return FAULT_NONE;
}

static int by_sequence(const void *a, const void *b)
{
    return ((const struct seen_list *)a)->sequence - ((const struct seen_list *)b)->sequence;
}

/* A list noted before, against those opened now, the first `fresh`: the same one, another of its number, or one more. */
static fault merge(struct seen *s, const struct seen_list *before, bool *known, char *why, size_t why_size)
{
    char what[200];
    if (before->sequence > s->before)
        s->before = before->sequence;
    for (size_t i = 0; i < s->count; i++) {
        if (s->list[i].sequence != before->sequence)
            continue;
        snprintf(what, sizeof what, "list %d is another one than the list %d that was opened before", before->sequence,
                 before->sequence);
        if (!same_hash(s->list[i].next, before->next))
            return forked(why, why_size, what);
        known[i] = true;
        return FAULT_NONE;
    }
    known[s->count] = true;
    s->list[s->count++] = *before;
    return FAULT_NONE;
}

static fault read_all(struct seen *s, char *text, bool *known, char *why, size_t why_size)
{
    char id[17], *line;
    fault f = FAULT_NONE;
    for (int number = 1; f == FAULT_NONE && (line = strsep(&text, "\n")) && (*line || text); number++) {
        struct seen_list before;
        if (!read_line(line, &before, id)) {
            snprintf(why, why_size, "line %d is not as this program writes it", number);
            f = FAULT_FILE_DAMAGED;
        } else if (strcmp(id, s->key_id) == 0) {
            f = merge(s, &before, known, why, why_size);
        }
    }
    return f;
}

/* Room for every line of the file beside what there is; known[i]: list i stands in it. */
static fault reserve(struct seen *s, const struct buffer *text, bool **ret_known)
{
    size_t lines = 1;
    for (size_t i = 0; i < text->length; i++)
        lines += text->data[i] == '\n';
    struct seen_list *list = realloc(s->list, (s->count + lines) * sizeof *list);
    *ret_known = calloc(s->count + lines, sizeof **ret_known);
    if (list)
        s->list = list;
    return list && *ret_known ? FAULT_NONE : FAULT_NO_MEMORY;
}

/* Reads what was noted in the file `path` (made where there is none), holds the lists against each other, and adds what is new. NOT_SIGNED:
 * two machines go on with one key; FILE_DAMAGED: a line that is none of ours; each with a sentence in `why`, and nothing is written. */
static fault seen_check(struct seen *s, const char *path, char *why, size_t why_size)
{
    struct buffer text = {.limit = SEEN_MAX}, fresh = {.limit = SEEN_MAX};
    bool *known = NULL;
    fault f = file_read(path, &text);
    f = f == FAULT_FILE_MISSING ? FAULT_NONE : f;
    if (f == FAULT_NONE)
        f = reserve(s, &text, &known);
    char *copy = f == FAULT_NONE ? strdup(buffer_string(&text)) : NULL;
    if (f == FAULT_NONE)
        f = copy ? read_all(s, copy, known, why, why_size) : FAULT_NO_MEMORY;
    for (size_t i = 0; i < s->count && f == FAULT_NONE; i++)
        if (!known[i])
            write_line(s, &s->list[i], &fresh);
    if (f == FAULT_NONE && s->count > 0)
        qsort(s->list, s->count, sizeof *s->list, by_sequence);
    if (f == FAULT_NONE)
        f = hold_together(s, why, why_size);
    buffer_add(&text, fresh.data, fresh.length);
    if (f == FAULT_NONE && (text.over || fresh.over))
        f = FAULT_TOO_LARGE;
    if (f == FAULT_NONE && fresh.length > 0)
        f = file_replace(path, text.data, text.length, 0600);
    free(copy);
    free(known);
    buffer_free(&text);
    buffer_free(&fresh);
    return f;
}

/* What the list of that number is to whoever opened the ones noted before. After seen_check. */
static enum seen_news seen_news(const struct seen *s, int32_t sequence)
{
    if (s->before == 0)
        return SEEN_FIRST;
    if (sequence == s->before)
        return SEEN_AGAIN;
    return sequence < s->before ? SEEN_OLDER : SEEN_FOLLOWS;
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
        memcpy(l->hash, l->next_hash, sizeof l->hash);
        l->sequence[l->count++] = m->sequence;
        seal_wipe(&l->next, sizeof l->next); /* all it pointed to is the newest's now */
    } else {
        l->sequence[l->count++] = m->sequence;
        opening_free(&l->next);
    }
    return l->erased.over ? FAULT_NO_MEMORY : FAULT_NONE;
}

static fault read_list(struct lists *l, const struct lists_wish *w, const char *file)
{
    struct opening *o = &l->next;
    struct list_claim claim;
    l->about = file;
    uint64_t size;
    fault f = w->key ? list_verify(file, w->key, &claim, o->why, sizeof o->why) : list_hash(file, l->next_hash, &size);
    if (f == FAULT_NONE && w->key) {
        memcpy(l->next_hash, claim.hash, sizeof claim.hash);
        memcpy(l->digits, claim.digits, sizeof l->digits);
        f = seen_add(&l->seen, claim.key_id, &claim.claim, claim.next);
    }
    if (f == FAULT_NONE)
        f = opening_read(o, w->identity, file, w->key ? &claim.claim : NULL);
    if (f == FAULT_NONE && w->key)
        l->seen.list[l->seen.count - 1].restored = o->manifest.restored;
    if (f != FAULT_NONE)
        (void)text_copy(l->why, sizeof l->why, o->why);
    return f == FAULT_NONE ? keep(l) : f;
}

fault lists_open(struct lists *l, const struct lists_wish *w)
{
    l->about = w->files.item[0];
    l->erased.limit = OPENING_MAX;
    l->sequence = calloc((size_t)w->files.count, sizeof *l->sequence);
    fault f = l->sequence ? FAULT_NONE : FAULT_NO_MEMORY;
    for (int i = 0; i < w->files.count && f == FAULT_NONE; i++)
        f = read_list(l, w, w->files.item[i]);
    if (f != FAULT_NONE)
        return f;
    qsort(l->sequence, l->count, sizeof *l->sequence, by_number);
    sort_erased(&l->erased);
    if (!w->seen)
        return FAULT_NONE;
    l->about = w->seen;
    f = seen_check(&l->seen, w->seen, l->why, sizeof l->why);
    l->seen.news = seen_news(&l->seen, l->newest.manifest.sequence);
    return f;
}

void lists_free(struct lists *l)
{
    opening_free(&l->newest);
    opening_free(&l->next);
    buffer_free(&l->erased);
    free(l->sequence);
    free(l->seen.list);
    free(l);
}
