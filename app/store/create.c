/* Making a kiosk.db: whole or not at all. */
#include "store/inside.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/file.h"

static fault put(sqlite3 *db, sqlite3_stmt *q, char *why)
{
    int code = sqlite3_step(q);
    fault f = code == SQLITE_DONE ? FAULT_NONE : store_fault_of(code);
    if (f != FAULT_NONE)
        database_why(why, db, "making");
    return f;
}

static fault put_kiosk(sqlite3 *db, const struct kiosk *kiosk, char *why)
{
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(db, store_sql(SQL_KIOSK_ADD), -1, &q, NULL) != SQLITE_OK)
        return FAULT_NO_MEMORY;
    bind_text(q, 1, kiosk->id);
    bind_bytes(q, 2, kiosk->salt, sizeof kiosk->salt);
    bind_int(q, 3, (int64_t)kiosk->code_passes);
    bind_int(q, 4, (int64_t)kiosk->code_bytes);
    bind_int(q, 5, kiosk->created_day);
    bind_int(q, 6, kiosk->consent_version);
    bind_int(q, 7, kiosk->no_first);
    fault f = put(db, q, why);
    sqlite3_finalize(q);
    return f;
}

static fault put_recipients(sqlite3 *db, const struct kiosk *kiosk, char *why)
{
    sqlite3_stmt *q = NULL;
    fault f = FAULT_NONE;
    if (sqlite3_prepare_v2(db, store_sql(SQL_RECIPIENT_ADD), -1, &q, NULL) != SQLITE_OK)
        return FAULT_NO_MEMORY;
    for (size_t i = 0; i < kiosk->recipient_count && f == FAULT_NONE; i++) {
        bind_int(q, 1, (int64_t)i);
        bind_text(q, 2, kiosk->recipients[i]);
        f = put(db, q, why);
        sqlite3_reset(q);
    }
    sqlite3_finalize(q);
    return f;
}

static fault fill(const char *path, const struct kiosk *kiosk, char *why)
{
    sqlite3 *db = NULL;
    size_t count;
    char mark[128];
    const struct step *steps = database_steps(&count);
    snprintf(mark, sizeof mark, "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=FULL; PRAGMA application_id=%d",
             STORE_APPLICATION);
    fault f = database_open(&db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, why);
    if (f == FAULT_NONE)
        f = database_run(db, mark, why);
    if (f == FAULT_NONE)
        f = database_migrate(db, steps, count, why);
    if (f == FAULT_NONE)
        f = put_kiosk(db, kiosk, why);
    if (f == FAULT_NONE)
        f = put_recipients(db, kiosk, why);
    database_close(db);
    return f;
}

fault store_create(const char *folder, const struct kiosk *kiosk)
{
    char real[PATH_MAX], path[FILE_PATH_MAX], fresh[FILE_PATH_MAX], log[FILE_PATH_MAX], why[STORE_WHY_MAX];
    if (kiosk->recipient_count < 1 || kiosk->recipient_count > CENTRE_RECIPIENTS_MAX)
        return FAULT_BAD_INPUT;
    fault f = file_folder(folder, 0700);
    if (f == FAULT_NONE && !realpath(folder, real))
        f = fault_errno(errno);
    if (f == FAULT_NONE)
        f = file_path(path, real, "kiosk.db");
    if (f == FAULT_NONE)
        f = file_path(fresh, real, "kiosk.db.new");
    if (f == FAULT_NONE)
        f = file_path(log, real, "kiosk.db-wal");
    if (f != FAULT_NONE)
        return f;
    if (access(path, F_OK) == 0)
        return FAULT_FILE_EXISTS;
    unlink(fresh);           /* left by a power cut */
    f = file_set_aside(log); /* a log without its file must not meet a new one */
    if (f == FAULT_NONE)
        f = fill(fresh, kiosk, why);
    if (f == FAULT_NONE)
        f = file_mode(fresh, 0600);
    if (f == FAULT_NONE && rename(fresh, path) != 0)
        f = fault_errno(errno);
    if (f == FAULT_NONE)
        return file_sync_folder(real);
    unlink(fresh);
    return f;
}
