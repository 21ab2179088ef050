/* sirkelctl open: the office reads its lists. All or nothing, over nothing, for its owner's eyes only. A list is opened layer by layer:
 * nothing is believed before the layer around it ended well. Every list holds everyone who is signed up when it is made, so of several
 * lists only the newest is written: an older one would bring back people who have left. */
#include "ctl/list.h"
#include "ctl/identity.h"
#include "ctl/people.h"
#include "ctl/seen.h"
#include "ctl/texts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "feed/manifest.h"

enum { FILES = 4, FILES_MAX = 10000, OUT_MAX = 1 << 30, WHY = 1200 };

struct opening { /* one list; zero-initialise; opening_free wipes it */
    struct identities keys;
    struct manifest manifest;
    struct people people;
    struct texts texts;
    char why[WHY];
};

/* --- one list -------------------------------------------------------------------------------------------------------- */

/* Room for so many records. What passes through is wiped by people_free. */
static fault people_open(struct people *p, size_t records)
{
    *p = (struct people){.room = records, .text = {.limit = OUT_MAX}};
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
    char wanted[SEAL_ZIP_NAME + 32];
    snprintf(wanted, sizeof wanted, "%s/%s.json.age", r->is_consent ? "consents" : "records", r->record_id);
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

/* The whole list: outer layer, ZIP, manifest, every record, each proven against the manifest; the people joined. On any fault nothing of
 * it may be used. `claim` (may be NULL) is what the signature said. */
static fault opening_read(struct opening *o, const char *file, const struct seal_claim *claim)
{
    struct buffer zip = {.limit = SEAL_ZIP_MAX};
    struct visit visit = {.o = o, .claim = claim};
    char reason[SEAL_WHY] = "";
    fault f = read_outer(o, file, &zip);
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

static void opening_free(struct opening *o)
{
    manifest_free(&o->manifest);
    people_free(&o->people);
    texts_free(&o->texts);
    seal_wipe(o, sizeof *o);
}

/* --- the command ----------------------------------------------------------------------------------------------------- */

static const char *const names[FILES] = {"signups.csv", "signups.jsonl", "erased.txt", "damaged.txt"};

struct open_options {
    const char *identity, *out, *key, *assets, *seen;
    struct ctl_operands files;
    bool json;
};
struct lists {                       /* zero-initialise; lists_free */
    struct opening newest, next;     /* `next` is being read */
    uint8_t hash[64], next_hash[64]; /* of the two files */
    char digits[SEAL_DIGITS];        /* of the key that signed them */
    const char *about;               /* the file that is being read */
    int32_t *sequence;               /* of each list, in order */
    size_t count;
    struct seen seen;     /* of signed lists */
    struct buffer erased; /* ids of every list, MANIFEST_ID bytes each with its NUL, in order */
    char why[WHY];
};

static fault may_write(const struct open_options *w, char *why, size_t why_size)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    for (size_t i = 0; i <= FILES; i++) {
        fault f = file_path(path, w->out, i < FILES ? names[i] : TEXTS_FOLDER);
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
    const struct manifest *m = &l->newest.manifest;
    if (which < 2)
        people_write(&l->newest.people, which == 0 ? PEOPLE_CSV : PEOPLE_JSONL, out);
    else if (which == 2)
        for (size_t at = 0; at < l->erased.length; at += MANIFEST_ID)
            buffer_format(out, "%s\n", (const char *)l->erased.data + at);
    else
        for (size_t i = 0; i < m->damaged_count; i++)
            buffer_format(out, "%s\n", m->damaged[i]);
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
        f = texts_write(&l->newest.texts, folder);
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
        memcpy(l->hash, l->next_hash, sizeof l->hash);
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
    uint64_t size;
    fault f = w->key ? list_verify(file, w->key, &claim, o->why, sizeof o->why) : list_hash(file, l->next_hash, &size);
    if (f == FAULT_NONE && w->key) {
        memcpy(l->next_hash, claim.hash, sizeof claim.hash);
        memcpy(l->digits, claim.digits, sizeof l->digits);
        f = seen_add(&l->seen, claim.key_id, &claim.claim, claim.next);
    }
    if (f == FAULT_NONE)
        f = identities_read(w->identity, &o->keys, o->why, sizeof o->why);
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
    if (w->seen) {
        l->about = w->seen;
        f = seen_check(&l->seen, w->seen, l->why, sizeof l->why);
    }
    return f == FAULT_NONE ? write_all(l, w->out) : f;
}

static void lists_free(struct lists *l)
{
    opening_free(&l->newest);
    opening_free(&l->next);
    buffer_free(&l->erased);
    free(l->sequence);
    seen_free(&l->seen);
    free(l);
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

/* Numbers between the oldest and the newest list, with --seen of those opened before too, that no file has; a comma between them. */
static size_t missing_numbers(const struct lists *l, const struct open_options *w, struct buffer *out)
{
    size_t count = 0, all = w->seen ? l->seen.count : l->count;
    for (size_t i = 1; i < all; i++) {
        int32_t from = w->seen ? l->seen.list[i - 1].sequence : l->sequence[i - 1];
        int32_t to = w->seen ? l->seen.list[i].sequence : l->sequence[i];
        for (int32_t n = from + 1; n < to; n++, count++)
            buffer_format(out, "%s%d", count > 0 ? "," : "", n);
    }
    return count;
}

static void say_missing(const struct lists *l, const struct open_options *w, struct buffer *out)
{
    struct buffer numbers = {.limit = OUT_MAX};
    if (missing_numbers(l, w, &numbers) > 0)
        buffer_format(
            out,
            "Not among these files%s: list %s. An export that failed uses its number up. If you have that list, open all of\n"
            "them together: it may name records that were withdrawn.\n",
            w->seen ? ", and never opened before" : "", buffer_string(&numbers));
    buffer_free(&numbers);
}

/* What the newest list of these is to those that were opened before. */
static void say_seen(const struct lists *l, struct buffer *out)
{
    int32_t newest = l->newest.manifest.sequence;
    switch (seen_news(&l->seen, newest)) {
    case SEEN_FIRST:
        buffer_text(out,
                    "This is the first list of this key that is noted: compare the digits of the key with care.\n");
        break;
    case SEEN_FOLLOWS:
        buffer_format(out, "It is newer than list %d, the newest that was opened before.\n", l->seen.before);
        break;
    case SEEN_AGAIN:
        buffer_text(out, "It is the newest that was opened before.\n");
        break;
    case SEEN_OLDER:
        buffer_format(out, "It is older than list %d, which was opened before: people who have left since are in it.\n",
                      l->seen.before);
        break;
    }
}

/* Whose letters the kiosk takes: the office sees a key that is not its own. */
static void say_office(const struct manifest *m, struct buffer *out)
{
    char digits[SEAL_DIGITS];
    if (*m->office && seal_line_digits(digits, m->office) == FAULT_NONE)
        buffer_format(out, "The kiosk takes letters that are signed with this key: %s\n", digits);
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
    texts_say(&l->newest.texts, p, w->out, out);
    if (erased_count(l) > 0)
        buffer_format(out, "%zu records were withdrawn since the list before %s. Delete them from older lists: %s/%s\n",
                      erased_count(l), l->count == 1 ? "it" : "the oldest of these", w->out, names[2]);
    if (m->state != MANIFEST_SOUND)
        buffer_format(
            out, "%s\n",
            m->state == MANIFEST_OLDER
                ? "The kiosk lost what visitors did last: people may be missing here, or still be here who have left."
                : "The kiosk's database was damaged. This is what could be recovered of it: people may be missing here.");
    if (m->damaged_count > 0)
        buffer_format(
            out,
            "%zu records can't be read at the kiosk any more, and are not in list %d. Nobody withdrew them: keep the\n"
            "copies you have from older lists: %s/%s\n",
            m->damaged_count, m->sequence, w->out, names[3]);
    say_missing(l, w, out);
    if (w->seen)
        say_seen(l, out);
    say_office(m, out);
    buffer_format(out, "The four words of list %d, to compare with those that staff read on the display:\n",
                  m->sequence);
    list_words(out, l->hash, w->assets, false);
    if (!w->key)
        buffer_text(out,
                    "The signature was not checked: nobody vouches for what stands here. Give --key to check it.\n");
    else
        buffer_format(
            out, "The signature is good. The digits of the kiosk's key, to compare with its setup protocol:\n  %s\n",
            l->digits);
}

static const char *const news[] = {
    [SEEN_FIRST] = "first", [SEEN_FOLLOWS] = "follows", [SEEN_OLDER] = "older", [SEEN_AGAIN] = "again"};

static void say_json(const struct lists *l, const struct open_options *w, struct buffer *out)
{
    const struct manifest *m = &l->newest.manifest;
    buffer_text(out, "{\"good\":true,");
    ctl_json_text(out, "kiosk", m->kiosk);
    ctl_json_number(out, "sequence", m->sequence);
    ctl_json_text(out, "office_key", m->office);
    if (m->state != MANIFEST_SOUND)
        ctl_json_text(out, "state", m->state == MANIFEST_OLDER ? "older" : "recovered");
    ctl_json_number(out, "people", (int64_t)l->newest.people.persons);
    ctl_json_number(out, "records", (int64_t)l->newest.people.count);
    ctl_json_text(out, "signature", w->key ? "good" : "not checked");
    if (w->key)
        ctl_json_text(out, "key_digits", l->digits);
    if (w->seen)
        ctl_json_text(out, "seen", news[seen_news(&l->seen, m->sequence)]);
    ctl_json_text(out, "out", w->out);
    list_words(out, l->hash, w->assets, true);
    buffer_text(out, "\"lists\":[");
    for (size_t i = 0; i < l->count; i++)
        buffer_format(out, "%d,", l->sequence[i]);
    ctl_json_end(out, "],\"missing\":[");
    (void)missing_numbers(l, w, out);
    ctl_json_end(out, "],\"erased\":[");
    for (size_t at = 0; at < l->erased.length; at += MANIFEST_ID)
        buffer_format(out, "\"%s\",", (const char *)l->erased.data + at);
    ctl_json_end(out, "],\"notices\":[");
    texts_json(&l->newest.texts, out);
    ctl_json_end(out, "],\"damaged\":[");
    for (size_t i = 0; i < m->damaged_count; i++)
        buffer_format(out, "\"%s\",", m->damaged[i]);
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

static int run(const struct ctl_command *self, int count, char **words)
{
    struct open_options w = {.assets = SIRKEL_ASSETS, .files = {.least = 1, .most = FILES_MAX}};
    const struct ctl_row rows[] = {{.name = "identity", .text = &w.identity, .must = true},
                                   {.name = "out", .text = &w.out, .must = true},
                                   {.name = "key", .text = &w.key},
                                   {.name = "seen", .text = &w.seen},
                                   {.name = "json", .flag = &w.json},
                                   {.name = "assets", .text = &w.assets},
                                   {0}};
    int status = ctl_words(self, count, words, rows, &w.files);
    if (status >= 0)
        return status;
    if (w.seen && !w.key) {
        fprintf(stderr, "sirkelctl open: --seen compares signed lists: give --key too\n");
        return CTL_USAGE;
    }
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

const struct ctl_command ctl_open = {
    "open",
    "open lists at the office",
    "--identity FILE --out DIR FILE... [--key KIOSK.pub [--seen FILE]] [--json] [--assets DIR]\n"
    "Opens the lists FILE... of one kiosk into DIR/signups.csv, signups.jsonl, erased.txt and damaged.txt. Every list holds everyone\n"
    "who is signed up, so the newest alone is written, with the consent texts that were signed in DIR/notices; erased.txt names the records that were withdrawn, in all of them, and\n"
    "damaged.txt those that the kiosk can't read any more: keep older copies of these. Writes\n"
    "nothing when anything is wrong in any of them, and overwrites no file.\n"
    "  --identity FILE  the office's or the recovery key (AGE-SECRET-KEY-1...)\n"
    "  --key FILE       checks the signature first; without it nobody vouches for the list\n"
    "  --seen FILE      notes each list there and compares with those noted before: finds two machines that go on with the same\n"
    "                   numbers, and numbers that never came; says whether the list is the first, newer, or older than one before\n"
    "  --assets DIR     where the word lists are, for the four words that the display showed\n",
    run,
};
