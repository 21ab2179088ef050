/* What the files of flow/ share. */
#pragma once

#include "app.h"
#include "flow/flow.h"
#include "flow/guard.h"
#include "seal/seal.h"
#include "store/kept.h"
#include "store/open.h"
#include "store/write.h"
#include "base/date.h"
#include "base/host.h"
#include "base/text.h"
#include "rule/desk.h"
#include "rule/pages.h"

enum {
    DISK_LOW_BYTES = 64 << 20,    /* no new sign-ups below */
    DISK_RESERVE_BYTES = 16 << 20, /* given up so that withdrawing works on a full disk */
    DAY_SECONDS = 86400,
    CLOCK_SLACK_SECONDS = 120,    /* a clock set back by less is no news */
    IDLE_SECONDS_MAX = 1800,      /* TIM-06: also where a screen asks for more time */
    RECORD_SCHEMA = 1,
    PARTS_MAX = 64,
    SIGNUP_JSON_MAX = SEAL_RECORD_MAX,
    JOURNAL_ENTRY_MAX = 200,
};

enum event {
#define EVENT(name, meaning, fields) EVENT_##name,
#include "base/events.def"
#undef EVENT
    EVENTS
};

struct word_fold { char narrow[20], wide[20]; };
struct flow_lists { /* the word lists' memory */
    char *text[WORDS_LANGUAGES_MAX];
    struct word_fold *fold[WORDS_LANGUAGES_MAX];
    struct word_list list[WORDS_LANGUAGES_MAX];
};

struct export_job;
struct flow {
    struct seal *seal;
    struct seal_slots *slots;
    struct kiosk kiosk;
    struct flow_lists lists;
    struct export_job *job;
    const char *first_language; /* the centre's */
    int64_t boot, opened_ms, newest; /* newest: highest UTC second ever seen */
    int64_t day_ms;             /* steady time at which the next day is looked for */
    int32_t age_day;            /* by which keeping is counted */
    bool retaining;             /* there may be more to erase */
    bool desk;                  /* no sign-ups in this run */
    bool clock_told;            /* the journal has this run's clock_back */
};

/* Every act's function. */
#define ACT(name, who, safe, by, from, function) void function(struct app *app, int32_t number);
#include "acts.def"
#undef ACT

/* do.c */
bool flow_goto(struct app *app, screen_id to, uint16_t part); /* as flow_show, to a part */
void flow_return(struct app *app, screen_id to); /* back to where it stands on the trail, else as flow_show */
void flow_enter(struct app *app, screen_id at, uint16_t page, uint16_t part); /* no guard, no trail */
void flow_clear_trail(struct app *app);
void flow_notice(struct app *app, enum verdict v);
/* Logs step, fault and why; shows what the visitor may know: a notice, or out_of_order when the store has closed. */
void flow_trouble(struct app *app, const char *step, fault f);
void flow_log(const char *step, fault f, const char *why);

/* print.c */
void flow_print_drop(struct app *app); /* called back, and forgotten */
void flow_print_tick(struct app *app, int64_t steady_ms);
int64_t flow_print_ms(const struct app *app);

/* state.c: facts of this moment */
void flow_kiosk_refresh(struct app *app);
int32_t flow_today(void);
bool flow_clock_back(const struct app *app);
bool flow_clock_sure(const struct app *app); /* neither back nor far ahead of what was seen */
fault flow_clock_start(struct app *app);     /* at a start; flow_clock_day: when a new day begins */
fault flow_clock_day(struct app *app);
void flow_clock_seen(struct app *app);
fault flow_clock_confirm(struct app *app, int64_t now); /* staff say that it is that time */
void flow_centre_load(struct app *app);
struct tries flow_tries(const struct app *app, const struct tries_row *row);
bool flow_reserve_release(struct app *app); /* true when there was something to give up */
fault flow_reserve_keep(const char *data);

/* retain.c: at rest, some of what has been kept long enough; the next moment for it, -1: none */
void flow_retain(struct app *app);
int64_t flow_retain_ms(const struct app *app);

/* lists.c */
fault flow_lists_open(struct flow_lists *lists, const char *assets, char *why, size_t why_size);
void flow_lists_close(struct flow_lists *lists);
int32_t flow_lists_find(const struct flow_lists *lists, const char *language); /* -1 */
void flow_suggest(struct app *app);
void flow_code_clear(struct app *app); /* the four words, and that they were shown */

/* receipt.c: a code just given, until it is kept */
bool flow_code_waits(const struct app *app); /* it was neither printed nor said to be kept */
bool flow_code_holds(struct app *app);       /* asks for it before the visit ends; false where none waits */
bool flow_code_back(struct app *app);        /* Back from the code, and from the question; false: not at hand */

