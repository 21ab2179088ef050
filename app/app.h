/* The one state: what is open, where we are, and everything the visitor has said. Forgetting a visitor is one wipe of
 * `session` (flow_forget). Screens get it const. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/file.h"
#include "base/printer.h"
#include "base/version.h"
#include "base/words.h"
#include "rule/centre.h"
#include "rule/consent.h"
#include "rule/finding.h"
#include "rule/group.h"
#include "rule/house.h"
#include "rule/join.h"
#include "rule/letter.h"
#include "rule/machine.h"
#include "rule/meeting.h"
#include "rule/privacy.h"
#include "rule/setup.h"
#include "rule/sign.h"
#include "rule/verdict.h"

struct store;
struct flow; /* what only flow/ needs: keys, slots, the word lists' memory, an export under way */

/* The words of screens.def and acts.def. SETUP: who installs the kiosk, before it serves anybody; none of VISITOR's or
 * STAFF's rows are theirs. */
enum who { VISITOR = 1, STAFF = 2, ANYONE = 3, SETUP = 4, EVERYONE = 7 };
enum reach { ARRIVED, ASKED };
enum back { TRAIL, HOME, NOWHERE };
enum screen_class { PUBLIC, PERSONAL };
enum in_safe_mode { SHUT, SAFE };
enum asked_by { TREE, KEYS };
enum need {
#define NEED(name, ...) NEED_##name,
#include "needs.def"
#undef NEED
    NEEDS
};
typedef uint32_t screen_id; /* an enum screen; its names stand in screens.h, for whoever names one */
enum act {
    ACT_NONE,
#define ACT(name, ...) ACT_##name,
#include "acts.def"
#undef ACT
    ACTS
};

enum sheet {
#define SHEET(name, ...) SHEET_##name,
#include "sheets.def"
#undef SHEET
    SHEETS
};

/* From KEYS_NARROW on: the pages of display too narrow for these four, as many as it takes (screen/keys.c) */
enum key_page { KEYS_QWERTY, KEYS_ABC, KEYS_ACCENTS, KEYS_DIGITS, KEYS_NARROW, KEYS_PAGES = KEYS_NARROW + 16 };
/* CONTACT is written by whoever joins, MY_CONTACT by whoever changes their own. */
enum field {
    FIELD_NONE,
    FIELD_SEARCH,
    FIELD_NAME,
    FIELD_CONTACT,
    FIELD_MY_CONTACT,
    FIELD_SIGN_NAME,
    FIELD_WITNESS,
    FIELD_CODE,
    FIELD_ROOM
};

enum {
    ROWS_MAX = 12, /* groups, meetings or topics in memory at a time: a part of their list, the session's `part` */
    PAPER_ROWS_MAX = 60, /* meetings on a printed week; how many are left out stands below them */
    DATES_MAX = 5,       /* S43: the next five dates */
    TRAIL_MAX = 48,
    FIELD_MAX = 161, /* bytes: 40 code points: as little as possible */
    STROKE_POINTS_MAX = 2048,
    STROKES_MAX = 64,
    CODE_WORDS = 4,
    CODE_ASKED = 1, /* the part of join_done that asks whether the code was kept */
    CODE_LIST = 2048,
    PIN_MAX = 12,
    RECEIPT_TAG = 32,
    SUGGESTIONS_MAX = 4,
    SIZE_USUAL = 1,
    SIZE_STEPS = 4,
    THEME_STEPS = 5, /* of ui/tree.h, which flow/ may not see; loop/loop.c asserts that they agree */
};

struct group_row { /* one line of a list of groups */
    int32_t id;
    enum group_places places;
    char name[GROUP_NAME_MAX], place[GROUP_NAME_MAX];
    bool meets; /* `next` is filled */
    bool left;  /* in a week: the meeting was moved away from here */
    struct meeting next;
};

