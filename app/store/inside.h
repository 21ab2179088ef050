/* The store's own: the handle, and the few calls its files share. Nobody outside store/ and its tests includes this. */
#pragma once

#include <sqlite3.h>
#include "base/file.h"
#include "store/write.h"

enum { STORE_APPLICATION = 0x53724b31, STORE_TIMETABLE = 0x53725431 }; /* application_id of the two files: SrK1, SrT1 */
enum { STORE_ROW_LANGUAGE = 1 << 20, STORE_WHY_MAX = 256 };

enum statement {
#define SQL(name, text, purpose) SQL_##name,
#include "store/public.def"
    SQL_PUBLIC_COUNT,                       /* those before it read the timetable, on their own connection */
    SQL_PUBLIC_LAST = SQL_PUBLIC_COUNT - 1, /* numbering goes on */
#include "store/sql.def"
#undef SQL
    SQL_COUNT
};

struct store {
    sqlite3 *db;     /* kiosk.db, or an empty stand-in in memory */
    sqlite3 *public; /* the timetable, or an empty one in memory; nothing that happens here closes the sign-ups */
    sqlite3_stmt *statements[SQL_COUNT];
    fault reason;           /* NONE while sign-ups are taken */
    fault timetable_reason; /* why timetable.db is not shown; NONE while it is */
    bool unsure;            /* a commit was answered with an error */
    bool unproven;          /* opened by store_open_soon, and not looked through yet: the log stays beside the file */
    bool exporting;         /* a snapshot is open */
    bool kept;              /* db is kiosk.db, not the stand-in */
    bool look;              /* store_look: nothing is written */
    int64_t journal_from;   /* where the next walk through the event log begins */
    uint64_t spare_sum;     /* of the spare as it was written last; 0: not yet */
    bool older;             /* kiosk.db comes from a version that counted places in it */
    struct agenda *agenda;  /* of today; NULL until it is asked for (agenda.c) */
    bool last, empty;       /* of the timetable */
    char folder[FILE_PATH_MAX];
    size_t language_count;
    char languages[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    char why[STORE_WHY_MAX], timetable_why[STORE_WHY_MAX];
    struct house *house;       /* what holds over the timetable (house.c); never NULL in an open store */
    fault house_reason;        /* why nothing of it could be read */
    struct interest *interest; /* what cards say together (interest.c); never NULL in an open store */
    fault interest_reason;     /* why nothing of it could be read */
    struct own_groups *groups; /* groups.c's own; never NULL in an open store */
    fault groups_reason;       /* FILE_DAMAGED: some of it was lost */
    struct places *places;     /* places.c's own; NULL without a kiosk.db */
};

struct store_stone { /* of an erased record */
    enum record_kind kind;
    int cause;
    int32_t day;
};

struct step {
    int32_t number;
    const char *sql;
};

/* --- handle.c: statements --- */
/* Prepares those from `from` up to, not with, `to`; on a fault `why` says which and what. */
fault store_prepare(struct store *s, sqlite3 *db, enum statement from, enum statement to, char *why);
void store_finalize(struct store *s, enum statement from, enum statement to);
/* The statement, ready for binding. */
sqlite3_stmt *store_use(struct store *s, enum statement which);
void bind_int(sqlite3_stmt *q, int at, int64_t value);
void bind_text(sqlite3_stmt *q, int at, const char *text);
void bind_bytes(sqlite3_stmt *q, int at, const void *data, size_t length);
int64_t column_int(sqlite3_stmt *q, int at);
void column_text(sqlite3_stmt *q, int at, char *out, size_t size); /* "" when it does not fit */
/* One row: NONE with the statement on it, NO_ENTRY at the end (then it is reset), or a fault (reset too). */
fault store_row(struct store *s, sqlite3_stmt *q);
/* The row after a single-row question was read: resets. */
void store_row_end(sqlite3_stmt *q);
/* Runs a statement that gives no rows. */
fault store_run(struct store *s, sqlite3_stmt *q);
fault store_fault_of(int code); /* what a result code means */
/* The place of a language's rows in the timetable. */
int64_t store_language(const struct store *s, const char *code);

/* --- what lies beside kiosk.db and is opened and closed with it --- */
struct store_part {
    fault (*open)(struct store *s, const char *folder);
    void (*close)(struct store *s);
    void (*age)(struct store *s,
                int32_t day); /* the day by which keeping is counted has come; NULL: nothing of it goes by days */
};
/* build.c: DIR/timetable.db, else the one before it, else an empty one in memory. NO_MEMORY only. */
extern const struct store_part public_part;
/* places.c: DIR/places, or makes it: where `older`, from the table of a version before it. A file that is spoilt is set aside. */
extern const struct store_part places_part;
/* house.c and interest.c: NO_MEMORY only; house_reason and interest_reason say the rest. */
extern const struct store_part house_part;
extern const struct store_part interest_part;
/* groups.c: NO_MEMORY only; groups_reason says the rest. */
extern const struct store_part groups_part;

/* --- when all groups meet (agenda.c) --- */
void agenda_free(struct store *s); /* the next question reckons it anew */

/* --- what holds over the timetable (house.c) --- */
bool house_hides(const struct store *s, const char *key);

/* --- one database, before there is a store (database.c) --- */
/* "file:<path>?mode=ro&immutable=1", appended, with what has a meaning in a URI written out. */
void database_uri(struct buffer *out, const char *path);
/* Opens with every guard of docs/decisions on; the settings that need the file (locking, log) are set by the caller. */
fault database_open(sqlite3 **ret_db, const char *path, int flags, char *why);
fault database_run(sqlite3 *db, const char *sql, char *why);
fault database_number(sqlite3 *db, const char *sql, int64_t *ret_number, char *why);
/* Brings `user_version` up, a step a transaction; TOO_NEW for a higher one. */
fault database_migrate(sqlite3 *db, const struct step *steps, size_t count, char *why);
const struct step *database_steps(size_t *ret_count);
/* FILE_FOREIGN for another application, FILE_DAMAGED where `pragma` (quick_check, integrity_check; NULL: none)
 * finds something. */
fault database_check(sqlite3 *db, const char *pragma, int64_t application, char *why);
void database_why(char *why, sqlite3 *db, const char *what);
/* Renames DIR/<name> and its log to <name>.damaged-N; nothing there is no fault. */
fault database_set_aside(const char *folder, const char *name);
/* Lets go of the file without an answer. */
void database_close(sqlite3 *db);

/* --- a new kiosk.db from a damaged one (salvage.c) --- */
/* A record that was read out of a damaged file. BAD_INPUT: it is there already. */
fault store_record_restore(struct store *s, const struct record *record);

/* --- a file of lines, closed by a sum (lines.c) --- */
struct lines_file {
    const char *name, *head;                    /* in the kiosk's folder; its first line */
    size_t limit;                               /* bytes */
    bool (*line)(void *into, const char *line); /* takes one that was read; false: it is no such line */
};
/* What begins with the head is closed and written; the buffer is freed. TOO_LARGE. */
fault lines_write(const struct store *s, const struct lines_file *file, struct buffer *lines);
/* A file that is not there is none; one that is damaged is set aside, and what `into` holds is not to be used. */
fault lines_read(const struct store *s, const char *folder, const struct lines_file *file, void *into);

/* --- the seal of bytes at the end of timetable.db (build.c): not against a hand, against a tired disk --- */
fault sum_add(const char *path);                                    /* read by the unit test store_open */
fault sum_check(const char *path);                                  /* FILE_DAMAGED, FILE_MISSING … */
uint64_t sum_bytes(uint64_t sum, const void *bytes, size_t length); /* goes on from `sum` */

/* The newest day whose records have been kept long enough (table retention). */
#define STORE_KEPT_UNTIL                                                                                               \
    "SELECT max(min(ifnull((SELECT day FROM retention n WHERE n.n = r.n + 1), 1 << 30), (SELECT age_day FROM kiosk)"   \
    " - r.kept)) FROM retention r"

/* --- places taken (places.c) --- */
/* By people who came by this kiosk, and of those given today; 0 without a kiosk.db. */
int32_t places_taken(const struct store *s, const char *group_key);
int32_t places_today(const struct store *s, const char *group_key);

/* --- the timetable's order and words (rows.c) --- */
enum { STORE_FOLD_MAX = 2048 };
enum { STORE_MATCH_MAX = 6 * STORE_WORDS_MAX };
/* What was typed, as a question to the search; BAD_INPUT: too long; "": nothing to look for. */
fault search_match(char *out, size_t size, const char *typed);
/* Bytes that sort as the language does: in Norwegian æ ø å (and aa) after z. Read by the unit test store_search. */
void name_order(char *out, size_t size, const char *name, const char *language);
