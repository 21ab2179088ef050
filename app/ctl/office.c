/* The office: its folder, and taking that back when no kiosk came of it; sirkelctl office new, the key that signs its letters; and
 * sirkelctl office letter, which writes one, reads it again as a kiosk would, and signs it where the key is at hand. */
#include "ctl/moving.h"
#include "ctl/office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/date.h"
#include "base/file.h"
#include "base/host.h"
#include "base/text.h"
#include "feed/centre.h"
#include "feed/letter.h"
#include "flow/core/core.h"

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

/* --- sirkelctl office letter: parts ------------------------------------------------------------------------------------ */

enum { LAST_DAYS = 30 };

struct letter_options {
    const char *number, *out, *id, *centre, *issued, *last, *kiosks, *places, *erase, *closed, *receivers, *office_key,
        *retention, *codes, *seen, *key;
    struct moving_wish restore;
    struct ctl_list responsible, approval, phone; /* LANGUAGE=TEXT */
    bool pin, json;
};

struct writing {
    const struct letter_options *w;
    struct buffer text, file, key;
    struct centre_file centre;
    struct findings found;
    struct letter letter;
    struct moving moving;
    char name[LETTER_FILE_NAME], why[300];
};

/* Each of a list with commas, as one value. */
static void each(struct buffer *out, const char *list, void (*put)(struct buffer *out, const char *item))
{
    char item[256];
    for (const char *comma = ""; *list; comma = ",") {
        size_t length = strcspn(list, ",");
        snprintf(item, sizeof item, "%.*s", (int)length, list);
        buffer_text(out, comma);
        put(out, item);
        list += length + (list[length] == ',');
    }
}

/* KEY=NUMBER; what is no number is refused when the letter is read again. */
static void put_place(struct buffer *out, const char *item)
{
    char key[256];
    size_t length = strcspn(item, "=");
    snprintf(key, sizeof key, "%.*s", (int)length, item);
    buffer_json(out, key);
    buffer_text(out, ":");
    if (item[length] && item[length + 1] && strspn(item + length + 1, "0123456789") == strlen(item + length + 1))
        buffer_text(out, item + length + 1);
    else
        buffer_json(out, item);
}

/* DAY or DAY..DAY */
static void put_span(struct buffer *out, const char *item)
{
    char from[256];
    const char *to = strstr(item, "..");
    snprintf(from, sizeof from, "%.*s", to ? (int)(to - item) : (int)strlen(item), item);
    buffer_text(out, "{\"from\":");
    buffer_json(out, from);
    buffer_text(out, ",\"to\":");
    buffer_json(out, to ? to + 2 : from);
    buffer_text(out, "}");
}

static void add_list(struct buffer *out, const char *name, const char *list,
                     void (*put)(struct buffer *out, const char *item))
{
    if (!list)
        return;
    buffer_format(out, ",\n\"%s\":[", name);
    each(out, text_same(list, "none") ? "" : list, put);
    buffer_text(out, "]");
}

static void add_words(struct buffer *out, const char *name, const struct ctl_list *list)
{
    char language[CENTRE_LANGUAGE_MAX];
    if (list->count == 0)
        return;
    buffer_format(out, ",\n\"%s\":{", name);
    for (size_t i = 0; i < list->count; i++) {
        const char *text = strchr(list->item[i], '=');
        snprintf(language, sizeof language, "%.*s", (int)strcspn(list->item[i], "="), list->item[i]);
        buffer_text(out, i ? "," : "");
        buffer_json(out, language);
        buffer_text(out, ":");
        buffer_json(out, text ? text + 1 : "");
    }
    buffer_text(out, "}");
}

/* DAYS,DAYS; what is not that is refused when the letter is read again. */
static void add_retention(struct buffer *out, const char *given)
{
    int kept = 0, evidence = 0, end = 0;
    if (!given)
        return;
    (void)sscanf(given, "%5d,%5d%n", &kept, &evidence, &end);
    buffer_text(out, ",\n\"retention\":");
    if (end > 0 && given[end] == 0)
        buffer_format(out, "{\"kept_days\":%d,\"evidence_days\":%d}", kept, evidence);
    else
        buffer_json(out, given);
}