struct strokes {  /* the visitor's mark, in units of 1/800 of the pad's width; no times (SGN-06) */
    bool drawing; /* a stroke is under way */
    uint16_t count, points;
    uint16_t start[STROKES_MAX]; /* index of each stroke's first point */
    int16_t x[STROKE_POINTS_MAX], y[STROKE_POINTS_MAX];
    int16_t finger_x, finger_y; /* where it was seen last, on its way to the next point */
};

struct trail_step {
    uint8_t screen;
    uint16_t page, part;
};

struct joining { /* answers on the way to a sign-up */
    bool active, reviewing;
    int32_t group_id, rules_version; /* what is being joined; session.group and .rules were read with it */
    uint32_t facts_seen;             /* bit per enum consent_fact */
    uint32_t agreed;                 /* bit per ground rule of the group */
    char name[FIELD_MAX], contact[FIELD_MAX];
    int32_t refused;               /* how often the contact was not understood */
    uint8_t contact_way;           /* enum contact_way */
    uint8_t answer[PURPOSE_COUNT]; /* enum answer */
    uint8_t way;                   /* enum sign_way at hand */
    bool is_signed;
    bool waiting; /* for the waiting list, as was shown */
    char sign_name[FIELD_MAX], witness[FIELD_MAX];
    struct strokes mark;
};

struct my_signup { /* the visitor's own records, opened with their code */
    bool open, has_consent, has_membership;
    bool unreadable; /* the consent is there and can't be read: it can only be withdrawn */
    bool waiting;    /* the membership is a place on the waiting list */
    uint8_t tag[RECEIPT_TAG];
    uint8_t identity[32], recipient[32]; /* age X25519 from the code: secret and public */
    int32_t withdraw;                    /* purpose at hand, or PURPOSE_COUNT for all */
    char name[FIELD_MAX], contact[FIELD_MAX], group_name[GROUP_NAME_MAX], group_key[GROUP_KEY_MAX];
    uint8_t contact_way, answer[PURPOSE_COUNT];
    uint8_t way_wanted;            /* enum contact_way: what mine_write is writing … */
    char contact_typed[FIELD_MAX]; /* … and how far it has come */
    enum verdict outcome;          /* what mine_done says */
};

/* WANTED: the loop draws it, row by row; SENT: the printer has it; OVER: `outcome` says how it ended. */
enum print_stage { PRINT_IDLE, PRINT_WANTED, PRINT_SENT, PRINT_OVER };
struct printing { /* the visitor's sheet */
    enum print_stage stage;
    enum sheet sheet;
    int32_t page, pages;  /* of those that are out */
    enum verdict outcome; /* also while it is under way: what the printer waits for */
    int64_t told_ms;      /* steady time of the newest news of it */
};

/* What the loop is to say next; it takes the wish away. PAGE: from the top; SAMPLE: how the voice sounds now; SPELL:
 * the receipt code, letter by letter; STOPPED: that nothing is read from now on, and how to hear again. */
enum listen_want { LISTEN_NOTHING, LISTEN_PAGE, LISTEN_SAMPLE, LISTEN_SPELL, LISTEN_STOPPED };
enum leads { LEADS_BACK = 1, LEADS_ON = 2 };
enum touch_way { TOUCH_PRESS, TOUCH_SLIDE }; /* where it was put down, or where it is lifted */

struct listening { /* the voice, as this visitor wants it */
    bool on;       /* "Listen" was pressed, or a headset plugged in: this page is read, and those to come */
    bool curtain;  /* the display is dark, all is heard */
    uint8_t rate, volume;
    enum listen_want want;
};
struct voice_view {   /* the machine's voice, whoever is here */
    bool here;        /* there was one in this run: Listen stands in the dock and stays there */
    bool sounds;      /* it can be heard now */
    bool headset;     /* a headset is plugged in */
    bool speaking;    /* time does not count as silence (TIM-02) */
    const char *mute; /* the language it turned out to have no voice for; static code */
};

