/* The office's folder: making it, taking it back when no kiosk came of it; and sirkelctl office new, the key that signs the office's
 * letters. */
#include "ctl/office.h"
#include "ctl/letter.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "base/host.h"

static const char *const identity_names[OFFICE_KEYS] = {"office.txt", "recovery.txt"};
static const char *const kiosk_names[] = {"kiosk.pub", "kiosk.words"};

static fault is_free(const char *folder, const char *name, char *why, size_t why_size)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    fault f = file_path(path, folder, name);
    if (f != FAULT_NONE || lstat(path, &st) != 0)
        return f;
    snprintf(why, why_size, "%s is there already, and stays", path);
    return FAULT_FILE_EXISTS;
}

static fault all_free(const char *folder, char *why, size_t why_size)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < OFFICE_KEYS && f == FAULT_NONE; i++)
        f = is_free(folder, identity_names[i], why, why_size);
    for (size_t i = 0; i < sizeof kiosk_names / sizeof *kiosk_names && f == FAULT_NONE; i++)
        f = is_free(folder, kiosk_names[i], why, why_size);
    return f;
}

/* As age-keygen writes it, so that `age -d -i` takes it. */
static fault write_identity(const struct office *o, size_t which)
{
    char path[FILE_PATH_MAX], text[SEAL_IDENTITY_TEXT], day[32];
    struct buffer out = {.limit = 512};
    time_t now = (time_t)host_now();
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%SZ", &utc);
    seal_identity_text(text, &o->identity[which]);
    buffer_format(&out, "# created: %s\n# public key: %s\n%s\n", day, o->recipient[which], text);
    fault f = file_path(path, o->folder, identity_names[which]);
    if (f == FAULT_NONE)
        f = file_new(path, out.data, out.length, 0600);
    bytes_wipe(text, sizeof text);
    buffer_free(&out);
    return f;
}

fault office_make(struct office *o, const char *folder, char *why, size_t why_size)
{
    *o = (struct office){.folder = folder, .made_folder = access(folder, F_OK) != 0};
    fault f = all_free(folder, why, why_size);
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < OFFICE_KEYS; i++) {
        seal_identity_make(&o->identity[i]);
        seal_recipient_text(o->recipient[i], &o->identity[i].recipient);
    }
    f = file_folder(folder, 0700);
    while (f == FAULT_NONE && o->written < OFFICE_KEYS)
        if ((f = write_identity(o, o->written)) == FAULT_NONE)
            o->written++;
    if (f == FAULT_NONE)
        f = file_sync_folder(folder); /* a kiosk must not outlive the keys to its lists */
    if (f != FAULT_NONE) {
        snprintf(why, why_size, "the office's keys can't be written into %s", folder);
        office_take_back(o);
    }
    return f;
}

static fault write_line(const char *folder, const char *name, const struct buffer *line)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, folder, name);
    return f == FAULT_NONE ? file_new(path, line->data, line->length, 0600) : f;
}

fault office_pin_kiosk(const struct office *o, const char *data, const char *kiosk)
{
    struct seal_public key;
    struct buffer text = {.limit = 512}, about = {.limit = 256};
    fault f = ctl_kiosk_public(data, &key, &text);
    if (f == FAULT_NONE)
        f = write_line(o->folder, kiosk_names[0], &text);
    if (f == FAULT_NONE)
        f = ctl_kiosk_words(data, kiosk, &about);
    if (f == FAULT_NONE)
        f = write_line(o->folder, kiosk_names[1], &about);
    if (f == FAULT_NONE)
        f = file_sync_folder(o->folder);
    buffer_free(&text);
    buffer_free(&about);
    return f;
}

void office_take_back(struct office *o)
{
    char path[FILE_PATH_MAX];
    while (o->written > 0)
        if (file_path(path, o->folder, identity_names[--o->written]) == FAULT_NONE)
            unlink(path);
    if (o->made_folder)
        rmdir(o->folder);
}

void office_wipe(struct office *o)
{
    seal_wipe(o->identity, sizeof o->identity);
}

/* --- sirkelctl office new -------------------------------------------------------------------------------------------------- */

enum { LETTER_SECRET, LETTER_PUBLIC, LETTER_FILES };
static const char *const letter_names[LETTER_FILES] = {"office.key", "office.pub"};

