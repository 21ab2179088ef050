/* Out: kiosk.db as it is now and the files beside it, as a ZIP in an age file, as a list is. In: the same files, staged in a folder of
 * their own; `ready` in it, written last, is the moment from which they count. The chip of either machine has no part in it: it locks
 * the disk's key, which stays where it is, and what comes in is written through the new machine's own. */
#include "flow/core/core.h"
#include "flow/export/stick.h"
#include "flow/flow.h"
#include "flow/records/records.h"
#include "flow/move/move.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "seal/minisign.h"
#include "seal/moving.h"

enum { FILE_MOST = 192 << 20, PIECE = 8 << 20, TRIES = 9, NAME = 32, READY_MAX = 512 };

/* All there is of a kiosk, in the order of the ZIP. The timetable is built again from the centre file; site.json is the machine's. */
static const struct moved {
    const char *name, *path;
    bool must;
} files[] = {
    {"centre.kept", "centre.kept", true}, {"groups", "groups", false},         {"house", "house", false},
    {"interest", "interest", false},      {"kiosk.db", "kiosk.db", true},      {"note.key", "keys/note.key", true},
    {"places", "places", false},          {"sign.key", "keys/sign.key", true}, {"slots", "slots", true}};
enum { FILES = sizeof files / sizeof *files };
/* Beside kiosk.db, and of the machine as it was. */
static const char *const old[] = {"kiosk.db-wal", "kiosk.db-shm",   "timetable.db",   "timetable.last.db",
                                  "kiosk.spare",  "keys/sign.copy", "keys/note.copy", "groups.copy"};

enum { READY_NUMBER, READY_HASH, READY_KEY, READY_DAY, READY_LIST, READY_FILES }; /* words of `ready`, in order */

#define FOLDER "moving"
#define READY "ready"

static fault staged_path(char out[FILE_PATH_MAX], const char *data, const char *name)
{
    char folder[FILE_PATH_MAX];
    fault f = file_path(folder, data, FOLDER);
    return f == FAULT_NONE ? file_path(out, folder, name) : f;
}

/* --- out ------------------------------------------------------------------------------------------------------------------ */