enum { ROOM_CODES_MAX = 32 };  /* as a centre file's place */
struct housework {             /* what staff look at and change for a day */
    int32_t day, slot;         /* the meeting at hand, as a change names it; its group is session.group_id */
    bool given;                /* the timetable gives it: the two below are filled */
    struct meeting meeting;    /* as it stands */
    char room[GROUP_NAME_MAX]; /* where, when not in the group's own */
    char clash[GROUP_NAME_MAX]; /* a group in its room at its time, as far as the week tells; "": none */
    bool changed;              /* by staff: */
    struct house_change change;
    int32_t to_day, to_minute; /* where it is to be moved */
    int32_t from, to;          /* days to be closed, or to be opened again */
    int32_t total;             /* rows of the week in all */
    int32_t unfit, unfit_at;   /* changes without a meeting; one of them, as store_house counts */
    char room_typed[FIELD_MAX];
};

/* What the tree on the display offers now, act by act with its number; the loop says it after each new tree. Done once, it
 * is empty until there is another tree. */
enum { OFFER_MAX = 256 };
struct offer {
    screen_id at; /* whose tree it was */
    uint16_t count, act[OFFER_MAX];
    int32_t number[OFFER_MAX];
};

struct session {          /* all of it is wiped when the visitor leaves */
    const char *language; /* static code */
    uint8_t size, theme;  /* enum ui_size, enum ui_theme */
    uint8_t touch_way;    /* enum touch_way */
    bool touch_offered;   /* another way was offered: once a visit (TCH-12) */
    enum who who;
    screen_id at;
    screen_id behind, covered; /* what "still here?" hides; what the cover hides */
    uint16_t behind_page, covered_page;
    uint16_t page, pages; /* of what does not fit on one; layout counts them, the loop says how many there are */
    uint8_t leads;        /* of enum leads, by screen_load: the list goes on in another part */
    uint16_t part;        /* of a screen with parts: the rule of join_rule, the purpose of join_purpose, and of
                                  * join_facts, about and privacy the page of text, from 0 */
    uint16_t trail_count;
    struct trail_step trail[TRAIL_MAX];
    struct offer offer;
    enum verdict notice;          /* a sentence for the screen at hand; KIOSK_OPEN (0) = nothing to say */
    int64_t touched_ms, asked_ms; /* steady time of the last input; of the question "still here?" */
    bool time_wanted;             /* "I need more time" (TIM-06): holds until the visit ends */
    uint8_t unanswered;           /* how often that question went unanswered in a row, while a code waits */
    screen_id loaded;             /* what screen_load filled in last, and in which language */
    const char *loaded_language;
    uint16_t loaded_part;
    int64_t read_at; /* UTC seconds, of that */
    /* finding; of word, topic and weekday the newest stands, the others are empty; none of them: all groups */
    int32_t topic, weekday, group_id, rule;
    uint32_t weekdays; /* bit 0 (Monday) .. 6: a group meets on that day */
    char word[FIELD_MAX];
    struct group_row row[ROWS_MAX];
    int32_t rows;
    bool rows_more;
    uint32_t wishes; /* of enum group_wish: what a group must have to be listed */
    char topic_name[GROUP_NAME_MAX];
    struct topic topics[ROWS_MAX];
    int32_t topic_count;
    struct topic other_topic; /* of a full group: a topic with other groups; id 0: none */
    bool other_open;          /* one of them has room */
    struct group group;
    const char *gaps_in; /* the own name of the language in which texts of the group stand that are not in the visitor's; or NULL */
    struct ground_rule rules[GROUP_RULES_MAX];
    int32_t rule_count;
    struct meeting dates[DATES_MAX];
    char date_room[DATES_MAX][GROUP_NAME_MAX]; /* of each, where it is held in another room for once */
    int32_t date_count;
    struct meeting_rule times[MEETING_RULES_MAX];
    int32_t time_count;
    /* writing */
    enum field field;
    enum key_page keys;
    bool shift;
    /* joining, and one's own sign-up */
    struct joining join;
    uint16_t code[CODE_WORDS]; /* places in app->words[code_list]; shown by join_done, written by code */
    int32_t code_count, code_list;
    int32_t suggestion[SUGGESTIONS_MAX]; /* for code_typed: list * CODE_LIST + place, the number of ACT_CODE_WORD */
    int32_t suggestion_count;
    char code_typed[FIELD_MAX];
    bool joined;       /* the committed row exists: join_done may be shown */
    bool code_printed; /* the printer said that the receipt is out */
    bool code_home;    /* once the code is kept: to the first page, not away */
    struct my_signup own;
    struct printing print;
    struct listening listen;
    /* staff */
    struct housework house;
    int64_t
        staff_until_ms; /* steady time at which their session ends, whatever they do; 0: nobody signed in (sirkelctl) */
    bool staff_warned, staff_renewed;
    char pin[PIN_MAX + 1];
    int32_t pin_wait_seconds;
    char pin_drawn[PIN_MAX + 1]; /* a new PIN that is shown and not yet kept; "": none */
    bool pin_known;              /* staff wrote the PIN that holds, and a new one may be drawn */
    bool pin_leave;              /* the office's letter is in the machine, and a new PIN may be drawn */
    bool stick_let_in;           /* for that letter, before anybody signed in */
};

