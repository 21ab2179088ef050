/* Opening the two files, and what is shown when one of them is not as it was left.
 * MUST 1: a damaged file is renamed, never written and never removed.
 * MUST 2: nothing is written to a file of another kind, another program's or a newer schema.
 * MUST 3: whatever is wrong with the sign-ups, a good timetable is shown. */
#include "store/inside.h"
#include "store/look.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"

/* After a commit: brings the log back into the file now and then. The built-in way does the same but keeps quiet about
 * a failed fsync, and would try again. */
static int logged(void *store, sqlite3 *, const char *, int pages)
{
    struct store *s = store;
    if (pages < 200 || s->reason != FAULT_NONE || s->unproven)
        return SQLITE_OK;
    sqlite3_stmt *q = store_use(s, SQL_CHECKPOINT);
    if (store_row(s, q) == FAULT_NONE)
        store_row_end(q);
    return SQLITE_OK; /* this commit is safe in the log; a fault has closed the store to the next one */
}

static fault use_log(sqlite3 *db, char *why)
{
    sqlite3_stmt *q = NULL;
    int code = sqlite3_prepare_v2(db, "PRAGMA journal_mode=WAL", -1, &q, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(q);
    fault f = store_fault_of(code);
    if (f != FAULT_NONE) {
        database_why(why, db, "log");
    } else if (code != SQLITE_ROW || strcmp((const char *)sqlite3_column_text(q, 0), "wal") != 0) {
        snprintf(why, STORE_WHY_MAX, "the database keeps no write-ahead log here");
        f = FAULT_DISK_BROKEN;
    }
    sqlite3_finalize(q);
    return f == FAULT_NONE ? database_run(db, "PRAGMA synchronous=FULL", why) : f;
}

/* For looking only. Without a log beside it the file is read as it lies there; with one it must be read together with
 * the log, under the lock, and neither is written: the log stays as it is when it is let go of. What sqlite would do by
 * itself to files that are not ours (play a rollback journal back, throw away the log of an empty file) is refused
 * first. */
static fault look_kept(struct store *s, const char *path)
{
    char beside[FILE_PATH_MAX + 16];
    struct stat st;
    struct buffer uri = {.limit = 4 * FILE_PATH_MAX};
    snprintf(beside, sizeof beside, "%s-journal", path);
    if (stat(path, &st) != 0 || st.st_size == 0 || access(beside, F_OK) == 0) {
        snprintf(s->why, sizeof s->why, "kiosk.db is empty, or a rollback journal lies beside it");
        return FAULT_FILE_DAMAGED;
    }
    snprintf(beside, sizeof beside, "%s-wal", path);
    bool log = stat(beside, &st) == 0 && st.st_size > 0;
    if (!log)
        database_uri(&uri, path);
    else
        buffer_text(&uri, path);
    fault f = uri.over ? FAULT_NO_MEMORY
                       : database_open(&s->db, buffer_string(&uri), SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, s->why);
    if (f == FAULT_NONE)
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    buffer_free(&uri);
    return f;
}

static fault version_known(struct store *s, const struct step *steps, size_t count)
{
    int64_t version, ours = steps[count - 1].number;
    fault f = database_number(s->db, "PRAGMA main.user_version", &version, s->why);
    if (f != FAULT_NONE || version == ours)
        return f;
    snprintf(s->why, sizeof s->why,
             version > ours ? "schema %lld, this program knows %lld"
                            : "schema %lld; the kiosk makes it %lld when it starts",
             (long long)version, (long long)ours);
    return version > ours ? FAULT_TOO_NEW : FAULT_FILE_FOREIGN;
}

enum { PLACES_STEP = 5 }; /* of schema.def: from there on places are counted in a file of their own */

/* Up to today's schema. A version before PLACES_STEP gives its counts to the file first; then the log goes too, in which a
 * sign-up's records and its group's count stand side by side. */
static fault bring_up(struct store *s, const char *folder, const struct step *steps, size_t count)
{
    int64_t version = 0;
    fault f = database_number(s->db, "PRAGMA main.user_version", &version, s->why);
    s->older = version < PLACES_STEP;
    if (f == FAULT_NONE && s->older)
        f = places_part.open(s, folder);
    if (f == FAULT_NONE)
        f = database_migrate(s->db, steps, count, s->why);
    if (f == FAULT_NONE && s->older)
        f = database_run(s->db, "PRAGMA wal_checkpoint(TRUNCATE)", s->why);
    return f == FAULT_NONE && !s->older ? places_part.open(s, folder) : f;
}

static const char sound[] = "PRAGMA main.quick_check(1)"; /* reads the file twice: 0.2 s of 150 MB that are in memory */

static bool is_of_now(struct store *s, const struct step *steps, size_t count)
{
    int64_t version = 0;
    return database_number(s->db, "PRAGMA main.user_version", &version, s->why) == FAULT_NONE &&
           version == steps[count - 1].number;
}

/* Is it there, and may it be written? */
static fault find_kept(struct store *s, const char *folder, char path[FILE_PATH_MAX])
{
    fault f = file_path(path, folder, "kiosk.db");
    if (f == FAULT_NONE && access(path, F_OK) != 0)
        f = FAULT_FILE_MISSING;
    else if (f == FAULT_NONE && (access(folder, W_OK) != 0 || access(path, R_OK | W_OK) != 0))
        f = FAULT_DISK_READONLY;
    if (f != FAULT_NONE)
        snprintf(s->why, sizeof s->why, "kiosk.db: %s", fault_name(f));
    return f;
}

static fault open_kept(struct store *s, const char *folder)
{
    char path[FILE_PATH_MAX];
    size_t count;
    fault f = find_kept(s, folder, path);
    if (f != FAULT_NONE)
        return f;
    const struct step *steps = database_steps(&count);
    f = s->look ? look_kept(s, path) : database_open(&s->db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, s->why);
    if (f == FAULT_NONE && s->unproven && !is_of_now(s, steps, count)) /* migrating writes more than a start does */
        s->unproven = false;
    if (f == FAULT_NONE)
        f = database_check(s->db, s->unproven ? NULL : sound, STORE_APPLICATION, s->why);
    if (f == FAULT_NONE && !s->look && sqlite3_db_readonly(s->db, "main") == 1) {
        snprintf(s->why, sizeof s->why, "kiosk.db says of itself that it can't be written");
        f = FAULT_FILE_DAMAGED; /* the disk was asked above */
    }
    if (f == FAULT_NONE && !s->look)
        f = use_log(s->db, s->why);
    if (f == FAULT_NONE)
        f = s->look ? version_known(s, steps, count) : bring_up(s, folder, steps, count);
    if (f == FAULT_NONE && s->look)
        f = places_part.open(s, folder);
    if (f == FAULT_NONE)
        f = database_check(s->db, "PRAGMA main.foreign_key_check", STORE_APPLICATION, s->why);
    s->kept = f == FAULT_NONE;
    return f;
}

/* The sign-ups are out of reach: an empty schema in memory, so that every statement still means something. */
static fault open_stand_in(struct store *s)
{
    size_t count;
    char why[STORE_WHY_MAX];
    const struct step *steps = database_steps(&count);
    places_part.close(s);
    database_close(s->db);
    s->db = NULL;
    fault f = database_open(&s->db, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, why);
    if (f == FAULT_NONE)
        f = database_migrate(s->db, steps, count, why);
    return f;
}

static fault open_main(struct store *s, const char *folder)
{
    fault f = open_kept(s, folder);
    if (f == FAULT_NONE || f == FAULT_BUSY || f == FAULT_TOO_NEW || f == FAULT_NO_MEMORY)
        return f;
    s->reason = f;
    if (f == FAULT_FILE_DAMAGED || f == FAULT_FILE_FOREIGN) {
        if (s->db)
            sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL); /* MUST 1: not even now */
        database_close(s->db);
        s->db = NULL;
        f = s->look ? FAULT_NONE : database_set_aside(folder, "kiosk.db");
        if (f != FAULT_NONE)
            s->reason = f; /* it stays where it is, and nothing touches it */
    }
    return open_stand_in(s);
}