static fault to_buffer(void *to, const void *data, size_t length)
{
    struct buffer *out = to;
    buffer_add(out, data, length);
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

static fault put_entry(struct seal_export *e, const char *name, struct span data)
{
    fault f = seal_export_entry(e, name, (uint32_t)data.length, seal_crc32(0, data.data, data.length));
    return f == FAULT_NONE ? seal_export_add(e, data.data, data.length) : f;
}

static fault fetch(struct app *app, const struct moved *file, struct buffer *out)
{
    char path[FILE_PATH_MAX];
    if (text_same(file->name, "kiosk.db"))
        return store_copy(app->store, out);
    fault f = file_path(path, app->data, file->path);
    return f == FAULT_NONE ? file_read(path, out) : f;
}

/* In pieces: an entry has its limit. */
static fault put_file(struct app *app, struct seal_export *e, const struct moved *file)
{
    struct buffer bytes = {.limit = FILE_MOST};
    char name[NAME];
    fault f = fetch(app, file, &bytes);
    if (f == FAULT_FILE_MISSING && !file->must)
        return FAULT_NONE;
    for (size_t at = 0, n = 0; f == FAULT_NONE && at < bytes.length; at += PIECE, n++) {
        size_t length = bytes.length - at < PIECE ? bytes.length - at : PIECE;
        snprintf(name, sizeof name, "%s/%03zu", file->name, n);
        f = put_entry(e, name, (struct span){bytes.data + at, length});
    }
    buffer_free(&bytes);
    return f;
}

/* Of what is sealed now. */
static struct seal_moving_claim claim_of(struct app *app, enum moving_way moving)
{
    struct seal_moving_claim claim = {0};
    struct date day = date_of(flow_today());
    struct export_row last;
    (void)text_copy(claim.kiosk, sizeof claim.kiosk, app->flow->kiosk.id);
    if (moving == MOVING_COPY) {
        snprintf(claim.day, sizeof claim.day, "%04u-%02u-%02u", (unsigned)day.year % 10000, (unsigned)day.month % 100,
                 (unsigned)day.day % 100);
        claim.list = store_export_last(app->store, &last) == FAULT_NONE ? (uint32_t)last.seq : 0;
    }
    return claim;
}

static fault seal_all(struct app *app, struct buffer *out)
{
    struct seal_export *e = NULL;
    struct buffer manifest = {.limit = 256};
    uint64_t size;
    uint8_t hash[64];
    buffer_format(&manifest, "{\"format\":\"kx1-moving\",\"kiosk\":\"%s\"}\n", app->flow->kiosk.id);
    fault f = seal_export_open(&e, app->flow->seal, (struct seal_sink){to_buffer, out});
    if (f == FAULT_NONE)
        f = put_entry(e, "manifest.json", (struct span){manifest.data, manifest.length});
    for (size_t i = 0; i < FILES && f == FAULT_NONE; i++)
        f = put_file(app, e, &files[i]);
    if (f == FAULT_NONE)
        f = seal_export_end(e, &size, hash);
    seal_export_close(e);
    buffer_free(&manifest);
    return f;
}

/* The kiosk says of itself that it has moved, or that it has not after all. */
static fault say_moved(struct app *app, bool moved, const char *why)
{
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = store_moved_set(app->store, moved);
    if (f == FAULT_NONE)
        f = flow_journal(app, moved ? EVENT_moved : EVENT_moved_not, why);
    f = store_end(app->store, f);
    if (f == FAULT_NONE)
        app->flow->kiosk.moved = moved;
    if (f == FAULT_NONE)
        f = store_spare_save(app->store); /* a kiosk.db made anew must say so, too */
    flow_kiosk_refresh(app);
    return f;
}

/* Under a name that is free. *ret_signed: its signature may be there, and with it what another machine takes. */
static fault to_stick(struct app *app, struct span sealed, enum moving_way moving, bool *ret_signed)
{
    const struct seal_moving_claim claim = claim_of(app, moving);
    const char *what = moving == MOVING_COPY ? "backup" : "moving";
    char name[SEAL_MOVING_NAME], beside[SEAL_MOVING_NAME + 16];
    struct buffer signature = {.limit = SEAL_SIGNATURE_MAX};
    fault f = FAULT_FILE_EXISTS;
    for (int i = 1; i <= TRIES && f == FAULT_FILE_EXISTS; i++) {
        snprintf(name, sizeof name, i == 1 ? "kx-%s-%s.zip.age" : "kx-%s-%s-%d.zip.age", claim.kiosk, what, i);
        f = stick_put(app->stick, name, sealed);
    }
    if (f == FAULT_NONE)
        f = seal_moving_sign(app->flow->seal, &claim, sealed, &signature);
    *ret_signed = f == FAULT_NONE;
    snprintf(beside, sizeof beside, "%s.minisig", name);
    if (f == FAULT_NONE)
        f = stick_put(app->stick, beside, (struct span){signature.data, signature.length});
    if (f == FAULT_NONE)
        f = stick_check(app->stick, name, sealed);
    if (f == FAULT_NONE)
        (void)text_copy(app->staff.export_name, sizeof app->staff.export_name, name);
    buffer_free(&signature);
    return f;
}

/* First the kiosk says that it has moved: what is sealed has that line, and after a cut no signed file is there beside a kiosk that
 * goes on. It goes on only where no signature was written. */
static fault move_out(struct app *app)
{
    struct buffer sealed = {.limit = SEAL_ZIP_MAX};
    bool before = app->flow->kiosk.moved, is_signed = false;
    flow_places_save(app);
    fault f = before ? FAULT_NONE : say_moved(app, true, NULL);
    if (f != FAULT_NONE)
        return f;
    f = seal_all(app, &sealed);
    if (f == FAULT_NONE)
        f = to_stick(app, (struct span){sealed.data, sealed.length}, MOVING_OUT, &is_signed);
    buffer_free(&sealed);
    if (f != FAULT_NONE && !before && !is_signed && say_moved(app, false, fault_name(f)) != FAULT_NONE)
        flow_log("moving: going on", FAULT_DISK_BROKEN, store_why(app->store));
    return f;
}

/* The event log says of it once it is there: what is sealed can't have that line. */
static fault back_up(struct app *app)
{
    struct buffer sealed = {.limit = SEAL_ZIP_MAX};
    bool is_signed;
    flow_places_save(app);
    fault f = seal_all(app, &sealed);
    if (f == FAULT_NONE)
        f = to_stick(app, (struct span){sealed.data, sealed.length}, MOVING_COPY, &is_signed);
    buffer_free(&sealed);
    if (f == FAULT_NONE)
        f = flow_journal(app, EVENT_backed_up, NULL);
    if (f == FAULT_DISK_FULL && flow_reserve_release(app)) /* the line has its room */
        f = flow_journal(app, EVENT_backed_up, NULL);
    return f;
}

static void take_out(struct app *app, enum moving_way moving)
{
    flow_kiosk_refresh(app);
    if (app->job || app->kiosk.desk_only || app->kiosk.store_closed) {
        flow_notice(app, VERDICT_EXPORT_AGAIN);
        return;
    }
    if (moving == MOVING_COPY && app->kiosk.moved) {
        flow_notice(app, VERDICT_KIOSK_MOVED);
        return;
    }
    fault f = *app->stick ? stick_ready(app->stick) : FAULT_STICK_GONE;
    if (f == FAULT_STICK_GONE) {
        flow_notice(app, VERDICT_STICK_MISSING);
        return;
    }
    if (f == FAULT_NONE)
        f = moving == MOVING_COPY ? back_up(app) : move_out(app);
    if (f != FAULT_NONE)
        flow_log("moving", f, store_why(app->store));
    flow_notice(app, moving_verdict(moving, f));
}

void flow_move_out(struct app *app, int32_t number)
{
    (void)number;
    take_out(app, MOVING_OUT);
}

void flow_back_up(struct app *app, int32_t number)
{
    (void)number;
    take_out(app, MOVING_COPY);
}

/* --- in: the sealed file beside the letter ----------------------------------------------------------------------------------- */

/* sirkel-office-000001.age beside sirkel-office-000001.json */
static fault read_sealed(const char *path, const struct letter *letter, struct buffer *out)
{
    char beside[FILE_PATH_MAX], hex[2 * SEAL_HASH + 1];
    uint8_t hash[SEAL_HASH];
    size_t length = strlen(path);
    if (length < 5 || length >= sizeof beside || !text_same(path + length - 5, ".json"))
        return FAULT_BAD_INPUT;
    snprintf(beside, sizeof beside, "%.*s.age", (int)length - 5, path);
    fault f = file_read(beside, out);
    if (f != FAULT_NONE)
        return f;
    seal_sha256(hash, out->data, out->length);
    bytes_hex(hex, hash, sizeof hash);
    return text_same(hex, letter->restore_hash) ? FAULT_NONE : FAULT_FILE_FOREIGN;
}

struct unpacking { /* piece by piece into the folder; NULL data: only looked at */
    const char *data;
    const struct letter *letter;
    int at; /* of files[], -1: none yet */
    bool seen[FILES];
    struct buffer bytes;
};

static int file_of(const char *entry)
{
    size_t length = strcspn(entry, "/");
    for (int i = 0; i < FILES; i++)
        if (strlen(files[i].name) == length && strncmp(files[i].name, entry, length) == 0)
            return i;
    return -1;
}

/* What was gathered of a file is whole. */
static fault put_down(struct unpacking *u)
{
    char path[FILE_PATH_MAX], digits[SEAL_DIGITS];
    struct span all = {u->bytes.data, u->bytes.length};
    fault f = FAULT_NONE;
    if (u->at < 0)
        return f;
    if (text_same(files[u->at].name, "sign.key")) {
        f = seal_moving_digits(digits, all);
        if (f == FAULT_NONE && !text_same(digits, u->letter->restore))
            f = FAULT_FILE_FOREIGN; /* another kiosk than the one that the letter names */
    }
    if (f == FAULT_NONE && u->data)
        f = staged_path(path, u->data, files[u->at].name);
    if (f == FAULT_NONE && u->data)
        f = file_new(path, all.data, all.length, 0600);
    u->seen[u->at] = true;
    buffer_free(&u->bytes);
    u->bytes = (struct buffer){.limit = FILE_MOST};
    return f;
}

static fault take_entry(void *to, const char *name, struct span data)
{
    struct unpacking *u = to;
    if (text_same(name, "manifest.json"))
        return FAULT_NONE;
    int at = file_of(name);
    if (at < 0 || (at != u->at && u->seen[at]))
        return FAULT_FILE_DAMAGED;
    fault f = at == u->at ? FAULT_NONE : put_down(u);
    u->at = at;
    buffer_add(&u->bytes, data.data, data.length);
    return f == FAULT_NONE && u->bytes.over ? FAULT_TOO_LARGE : f;
}

static fault unpack(struct app *app, const char *path, struct unpacking *u)
{
    struct buffer sealed = {.limit = SEAL_ZIP_MAX}, zip = {.limit = SEAL_ZIP_MAX};
    char why[SEAL_WHY] = "";
    u->at = -1;
    u->bytes = (struct buffer){.limit = FILE_MOST};
    fault f = read_sealed(path, u->letter, &sealed);
    if (f == FAULT_NONE)
        f = seal_moving_open(app->flow->seal, (struct span){sealed.data, sealed.length}, &zip, why);
    if (f == FAULT_NONE)
        f = seal_zip_read((struct span){zip.data, zip.length}, (struct seal_zip_visitor){take_entry, u}, why);
    if (f == FAULT_NONE)
        f = put_down(u);
    for (int i = 0; i < FILES && f == FAULT_NONE; i++)
        if (files[i].must && !u->seen[i])
            f = FAULT_FILE_DAMAGED;
    if (f != FAULT_NONE)
        flow_log("moving: the sealed file", f, why);
    buffer_free(&u->bytes);
    buffer_free(&sealed);
    buffer_free(&zip);
    return f;
}

static bool is_new(struct app *app)
{
    uint8_t id[STORE_ID];
    int64_t slot;
    fault f = store_slot_next(app->store, &slot, id);
    store_rewind(app->store);
    return f == FAULT_NO_ENTRY && !app->flow->kiosk.moved;
}

enum verdict flow_move_look(struct app *app, const char *path, const struct letter *letter)
{
    struct unpacking u = {.letter = letter};
    bool fresh = is_new(app);
    return letter_place_verdict(fresh, fresh ? unpack(app, path, &u) : FAULT_NONE);
}

/* --- in: staged, put in place, and counted ------------------------------------------------------------------------------------ */

/* All of the folder but `ready`, which went first or was never there; then the folder. */
static fault clear(const char *data)
{
    char path[FILE_PATH_MAX];
    for (int i = 0; i < FILES; i++)
        if (staged_path(path, data, files[i].name) == FAULT_NONE)
            unlink(path);
    if (staged_path(path, data, READY ".new") == FAULT_NONE)
        unlink(path);
    fault f = file_path(path, data, FOLDER);
    if (f != FAULT_NONE || access(path, F_OK) != 0)
        return f;
    rmdir(path);
    return file_sync_folder(data);
}

/* "<number> <hash of the letter> <key that signed it> <day of the backup> <the office's newest list> <names of the files>" */
static fault write_ready(const char *data, const struct unpacking *u, const char *hash, const char *key)
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = READY_MAX};
    buffer_format(&text, "%d %s %s %d %d", u->letter->number, hash, key, u->letter->restore_day,
                  u->letter->restore_list);
    for (int i = 0; i < FILES; i++)
        if (u->seen[i])
            buffer_format(&text, " %s", files[i].name);
    buffer_text(&text, "\n");
    fault f = staged_path(path, data, READY);
    if (f == FAULT_NONE)
        f = file_replace(path, text.data, text.length, 0600);
    buffer_free(&text);
    return f;
}