struct word_list { /* the 2,048 words of a language, in order; loaded at start */
    const char *language;
    const char *word[CODE_LIST];
};

struct staff_view {                        /* what the staff screens say; no names, no groups */
    int32_t new_signups, exports, damaged; /* damaged: records that can't be read */
    int64_t free_bytes;
    int32_t erasures; /* that the next list tells */
    int32_t last_day; /* of the last list; 0: there was none */
    bool journal_whole, clock_sure, store_desk;
    char key_print[40];  /* digits of the kiosk's key, as at setup */
    int32_t receivers;   /* who can open lists */
    int64_t log_entries; /* of the event log, and the root that its newest note signs */
    char log_root[20];
    bool house_lost;      /* what was changed for some days could not be read */
    char fingerprint[64]; /* of the last export: four words of the office's first language, to compare by voice */
    char export_name[80];
    int32_t export_rows, export_damaged, job_done, job_all;
    enum verdict export_outcome;
};

enum { MACHINE_NOTE = 480 };
enum update_stage { UPDATE_NOT_LOOKED, UPDATE_REFUSED, UPDATE_READY, UPDATE_UNDER_WAY, UPDATE_STANDS };
struct machine_view { /* what the machine's screens say; no names, no groups */
    bool here;        /* there is a steward to ask: this is no desk */
    struct machine_about about;
    char note[MACHINE_NOTE]; /* the same, signed by the kiosk; "" when it could not be signed */
    int64_t note_time;       /* UTC seconds in it */
    bool clock_moved;        /* staff have turned a part: the clock to be set no longer goes by itself */
    int64_t clock_minute;    /* shown last */
    int64_t clock;           /* UTC seconds to be set, while it stands */
    enum machine_part clock_part;
    enum update_stage update;
    enum verdict update_verdict;       /* why nothing can be written, or how it ended */
    char update_version[MACHINE_WORD]; /* on the stick */
    int64_t update_done, update_all, update_asked_ms;
};

enum {
    SETUP_PRINT = 40, /* eight groups of four digits, with NUL */
    SETUP_DISKS_MAX = 4,
    SETUP_NAME_MAX = 80,
    SETUP_WHY_MAX = 200,
    TRIAL_STAGES = 5, /* sign-up, export, withdrawal, second export, what it told */
};

struct setup_disk {
    int32_t row; /* of MACHINE_DISKS */
    int64_t bytes;
    char name[SETUP_NAME_MAX];
    bool kiosk; /* one lies there already */
};

