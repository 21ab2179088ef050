/* What outlives a damaged kiosk.db: the spare, and the rows that can still be read.
 *
 * DIR/kiosk.spare keeps what a kiosk was born with and what staff and office set, a second time: lines of text, closed by a sum of what
 * stands before it (docs/formats.md). Written when it says something new.
 *
 * A new kiosk.db is made of it and of the damaged one. The bytes of that file and of its log are looked through for rows as sqlite writes
 * them, wherever they lie: neither the schema nor any page above them is needed. A record is taken only where the caller proves it
 * by its key; what was erased comes first, so that it stays erased. The damaged file is only read.
 * MUST 1: the new file takes its place whole, or not at all. */
#include "store/inside.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"
#include "store/salvage.h"

/* --- the spare ------------------------------------------------------------------------------------------------------ */

struct spare { /* what DIR/kiosk.spare keeps a second time */
    struct kiosk kiosk;
    struct office_row office;
    char pin[STORE_PIN_MAX];
    int64_t boots, newest, export_seq;
    struct store_age age;
    struct store_retention retention[RETENTIONS_MAX];
    size_t retentions;
};

enum { SPARE_MAX = 16384 };
static const char first_line[] = "sirkel spare 1";

static const char *or_dash(const char *text)
{
    return *text ? text : "-";
}

static void write_lines(const struct spare *spare, struct buffer *out)
{
    const struct kiosk *k = &spare->kiosk;
    const struct office_row *o = &spare->office;
    buffer_format(out, "%s\nid %s\ncentre %s\nsalt ", first_line, k->id, or_dash(k->centre));
    buffer_hex(out, k->salt, sizeof k->salt);
    buffer_format(out,
                  "\ncodes %" PRIu64 " %" PRIu64 " %" PRIu64 "\nborn %d %d %d\npin %s\ncounts %" PRId64 " %" PRId64
                  " %" PRId64 "\n",
                  k->code_passes, k->code_bytes, k->code_first, k->created_day, k->consent_version, k->no_first,
                  or_dash(spare->pin), spare->boots, spare->newest, spare->export_seq);
    buffer_format(out, "age %d %d %d\noffice %s %d %d %s %s %s %u %d\n", spare->age.day, spare->age.seen,
                  spare->age.slow, or_dash(o->key), o->staff, o->letter, or_dash(o->hash), or_dash(o->source),
                  or_dash(o->before), o->places, o->pin_until);
    if (k->moved)
        buffer_text(out, "moved 1\n");
    if (k->restored > 0)
        buffer_format(out, "restored %d %d\n", k->restored, k->restored_list);
    for (size_t i = 0; i < spare->retentions; i++)
        buffer_format(out, "retention %d %d %d\n", spare->retention[i].day, spare->retention[i].kept,
                      spare->retention[i].evidence);
    for (size_t i = 0; i < k->recipient_count; i++)
        buffer_format(out, "recipient %s\n", k->recipients[i]);
    buffer_format(out, "sum %016" PRIx64 "\n", sum_bytes(0, out->data, out->length));
}

/* Moves behind "<name> " where the line begins so; NULL else. */
static const char *after(const char *line, const char *name)
{
    size_t length = strlen(name);
    return strncmp(line, name, length) == 0 && line[length] == ' ' ? line + length + 1 : NULL;
}

static bool take(char *out, size_t size, const char *text)
{
    return text_copy(out, size, text_same(text, "-") ? "" : text);
}

static bool read_office(const char *text, struct office_row *o)
{
    char key[64], hash[80], source[80], before[80];
    int staff;
    return sscanf(text, "%63s %d %d %79s %79s %79s %u %d", key, &staff, &o->letter, hash, source, before, &o->places,
                  &o->pin_until) == 8 &&
           (o->staff = staff, true) && take(o->key, sizeof o->key, key) && take(o->hash, sizeof o->hash, hash) &&
           take(o->source, sizeof o->source, source) && take(o->before, sizeof o->before, before);
}