static fault add_office_key(struct writing *l)
{
    struct seal_public key;
    struct buffer file = {.limit = 4096}, text = {.limit = 512};
    if (!l->w->office_key)
        return FAULT_NONE;
    fault f = file_read(l->w->office_key, &file);
    if (f == FAULT_NONE)
        f = seal_public_parse(&key, (struct span){file.data, file.length});
    if (f == FAULT_NONE)
        f = seal_public_text(&key, &text);
    const char *line = f == FAULT_NONE ? strchr(buffer_string(&text), '\n') : NULL;
    if (line)
        buffer_format(&l->text, ",\n\"office_key\":\"%.56s\"", line + 1);
    else
        snprintf(l->why, sizeof l->why, "%s", l->w->office_key);
    buffer_free(&file);
    buffer_free(&text);
    return f;
}

/* As the office wrote it: the kiosk passes over the receivers and the panel in it. */
static fault add_timetable(struct writing *l)
{
    if (!l->w->centre)
        return FAULT_NONE;
    buffer_text(&l->text, ",\n\"timetable\":");
    buffer_add(&l->text, l->file.data, l->file.length);
    return FAULT_NONE;
}

/* --- sirkelctl office letter: the whole ------------------------------------------------------------------------------------------ */

/* 0, which no letter has, for what is no number. */
static int32_t number_of(const struct letter_options *w)
{
    size_t length = strlen(w->number);
    return length <= 6 && strspn(w->number, "0123456789") == length ? (int32_t)strtol(w->number, NULL, 10) : 0;
}

static fault read_centre(struct writing *l)
{
    const char *path = l->w->centre;
    if (!path)
        return FAULT_NONE;
    fault f = feed_centre_bytes(path, &l->file, &l->found);
    if (f == FAULT_NONE)
        f = feed_centre_parse((struct span){l->file.data, l->file.length}, flow_today(), &l->centre, &l->found);
    if (f != FAULT_NONE)
        findings_line(&l->found, l->why, sizeof l->why);
    return f;
}

static void add_day(struct buffer *out, const char *name, const char *given, int32_t usual)
{
    struct date day = date_of(usual);
    buffer_format(out, ",\n\"%s\":", name);
    if (given)
        buffer_json(out, given);
    else
        buffer_format(out, "\"%04d-%02d-%02d\"", day.year, day.month, day.day);
}