struct setup { /* commissioning; all zero on a kiosk that serves visitors */
    bool on;
    bool medium; /* started from an install medium */
    char assets[FILE_PATH_MAX];
    struct setup_kept kept;
    struct panel panel;                             /* the display as it is believed to be now */
    bool can_rotate;                                /* the picture can be turned: the bare display of a machine */
    int32_t rotation;                               /* quarters it is turned clockwise; the loop makes it so */
    int32_t card_px;                                /* the outline's width */
    int32_t aim, offset_tenths, pad_um, pad_height; /* the ring at hand; how far beside the last; a unit of the pad */
    int64_t clock_shift;                            /* seconds between the clock shown and the machine's */
    /* the centre file */
    bool centre_read;
    char centre_id[CENTRE_ID_MAX], centre_name[GROUP_LINE_MAX];
    struct finding finding; /* the first of what was found in it; no `matter`: nothing was */
    int32_t found[GRADES];  /* how many in all, by enum finding_grade */
    int32_t groups, languages, recipients;
    int32_t keys; /* to be compared: the recipients, and behind them the office's key where there is one */
    char print[CENTRE_RECIPIENTS_MAX + 1][SETUP_PRINT];
    /* the kiosk */
    char pin[PIN_MAX + 1];                                             /* drawn, shown, not yet kept */
    char key_id[17], key_print[SETUP_PRINT], key_text[SETUP_NAME_MAX]; /* key_text: as a minisign key file has it */
    /* the trial: how many of its stages are done */
    int32_t trial;
    bool trial_runs, protocol_kept;
    uint16_t trial_code[CODE_WORDS];
    int32_t trial_list;
    /* installing */
    struct setup_disk disk[SETUP_DISKS_MAX];
    int32_t disk_count, disk_chosen;
    bool installing, installed;
    int64_t progress, progress_all, asked_ms;
};

enum {
    LETTER_KEYS_MAX = CENTRE_RECIPIENTS_MAX + 1, /* new receivers, and a new office key */
    LETTER_WHY_MAX = 256,
};
enum letter_change { /* what one line of a preview is about */
                     LETTER_GROUP_NEW,
                     LETTER_GROUP_GONE,
                     LETTER_GROUP_FACT, /* which: enum group_fact */
                     LETTER_GROUP_TEXT, /* which: enum group_text */
                     LETTER_GROUP_TOPICS,
                     LETTER_GROUP_TIMES,
                     LETTER_GROUP_DATES, /* called off and moved */
                     LETTER_GROUP_RULES,
                     LETTER_GROUP_PLACES, /* by the part `places` */
                     LETTER_CENTRE_TEXT,  /* which: enum letter_centre_text */
                     LETTER_CENTRE_LANGUAGES,
                     LETTER_CENTRE_TOPICS,
                     LETTER_CLOSED,    /* by the part `closed`; was, becomes: the first and the last day */
                     LETTER_REOPENED,  /* the same of days that no longer stand there */
                     LETTER_PIN_LEAVE, /* by the part `pin` */
                     LETTER_ERASES,    /* by the part `erase`; how many: in the view */
                     LETTER_RECEIVERS, /* by the part `receivers` */
                     LETTER_OFFICE_KEY,
};
enum letter_centre_text {
    LETTER_TEXT_NAME,
    LETTER_TEXT_DESK,
    LETTER_TEXT_HOURS,
    LETTER_TEXT_PHONE,
    LETTER_TEXT_RESPONSIBLE,
    LETTER_TEXTS
};
struct letter_times { /* before or after */
    size_t count;
    struct meeting_rule rule[MEETING_RULES_MAX];
};
struct letter_change_view { /* one change, in the language of whoever looks */
    enum letter_change kind;
    int32_t which;
    char group[GROUP_NAME_MAX];
    char before[GROUP_TEXT_MAX], after[GROUP_TEXT_MAX]; /* texts; names of topics; "" where there was or is none */
    int32_t was, becomes;                               /* facts, places, and how many dates or rules */
    struct letter_times times_before, times_after;
};
struct letter_view {          /* the letter from the office that was read last */
    bool read;                /* there is one to speak of */
    enum verdict verdict;     /* LETTER_MAY: it may be taken; else why not, or how it ended */
    char why[LETTER_WHY_MAX]; /* a precise line, where there is a mistake */
    int32_t number, issued, last;
    bool is_signed;
    uint32_t parts;
    char hash[LETTER_HASH];
    int32_t groups, groups_new, groups_changed, groups_same, groups_gone; /* groups = new + changed + same */
    int32_t changes, places, places_under;                                /* under: fewer than came by this kiosk */
    int32_t erase, erase_absent;
    int32_t keys; /* to be compared: the receivers, then the office's key */
    char print[LETTER_KEYS_MAX][SETUP_PRINT];
    uint32_t same; /* bit per key that a person called the same */
    int32_t shown; /* the change at hand */
    struct letter_change_view change;
    int32_t beside;    /* other letters on the stick */
    int32_t pin_until; /* of this kiosk: the last day on which a new PIN may be drawn; 0: not */
    int32_t in_use;    /* number of the newest letter taken */
    bool can_go_back, knows_office, staff_bring; /* of this kiosk: struct office_row */
    char given[LETTER_KEY_MAX],
        given_print[SETUP_PRINT]; /* an office key on the stick that nobody compared yet; "": none */
};