static bool read_line(const char *line, struct spare *s)
{
    struct kiosk *k = &s->kiosk;
    const char *text;
    int a = 0;
    if (text_same(line, first_line))
        return true;
    if ((text = after(line, "id")))
        return take(k->id, sizeof k->id, text);
    if ((text = after(line, "centre")))
        return take(k->centre, sizeof k->centre, text);
    if ((text = after(line, "salt")))
        return bytes_unhex(k->salt, sizeof k->salt, text);
    if ((text = after(line, "codes")))
        return sscanf(text, "%" SCNu64 " %" SCNu64 " %" SCNu64, &k->code_passes, &k->code_bytes, &k->code_first) == 3;
    if ((text = after(line, "code"))) { /* as the step of the schema that gave codes sixteen salts */
        bool read = sscanf(text, "%" SCNu64 " %" SCNu64, &k->code_first, &k->code_bytes) == 2;
        k->code_passes = 2 * k->code_first;
        return read;
    }
    if ((text = after(line, "born")))
        return sscanf(text, "%d %d %d", &k->created_day, &k->consent_version, &a) == 3 && (k->no_first = a, true);
    if ((text = after(line, "pin")))
        return take(s->pin, sizeof s->pin, text);
    if ((text = after(line, "counts")))
        return sscanf(text, "%" SCNd64 " %" SCNd64 " %" SCNd64, &s->boots, &s->newest, &s->export_seq) == 3;
    if ((text = after(line, "age")))
        return sscanf(text, "%d %d %d", &s->age.day, &s->age.seen, &a) == 3 && (s->age.slow = a, true);
    if ((text = after(line, "office")))
        return read_office(text, &s->office);
    if ((text = after(line, "moved")))
        return k->moved = text_same(text, "1");
    if ((text = after(line, "restored")))
        return sscanf(text, "%d %d", &k->restored, &k->restored_list) == 2;
    if ((text = after(line, "retention"))) {
        struct store_retention *r = &s->retention[s->retentions];
        return s->retentions++ < RETENTIONS_MAX - 1 && sscanf(text, "%d %d %d", &r->day, &r->kept, &r->evidence) == 3;
    }
    text = after(line, "recipient");
    return text && k->recipient_count < CENTRE_RECIPIENTS_MAX &&
           take(k->recipients[k->recipient_count++], CENTRE_RECIPIENT_MAX, text);
}

/* FILE_MISSING, FILE_DAMAGED. */
static fault spare_read(const char *folder, struct spare *out)
{
    char path[FILE_PATH_MAX];
    struct buffer file = {.limit = SPARE_MAX};
    uint64_t sum = 0;
    *out = (struct spare){0};
    fault f = file_path(path, folder, "kiosk.spare");
    if (f == FAULT_NONE)
        f = file_read(path, &file);
    char *text = f == FAULT_NONE ? (char *)(uintptr_t)buffer_string(&file) : NULL,
         *last = text ? strstr(text, "\nsum ") : NULL;
    if (f == FAULT_NONE &&
        (!last || sscanf(last, "\nsum %16" SCNx64, &sum) != 1 || sum != sum_bytes(0, text, (size_t)(last + 1 - text))))
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE)
        *last = 0;
    for (char *line; f == FAULT_NONE && (line = strsep(&text, "\n"));)
        if (!read_line(line, out))
            f = FAULT_FILE_DAMAGED;
    bytes_wipe(file.data, file.length);
    buffer_free(&file);
    return f == FAULT_NONE && out->kiosk.recipient_count == 0 ? FAULT_FILE_DAMAGED : f;
}

static fault spare_gather(struct store *s, struct spare *out)
{
    *out = (struct spare){0};
    fault f = store_kiosk(s, &out->kiosk);
    if (f == FAULT_NONE)
        f = store_office(s, &out->office);
    if (f == FAULT_NONE)
        f = store_age(s, &out->age);
    if (f == FAULT_NONE)
        f = store_pin(s, out->pin);
    if (f == FAULT_NONE)
        f = store_retentions(s, out->retention, &out->retentions);
    sqlite3_stmt *q = store_use(s, SQL_COUNTS);
    if (f == FAULT_NONE)
        f = store_row(s, q);
    if (f == FAULT_NONE) {
        out->boots = column_int(q, 0);
        out->newest = column_int(q, 1);
        out->export_seq = column_int(q, 2);
    }
    store_row_end(q);
    return f;
}

