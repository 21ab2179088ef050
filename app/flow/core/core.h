/* What every subject of flow/ stands on: the guards, the trail of screens, notices, facts of this moment, the event log. It calls
 * nobody above it. */
#pragma once

#include "app.h"
#include "flow/core/guard.h"
#include "seal/seal.h"
#include "store/kept.h"
#include "store/open.h"
#include "store/write.h"
#include "base/date.h"
#include "base/file.h"
#include "base/host.h"
#include "base/text.h"
#include "rule/desk.h"
#include "rule/pages.h"

enum {
    DISK_LOW_BYTES = 64 << 20,                /* no new sign-ups below */
    DISK_RESERVE_BYTES = 16 << 20,            /* given up so that withdrawing works on a full disk */
    KEPT_RECORDS_MAX = SEAL_SLOTS_MAX - 1024, /* no new sign-ups beyond: the newest may still change theirs */
    KEPT_BYTES_MAX = SEAL_ZIP_MAX / 8 * 7,    /* of kiosk.db: the list has its records and their names, twice */
    DAY_SECONDS = 86400,
    CLOCK_SLACK_SECONDS = 120, /* a clock set back by less is no news */
    IDLE_SECONDS_MAX = 1800,   /* TIM-06 */
    RECORD_SCHEMA = 1,
    PARTS_MAX = 4096,
    STAFF_SECONDS = 1200, /* a session of staff, from PIN to end; once more by PIN */
    STAFF_WARNING_SECONDS = 120,
    STAFF_SILENCE_SECONDS = 120,
    SIGNUP_JSON_MAX = SEAL_RECORD_MAX,
    JOURNAL_ENTRY_MAX = 200,
    JOURNAL_NEWEST = 256,
};

enum event {
#define EVENT(name, meaning, fields) EVENT_##name,
#include "base/events.def"
#undef EVENT
    EVENTS
};

struct word_fold {
    char text[20];
};
struct flow_lists { /* the word lists' memory */
    char *text[WORDS_LANGUAGES_MAX];
    struct word_fold *fold[WORDS_LANGUAGES_MAX];
    struct word_list list[WORDS_LANGUAGES_MAX];
};

/* Looking through the event log by and by: what the entries say, read one after the other. */
struct journal_look {
    struct seal_tree tree;
    uint8_t link[SEAL_HASH];
    int64_t count;     /* read so far */
    const char *wrong; /* NULL: nothing yet; a reason for whoever looks after the kiosk */
};

struct export_job;
struct code_look;
struct letter_job;
/* What members and newcomers would have their group know, without a word of who: it waits in memory and goes to a disk at the next day or
 * with the group's next act, so that no disk has it beside the newest sign-up. */
struct group_note {
    char key[GROUP_KEY_MAX];
    uint32_t talk; /* a bit for each rule */
    bool review;
};
enum { NOTES_MAX = 64 };
struct flow {
    struct seal *seal;
    struct seal_slots *slots;
    struct kiosk kiosk;
    struct flow_lists lists;
    struct export_job *job;
    struct code_look *look; /* the receipt code that is looked for (code/look.c) */
    struct group_note note[NOTES_MAX];
    size_t note_count;
    struct letter_job *letter;       /* the letter from the office that was read last */
    const char *first_language;      /* the centre's */
    char assets[FILE_PATH_MAX];      /* where the word lists lie */
    int64_t boot, opened_ms, newest; /* newest: highest UTC second ever seen */
    int64_t day_ms;                  /* steady time at which the next day is looked for */
    int64_t places_ms;               /* steady time before which places are not written again: the disk was full */
    int64_t slow_ms;                 /* steady time at which `age_day` was moved in this run, 0: not yet */
    int32_t age_day;                 /* by which keeping is counted */
    int32_t wrong_day;               /* the newest on which the journal has a wrong receipt code in this run */
    int64_t scrub_row, scrub_ms;     /* the record looked at last, 0: none; steady time for the next, 0: not begun */
    int32_t scrubbed;                /* day of the last look through everything, 0: not in this run */
    struct journal_look log;         /* after the records, where `logs`: the event log, so far */
    bool logs;
    bool log_wrong;     /* it does not add up, as far as this run has looked */
    bool torn;          /* it found kiosk.db damaged beyond its indexes */
    bool retaining;     /* there may be more to erase */
    bool shut;          /* it lost records: nobody joins until staff go on */
    enum behind behind; /* is the database what it was? */
    bool desk;          /* no sign-ups in this run */
    bool clock_told;    /* the journal has this run's clock_back */
    bool house_told;    /* the journal has the newest act of staff on the house */
    bool own_told;      /* … and the newest act of a group */
};

/* Every act's function. */
#define ACT(name, who, safe, by, from, function) void function(struct app *app, int32_t number);
#include "acts.def"
#undef ACT

