/* Statements: binding, reading, and what a result code of the database means for us. */
#include "store/inside.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"

static const struct {
    const char *name, *text;
} rows[SQL_COUNT] = {
#define SQL(name, text, purpose) [SQL_##name] = {#name, text},
#include "store/public.def"
#include "store/sql.def"
#undef SQL
};

fault store_prepare(struct store *s, sqlite3 *db, enum statement from, enum statement to, char *why)
{
    for (enum statement i = from; i < to; i++) {
        int code = sqlite3_prepare_v3(db, rows[i].text, -1, SQLITE_PREPARE_PERSISTENT, &s->statements[i], NULL);
        if (code != SQLITE_OK) {
            database_why(why, db, rows[i].name);
            return store_fault_of(code);
        }
    }
    return FAULT_NONE;
}

void store_finalize(struct store *s, enum statement from, enum statement to)
{
    for (enum statement i = from; i < to; i++) {
        sqlite3_finalize(s->statements[i]);
        s->statements[i] = NULL;
    }
}

sqlite3_stmt *store_use(struct store *s, enum statement which)
{
    sqlite3_stmt *q = s->statements[which];
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
    return q;
}

/* Binding fails only for a wrong place or want of memory; the step that follows then finds NULL and a NOT NULL refuses.
 */
void bind_int(sqlite3_stmt *q, int at, int64_t value)
{
    int code = sqlite3_bind_int64(q, at, value);
    assert(code == SQLITE_OK);
    (void)code;
}

void bind_text(sqlite3_stmt *q, int at, const char *text)
{
    int code = sqlite3_bind_text(q, at, text, -1, SQLITE_STATIC);
    assert(code == SQLITE_OK || code == SQLITE_TOOBIG || code == SQLITE_NOMEM);
    (void)code;
}

void bind_bytes(sqlite3_stmt *q, int at, const void *data, size_t length)
{
    int code = sqlite3_bind_blob64(q, at, length ? data : "", length, SQLITE_STATIC);
    assert(code == SQLITE_OK || code == SQLITE_TOOBIG || code == SQLITE_NOMEM);
    (void)code;
}

int64_t column_int(sqlite3_stmt *q, int at)
{
    return sqlite3_column_int64(q, at);
}

void column_text(sqlite3_stmt *q, int at, char *out, size_t size)
{
    const char *text = (const char *)sqlite3_column_text(q, at);
    text_copy(out, size, text ? text : "");
}

fault store_fault_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return FAULT_NONE;
    case SQLITE_NOMEM:
        return FAULT_NO_MEMORY;
    case SQLITE_FULL:
        return FAULT_DISK_FULL;
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
        return FAULT_DISK_READONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return FAULT_BUSY;
    case SQLITE_ERROR: /* our statements are all prepared at open: what fails then is the file's schema */
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return FAULT_FILE_DAMAGED;
    case SQLITE_CANTOPEN:
        return FAULT_FILE_MISSING;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return FAULT_BAD_INPUT;
    case SQLITE_TOOBIG:
        return FAULT_TOO_LARGE;
    default:
        return FAULT_DISK_BROKEN;
    }
}

/* The fault a result code means; notes the precise line and closes the store where the disk or the file is to blame. */
static fault blame(struct store *s, int code)
{
    fault f = store_fault_of(code);
    if (f == FAULT_NONE)
        return f;
    snprintf(s->why, sizeof s->why, "%s (%d): %s", sqlite3_errstr(code), code, sqlite3_errmsg(s->db));
    bool final = f == FAULT_DISK_BROKEN || f == FAULT_FILE_DAMAGED || f == FAULT_DISK_READONLY;
    if (final && s->reason == FAULT_NONE)
        s->reason = f; /* a page that could not be written may be lost in ways a second try hides: never retried */
    return f;
}

static fault failed(struct store *s, sqlite3_stmt *q, int code)
{
    enum statement i = 0;
    while (i < SQL_COUNT && s->statements[i] != q)
        i++;
    if (i < SQL_PUBLIC_COUNT) { /* a fault of the timetable is no fault of the sign-ups */
        database_why(s->timetable_why, s->public, rows[i].name);
        s->timetable_reason = store_fault_of(code);
        sqlite3_reset(q);
        return s->timetable_reason;
    }
    fault f = blame(s, code);
    size_t n = strlen(s->why);
    if (i < SQL_COUNT)
        snprintf(s->why + n, sizeof s->why - n, " in %s", rows[i].name);
    sqlite3_reset(q);
    return f;
}

fault store_row(struct store *s, sqlite3_stmt *q)
{
    int code = sqlite3_step(q);
    if (code == SQLITE_ROW)
        return FAULT_NONE;
    if (code != SQLITE_DONE)
        return failed(s, q, code);
    store_row_end(q);
    return FAULT_NO_ENTRY;
}

void store_row_end(sqlite3_stmt *q)
{
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
}

fault store_run(struct store *s, sqlite3_stmt *q)
{
    fault f = store_row(s, q);
    assert(f != FAULT_NONE);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

int64_t store_language(const struct store *s, const char *code)
{
    for (size_t i = 0; i < s->language_count; i++)
        if (text_same(s->languages[i], code))
            return (int64_t)i;
    return 0;
}