enum way { TO_USE, TO_USE_SOON, TO_LOOK, TO_SHOW }; /* TO_SHOW: the timetable alone */

static fault open_kept_half(struct store *s, const char *folder, enum way way)
{
    if (way == TO_SHOW)
        s->reason = FAULT_FILE_MISSING; /* of the sign-ups nothing is known, and nothing will be */
    fault f = way == TO_SHOW ? open_stand_in(s) : open_main(s, folder);
    if (f == FAULT_NONE && way >= TO_LOOK) /* from here on; a stand-in had to be filled */
        f = database_run(s->db, "PRAGMA query_only=ON", s->why);
    if (f == FAULT_NONE)
        f = store_prepare(s, s->db, SQL_PUBLIC_COUNT, SQL_COUNT, s->why);
    if (f == FAULT_NONE && s->kept && !s->look)
        sqlite3_wal_hook(s->db, logged, s);
    return f;
}

/* A byte flipped in the schema's own words passes every check of sqlite's, and then a column has another name. Only
 * statements on kiosk.db come here: whatever a timetable is like, it can't set the sign-ups aside. */
static fault retreat(struct store *s, const char *folder, enum way way)
{
    store_finalize(s, SQL_PUBLIC_COUNT, SQL_COUNT);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL); /* MUST 1 */
    database_close(s->db);
    s->db = NULL;
    s->kept = false;
    fault aside = way < TO_LOOK ? database_set_aside(folder, "kiosk.db") : FAULT_NONE;
    fault f = open_kept_half(s, folder, TO_SHOW);
    s->reason = aside == FAULT_NONE ? FAULT_FILE_DAMAGED : aside;
    return f;
}

static fault open_both(struct store *s, const char *folder, enum way way)
{
    fault f = open_kept_half(s, folder, way);
    if (f == FAULT_FILE_DAMAGED && s->kept)
        f = retreat(s, folder, way);
    if (f == FAULT_NONE)
        f = house_part.open(s, folder);
    if (f == FAULT_NONE)
        f = interest_part.open(s, folder);
    if (f == FAULT_NONE)
        f = groups_part.open(s, folder);
    if (f == FAULT_NONE)
        f = public_part.open(s, folder);
    if (f == FAULT_NONE && s->empty && s->reason == FAULT_FILE_MISSING && way != TO_SHOW)
        f = FAULT_FILE_MISSING;
    return f;
}

