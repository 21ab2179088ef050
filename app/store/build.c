/* Building timetable.db from a centre file: written beside the one in use, verified by reading it, then renamed.
 * What is checked here is what the file's form can't say; feed/centre.c checks the rest before. */
#include "base/file.h"
#include "base/text.h"
#include "store/build.h"
#include "store/timetable.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- a sum over the bytes of timetable.db, kept in the file's own tail, where sqlite does not look (it goes by the number
 * of pages in its header). It catches what quick_check can't: a flipped bit inside a telephone number. It guards
 * against a tired disk, not against a hand: whoever can write the file can write the sum. --- */

struct tail {
    char mark[8];
    uint64_t sum;
};
_Static_assert(sizeof(struct tail) == 16, "the tail is a format");
static const char tail_mark[8] = {'s', 'i', 'r', 'k', 'e', 'l', 'T', '1'};

/* FNV-1a with eight bytes at a time, folded so that every bit of the input reaches every bit of the sum. */
uint64_t sum_bytes(uint64_t sum, const void *bytes, size_t length)
{
    const uint8_t *data = bytes;
    for (; length >= 8; data += 8, length -= 8) {
        uint64_t word;
        memcpy(&word, data, 8);
        sum = (sum ^ word) * 0x9E3779B97F4A7C15u;
        sum ^= sum >> 29;
    }
    for (; length > 0; data++, length--)
        sum = (sum ^ *data) * 0x100000001B3u;
    return sum;
}

static fault sum_of(int fd, int64_t length, uint64_t *ret_sum)
{
    uint8_t block[65536];
    uint64_t sum = 0xCBF29CE484222325u ^ (uint64_t)length;
    while (length > 0) {
        size_t want = length < (int64_t)sizeof block ? (size_t)length : sizeof block;
        size_t have = 0;
        while (have < want) {
            ssize_t n = read(fd, block + have, want - have);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return n < 0 ? fault_errno(errno) : FAULT_FILE_DAMAGED;
            have += (size_t)n;
        }
        sum = sum_bytes(sum, block, want);
        length -= (int64_t)want;
    }
    *ret_sum = sum;
    return FAULT_NONE;
}

static fault open_sized(const char *path, int flags, int *ret_fd, int64_t *ret_size)
{
    struct stat st;
    *ret_fd = open(path, flags | O_NOFOLLOW | O_CLOEXEC);
    if (*ret_fd < 0)
        return fault_errno(errno);
    if (fstat(*ret_fd, &st) == 0 && S_ISREG(st.st_mode)) {
        *ret_size = st.st_size;
        return FAULT_NONE;
    }
    close(*ret_fd);
    return FAULT_FILE_FOREIGN;
}

fault sum_add(const char *path)
{
    int fd;
    int64_t size = 0;
    struct tail tail;
    memcpy(tail.mark, tail_mark, sizeof tail_mark);
    fault f = open_sized(path, O_RDWR, &fd, &size);
    if (f != FAULT_NONE)
        return f;
    f = sum_of(fd, size, &tail.sum);
    if (f == FAULT_NONE)
        f = file_write_all(fd, &tail, sizeof tail);
    if (f == FAULT_NONE && fsync(fd) != 0)
        f = fault_errno(errno);
    if (close(fd) != 0 && f == FAULT_NONE)
        f = fault_errno(errno);
    return f;
}

fault sum_check(const char *path)
{
    int fd;
    int64_t size = 0;
    struct tail tail;
    uint64_t sum = 0;
    fault f = open_sized(path, O_RDONLY, &fd, &size);
    if (f != FAULT_NONE)
        return f;
    if (size <= (int64_t)sizeof tail)
        f = FAULT_FILE_DAMAGED;
    else
        f = sum_of(fd, size - (int64_t)sizeof tail, &sum);
    if (f == FAULT_NONE) {
        bool whole = read(fd, &tail, sizeof tail) == (ssize_t)sizeof tail;
        if (!whole || memcmp(tail.mark, tail_mark, sizeof tail_mark) != 0 || tail.sum != sum)
            f = FAULT_FILE_DAMAGED;
    }
    close(fd);
    return f;
}