struct printer_view { /* as it was told last */
    bool here;        /* there is a printing program */
    enum printer_state state;
    char name[PRINTER_NAME];
    int64_t looked_ms; /* steady time of the last look; 0: look again */
};

/* What became of the timetable at the start (flow/timetable/timetable.h): as it lay there; built again; the one before it; none. */
enum timetable_state { TIMETABLE_WHOLE, TIMETABLE_REBUILT, TIMETABLE_LAST, TIMETABLE_NONE };

struct app {
    struct store *store;
    struct flow *flow;
    char data[FILE_PATH_MAX], stick[FILE_PATH_MAX];
    struct centre centre; /* facts of the centre in the visitor's language, loaded on a change of language */
    struct panel panel;
    uint8_t side;            /* 0 or 1: on which side Yes stands here (CNS-03) */
    struct word_list *words; /* one a language */
    int32_t word_lists;
    bool job;                 /* an export is under way; its progress stands in staff */
    struct kiosk_facts kiosk; /* as of the newest change of screen */
    struct staff_view staff;
    struct machine_view machine;
    struct printer_view printer;
    struct letter_view letter;
    struct voice_view voice;
    bool public_only; /* only what is public, because the kiosk did not start well (flow/safe_mode.c) */
    enum timetable_state timetable;
    struct setup setup;
    bool wake;       /* something changed: build the tree anew */
    bool no_display; /* no tree offers anything: sirkelctl, the tests of flow (flow_without_display) */
    struct session session;
};

/* What the tokens of the consent text stand for here: shown by screen/ and hashed by flow/ from this one place
 * (SGN-07). */
static inline struct consent_values app_consent_values(const struct app *app)
{
    return (struct consent_values){.centre = app->centre.name,
                                   .contact = app->centre.phone,
                                   .group = app->session.group.name,
                                   .days = RETAIN_EVIDENCE_DAYS};
}

/* Safe mode: the kiosk rests on "out of order", and nobody joins. Either the machine started it with what is public alone
 * (app->public_only), or no timetable could be read: then kiosk.db is open, and receipt codes and staff are served. */
static inline bool app_safe_mode(const struct app *app)
{
    return app->public_only || (app->timetable == TIMETABLE_NONE && !app->setup.on);
}

/* A sheet is under way: whoever leaves cancels it. */
static inline bool app_printing(const struct app *app)
{
    return app->session.print.stage == PRINT_WANTED || app->session.print.stage == PRINT_SENT;
}