static fault open_as(struct store **ret_store, const char *folder, enum way way, char *why, size_t why_size)
{
    char real[PATH_MAX]; /* NOFOLLOW looks at the whole path; a folder reached by a link is fine, a file is not */
    struct store *s = calloc(1, sizeof *s);
    *ret_store = NULL;
    fault f = !s ? FAULT_NO_MEMORY : FAULT_NONE;
    if (s)
        s->look = way >= TO_LOOK, s->unproven = way == TO_USE_SOON;
    if (!realpath(folder, real)) {
        snprintf(real, sizeof real, "%s", folder);
        if (way != TO_SHOW && s)
            f = FAULT_FILE_MISSING;
    }
    if (s)
        (void)text_copy(s->folder, sizeof s->folder, real);
    if (f == FAULT_NONE)
        f = open_both(s, real, way);
    if (why)
        snprintf(why, why_size, "%s", !s ? "" : s->why[0] ? s->why : s->timetable_why);
    if (f == FAULT_NONE)
        *ret_store = s;
    else
        store_close(s);
    return f;
}

fault store_open(struct store **ret_store, const char *folder, char *why, size_t why_size)
{
    return open_as(ret_store, folder, TO_USE, why, why_size);
}

fault store_open_soon(struct store **ret_store, const char *folder, char *why, size_t why_size)
{
    return open_as(ret_store, folder, TO_USE_SOON, why, why_size);
}

fault store_look(struct store **ret_store, const char *folder, char *why, size_t why_size)
{
    return open_as(ret_store, folder, TO_LOOK, why, why_size);
}

fault store_look_public(struct store **ret_store, const char *folder, char *why, size_t why_size)
{
    return open_as(ret_store, folder, TO_SHOW, why, why_size);
}

void store_close(struct store *s)
{
    if (!s)
        return;
    public_part.close(s);
    places_part.close(s);
    house_part.close(s);
    interest_part.close(s);
    groups_part.close(s);
    store_finalize(s, SQL_PUBLIC_COUNT, SQL_COUNT);
    if (s->db && (s->reason != FAULT_NONE || s->unproven)) /* the log stays: it may hold what the file could not take */
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    database_close(s->db);
    bytes_wipe(s, sizeof *s);
    free(s);
}

fault store_prove(struct store *s)
{
    if (!s->unproven || !s->kept || s->reason != FAULT_NONE)
        return s->kept ? s->reason : FAULT_NONE;
    fault f = database_check(s->db, sound, STORE_APPLICATION, s->why);
    s->unproven = f != FAULT_NONE;
    s->reason = f;
    return f;
}

bool store_unproven(const struct store *s)
{
    return s->unproven && s->kept;
}

static const char *const looks[] = {"PRAGMA integrity_check(1)", "PRAGMA foreign_key_check"};

fault store_whole(struct store *s)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < sizeof looks / sizeof *looks && s->kept && f == FAULT_NONE; i++)
        f = database_check(s->db, looks[i], STORE_APPLICATION, s->why);
    return f;
}

fault store_check(struct store *s)
{
    fault f = store_whole(s), g = FAULT_NONE;
    if (f == FAULT_FILE_DAMAGED && s->reason == FAULT_NONE)
        s->reason = f;
    for (size_t i = 0; i < sizeof looks / sizeof *looks && g == FAULT_NONE; i++)
        g = database_check(s->public, looks[i], STORE_TIMETABLE, s->timetable_why);
    if (g != FAULT_NONE && s->timetable_reason == FAULT_NONE)
        s->timetable_reason = g;
    return f != FAULT_NONE ? f : g;
}

fault store_mend(struct store *s, bool *ret_mended)
{
    *ret_mended = false;
    fault f = store_whole(s);
    if (f != FAULT_FILE_DAMAGED || (s->reason != FAULT_NONE && s->reason != FAULT_FILE_DAMAGED) || s->exporting)
        return f;
    f = database_check(s->db, sound, STORE_APPLICATION,
                       s->why); /* MUST 1: its tables are whole, or nothing is written */
    if (f == FAULT_NONE)
        f = database_run(s->db, "REINDEX", s->why);
    if (f == FAULT_NONE)
        f = store_whole(s);
    *ret_mended = f == FAULT_NONE;
    if (*ret_mended)
        s->reason = FAULT_NONE, s->unproven = false; /* what was read of it came from an index */
    return f;
}

bool store_takes_signups(const struct store *s)
{
    return s->reason == FAULT_NONE;
}

fault store_reason(const struct store *s)
{
    return s->reason;
}

const char *store_why(const struct store *s)
{
    return s->why;
}

struct timetable_shown store_timetable_shown(const struct store *s)
{
    return (struct timetable_shown){s->timetable_reason, s->last, s->empty};
}