/* --- its tables, and the file as a whole --- */

static const char *const tables[] = {
#define TABLE(text) text,
#include "store/timetable.def"
#undef TABLE
};

/* Raised when rows.c makes other rows of the same centre file. */
enum { STORE_TIMETABLE_FORM = 3 };

/* FNV-1a. Never small: 1 was the version of every timetable before versions were hashes. */
static int32_t build_version(void)
{
    uint32_t hash = 0x811C9DC5u ^ STORE_TIMETABLE_FORM;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const char *at = tables[i]; *at; at++)
            hash = (hash ^ (uint8_t)*at) * 0x01000193u;
    return (int32_t)((hash & 0x3FFFFFFFu) | 0x40000000u);
}

static const char *const puts_of[] = {
#define PUT(name, text) text,
#include "store/build.def"
#undef PUT
};

static fault build_tables(sqlite3 *db, char *why)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && f == FAULT_NONE; i++)
        f = database_run(db, tables[i], why);
    return f;
}

static fault build_open(struct build *b, const char *path)
{
    char marks[160];
    snprintf(marks, sizeof marks,
             "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-16384; PRAGMA application_id=%d;"
             " PRAGMA user_version=%d; BEGIN",
             STORE_TIMETABLE, build_version());
    fault f = database_open(&b->db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, b->why);
    if (f ==
        FAULT_NONE) /* no journal file and no fsync on the way: a half-built file is thrown away, a whole one synced */
        f = database_run(b->db, marks, b->why);
    if (f == FAULT_NONE)
        f = build_tables(b->db, b->why);
    for (int i = 0; i < PUT_COUNT && f == FAULT_NONE; i++)
        if (sqlite3_prepare_v2(b->db, puts_of[i], -1, &b->puts[i], NULL) != SQLITE_OK) {
            database_why(b->why, b->db, "timetable");
            f = FAULT_NO_MEMORY;
        }
    return f;
}

static void build_close(struct build *b)
{
    for (int i = 0; i < PUT_COUNT; i++)
        sqlite3_finalize(b->puts[i]);
    database_close(b->db);
    b->db = NULL;
}

static fault verify(struct build *b)
{
    fault f = database_check(b->db, "PRAGMA integrity_check(1)", STORE_TIMETABLE, b->why);
    if (f == FAULT_NONE)
        f = database_check(b->db, "PRAGMA foreign_key_check", STORE_TIMETABLE, b->why);
    return f;
}

static fault build_file(const char *path, const struct centre_file *file, const char *source, char *why)
{
    struct build b = {.file = file, .source = source, .why = why};
    fault f = build_open(&b, path);
    if (f == FAULT_NONE)
        f = build_rows(&b);
    if (f == FAULT_NONE)
        f = verify(&b);
    build_close(&b);
    return f == FAULT_NONE ? sum_add(path) : f;
}

static fault build_in_memory(sqlite3 **ret_db, const struct centre_file *file, char *why)
{
    struct build b = {.file = file, .source = "", .why = why};
    fault f = build_open(&b, ":memory:");
    if (f == FAULT_NONE)
        f = build_rows(&b);
    *ret_db = f == FAULT_NONE ? b.db : NULL;
    if (f == FAULT_NONE)
        b.db = NULL; /* the caller's now */
    build_close(&b);
    return f;
}

/* The id of the timetable in use; "" where there is none that is whole. */
static fault id_in_use(const char *path, char out[CENTRE_ID_MAX], char *why)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    out[0] = 0;
    fault f = sum_check(path);
    if (f != FAULT_NONE)
        return f == FAULT_NO_MEMORY ? f : FAULT_NONE;
    f = database_open(&db, path, SQLITE_OPEN_READONLY, why);
    if (f == FAULT_NONE && sqlite3_prepare_v2(db, "SELECT id FROM centre", -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW)
        column_text(q, 0, out, CENTRE_ID_MAX);
    sqlite3_finalize(q);
    database_close(db);
    return f == FAULT_NO_MEMORY ? f : FAULT_NONE;
}