/* journal.c: one line more, inside a transaction or alone */
fault flow_journal(struct app *app, enum event event, const char *fields);
fault flow_journal_in(struct store *store, const struct seal *seal, const char *kiosk, int64_t boot, enum event event,
                      enum who who, const char *fields);
fault flow_journal_as(struct app *app, enum event event, enum who who, const char *fields);
fault flow_journal_root(struct store *store, int64_t *ret_count, uint8_t root[SEAL_HASH]); /* what the newest note signs */
/* FILE_DAMAGED with why for a line changed, lost, added or moved, and for a note not signed by this kiosk. */
fault flow_journal_check(struct store *store, const struct seal *seal, const char *kiosk, int64_t *ret_count, char *why,
                         size_t why_size);

/* record.c: the two records of a sign-up as JSON (docs/export.md) */
struct signup { /* what the texts are made from; all borrowed */
    const struct app *app;
    int32_t day;
    const char *sign_up; /* hex; joins the two records at the office and nowhere else */
    const uint8_t *membership, *consent; /* record ids */
    const uint8_t *notice; /* flow_consent_hash */
};
void flow_membership_json(struct buffer *out, const struct signup *s);
void flow_consent_json(struct buffer *out, const struct signup *s);
/* SHA-256 of every piece of the consent text as this visitor saw it, each ended by LF. NO_MEMORY. */
fault flow_consent_hash(const struct app *app, uint8_t out[SEAL_HASH]);
void flow_mark_path(struct buffer *out, const struct strokes *mark);

/* kept.c: sealing, keeping, finding, erasing */
struct fresh { /* one record being made; row.id and row.kind are set by the caller */
    struct record row;
    struct buffer age, sealed;
    bool kept; /* its slot is taken */
};
fault fresh_seal(const struct flow *flow, struct fresh *out, const uint8_t tag[STORE_TAG],
                 const struct seal_recipient *own, struct span plain);
fault fresh_keep(struct flow *flow, struct fresh *fresh, size_t count); /* at most 2: slots in one sync, then wrapped */
void fresh_drop(struct flow *flow, struct fresh *fresh, size_t count);  /* gives the slots back: nothing was committed */
void fresh_free(struct fresh *fresh, size_t count);
void flow_slot_erase(struct flow *flow, const struct record *row);
fault flow_record_unwrap(struct flow *flow, const struct record *row, struct buffer *age);
/* Opens the record under the visitor's own tag with their identity; its JSON is appended. NO_ENTRY. */
fault flow_record_open(struct app *app, enum record_kind kind, struct buffer *plain, struct record *ret_row);


fault flow_own_read(struct app *app); /* the records under own.tag, into own */

/* own.c */
void flow_own_identity(const struct app *app, struct seal_identity *out); /* the caller wipes it */
void flow_own_contact_changed(struct app *app); /* own.way_wanted and own.contact_typed are good */

/* code.c */

/* joining.c */
void flow_join_next(struct app *app); /* from the screen at hand to the one that follows, or back to the review */
fault flow_join_load(struct app *app); /* the texts of the group being joined, in the language at hand */
struct join_request flow_request(const struct app *app);
fault flow_join_facts(struct app *app, const char *group_key, struct join_facts *out);
void flow_join_mend(struct app *app, enum verdict v); /* to where the visitor can mend it, with the notice */

/* setup.c: each is false, or does nothing, where nobody is setting up the kiosk */
bool flow_setup_back(struct app *app);             /* a step back */
void flow_setup_again(struct app *app);            /* after a session was wiped: to the step at hand */
void flow_setup_tick(struct app *app, int64_t steady_ms);
int64_t flow_setup_deadline(const struct app *app);
void flow_setup_stroke(struct app *app, int32_t x, int32_t y); /* a finger came down on the pad of the touch check */

/* mark.c */
struct signing flow_signing(const struct joining *j, enum sign_way way);

/* machine.c, machine_update.c: what the machine's steward is asked for */
void flow_machine_look(struct app *app); /* is there one, and what does it say of itself? */
void flow_machine_out(struct app *app);  /* they went: no stick any more, once an update no longer needs it */
void flow_update_look(struct app *app);
void flow_machine_tick(struct app *app, int64_t steady_ms);
int64_t flow_machine_ms(const struct app *app); /* when it is wanted next, -1: not */

/* calm.c: what is left when the kiosk did not start well */
bool flow_calm_rests(const struct app *app); /* nobody changed anything: there is no one to ask whether they are still here */

/* open.c */
const char *flow_first_language(struct app *app); /* of the centre's, the first that is ours too */

/* staff.c, export.c */
void flow_staff_counts(struct app *app); /* the same without reading the journal through */
fault flow_export_companions(struct app *app);
void flow_export_step(struct app *app);
void flow_export_drop(struct app *app);