fault flow_move_stage(struct app *app, const char *path, const struct letter *letter, const char *hash)
{
    char folder[FILE_PATH_MAX];
    struct unpacking u = {.data = app->data, .letter = letter};
    struct office_row office;
    if (!is_new(app))
        return FAULT_FILE_EXISTS;
    fault f = store_office(app->store, &office);
    if (f == FAULT_NONE)
        f = clear(app->data);
    if (f == FAULT_NONE)
        f = file_path(folder, app->data, FOLDER);
    if (f == FAULT_NONE)
        f = file_folder(folder, 0700);
    if (f == FAULT_NONE)
        f = unpack(app, path, &u);
    if (f == FAULT_NONE)
        f = file_sync_folder(folder);
    if (f == FAULT_NONE)
        f = file_sync_folder(app->data);
    if (f == FAULT_NONE)
        f = write_ready(app->data, &u, hash, office.key);
    if (f != FAULT_NONE)
        (void)clear(app->data);
    return f;
}

struct ready {
    int32_t number, day, list; /* day, list: of a backup; 0 of a kiosk that moved */
    char hash[LETTER_HASH], key[LETTER_KEY_MAX];
    bool has[FILES];
};

/* FILE_MISSING: nothing was staged. */
static fault read_ready(const char *data, struct ready *out)
{
    char path[FILE_PATH_MAX], *word;
    struct buffer text = {.limit = READY_MAX};
    *out = (struct ready){0};
    fault f = staged_path(path, data, READY);
    if (f == FAULT_NONE)
        f = file_read(path, &text);
    char *rest = f == FAULT_NONE ? (char *)buffer_string(&text) : NULL;
    for (int n = 0; (word = strsep(&rest, " \n")); n++) {
        int at = file_of(word);
        int32_t number = (int32_t)strtol(word, NULL, 10);
        if (n == READY_NUMBER)
            out->number = number;
        else if (n == READY_HASH)
            (void)text_copy(out->hash, sizeof out->hash, word);
        else if (n == READY_KEY)
            (void)text_copy(out->key, sizeof out->key, word);
        else if (n == READY_DAY)
            out->day = number;
        else if (n == READY_LIST)
            out->list = number;
        else if (at >= 0)
            out->has[at] = true;
    }
    buffer_free(&text);
    return f;
}

