/* sirkelctl open: the office reads its lists. All or nothing, over nothing, for its owner's eyes only. Every list holds everyone who is
 * signed up when it is made, so of several lists only the newest is written: an older one would bring back people who have left. */
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

enum { FILES = 5, FILES_MAX = 10000, OUT_MAX = 1 << 30, TEXT_NAME = 2 * SEAL_HASH + 1 + 7 };

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
    const char *out, *assets;
    struct lists_wish lists;
    bool json;
};

static size_t erased_count(const struct lists *l)
{
    return l->erased.length / MANIFEST_ID;
}

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

/* --- answers ------------------------------------------------------------------------------------------------------ */

/* Numbers between the oldest and the newest list, with --seen of those opened before too, that no file has; a comma between them. */
static size_t missing_numbers(const struct lists *l, const struct open_options *w, struct buffer *out)
{
    size_t count = 0, all = w->lists.seen ? l->seen.count : l->count;
    for (size_t i = 1; i < all; i++) {
        int32_t from = w->lists.seen ? l->seen.list[i - 1].sequence : l->sequence[i - 1];
        int32_t to = w->lists.seen ? l->seen.list[i].sequence : l->sequence[i];
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
            w->lists.seen ? ", and never opened before" : "", buffer_string(&numbers));
    buffer_free(&numbers);
}

/* What the newest list of these is to those that were opened before. */
static void say_seen(const struct lists *l, struct buffer *out)
{
    switch (l->seen.news) {
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
    if (m->restored > 0)
        buffer_format(out, "The kiosk goes on from a backup since list %d: erase by letter who left between the two.\n",
                      m->restored);
    if (m->damaged_count > 0)
        buffer_format(
            out,
            "%zu records can't be read at the kiosk any more, and are not in list %d. Nobody withdrew them: keep the\n"
            "copies you have from older lists: %s/%s\n",
            m->damaged_count, m->sequence, w->out, names[3]);
    say_missing(l, w, out);
    if (w->lists.seen)
        say_seen(l, out);
    say_office(m, out);
    buffer_format(out, "The four words of list %d, to compare with those that staff read on the display:\n",
                  m->sequence);
    list_words(out, l->hash, w->assets, false);
    if (!w->lists.key)
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
    ctl_json_text(out, "signature", w->lists.key ? "good" : "not checked");
    if (w->lists.key)
        ctl_json_text(out, "key_digits", l->digits);
    if (w->lists.seen)
        ctl_json_text(out, "seen", news[l->seen.news]);
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
    struct open_options w = {.assets = SIRKEL_ASSETS, .lists.files = {.least = 1, .most = FILES_MAX}};
    const struct ctl_row rows[] = {{.name = "identity", .text = &w.lists.identity, .must = true},
                                   {.name = "out", .text = &w.out, .must = true},
                                   {.name = "key", .text = &w.lists.key},
                                   {.name = "seen", .text = &w.lists.seen},
                                   {.name = "json", .flag = &w.json},
                                   {.name = "assets", .text = &w.assets},
                                   {0}};
    int status = ctl_words(self, count, words, rows, &w.lists.files);
    if (status >= 0)
        return status;
    if (w.lists.seen && !w.lists.key) {
        fprintf(stderr, "sirkelctl open: --seen compares signed lists: give --key too\n");
        return CTL_USAGE;
    }
    struct lists *l = calloc(1, sizeof *l);
    if (!l)
        return ctl_fail(w.json, FAULT_NO_MEMORY, w.lists.files.item[0], "");
    l->about = w.lists.files.item[0];
    fault f = may_write(&w, l->why, sizeof l->why);
    if (f == FAULT_NONE)
        f = lists_open(l, &w.lists);
    if (f == FAULT_NONE)
        f = write_all(l, w.out);
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