static fault write_text(struct writing *l)
{
    const struct letter_options *w = l->w;
    struct buffer *out = &l->text;
    buffer_text(out, "{\"format\":\"sirkel-office-1\",\n\"centre\":");
    buffer_json(out, w->id ? w->id : l->centre.id);
    if (w->restore.file)
        buffer_format(out, ",\n\"kiosks\":[\"%s\"]", l->moving.new_digits);
    else if (w->kiosks)
        add_list(out, "kiosks", w->kiosks, buffer_json);
    else
        buffer_text(out, ",\n\"kiosks\":\"all\"");
    buffer_format(out, ",\n\"number\":%d", number_of(w));
    add_day(out, "issued", w->issued, flow_today());
    add_day(out, "last", w->last, flow_today() + LAST_DAYS);
    if (w->places) {
        buffer_text(out, ",\n\"places\":{");
        each(out, w->places, put_place);
        buffer_text(out, "}");
    }
    add_list(out, "erase", w->erase, buffer_json);
    add_list(out, "closed", w->closed, put_span);
    add_list(out, "receivers", w->receivers, buffer_json);
    add_list(out, "codes", w->codes, buffer_json);
    add_words(out, "responsible", &w->responsible);
    add_words(out, "approval", &w->approval);
    add_words(out, "phone", &w->phone);
    add_retention(out, w->retention);
    if (w->pin)
        buffer_text(out, ",\n\"pin\":true");
    if (w->restore.file)
        buffer_format(out, ",\n\"restore\":{\"kiosk\":\"%s\",\"sha256\":\"%s\"", l->moving.old_digits, l->moving.hash);
    if (*l->moving.day)
        buffer_format(out, ",\"day\":\"%s\",\"list\":%u", l->moving.day, l->moving.list);
    if (w->restore.file)
        buffer_text(out, "}");
    fault f = add_office_key(l);
    if (f == FAULT_NONE)
        f = add_timetable(l);
    buffer_text(out, "}\n");
    return f != FAULT_NONE ? f : out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

/* What a kiosk's own reader says of it, before anybody carries it there. */
static fault read_again(struct writing *l)
{
    struct seal_recipient parsed;
    struct span text = {l->text.data, l->text.length};
    if (feed_letter_parse(text, &l->letter, l->why, sizeof l->why) != LETTER_WHOLE)
        return FAULT_BAD_INPUT;
    for (size_t i = 0; i < l->letter.receiver_count; i++)
        if (seal_recipient_parse(&parsed, l->letter.receiver[i]) != FAULT_NONE) {
            snprintf(l->why, sizeof l->why, "receivers[%zu]: no age recipient, perhaps mistyped", i);
            return FAULT_BAD_INPUT;
        }
    if (!*l->centre.id || text_same(l->centre.id, l->letter.centre))
        return FAULT_NONE;
    snprintf(l->why, sizeof l->why, "--id: another centre than that of the centre file");
    return FAULT_BAD_INPUT;
}

static fault sign(struct writing *l, struct buffer *signature)
{
    char trusted[120];
    fault f = file_read(l->w->key, &l->key);
    snprintf(trusted, sizeof trusted, "timestamp:%lld file:%s hashed", (long long)host_now(), l->name);
    if (f == FAULT_NONE)
        f = seal_pair_sign((struct span){l->key.data, l->key.length}, (struct span){l->text.data, l->text.length},
                           trusted, signature);
    if (f == FAULT_NOT_FOR_US)
        snprintf(l->why, sizeof l->why, "%s has a passphrase: sign with minisign -S", l->w->key);
    else if (f != FAULT_NONE)
        snprintf(l->why, sizeof l->why, "%s is no secret key of minisign", l->w->key);
    return f;
}

enum { OUT_LETTER, OUT_SIGNATURE, OUT_SEALED, OUT_FILES };

/* "<folder>/sirkel-office-000001.json", and what lies beside it. */
static fault out_path(const struct writing *l, int which, char out[FILE_PATH_MAX])
{
    static const char *const ends[OUT_FILES] = {".json", ".json.minisig", ".age"};
    char name[LETTER_FILE_NAME + 16];
    snprintf(name, sizeof name, "%.*s%s", (int)strcspn(l->name, "."), l->name, ends[which]);
    return file_path(out, l->w->out, name);
}

/* All files or none; never over another one. */
static fault put(struct writing *l)
{
    char path[OUT_FILES][FILE_PATH_MAX];
    struct buffer signature = {.limit = SEAL_LETTER_SIGNATURE_MAX};
    fault f = l->w->key ? sign(l, &signature) : FAULT_NONE;
    const struct buffer *const files[OUT_FILES] = {&l->text, &signature, &l->moving.sealed};
    int done = 0;
    for (int i = 0; i < OUT_FILES && f == FAULT_NONE; i++)
        f = out_path(l, i, path[i]);
    while (f == FAULT_NONE && done < OUT_FILES) {
        const struct buffer *file = files[done];
        if (file->length > 0)
            f = file_new(path[done], file->data, file->length, 0644);
        if (f == FAULT_NONE)
            done++;
    }
    while (f != FAULT_NONE && done > 0)
        if (files[--done]->length > 0)
            unlink(path[done]);
    if (f == FAULT_NONE)
        f = file_sync_folder(l->w->out);
    buffer_free(&signature);
    return f;
}

static fault make(struct writing *l)
{
    letter_file_name(l->name, number_of(l->w));
    const struct moving_wish *moves = &l->w->restore;
    fault f = read_centre(l);
    if (f == FAULT_NONE && moves->file && !(moves->identity && moves->old_key && moves->new_key)) {
        snprintf(l->why, sizeof l->why, "--restore needs --identity, --old and --new");
        f = FAULT_BAD_INPUT;
    }
    l->moving.seen = l->w->seen;
    if (f == FAULT_NONE && moves->file)
        f = moving_reseal(&l->moving, moves, l->why, sizeof l->why);
    if (f == FAULT_NONE)
        f = write_text(l);
    if (f == FAULT_NONE)
        f = read_again(l);
    return f == FAULT_NONE ? put(l) : f;
}

/* What the two people at the kiosk will ask for on the telephone. */
static void say(const struct writing *l)
{
    struct buffer out = {.limit = 64 << 10};
    char digits[SEAL_DIGITS];
    const struct letter *m = &l->letter;
    if (l->w->json) {
        buffer_text(&out, "{\"good\":true,");
        ctl_json_text(&out, "file", l->name);
        ctl_json_number(&out, "number", m->number);
        ctl_json_end(&out, "}\n");
        ctl_print(&out);
        return;
    }
    buffer_format(&out, "%s/%s is written%s.\n", l->w->out, l->name, l->w->key ? ", and signed beside it" : "");
    for (size_t i = 0; i < m->receiver_count; i++) {
        seal_digits(digits, m->receiver[i], strlen(m->receiver[i]));
        buffer_format(&out, "Can open the lists. For the telephone: %s\n", digits);
    }
    if (*m->restore)
        buffer_format(
            &out,
            "For the machine %s alone, which takes the place of the kiosk\n  %s. The sealed file lies beside it.\n",
            m->kiosk[0], m->restore);
    if (m->restore_day > 0)
        buffer_format(
            &out,
            "It goes on from the backup of %s; its next list has a number above %d. Who signed up later signs up anew. Who left\n"
            "later is there again: erase by a later letter what erased.txt of the lists since then names.\n",
            l->moving.day, m->restore_list);
    if (*m->office_key && seal_line_digits(digits, m->office_key) == FAULT_NONE)
        buffer_format(&out, "The new office key. For the telephone: %s\n", digits);
    if (!l->w->key)
        buffer_format(&out, "No kiosk takes it unsigned: minisign -S -s office.key -m %s/%s\n", l->w->out, l->name);
    ctl_print(&out);
}

static int letter_run(const struct ctl_command *self, int count, char **words)
{
    struct letter_options w = {0};
    const struct ctl_row rows[] = {{.name = "number", .text = &w.number, .must = true},
                                   {.name = "out", .text = &w.out, .must = true},
                                   {.name = "id", .text = &w.id},
                                   {.name = "centre", .text = &w.centre},
                                   {.name = "issued", .text = &w.issued},
                                   {.name = "last", .text = &w.last},
                                   {.name = "kiosks", .text = &w.kiosks},
                                   {.name = "places", .text = &w.places},
                                   {.name = "erase", .text = &w.erase},
                                   {.name = "closed", .text = &w.closed},
                                   {.name = "receivers", .text = &w.receivers},
                                   {.name = "codes", .text = &w.codes},
                                   {.name = "office-key", .text = &w.office_key},
                                   {.name = "responsible", .list = &w.responsible},
                                   {.name = "approval", .list = &w.approval},
                                   {.name = "phone", .list = &w.phone},
                                   {.name = "retention", .text = &w.retention},
                                   {.name = "pin", .flag = &w.pin},
                                   {.name = "restore", .text = &w.restore.file},
                                   {.name = "identity", .text = &w.restore.identity},
                                   {.name = "old", .text = &w.restore.old_key},
                                   {.name = "new", .text = &w.restore.new_key},
                                   {.name = "seen", .text = &w.seen},
                                   {.name = "key", .text = &w.key},
                                   {.name = "json", .flag = &w.json},
                                   {0}};
    struct ctl_operands operands = {.least = 1, .most = 1};
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    struct writing l = {
        .w = &w, .text = {.limit = LETTER_FILE_MAX}, .file = {.limit = CENTRE_FILE_MAX}, .key = {.limit = 4096}};
    fault f = make(&l);
    if (f == FAULT_NONE)
        say(&l);
    status = f == FAULT_NONE ? CTL_GOOD : ctl_fail(w.json, f, w.centre ? w.centre : l.name, l.why);
    buffer_free(&l.text);
    buffer_free(&l.file);
    buffer_free(&l.key);
    buffer_free(&l.moving.sealed);
    letter_free(&l.letter);
    centre_file_free(&l.centre);
    findings_free(&l.found);
    return status;
}

/* --- sirkelctl office ------------------------------------------------------------------------------------------------- */

static int run(const struct ctl_command *self, int count, char **words)
{
    const char *folder = NULL;
    bool json = false;
    const struct ctl_row rows[] = {
        {.name = "out", .text = &folder, .must = true}, {.name = "json", .flag = &json}, {0}};
    struct ctl_operands operands = {.least = 1, .most = 1};
    if (count > 1 && strcmp(words[1], "letter") == 0)
        return letter_run(self, count, words);
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
    "  --responsible nb=TEXT, --approval nb=TEXT, --phone nb=TEXT   once for each of the centre's languages\n"
    "  --retention DAYS,DAYS     how long a sign-up is kept (30 to 365), and proof of it after a withdrawal (7 to 1095)\n"
    "  --codes KEY,...   groups whose code is lost: for sixty days a new one may be printed, folded\n"
    "  --pin             leave to draw a new PIN within seven days\n"
    "  --restore FILE    another machine takes a kiosk's place: FILE was written by the old one (move), is opened with --identity\n"
    "                    (office.txt) and the old machine's key --old, and sealed to the machine with key --new; alone\n"
    "  --seen FILE       with a backup: where open noted the old machine's lists, so that the new one's numbers come after them\n"
    "  --kiosks DIGITS,...       only for kiosks with these digits; --issued DAY, --last DAY: else today, and 30 days on\n",
    run,
};