fault store_spare_save(struct store *s)
{
    char path[FILE_PATH_MAX];
    struct spare spare;
    struct buffer lines = {.limit = SPARE_MAX};
    if (!s->kept || s->look || s->reason != FAULT_NONE)
        return FAULT_NONE;
    fault f = spare_gather(s, &spare);
    if (f == FAULT_NONE)
        write_lines(&spare, &lines);
    uint64_t sum = f == FAULT_NONE ? sum_bytes(0, lines.data, lines.length) : 0;
    if (f == FAULT_NONE && sum != s->spare_sum) {
        f = lines.over ? FAULT_NO_MEMORY : file_path(path, s->folder, "kiosk.spare");
        if (f == FAULT_NONE)
            f = file_replace(path, lines.data, lines.length, 0600);
        s->spare_sum = f == FAULT_NONE ? sum : 0;
    }
    bytes_wipe(&spare, sizeof spare);
    bytes_wipe(lines.data, lines.length);
    buffer_free(&lines);
    return f;
}

/* --- rows of a damaged file ----------------------------------------------------------------------------------------- */

enum {
    PAGE = 4096, /* of every kiosk.db */
    WAL_HEAD = 32,
    FRAME_HEAD = 24,
    FILE_MAX = 1 << 30,
    PAYLOAD_MAX = 1 << 18, /* a sealed record and what stands beside it */
    COLUMNS_MAX = 16,
    AFTER_CRASH = 64, /* numbers of lists that may have been given out since the spare was written */
};

struct salvage {
    struct buffer db, log;
    struct buffer payload;
    struct store *fresh;
    const struct store_prove *prove;
    struct salvaged *count;
};

/* --- into the new database, inside store_begin --- */

/* BAD_INPUT: it is there already, or stays erased. */
static fault restore_stone(struct store *s, const uint8_t id[STORE_ID], const struct store_stone *stone)
{
    sqlite3_stmt *q = store_use(s, SQL_TOMBSTONE_ADD);
    bind_bytes(q, 1, id, STORE_ID);
    bind_int(q, 2, stone->kind);
    bind_int(q, 3, stone->cause);
    bind_int(q, 4, stone->day);
    return store_run(s, q);
}

/* What the spare keeps, into a database that was just made; numbers of lists go on `ahead` of it. */
static fault restore_spare(struct store *s, const struct spare *spare, int64_t ahead)
{
    sqlite3_stmt *q = store_use(s, SQL_KIOSK_RESTORE);
    bind_text(q, 1, spare->pin);
    bind_int(q, 2, spare->boots);
    bind_int(q, 3, spare->newest);
    bind_int(q, 4, spare->export_seq + ahead);
    bind_int(q, 5, spare->age.day);
    bind_int(q, 6, spare->age.seen);
    bind_int(q, 7, spare->age.slow);
    fault f = store_run(s, q);
    if (f == FAULT_NONE)
        f = store_moved_set(s, spare->kiosk.moved);
    if (f == FAULT_NONE)
        f = store_restored_set(s, spare->kiosk.restored, spare->kiosk.restored_list);
    for (size_t i = 0; i < spare->retentions && f == FAULT_NONE; i++)
        f = store_retention_add(s, &spare->retention[i]);
    return f == FAULT_NONE ? store_office_set(s, &spare->office) : f;
}

struct column {
    uint32_t kind; /* as sqlite's record format has it */
    size_t at, length;
};
struct row {
    size_t columns, payload, local; /* payload: bytes in all; local: of these on the page itself */
    struct column column[COLUMNS_MAX];
};

static uint32_t be32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* At most 5 bytes: no length of ours needs more. 0: none. */
static size_t varint(const uint8_t *at, size_t left, uint32_t *ret)
{
    uint32_t value = 0;
    for (size_t i = 0; i < left && i < 5; i++) {
        value = value << 7 | (at[i] & 0x7F);
        if (!(at[i] & 0x80)) {
            *ret = value;
            return i + 1;
        }
    }
    return 0;
}

