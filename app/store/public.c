/* The timetable of a store: a connection of its own, for reading only. Which one is shown is decided in flow/timetable/timetable.c.
 * MUST 1: nothing here is asked of kiosk.db, and no fault here is told of it.
 * MUST 2: a damaged file is renamed, never written and never removed. */
#include "store/inside.h"
#include "store/timetable.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"

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

fault public_open(struct store *s, const char *folder)
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

void public_close(struct store *s)
{
    store_finalize(s, 0, SQL_PUBLIC_COUNT);
    database_close(s->public);
    s->public = NULL;
    s->language_count = 0;
}

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

fault store_timetable_reason(const struct store *s)
{
    return s->timetable_reason;
}

const char *store_timetable_why(const struct store *s)
{
    return s->timetable_why;
}