static fault fits(const char *path, const struct centre_file *file, char *why)
{
    char id[CENTRE_ID_MAX];
    fault f = id_in_use(path, id, why);
    if (f != FAULT_NONE || !*id || strcmp(id, file->id) == 0)
        return f;
    snprintf(why, STORE_WHY_MAX, "the timetable in use belongs to %s, this file to %s", id, file->id);
    return FAULT_FILE_FOREIGN;
}

fault store_timetable_fits(const char *folder, const struct centre_file *file, char *why, size_t why_size)
{
    char path[FILE_PATH_MAX], line[STORE_WHY_MAX] = "";
    fault f = file_path(path, folder, "timetable.db");
    if (f == FAULT_NONE)
        f = fits(path, file, line);
    if (why && f != FAULT_NONE)
        snprintf(why, why_size, "%s", line);
    return f;
}

/* What can't be the timetable before this one: it is no file, or not whole. */
static fault clear_the_way(const char *path)
{
    fault f = sum_check(path);
    return f == FAULT_NONE || f == FAULT_FILE_MISSING ? FAULT_NONE : file_set_aside(path);
}

static fault put_in_place(const char *folder, const char *fresh, const char *path, const char *last)
{
    /* A cut between the two names leaves the last one only, which is what store_open then shows. */
    if (rename(path, last) != 0 && errno != ENOENT)
        return fault_errno(errno);
    if (rename(fresh, path) != 0)
        return fault_errno(errno);
    return file_sync_folder(folder);
}

static fault build_beside(const char *folder, const struct centre_file *file, const char *source, char *why)
{
    char fresh[FILE_PATH_MAX], path[FILE_PATH_MAX], last[FILE_PATH_MAX];
    fault f = file_path(fresh, folder, "timetable.db.new");
    if (f == FAULT_NONE)
        f = file_path(path, folder, "timetable.db");
    if (f == FAULT_NONE)
        f = file_path(last, folder, "timetable.last.db");
    if (f == FAULT_NONE)
        f = fits(path, file, why);
    if (f != FAULT_NONE)
        return f;
    unlink(fresh); /* left by a power cut */
    f = build_file(fresh, file, source, why);
    if (f == FAULT_NONE)
        f = clear_the_way(path);
    if (f == FAULT_NONE)
        f = put_in_place(folder, fresh, path, last);
    if (f != FAULT_NONE)
        unlink(fresh);
    return f;
}

fault store_timetable_build(const char *folder, const struct centre_file *file, const char *source, char *why,
                            size_t why_size)
{
    char real[PATH_MAX], line[STORE_WHY_MAX] = "";
    fault f = file_folder(folder, 0700);
    if (f == FAULT_NONE && !realpath(folder, real))
        f = fault_errno(errno);
    if (f == FAULT_NONE)
        f = build_beside(real, file, source, line);
    if (why)
        snprintf(why, why_size, "%s", line);
    return f;
}

/* --- the timetable of a store --- */

/* The timetable of a store: a connection of its own, for reading only. Which one is shown is decided in flow/timetable/timetable.c.
 * MUST 1: nothing here is asked of kiosk.db, and no fault here is told of it.
 * MUST 2: a damaged file is renamed, never written and never removed. */

/* What lies in the file must be ours, in today's form. */
static fault check(struct store *s, const char *name, bool *ret_older)
{
    int64_t application = 0, version = 0, ours = build_version();
    char *why = s->timetable_why;
    fault f = database_number(s->public, "PRAGMA application_id", &application, why);
    if (f == FAULT_NONE)
        f = database_number(s->public, "PRAGMA user_version", &version, why);
    if (f == FAULT_NONE && (application != STORE_TIMETABLE || version != ours)) {
        snprintf(why, STORE_WHY_MAX, "%s: application %lld, form %lld, this program's is %lld", name,
                 (long long)application, (long long)version, (long long)ours);
        *ret_older = application == STORE_TIMETABLE;
        f = FAULT_FILE_FOREIGN;
    }
    return f;
}