static size_t length_of(uint32_t kind)
{
    static const uint8_t lengths[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    if (kind < sizeof lengths)
        return lengths[kind];
    return kind >= 12 ? (kind - 12) / 2 : PAYLOAD_MAX;
}

/* How much of a payload stands on the leaf page itself (sqlite's file format, 1.6). */
static size_t local_of(size_t payload)
{
    const size_t most = PAGE - 35, least = (PAGE - 12) * 32 / 255 - 23;
    size_t rest = least + (payload - least) % (PAGE - 4);
    if (payload <= most)
        return payload;
    return rest <= most ? rest : least;
}

/* Is there the head of a row of that many columns? */
static bool row_at(const uint8_t *at, size_t left, size_t columns, struct row *out)
{
    size_t head = at[0], n = 1, end = head;
    *out = (struct row){.columns = columns};
    for (size_t i = 0; i < columns; i++) {
        size_t used = n < head && n < left ? varint(at + n, left - n, &out->column[i].kind) : 0;
        if (used == 0)
            return false;
        n += used;
        out->column[i].at = end;
        out->column[i].length = length_of(out->column[i].kind);
        end += out->column[i].length;
        if (end > PAYLOAD_MAX)
            return false;
    }
    out->payload = end;
    out->local = local_of(end);
    return n == head && out->local <= left;
}

static int64_t number_in(const uint8_t *payload, const struct column *c)
{
    int64_t value = c->length > 0 && payload[c->at] & 0x80 ? -1 : 0;
    if (c->kind == 8 || c->kind == 9)
        return c->kind - 8;
    for (size_t i = 0; i < c->length; i++)
        value = (int64_t)((uint64_t)value << 8 | payload[c->at + i]);
    return value;
}

static bool is_number(const struct column *c)
{
    return (c->kind >= 1 && c->kind <= 6) || c->kind == 8 || c->kind == 9;
}

static bool is_bytes(const struct column *c, size_t length)
{
    return c->kind == 12 + 2 * length;
}

/* The newest image of a page: the log's, or the file's own. NULL: there is none. */
static const uint8_t *page(const struct salvage *s, uint32_t number, bool with_log)
{
    const size_t frame = FRAME_HEAD + PAGE;
    for (size_t n = with_log && s->log.length > WAL_HEAD ? (s->log.length - WAL_HEAD) / frame : 0; n-- > 0;) {
        const uint8_t *at = s->log.data + WAL_HEAD + n * frame;
        if (be32(at) == number)
            return at + FRAME_HEAD;
    }
    return number > 0 && (size_t)number * PAGE <= s->db.length ? s->db.data + (size_t)(number - 1) * PAGE : NULL;
}

/* The whole payload of a row that begins at `at`, over its chain of pages. */
static bool gather(struct salvage *s, const uint8_t *at, const struct row *row, bool with_log)
{
    struct buffer *out = &s->payload;
    out->length = 0;
    buffer_add(out, at, row->local);
    uint32_t next = row->local < row->payload ? be32(at + row->local) : 0;
    while (out->length < row->payload && !out->over) {
        const uint8_t *from = page(s, next, with_log);
        size_t left = row->payload - out->length;
        if (!from)
            return false;
        buffer_add(out, from + 4, left < PAGE - 4 ? left : PAGE - 4);
        next = be32(from);
    }
    return !out->over;
}

/* --- what was erased -------------------------------------------------------------------------------------------------- */

enum { STONE_ROW, STONE_ID, STONE_KIND, STONE_CAUSE, STONE_DAY, STONE_TOLD, STONE_COLUMNS };

/* The size of a cell stands before the number of its row, and that before the row. */
static bool is_cell(const uint8_t *at, size_t before, size_t payload)
{
    for (size_t n = 1; n <= 5 && n < before; n++)
        if (at[-(ptrdiff_t)n - 1] == payload && !(at[-1] & 0x80))
            return true;
    return false;
}

static fault stone(struct salvage *s, const uint8_t *from, size_t length, size_t i)
{
    struct row row;
    const uint8_t *at = from + i;
    if (at[0] != 1 + STONE_COLUMNS || at[1] != 0 || at[2] != 12 + 2 * STORE_ID ||
        !row_at(at, length - i, STONE_COLUMNS, &row) || !is_cell(at, i, row.payload))
        return FAULT_NONE;
    for (size_t n = STONE_KIND; n <= STONE_DAY; n++)
        if (!is_number(&row.column[n]))
            return FAULT_NONE;
    int64_t kind = number_in(at, &row.column[STONE_KIND]), cause = number_in(at, &row.column[STONE_CAUSE]);
    if ((row.column[STONE_TOLD].kind != 0 && !is_number(&row.column[STONE_TOLD])) || kind < 1 || kind > 2 ||
        cause < 1 || cause > 2)
        return FAULT_NONE;
    fault f = restore_stone(
        s->fresh, at + row.column[STONE_ID].at,
        &(struct store_stone){(enum record_kind)kind, (int)cause, (int32_t)number_in(at, &row.column[STONE_DAY])});
    return f == FAULT_BAD_INPUT ? FAULT_NONE : f; /* it is there already: a page has several images */
}

/* --- records ------------------------------------------------------------------------------------------------------- */

enum { ROW, ID, KIND, TAG, SLOT, SCHEMA, SIZE, CRC32, SHA256, EPOCH, SEALED, DAY, RECORD_COLUMNS };

static bool is_record(const struct row *row)
{
    static const uint8_t numbers[] = {KIND, SLOT, SCHEMA, SIZE, CRC32, EPOCH, DAY};
    const struct column *c = row->column;
    for (size_t i = 0; i < sizeof numbers; i++)
        if (!is_number(&c[numbers[i]]))
            return false;
    return is_bytes(&c[ID], STORE_ID) && is_bytes(&c[TAG], STORE_TAG) && is_bytes(&c[SHA256], STORE_HASH) &&
           c[SEALED].kind > 12 && c[SEALED].kind % 2 == 0;
}

static void fill(const uint8_t *p, const struct row *row, struct record *out)
{
    const struct column *c = row->column;
    *out = (struct record){.kind = number_in(p, &c[KIND]) == RECORD_CONSENT ? RECORD_CONSENT : RECORD_MEMBERSHIP,
                           .slot = number_in(p, &c[SLOT]),
                           .schema = (int32_t)number_in(p, &c[SCHEMA]),
                           .size = (uint32_t)number_in(p, &c[SIZE]),
                           .crc32 = (uint32_t)number_in(p, &c[CRC32]),
                           .day = (int32_t)number_in(p, &c[DAY]),
                           .sealed = {p + c[SEALED].at, c[SEALED].length}};
    memcpy(out->id, p + c[ID].at, STORE_ID);
    memcpy(out->tag, p + c[TAG].at, STORE_TAG);
    memcpy(out->sha256, p + c[SHA256].at, STORE_HASH);
}

static fault record(struct salvage *s, const uint8_t *from, size_t length, size_t i)
{
    struct row row;
    struct record out;
    bool proven = false;
    const uint8_t *at = from + i;
    if (at[0] <= RECORD_COLUMNS || at[0] > 24 || at[1] != 0 || at[2] != 12 + 2 * STORE_ID ||
        !row_at(at, length - i, RECORD_COLUMNS, &row) || !is_record(&row) || row.local + 4 > length - i)
        return FAULT_NONE;
    for (int with_log = 1; with_log >= 0 && !proven; with_log--) {
        if (!gather(s, at, &row, with_log))
            continue;
        fill(s->payload.data, &row, &out);
        proven = s->prove->proven(s->prove->with, &out);
    }
    if (!proven)
        return FAULT_NONE;
    fault f = store_record_restore(s->fresh, &out);
    s->count->records += f == FAULT_NONE;
    return f == FAULT_BAD_INPUT ? FAULT_NONE : f;
}

static fault look_through(struct salvage *s, const struct buffer *file,
                          fault (*row)(struct salvage *, const uint8_t *, size_t, size_t))
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i + 8 < file->length && f == FAULT_NONE; i++)
        if (file->data[i + 1] == 0 && file->data[i + 2] == 12 + 2 * STORE_ID)
            f = row(s, file->data, file->length, i);
    return f;
}

