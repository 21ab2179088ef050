/* The timetable of a store: a connection of its own, for reading only.
 * MUST 1: nothing here is asked of kiosk.db, and no fault here is told of it.
 * MUST 2: a damaged file is renamed, never written and never removed. */
#include "store/inside.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"

/* What lies in the file must be ours, in today's form. */
static fault check(struct store *s, const char *name)
{
    int64_t application = 0, version = 0;
    char *why = s->timetable_why;
    fault f = database_number(s->public, "PRAGMA application_id", &application, why);
    if (f == FAULT_NONE)
        f = database_number(s->public, "PRAGMA user_version", &version, why);
    if (f == FAULT_NONE && (application != STORE_TIMETABLE || version != STORE_TIMETABLE_VERSION)) {
        snprintf(why, STORE_WHY_MAX, "%s: application %lld, version %lld", name, (long long)application,
                 (long long)version);
        f = FAULT_FILE_FOREIGN;
    }
    return f;
}

static fault ready(struct store *s)
{
    fault f = store_prepare(s, s->public, 0, SQL_PUBLIC_COUNT, s->timetable_why);
    return f == FAULT_NONE ? store_languages(s, s->languages, &s->language_count) : f;
}

static fault open_file(struct store *s, const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    struct buffer uri = {.limit = 4 * FILE_PATH_MAX};
    fault f = file_path(path, folder, name);
    if (f == FAULT_NONE)
        f = sum_check(path);
    if (f != FAULT_NONE) {
        snprintf(s->timetable_why, sizeof s->timetable_why, "%s: %s", name, fault_name(f));
        return f;
    }
    database_uri(&uri, path);
    f = uri.over ? FAULT_NO_MEMORY
                 : database_open(&s->public, buffer_string(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                                 s->timetable_why);
    buffer_free(&uri);
    if (f == FAULT_NONE)
        f = check(s, name);
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
    s->last = s->empty = false;
    s->timetable_why[0] = 0;
    fault f = open_file(s, folder, "timetable.db");
    s->timetable_reason = f;
    if (f == FAULT_NONE || f == FAULT_NO_MEMORY)
        return f;
    if (!s->look && (f == FAULT_FILE_DAMAGED || f == FAULT_FILE_FOREIGN))
        f = database_set_aside(folder, "timetable.db"); /* where that fails it stays, and the last one is shown anyway */
    char why[STORE_WHY_MAX]; /* of the newest: that is what somebody has to look at */
    memcpy(why, s->timetable_why, sizeof why);
    f = open_file(s, folder, "timetable.last.db");
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