static fault ready(struct store *s)
{
    fault f = store_prepare(s, s->public, 0, SQL_PUBLIC_COUNT, s->timetable_why);
    return f == FAULT_NONE ? store_languages(s, s->languages, &s->language_count) : f;
}

static void public_close(struct store *s)
{
    agenda_free(s);
    store_finalize(s, 0, SQL_PUBLIC_COUNT);
    database_close(s->public);
    s->public = NULL;
    s->language_count = 0;
}

/* `ret_older`: whole and ours, but of another form. */
static fault open_file(struct store *s, const char *folder, const char *name, bool *ret_older)
{
    char path[FILE_PATH_MAX];
    struct buffer uri = {.limit = 4 * FILE_PATH_MAX};
    *ret_older = false;
    fault f = file_path(path, folder, name);
    if (f == FAULT_NONE)
        f = sum_check(path);
    if (f != FAULT_NONE) {
        snprintf(s->timetable_why, sizeof s->timetable_why, "%s: %s", name, fault_name(f));
        return f;
    }
    database_uri(&uri, path);
    f = uri.over
            ? FAULT_NO_MEMORY
            : database_open(&s->public, buffer_string(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, s->timetable_why);
    buffer_free(&uri);
    if (f == FAULT_NONE)
        f = check(s, name, ret_older);
    if (f == FAULT_NONE)
        f = ready(s);
    if (f != FAULT_NONE)
        public_close(s);
    return f;
}

static fault open_nothing(struct store *s)
{
    char why[STORE_WHY_MAX], mark[64];
    snprintf(mark, sizeof mark, "PRAGMA application_id=%d", STORE_TIMETABLE);
    fault f = database_open(&s->public, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, why);
    if (f == FAULT_NONE)
        f = database_run(s->public, mark, why);
    if (f == FAULT_NONE)
        f = build_tables(s->public, why);
    s->empty = true;
    return f == FAULT_NONE ? ready(s) : f;
}

static fault public_open(struct store *s, const char *folder)
{
    bool older;
    s->last = s->empty = false;
    s->timetable_why[0] = 0;
    fault f = open_file(s, folder, "timetable.db", &older);
    s->timetable_reason = f;
    if (f == FAULT_NONE || f == FAULT_NO_MEMORY)
        return f;
    if (!s->look && !older && f != FAULT_FILE_MISSING)
        f = database_set_aside(folder,
                               "timetable.db"); /* where that fails it stays, and the last one is shown anyway */
    char why[STORE_WHY_MAX];                    /* of the newest: that is what somebody has to look at */
    memcpy(why, s->timetable_why, sizeof why);
    f = open_file(s, folder, "timetable.last.db", &older);
    memcpy(s->timetable_why, why, sizeof why);
    s->last = f == FAULT_NONE;
    return f == FAULT_NONE || f == FAULT_NO_MEMORY ? f : open_nothing(s);
}

const struct store_part public_part = {.open = public_open, .close = public_close};

fault store_timetable_again(struct store *s)
{
    public_close(s);
    return public_open(s, s->folder);
}

fault store_timetable_show(struct store *s, const struct centre_file *file, char *why, size_t why_size)
{
    char line[STORE_WHY_MAX] = "";
    sqlite3 *db = NULL;
    fault f = build_in_memory(&db, file, line);
    if (f == FAULT_NONE)
        f = database_run(db, "PRAGMA query_only=ON", line);
    if (f == FAULT_NONE) {
        public_close(s);
        s->public = db;
        s->last = s->empty = false;
        f = ready(s);
    } else {
        database_close(db);
        snprintf(why, why_size, "%s", line);
    }
    return f;
}

void store_timetable_source(struct store *s, char out[STORE_SOURCE_MAX])
{
    out[0] = 0;
    sqlite3_stmt *q = store_use(s, SQL_SOURCE);
    fault f = store_row(s, q);
    if (f == FAULT_NONE)
        column_text(q, 0, out, STORE_SOURCE_MAX);
    store_row_end(q);
}

const char *store_timetable_why(const struct store *s)
{
    return s->timetable_why;
}