/* --- the files ------------------------------------------------------------------------------------------------------ */

/* The newest that was set aside under that name, or the file itself; neither is no fault. */
static fault read_newest(const char *folder, const char *name, struct buffer *out)
{
    char aside[FILE_PATH_MAX], path[FILE_PATH_MAX], newest[FILE_PATH_MAX] = "";
    fault f = FAULT_NONE;
    for (int i = 1; i < 1000 && f == FAULT_NONE; i++) {
        snprintf(aside, sizeof aside, "%s.damaged-%d", name, i);
        if ((f = file_path(path, folder, aside)) != FAULT_NONE || access(path, F_OK) != 0)
            break;
        memcpy(newest, path, sizeof newest);
    }
    if (f == FAULT_NONE && !*newest)
        f = file_path(newest, folder, name);
    return f == FAULT_NONE && access(newest, F_OK) == 0 ? file_read(newest, out) : f;
}

/* Nothing behind the last commit ever happened. */
static void cut_log(struct buffer *log)
{
    const size_t frame = FRAME_HEAD + PAGE;
    size_t end = 0;
    for (size_t at = WAL_HEAD; log->length >= WAL_HEAD && at + frame <= log->length; at += frame) {
        if (memcmp(log->data + at + 8, log->data + 16, 8) != 0) /* of another round */
            continue;
        if (be32(log->data + at + 4) != 0)
            end = at + frame;
    }
    log->length = end;
}