/* Both files or none, in a folder that is made where it is not there; never over another file. */
static fault make_letter_key(const char *folder, struct seal_public *key, char *why, size_t why_size)
{
    struct buffer text[LETTER_FILES] = {{.limit = 1024}, {.limit = 1024}};
    char path[LETTER_FILES][FILE_PATH_MAX];
    bool made_folder = access(folder, F_OK) != 0;
    size_t written = 0;
    fault f = FAULT_NONE;
    for (size_t i = 0; i < LETTER_FILES && f == FAULT_NONE; i++)
        if ((f = is_free(folder, letter_names[i], why, why_size)) == FAULT_NONE)
            f = file_path(path[i], folder, letter_names[i]);
    if (f == FAULT_NONE)
        f = seal_pair_make(key, &text[LETTER_SECRET]);
    if (f == FAULT_NONE)
        f = seal_public_text(key, &text[LETTER_PUBLIC]);
    if (f == FAULT_NONE)
        f = file_folder(folder, 0700);
    while (f == FAULT_NONE && written < LETTER_FILES)
        if ((f = file_new(path[written], text[written].data, text[written].length, 0600)) == FAULT_NONE)
            written++;
    if (f == FAULT_NONE)
        f = file_sync_folder(folder);
    while (f != FAULT_NONE && written > 0)
        unlink(path[--written]);
    if (f != FAULT_NONE && made_folder)
        rmdir(folder);
    for (size_t i = 0; i < LETTER_FILES; i++)
        buffer_free(&text[i]);
    return f;
}

/* The key line of the public file: its second line. */
static void key_line(const struct seal_public *key, char out[64])
{
    struct buffer text = {.limit = 512};
    const char *line = seal_public_text(key, &text) == FAULT_NONE ? strchr(buffer_string(&text), '\n') : NULL;
    line = line ? line + 1 : "";
    snprintf(out, 64, "%.*s", (int)strcspn(line, "\n"), line);
    buffer_free(&text);
}

static void say_letter_key(const char *folder, const struct seal_public *key, bool json)
{
    struct buffer out = {.limit = 4096};
    char line[64], digits[SEAL_DIGITS];
    key_line(key, line);
    seal_digits(digits, key->key, sizeof key->key);
    if (json) {
        buffer_text(&out, "{\"good\":true,");
        ctl_json_text(&out, "office", folder);
        ctl_json_text(&out, "key", line);
        ctl_json_text(&out, "digits", digits);
        ctl_json_end(&out, "}\n");
    } else {
        buffer_format(
            &out,
            "The office key is in %s. Its digits, for comparing:\n  %s\n"
            "  office.key   signs letters to the kiosks (minisign -S -s office.key -m LETTER). It has no passphrase: keep it on\n"
            "               the office's own machine or on a stick in a safe, apart from office.txt, with a copy in another\n"
            "               building. Whoever holds it can sign in the office's name\n"
            "  office.pub   no secret: what letters are checked with (sirkelctl verify). Its key:\n               %s\n",
            folder, digits, line);
    }
    ctl_print(&out);
}

static int run(const struct ctl_command *self, int count, char **words)
{
    const char *folder = NULL;
    bool json = false;
    const struct ctl_row rows[] = {
        {.name = "out", .text = &folder, .must = true}, {.name = "json", .flag = &json}, {0}};
    struct ctl_operands operands = {.least = 1, .most = 1};
    if (count > 1 && strcmp(words[1], "letter") == 0)
        return ctl_letter(self, count, words);
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    if (strcmp(operands.item[0], "new") != 0) {
        fprintf(stderr, "sirkelctl office: new, or letter; --help says more\n");
        return CTL_USAGE;
    }
    struct seal_public key;
    char why[FILE_PATH_MAX + 64] = "";
    fault f = make_letter_key(folder, &key, why, sizeof why);
    if (f != FAULT_NONE)
        return ctl_fail(json, f, folder, why);
    say_letter_key(folder, &key, json);
    return CTL_GOOD;
}

const struct ctl_command ctl_office = {
    "office",
    "make the key that signs the office's letters; write a letter",
    "new --out DIR [--json]\n"
    "       sirkelctl office letter --number N --out DIR [--id CENTRE | --centre FILE] [--key FILE] [PART...] [--json]\n"
    "Makes the office key in DIR, beside what init --office makes or will make there: office.key, a secret key of minisign without\n"
    "a passphrase, and office.pub. Shows its digits. Keep office.key apart from office.txt: on the office's own machine or on a\n"
    "stick in a safe, with a copy in another building. Whoever holds it signs in the office's name. Nothing is overwritten.\n"
    "letter writes sirkel-office-NNNNNN.json into DIR (docs/office.md), read again as a kiosk reads it. --key FILE signs it with\n"
    "office.key; else minisign -S does. --id names the centre where no --centre does. Lists have commas.\n"
    "  --centre FILE     groups, times, rooms and texts, as the centre file has them\n"
    "  --places K=N,...  places taken in the group with key K\n"
    "  --closed DAYS     days the house is closed: 2026-12-24,2026-12-28..2027-01-02; none: on no day\n"
    "  --erase ID,...    records to erase\n"
    "  --receivers AGE1...,...   who can open the lists from now on, all of them\n"
    "  --office-key FILE the public key (office.pub) of the letters after this one\n"
    "  --responsible nb=TEXT, --phone nb=TEXT   once for each of the centre's languages\n"
    "  --pin             leave to draw a new PIN within seven days\n"
    "  --kiosks DIGITS,...       only for kiosks with these digits; --issued DAY, --last DAY: else today, and 30 days on\n",
    run,
};
