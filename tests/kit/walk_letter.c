/* The office in walks: a key that signs its letters, and letters on the stick, good ones and bad ones. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "feed/letter.h"
#include "flow/core/core.h"
#include "flow/letter/letter.h"
#include "host_walk.h"
#include "walk_step.h"

static const char *stick_of(const struct step *p)
{
    return p->w->loop.app.stick;
}

/* Keys of that name, beside the kiosk's folder, so that a crash does not end them. */
static struct seal *keys(struct step *p, const char *name)
{
    char path[FILE_PATH_MAX];
    struct seal *seal = NULL;
    snprintf(path, sizeof path, "%s/../%s", p->w->folder, name);
    if (seal_start() != FAULT_NONE || (access(path, F_OK) != 0 && seal_create(path) != FAULT_NONE))
        return NULL;
    return seal_open(&seal, path) == FAULT_NONE ? seal : NULL;
}

static void key_line(const struct seal *seal, char out[LETTER_KEY_MAX])
{
    struct buffer text = {.limit = 512};
    struct seal_public key = seal_public(seal);
    const char *line = seal_public_text(&key, &text) == FAULT_NONE ? strchr(buffer_string(&text), '\n') : NULL;
    snprintf(out, LETTER_KEY_MAX, "%.56s", line ? line + 1 : "");
    buffer_free(&text);
}

/* office known, office none, office staff: whose letters this kiosk takes, as the centre file said when it was made */
bool walk_step_office(struct step *p)
{
    struct app *app = &p->w->loop.app;
    struct office_row row;
    struct seal *office = keys(p, "office-keys");
    fault f = office ? store_office(app->store, &row) : FAULT_FILE_MISSING;
    if (f == FAULT_NONE)
        f = store_begin(app->store);
    row.key[0] = 0;
    row.staff = text_same(p->rest, "staff");
    if (text_same(p->rest, "known"))
        key_line(office, row.key);
    if (f == FAULT_NONE)
        f = store_office_set(app->store, &row);
    if (f == FAULT_NONE)
        f = store_commit(app->store);
    flow_letter_look(app);
    seal_close(office);
    return f == FAULT_NONE || walk_miss(p, "the office's key can't be kept");
}

/* --- letters ------------------------------------------------------------------------------------------------------------- */

static bool put(const struct step *p, const char *name, const void *data, size_t length)
{
    char path[FILE_PATH_MAX];
    return file_path(path, stick_of(p), name) == FAULT_NONE && file_replace(path, data, length, 0600) == FAULT_NONE;
}

static bool sign(struct step *p, const char *keys_name, const char *name, const struct buffer *text)
{
    struct seal_hash h;
    uint8_t hash[64], global[64];
    char beside[64];
    struct buffer signature = {.limit = SEAL_SIGNATURE_MAX};
    struct seal *by = keys(p, keys_name);
    seal_hash_begin(&h);
    seal_hash_add(&h, text->data, text->length);
    seal_hash_end(&h, hash);
    snprintf(beside, sizeof beside, "%s.minisig", name);
    bool done = by && seal_sign(by, hash, "office letter", &signature, global) == FAULT_NONE &&
                put(p, beside, signature.data, signature.length);
    buffer_free(&signature);
    seal_close(by);
    return done;
}

/* The demonstration's centre file, with another room for one group, or another day. */
/* What a timetable changes: a room; a weekday; or, as at a new half year, a room, a time and a name. */
static const char *const changes[][2] = {
    {"\"place\": {\"nb\": \"Rom B204\", \"en\": \"Room B204\"}",
     "\"place\": {\"nb\": \"Rom A112\", \"en\": \"Room A112\"}"},
    {"\"weekday\": 2, \"first\": \"2026-09-01\", \"start\": \"18:00\"",
     "\"weekday\": 4, \"first\": \"2026-09-01\", \"start\": \"18:00\""},
    {"\"first\": \"2026-09-01\", \"start\": \"18:00\"", "\"first\": \"2026-09-01\", \"start\": \"18:30\""},
    {"\"name\": {\"nb\": \"Tirsdagsgruppa\", \"en\": \"The Tuesday Group\"}",
     "\"name\": {\"nb\": \"Tirsdagskretsen\", \"en\": \"The Tuesday Circle\"}"}};