static fault fill_fresh(struct salvage *s, const struct spare *spare)
{
    fault f = store_begin(s->fresh);
    if (f == FAULT_NONE)
        f = restore_spare(s->fresh, spare, AFTER_CRASH);
    if (f == FAULT_NONE)
        f = look_through(s, &s->log, stone);
    if (f == FAULT_NONE)
        f = look_through(s, &s->db, stone);
    if (f == FAULT_NONE)
        f = look_through(s, &s->log, record);
    if (f == FAULT_NONE)
        f = look_through(s, &s->db, record);
    if (f == FAULT_NONE)
        f = store_behind_set(s->fresh, BEHIND_NEW);
    return f == FAULT_NONE ? store_commit(s->fresh) : f;
}

/* Empties and removes the folder that a new database is made in. */
static void clear(const char *folder)
{
    char path[FILE_PATH_MAX];
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));)
        if (*e->d_name != '.' && file_path(path, folder, e->d_name) == FAULT_NONE)
            unlink(path);
    if (d)
        closedir(d);
    rmdir(folder);
}

static fault move_in(const char *folder, const char *beside)
{
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX], log[FILE_PATH_MAX];
    fault f = file_path(from, beside, "kiosk.db");
    if (f == FAULT_NONE)
        f = file_path(to, folder, "kiosk.db");
    if (f == FAULT_NONE)
        f = file_path(log, folder, "kiosk.db-wal");
    if (f == FAULT_NONE)
        f = file_set_aside(log); /* a log without its file must not meet a new one */
    if (f == FAULT_NONE && rename(from, to) != 0)
        f = FAULT_DISK_READONLY;
    return f == FAULT_NONE ? file_sync_folder(folder) : f;
}

static fault salvage_into(struct salvage *s, const char *folder, const struct spare *spare)
{
    char beside[FILE_PATH_MAX];
    fault f = file_path(beside, folder, "recovering");
    if (f != FAULT_NONE)
        return f;
    clear(beside);
    f = store_create(beside, &spare->kiosk);
    if (f == FAULT_NONE)
        f = store_open(&s->fresh, beside, NULL, 0);
    if (f == FAULT_NONE)
        f = fill_fresh(s, spare);
    store_close(s->fresh);
    if (f == FAULT_NONE)
        f = move_in(folder, beside);
    clear(beside);
    return f;
}

fault store_salvage(const char *folder, const struct store_prove *prove, struct salvaged *ret)
{
    struct spare spare;
    struct salvage s = {.db = {.limit = FILE_MAX},
                        .log = {.limit = FILE_MAX},
                        .payload = {.limit = PAYLOAD_MAX},
                        .prove = prove,
                        .count = ret};
    *ret = (struct salvaged){0};
    fault f = spare_read(folder, &spare);
    if (f == FAULT_NONE)
        f = read_newest(folder, "kiosk.db", &s.db);
    if (f == FAULT_NONE)
        f = read_newest(folder, "kiosk.db-wal", &s.log);
    if (f == FAULT_NONE) {
        cut_log(&s.log);
        f = salvage_into(&s, folder, &spare);
    }
    buffer_free(&s.db);
    buffer_free(&s.log);
    buffer_free(&s.payload);
    bytes_wipe(&spare, sizeof spare);
    return f;
}
