/* sirkelctl open: the office reads its lists. All or nothing, over nothing, for its owner's eyes only. A list is opened layer by layer:
 * nothing is believed before the layer around it ended well. Every list holds everyone who is signed up when it is made, so of several
 * lists only the newest is written: an older one would bring back people who have left. */
#include "ctl/list.h"
#include "ctl/opening.h"
#include "ctl/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "feed/manifest.h"

enum {
    FILES = 5,
    FILES_MAX = 10000,
    OUT_MAX = 1 << 30,
    SEEN_MAX = 16 << 20,
    HEX = 2 * SEAL_HASH + 1,
    TEXT_NAME = HEX + 7
};

/* --- what a kiosk's lists say of each other, as the office has noted it. A list is a line: key id, number, `next`, `previous`, entries of
 * the event log, its root; in hex but for the numbers. Version 0.3.0 wrote the first three. --- */

struct seen_list {
    int32_t sequence;
    uint8_t next[SEAL_HASH];                      /* hash of its second signature: no other list has it */
    uint8_t previous[SEAL_HASH], root[SEAL_HASH]; /* the list before, as it names it; of the event log … */
    uint64_t entries;                             /* … which has so many */
    bool is_short;                                /* noted by an earlier version: number and next alone */
};
enum seen_news { SEEN_FIRST, SEEN_FOLLOWS, SEEN_OLDER, SEEN_AGAIN };
struct seen { /* zero-initialise; free the list */
    char key_id[17];
    struct seen_list *list; /* opened now, and after seen_check those noted before too, in order */
    size_t count;
    int32_t before; /* the newest number noted before, 0: none */
};

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
    int n = sscanf(line, "%16s %d %64s%n %64s %llu %64s%n", id, &out->sequence, next, &short_end, previous, &entries,
                   root, &end);
    out->is_short = n == 3 && line[short_end] == 0;
    out->entries = entries;
    bool whole = n == 6 && line[end] == 0 && bytes_unhex(out->previous, SEAL_HASH, previous) &&
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
        if (names_another(s, m, n) || log_differs(m, n))
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

static const struct text_row *text_at(const struct texts *t, size_t i)
{
    return (const struct text_row *)(const void *)t->rows.data + i;
}

static void text_name(char out[TEXT_NAME], const uint8_t sha256[SEAL_HASH])
{
    char hex[2 * SEAL_HASH + 1];
    bytes_hex(hex, sha256, SEAL_HASH);
    snprintf(out, TEXT_NAME, "%s.txt", hex);
}

static bool has(const struct texts *t, const char *sha256_hex)
{
    uint8_t sha256[SEAL_HASH];
    bool found = false;
    if (!bytes_unhex(sha256, sizeof sha256, sha256_hex))
        return false;
    for (size_t i = 0; i < texts_count(t); i++)
        found = found || memcmp(text_at(t, i)->sha256, sha256, sizeof sha256) == 0;
    return found;
}

/* "<hex>", of each */
static void texts_json(const struct texts *t, struct buffer *out)
{
    for (size_t i = 0; i < texts_count(t); i++) {
        buffer_text(out, "\"");
        buffer_hex(out, text_at(t, i)->sha256, SEAL_HASH);
        buffer_text(out, "\",");
    }
}

/* Where they lie, and how many consents name one that is not there. */
static void texts_say(const struct texts *t, const struct people *p, const char *folder, struct buffer *out)
{
    size_t without = 0;
    for (size_t i = 0; i < p->count; i++)
        without += p->record[i].read.is_consent && !has(t, p->record[i].read.notice_sha256);
    if (texts_count(t) > 0)
        buffer_format(out, "The consent texts, each under the notice_sha256 that the records name:\n  %s/%s\n", folder,
                      TEXTS_FOLDER);
    if (without > 0)
        buffer_format(out, "%zu consents name a text that is not among them: versions before 0.4 kept none.\n",
                      without);
}

/* Each as FOLDER/notices/<hash>.txt; a fault leaves none of them. */
static fault texts_write(const struct texts *t, const char *folder)
{
    char inside[FILE_PATH_MAX], path[FILE_PATH_MAX], name[TEXT_NAME];
    size_t done = 0;
    if (texts_count(t) == 0)
        return FAULT_NONE;
    fault f = file_path(inside, folder, TEXTS_FOLDER);
    if (f == FAULT_NONE)
        f = file_folder(inside, 0700);
    for (; done < texts_count(t) && f == FAULT_NONE; done++) {
        const struct text_row *row = text_at(t, done);
        text_name(name, row->sha256);
        f = file_path(path, inside, name);
        if (f == FAULT_NONE)
            f = file_new(path, t->bytes.data + row->at, row->length, 0600);
        if (f != FAULT_NONE)
            break;
    }
    if (f == FAULT_NONE)
        return file_sync_folder(inside);
    while (done-- > 0) {
        text_name(name, text_at(t, done)->sha256);
        if (file_path(path, inside, name) == FAULT_NONE)
            unlink(path);
    }
    rmdir(inside);
    return f;
}

/* --- the command ----------------------------------------------------------------------------------------------------- */

static const char *const names[FILES] = {"signups.csv", "signups.ods", "signups.jsonl", "erased.txt", "damaged.txt"};

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
    char why[OPENING_WHY];
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
    if (which < PEOPLE_FORMS)
        people_write(&l->newest.people, (enum people_form)which, out);
    else if (which == PEOPLE_FORMS)
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
        f = opening_read(o, w->identity, file, w->key ? &claim.claim : NULL);
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
    free(l->seen.list);
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
    if (*m->checked)
        buffer_format(out, "The kiosk looked through all it keeps: %s\n", m->checked);
    if (m->state != MANIFEST_SOUND)
        buffer_format(out, "%s People may be missing here.\n",
                      m->state == MANIFEST_OLDER ? "The kiosk lost what visitors did last: some may have left since."
                                                 : "This is what could be recovered of a damaged file.");
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
    "Opens the lists FILE... of one kiosk into DIR/signups.csv, .ods and .jsonl, erased.txt and damaged.txt. Every list holds everyone\n"
    "who is signed up, so the newest alone is written, with the consent texts that were signed in DIR/notices. erased.txt names the\n"
    "records that were withdrawn, in all of them; damaged.txt those that the kiosk can't read any more: keep older copies of these.\n"
    "Writes nothing when anything is wrong in any of them, and overwrites no file.\n"
    "  --identity FILE  the office's or the recovery key (AGE-SECRET-KEY-1...)\n"
    "  --key FILE       checks the signature first; without it nobody vouches for the list\n"
    "  --seen FILE      notes each list there and compares with those noted before: finds two machines that go on with the same\n"
    "                   numbers, and numbers that never came; says whether the list is the first, newer, or older than one before\n"
    "  --assets DIR     where the word lists are, for the four words that the display showed\n",
    run,
};
