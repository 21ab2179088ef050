/* One sqlite database with every guard on, before there is a store around it: opening, migrating, checking. */
#include "store/inside.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"

static const struct step steps[] = {
#define STEP(number, sql) {number, sql},
#include "store/schema.def"
#undef STEP
};

const struct step *database_steps(size_t *ret_count)
{
    *ret_count = sizeof steps / sizeof *steps;
    return steps;
}

void database_why(char *why, sqlite3 *db, const char *what)
{
    int code = db ? sqlite3_extended_errcode(db) : SQLITE_NOMEM;
    snprintf(why, STORE_WHY_MAX, "%s: %s (%d)", what, db ? sqlite3_errmsg(db) : "out of memory", code);
}

/* The schema of a file is a stranger's as long as it is not checked: no functions from it, no writable schema, cell
 * sizes looked at. EXCLUSIVE stands first, before anything is read: then the log needs no shared-memory file, which on
 * a full disk kills the process. Two megabytes of page cache serve 10,000 groups; memory maps turn a bad disk into a
 * dead process. */
static const char settings[] =
    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2048; PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;";

fault database_open(sqlite3 **ret_db, const char *path, int flags, char *why)
{
    int code = sqlite3_open_v2(path, ret_db, flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE, NULL);
    sqlite3 *db = *ret_db;
    if (code == SQLITE_OK)
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, settings, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        return FAULT_NONE;
    database_why(why, db, "opening");
    database_close(db);
    *ret_db = NULL;
    return store_fault_of(code);
}

void database_uri(struct buffer *out, const char *path)
{
    buffer_text(out, "file:");
    for (const char *at = path; *at; at++)
        if (strchr("%?#", *at))
            buffer_format(out, "%%%02X", (unsigned char)*at);
        else
            buffer_add(out, at, 1);
    buffer_text(out, "?mode=ro&immutable=1");
}

fault database_set_aside(const char *folder, const char *name)
{
    char path[FILE_PATH_MAX], log[FILE_PATH_MAX + 8];
    fault f = file_path(path, folder, name);
    if (f != FAULT_NONE)
        return f;
    snprintf(log, sizeof log, "%s-wal", path);
    f = file_set_aside(path);
    fault g = strlen(log) < FILE_PATH_MAX ? file_set_aside(log) : FAULT_NONE;
    return f != FAULT_NONE ? f : g;
}

void database_close(sqlite3 *db)
{
    sqlite3_close_v2(db);
}

fault database_run(sqlite3 *db, const char *sql, char *why)
{
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        return FAULT_NONE;
    database_why(why, db, "running");
    return store_fault_of(code);
}

fault database_number(sqlite3 *db, const char *sql, int64_t *ret_number, char *why)
{
    sqlite3_stmt *q = NULL;
    *ret_number = 0;
    int code = sqlite3_prepare_v2(db, sql, -1, &q, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(q);
    if (code == SQLITE_ROW)
        *ret_number = sqlite3_column_int64(q, 0);
    fault f = store_fault_of(code);
    if (f != FAULT_NONE)
        database_why(why, db, "asking");
    sqlite3_finalize(q);
    return f;
}

static fault migrate_one(sqlite3 *db, const struct step *step, char *why)
{
    char mark[64];
    snprintf(mark, sizeof mark, "PRAGMA user_version=%d", step->number);
    fault f = database_run(db, "BEGIN IMMEDIATE", why);
    if (f == FAULT_NONE)
        f = database_run(db, step->sql, why);
    if (f == FAULT_NONE)
        f = database_run(db, mark, why);
    if (f == FAULT_NONE)
        f = database_run(db, "COMMIT", why);
    if (f != FAULT_NONE && !sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return f;
}

fault database_migrate(sqlite3 *db, const struct step *list, size_t count, char *why)
{
    int64_t version;
    fault f = database_number(db, "PRAGMA user_version", &version, why);
    if (f != FAULT_NONE)
        return f;
    if (version > list[count - 1].number) {
        snprintf(why, STORE_WHY_MAX, "schema %lld, this program knows %d", (long long)version, list[count - 1].number);
        return FAULT_TOO_NEW;
    }
    for (size_t i = 0; i < count && f == FAULT_NONE; i++)
        if (list[i].number > version)
            f = migrate_one(db, &list[i], why);
    return f;
}

fault database_check(sqlite3 *db, const char *pragma, int64_t application, char *why)
{
    int64_t id;
    fault f = database_number(db, "PRAGMA application_id", &id, why);
    if (f == FAULT_NONE && id != application) {
        snprintf(why, STORE_WHY_MAX, "application id %lld, ours is %lld", (long long)id, (long long)application);
        f = FAULT_FILE_FOREIGN;
    }
    if (f != FAULT_NONE || !pragma)
        return f;
    sqlite3_stmt *q = NULL;
    int code = sqlite3_prepare_v2(db, pragma, -1, &q, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(q);
    f = store_fault_of(code);
    if (f != FAULT_NONE) {
        database_why(why, db, "checking");
    } else if (code == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(q, 0), "ok") != 0) {
        snprintf(why, STORE_WHY_MAX, "%.200s", sqlite3_column_text(q, 0));
        f = FAULT_FILE_DAMAGED;
    }
    sqlite3_finalize(q);
    return f;
}