/* trail.c */
bool flow_goto(struct app *app, screen_id to, uint16_t part); /* as flow_show, to a part */
void flow_return(struct app *app, screen_id to); /* back to where it stands on the trail, else as flow_show */
void flow_enter(struct app *app, screen_id at, uint16_t page, uint16_t part); /* no guard, no trail */
void flow_clear_trail(struct app *app);

/* notice.c */
void flow_notice(struct app *app, enum verdict v);
/* Logs step, fault and why; shows what the visitor may know: a notice, or out_of_order when the store has closed. */
void flow_trouble(struct app *app, const char *step, fault f);
void flow_log(const char *step, fault f, const char *why);

/* steps.c: each is false, or does nothing, where nobody is setting up the kiosk */
bool flow_setup_back(struct app *app);  /* a step back */
void flow_setup_again(struct app *app); /* after a session was wiped: to the step at hand */

/* facts.c: facts of this moment */
void flow_kiosk_refresh(struct app *app);
int32_t flow_today(void);
bool flow_clock_sure(const struct app *app); /* neither back nor far ahead of what was seen */
fault flow_clock_start(struct app *app);     /* at a start; flow_clock_day: when a new day begins */
fault flow_clock_day(struct app *app);
void flow_clock_seen(struct app *app);
/* Reckons the meetings of the day, before anybody waits for them. */
void flow_agenda(struct app *app);
fault flow_clock_confirm(struct app *app, int64_t now); /* staff say that it is that time */
void flow_centre_load(struct app *app);
struct tries flow_tries(const struct app *app, const struct tries_row *row);
bool flow_reserve_release(struct app *app); /* true when there was something to give up */
fault flow_reserve_keep(const char *data);
const char *flow_first_language(struct app *app); /* of the centre's, the first that is ours too */

/* notes.c: for a group, without a word of who; a bit for each rule. They wait in memory until they are saved. */
void flow_note(struct app *app, const char *key, uint32_t talk, bool review);
void flow_notes_save(struct app *app); /* when a day begins, and when a group has written its code */

/* told.c: the newest act that a file beside kiosk.db keeps ("meeting_off tirsdag 2026-12-01"): its line is added where the event log
 * lacks it. At a start, and before the next such act. `told` remembers that for this run. */
fault flow_settle(struct app *app, const struct own_log *act, bool *told, enum who who);

/* consent.c */
/* The text as this centre shows it in the language at hand, and its hash. `out` is begun here and the caller's to free. */
fault flow_consent_text(const struct centre *centre, struct buffer *out, uint8_t ret_sha256[SEAL_HASH]);
/* Keeps that text, where it is not kept yet; its hash. */
fault flow_consent_keep(struct store *store, const struct centre *centre, uint8_t ret_sha256[SEAL_HASH]);
/* Those of all languages; then the words are in `language` again. */
fault flow_consent_keep_all(struct store *store, const char *language);

/* journal.c: one line more, inside a transaction or alone */
struct journal { /* whose event log; all borrowed */
    struct store *store;
    const struct seal *seal;
    const char *kiosk; /* its id */
    int64_t boot;      /* starts so far; for a line more */
};
fault flow_journal(struct app *app, enum event event, const char *fields);
fault flow_journal_in(const struct journal *journal, enum event event, enum who who, const char *fields);
fault flow_journal_as(struct app *app, enum event event, enum who who, const char *fields);
const char *flow_event_name(enum event event);
fault flow_journal_root(struct store *store, int64_t *ret_count,
                        uint8_t root[SEAL_HASH]); /* what the newest note signs */
/* The whole event log as a file for a stick, with its signature: the caller writes both, the signature last, as `name` and
 * `name`.minisig. FILE_DAMAGED when the entries do not give the root that the newest note signs; TOO_LARGE. */
struct journal_file { /* flow_journal_file_free */
    char name[64];
    int64_t entries;
    struct buffer text, signature;
};
fault flow_journal_file(const struct journal *journal, struct journal_file *ret_file);
void flow_journal_file_free(struct journal_file *file);
/* The next of them, at most so many. NO_ENTRY: all are read, and compared with the signed note and the last export. */
fault flow_journal_look(const struct journal *journal, struct journal_look *look, int64_t at_most);
/* The newest JOURNAL_NEWEST entries by their chain, up to the head, its signed note and the last export: the same time however long
 * the log is. FILE_DAMAGED. What stands before them is looked through at rest. */
fault flow_journal_end(const struct journal *journal);
/* All of it. FILE_DAMAGED with why for a line changed, lost, added or moved, and for a note not signed by this kiosk. */
fault flow_journal_check(const struct journal *journal, int64_t *ret_count, char *why, size_t why_size);
