/* Making a kiosk.db: whole or not at all. */
#include "store/inside.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/file.h"

static fault put_kiosk(struct store *s, const struct kiosk *kiosk)
{
    sqlite3_stmt *q = store_use(s, SQL_KIOSK_ADD);
    bind_text(q, 1, kiosk->id);
    bind_bytes(q, 2, kiosk->salt, sizeof kiosk->salt);
    bind_int(q, 3, (int64_t)kiosk->code_passes);
    bind_int(q, 4, (int64_t)kiosk->code_bytes);
    bind_int(q, 5, kiosk->created_day);
    bind_int(q, 6, kiosk->consent_version);
    bind_int(q, 7, kiosk->no_first);
    bind_text(q, 8, kiosk->centre);
    bind_int(q, 9, (int64_t)kiosk->code_first);
    return store_run(s, q);
}

static fault put_recipients(struct store *s, const struct kiosk *kiosk)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < kiosk->recipient_count && f == FAULT_NONE; i++) {
        sqlite3_stmt *q = store_use(s, SQL_RECIPIENT_ADD);
        bind_int(q, 1, (int64_t)i);
        bind_text(q, 2, kiosk->recipients[i]);
        f = store_run(s, q);
    }
    return f;
}

/* Through a handle that has this one file and nothing beside it. */
static fault put(sqlite3 *db, const struct kiosk *kiosk, char *why)
{
    struct store *s = calloc(1, sizeof *s);
    if (!s)
        return FAULT_NO_MEMORY;
    s->db = db;
    fault f = store_prepare(s, db, SQL_KIOSK_ADD, SQL_RECIPIENT_ADD + 1, why);
    if (f == FAULT_NONE)
        f = put_kiosk(s, kiosk);
    if (f == FAULT_NONE)
        f = put_recipients(s, kiosk);
    store_finalize(s, SQL_KIOSK_ADD, SQL_RECIPIENT_ADD + 1);
    free(s);
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
        f = put(db, kiosk, why);
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
