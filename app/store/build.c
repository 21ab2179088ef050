/* Building timetable.db from a centre file: written beside the one in use, verified by reading it, then renamed.
 * What is checked here is what the file's form can't say; feed/centre.c checks the rest before. */
#include "store/inside.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "store/builder.h"
#include "store/timetable.h"

static const char *const tables[] = {
#define TABLE(text) text,
#include "store/timetable.def"
#undef TABLE
};

/* Raised when order.c or fill.c make other rows of the same centre file. */
enum { STORE_TIMETABLE_FORM = 2 };

/* FNV-1a. Never small: 1 was the version of every timetable before versions were hashes. */
int32_t build_version(void)
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

sqlite3_stmt *build_use(struct build *b, enum put which)
{
    sqlite3_reset(b->puts[which]);
    sqlite3_clear_bindings(b->puts[which]);
    return b->puts[which];
}

fault build_put(struct build *b, sqlite3_stmt *q)
{
    int code = sqlite3_step(q);
    if (code == SQLITE_DONE)
        return FAULT_NONE;
    database_why(b->why, b->db, "timetable");
    return code == SQLITE_ROW ? FAULT_BAD_INPUT : store_fault_of(code);
}

fault build_tables(sqlite3 *db, char *why)
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

static fault build_rows(struct build *b)
{
    fault f = build_centre(b);
    if (f == FAULT_NONE)
        f = build_groups(b);
    return f == FAULT_NONE ? database_run(b->db, "COMMIT", b->why) : f;
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

fault build_in_memory(sqlite3 **ret_db, const struct centre_file *file, char *why)
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