enum { CHANGES = sizeof changes / sizeof *changes };

/* The demonstration's file with the changes of those bits; each stands in it. */
static void add_timetable(struct step *p, unsigned bits, struct buffer *out)
{
    char path[FILE_PATH_MAX];
    struct buffer file = {.limit = CENTRE_FILE_MAX}, next = {.limit = CENTRE_FILE_MAX};
    bool found =
        file_path(path, p->w->assets, "demo/centre.json") == FAULT_NONE && file_read(path, &file) == FAULT_NONE;
    for (int i = 0; i < CHANGES && found; i++) {
        const char *whole = buffer_string(&file), *at = bits & 1u << i ? strstr(whole, changes[i][0]) : NULL;
        if (!(bits & 1u << i))
            continue;
        found = at != NULL;
        if (found)
            buffer_format(&next, "%.*s%s%s", (int)(at - whole), whole, changes[i][1], at + strlen(changes[i][0]));
        buffer_free(&file);
        file = next;
        next = (struct buffer){.limit = CENTRE_FILE_MAX};
    }
    if (found)
        buffer_format(out, "\"timetable\":%s", buffer_string(&file));
    buffer_free(&file);
}

static unsigned timetable_of(const char *kind)
{
    if (text_same(kind, "year"))
        return 1 | 4 | 8;
    return text_same(kind, "day") ? 2 : 1;
}

/* The first receiver's own file, beside the kiosk's stick, for whoever opens the lists afterwards. */
static void put_receiver(const struct step *p, const struct seal_identity *identity)
{
    char text[SEAL_IDENTITY_TEXT], line[SEAL_IDENTITY_TEXT + 2];
    seal_identity_text(text, identity);
    snprintf(line, sizeof line, "%s\n", text);
    (void)put(p, "receiver.txt", line, strlen(line));
}

static void add_keys(struct step *p, struct buffer *out)
{
    char receiver[2][SEAL_RECIPIENT_TEXT], line[LETTER_KEY_MAX];
    struct seal *office = keys(p, "office-keys");
    for (int i = 0; i < 2; i++) {
        struct seal_identity identity;
        seal_identity_make(&identity);
        seal_recipient_text(receiver[i], &identity.recipient);
        if (i == 0)
            put_receiver(p, &identity);
    }
    if (office)
        key_line(office, line);
    buffer_format(out, "\"receivers\":[\"%s\",\"%s\"],\"office_key\":\"%s\"", receiver[0], receiver[1],
                  office ? line : "");
    seal_close(office);
}

static void add_day(struct buffer *out, const char *key, int32_t day)
{
    struct date date = date_of(day);
    buffer_format(out, "\"%s\":\"%04d-%02d-%02d\",", key, date.year, date.month, date.day);
}

/* The two records of whoever signed up last. */
static void add_erase(struct step *p, struct buffer *out)
{
    enum { TWO = 2 };
    struct store *store = p->w->loop.app.store;
    uint8_t id[TWO][LETTER_ID] = {0};
    struct record next = {0};
    struct buffer sealed = {.limit = 1 << 20};
    while (store_record_after(store, next.row, &next, &sealed) == FAULT_NONE) { /* the newest two: of one person */
        memcpy(id[0], id[1], LETTER_ID);
        memcpy(id[1], next.id, LETTER_ID);
    }
    buffer_free(&sealed);
    buffer_text(out, "\"erase\":[\"");
    buffer_hex(out, id[0], LETTER_ID);
    buffer_text(out, "\",\"");
    buffer_hex(out, id[1], LETTER_ID);
    buffer_text(out, "\"]");
}

/* The house is closed for the two weeks that begin tomorrow. */
static void add_closed(struct buffer *out)
{
    struct date from = date_of(flow_today() + 1), to = date_of(flow_today() + 14);
    buffer_format(out, "\"closed\":[{\"from\":\"%04d-%02d-%02d\",\"to\":\"%04d-%02d-%02d\"}]", from.year, from.month,
                  from.day, to.year, to.month, to.day);
}