static fault gone(const char *data, const char *name)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, data, name);
    if (f == FAULT_NONE && unlink(path) != 0 && access(path, F_OK) == 0)
        f = FAULT_DISK_READONLY;
    return f;
}

/* One that is no longer staged is in its place already. */
static fault put_in_place(const char *data, const struct moved *file)
{
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    fault f = staged_path(from, data, file->name);
    if (f == FAULT_NONE)
        f = file_path(to, data, file->path);
    if (f == FAULT_NONE && access(from, F_OK) == 0 && rename(from, to) != 0)
        f = FAULT_DISK_READONLY;
    return f;
}

fault flow_move_settle(const char *data)
{
    char keys[FILE_PATH_MAX];
    struct ready ready;
    fault f = read_ready(data, &ready);
    if (f == FAULT_FILE_MISSING)
        return clear(data);
    for (size_t i = 0; i < sizeof old / sizeof *old && f == FAULT_NONE; i++)
        f = gone(data, old[i]);
    for (int i = 0; i < FILES && f == FAULT_NONE; i++)
        f = ready.has[i] ? put_in_place(data, &files[i]) : gone(data, files[i].path);
    if (f == FAULT_NONE)
        f = file_path(keys, data, "keys");
    if (f == FAULT_NONE)
        f = file_sync_folder(keys);
    return f == FAULT_NONE ? file_sync_folder(data) : f;
}

static fault count_letter(struct app *app, const struct ready *ready)
{
    struct office_row row;
    char fields[LETTER_HASH + 32];
    struct date day = date_of(ready->day);
    int length = snprintf(fields, sizeof fields, "%d %s", ready->number, ready->hash);
    if (ready->day > 0)
        snprintf(fields + length, sizeof fields - (size_t)length, " %04u-%02u-%02u", (unsigned)day.year % 10000,
                 (unsigned)day.month % 100, (unsigned)day.day % 100);
    fault f = store_office(app->store, &row);
    if (f != FAULT_NONE || (!app->flow->kiosk.moved && text_same(row.hash, ready->hash)))
        return f; /* done before a cut */
    if (ready->number > row.letter)
        row.letter = ready->number;
    (void)text_copy(row.hash, sizeof row.hash, ready->hash);
    (void)text_copy(row.key, sizeof row.key, ready->key); /* people compared it at this machine's setup */
    if ((f = store_begin(app->store)) != FAULT_NONE)
        return f;
    f = store_moved_set(app->store, false);
    if (f == FAULT_NONE)
        f = store_office_set(app->store, &row);
    if (f == FAULT_NONE && ready->day > 0)
        f = store_restored_set(app->store, ready->day, ready->list);
    if (f == FAULT_NONE)
        f = flow_journal(app, ready->day > 0 ? EVENT_restored : EVENT_moved_in, fields);
    return store_end(app->store, f);
}

fault flow_move_settled(struct app *app)
{
    char path[FILE_PATH_MAX];
    struct ready ready;
    fault f = read_ready(app->data, &ready);
    if (f == FAULT_FILE_MISSING)
        return FAULT_NONE;
    if (f == FAULT_NONE)
        f = count_letter(app, &ready);
    if (f != FAULT_NONE)
        return f;
    f = store_kiosk(app->store, &app->flow->kiosk);
    if (f != FAULT_NONE)
        return f;
    if (staged_path(path, app->data, READY) == FAULT_NONE)
        unlink(path);
    return clear(app->data);
}

void flow_move_reopen(struct app *app)
{
    enum moving_way moving = app->letter.restore_day > 0 ? MOVING_RESTORED : MOVING_IN;
    if (flow_reopen(app) == FAULT_NONE)
        flow_notice(app, moving_verdict(moving, FAULT_NONE));
}