/* Who has approved the list; the demonstration's centre file says nothing of it. */
static void add_approval(struct buffer *out)
{
    buffer_text(out, "\"approval\":{\"nb\":\"Lista er godkjent av etisk komité: 26/117.\","
                     "\"en\":\"Approved by our ethics board: 26/117.\"}");
}

static void add_parts(struct step *p, const char *kind, struct buffer *out)
{
    if (text_same(kind, "keys"))
        add_keys(p, out);
    else if (text_same(kind, "places"))
        buffer_text(out, "\"places\":{\"tirsdagsgruppa\":6}");
    else if (text_same(kind, "full")) /* but for one place */
        buffer_text(out, "\"places\":{\"tirsdagsgruppa\":7}");
    else if (text_same(kind, "erase"))
        add_erase(p, out);
    else if (text_same(kind, "pin"))
        buffer_text(out, "\"pin\":true");
    else if (text_same(kind, "closed"))
        add_closed(out);
    else if (text_same(kind, "approval"))
        add_approval(out);
    else if (text_same(kind, "retention"))
        buffer_text(out, "\"retention\":{\"kept_days\":180,\"evidence_days\":60}");
    else if (text_same(kind, "wordy")) /* more than its screen holds */
        buffer_text(out, "\"approval\":{\"nb\":\"a b c d e f g h i j k l m n o\",\"en\":\"a\"}");
    else if (text_same(kind, "finding")) /* of feed/findings.def: a key with a capital */
        buffer_text(out, "\"timetable\":{\"format\":1,\"id\":\"Granvika!\"}");
    else if (text_same(kind, "mistake"))
        buffer_text(out, "\"places\":{\"nobodys\":6}");
    else
        add_timetable(p, timetable_of(kind), out);
}

static void write_letter(struct step *p, int number, const char *kind, struct buffer *out)
{
    int32_t today = flow_today(), late = text_same(kind, "late") ? 40 : 0;
    buffer_format(out, "{\"format\":\"sirkel-office-1\",\"centre\":\"%s\",\"kiosks\":\"all\",\"number\":%d,",
                  text_same(kind, "centre") ? "another" : "granvika", number);
    add_day(out, "issued", today - late);
    add_day(out, "last", today + 30 - late);
    add_parts(p, kind, out);
    buffer_text(out, "}");
}

static bool clear(const struct step *p)
{
    char path[FILE_PATH_MAX];
    DIR *dir = opendir(stick_of(p));
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (*e->d_name != '.' && file_path(path, stick_of(p), e->d_name) == FAULT_NONE)
            unlink(path);
    if (dir)
        closedir(dir);
    return dir != NULL;
}

static bool put_key(struct step *p)
{
    struct buffer text = {.limit = 512};
    struct seal *office = keys(p, "office-keys");
    struct seal_public key = office ? seal_public(office) : (struct seal_public){0};
    bool done = office && seal_public_text(&key, &text) == FAULT_NONE && put(p, "office.pub", text.data, text.length);
    buffer_free(&text);
    seal_close(office);
    return done;
}

/* letter none: the stick is empty. letter key: the office's key is on it. letter NUMBER KIND: one more letter. */
bool walk_step_letter(struct step *p)
{
    char name[LETTER_FILE_NAME], kind[16] = "times";
    int number = 0;
    struct buffer text = {.limit = LETTER_FILE_MAX};
    if (text_same(p->rest, "none"))
        return clear(p) || walk_miss(p, "no stick");
    if (text_same(p->rest, "key"))
        return put_key(p) || walk_miss(p, "the key can't be written");
    if (sscanf(p->rest, "%d %15s", &number, kind) < 1)
        return walk_miss(p, "letter wants a number and a kind");
    letter_file_name(name, number);
    write_letter(p, number, kind, &text);
    const char *by = text_same(kind, "stranger") ? "stranger-keys" : "office-keys";
    bool done = text_same(kind, "unsigned") || sign(p, by, name, &text);
    if (text_same(kind, "altered"))
        text.data[text.length - 40] ^= 1;
    if (text_same(kind, "cut"))
        text.length /= 2;
    done = done && put(p, name, text.data, text.length);
    buffer_free(&text);
    return done || walk_miss(p, "the letter can't be written");
}
