/* The one state: what is open, where we are, and everything the visitor has said. Forgetting a visitor is one wipe of
 * `session` (flow_forget). Screens get it const. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include "base/file.h"
#include "base/printer.h"
#include "base/version.h"
#include "base/words.h"
#include "rule/centre.h"
#include "rule/consent.h"
#include "rule/finding.h"
#include "rule/group.h"
#include "rule/house.h"
#include "rule/interest.h"
#include "rule/join.h"
#include "rule/letter.h"
#include "rule/machine.h"
#include "rule/meeting.h"
#include "rule/privacy.h"
#include "rule/setup.h"
#include "rule/sign.h"
#include "rule/touch.h"
#include "rule/verdict.h"
#include "letter_view.h"
#include "group_view.h"
#include "machine_view.h"
#include "programs_view.h"
#include "setup_view.h"
#include "sizes.h"
#include "staff_view.h"

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

/* From KEYS_NARROW on: the pages of display too narrow for these, as many as it takes (screen/keys.c) */
enum key_page {
    KEYS_QWERTY,
    KEYS_ABC,
    KEYS_ACCENTS,
    KEYS_MORE,
    KEYS_MOST,
    KEYS_DIGITS,
    KEYS_NARROW,
    KEYS_PAGES = KEYS_NARROW + 16
};
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
    FIELD_ROOM,
    FIELD_WORD,    /* one of the code's, and … */
    FIELD_INITIAL, /* … the first letter of the name: asked for after silence */
    FIELD_OWN      /* a group's own words: of a rule, or what it is for */
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
    /* in which language each fact was read, each rule agreed to, each question answered, and it was signed; NULL: not yet */
    const char *fact_in[FACT_COUNT], *rule_in[GROUP_RULES_MAX], *answer_in[PURPOSE_COUNT], *signed_in;
    uint32_t talk; /* a bit for each rule that this person would like to talk about first; answered, in `rule_in` */
    char name[FIELD_MAX], contact[FIELD_MAX];
    bool nameless;                 /* the name was left out */
    int32_t refused;               /* how often the contact was not understood */
    uint8_t contact_way;           /* enum contact_way */
    uint8_t answer[PURPOSE_COUNT]; /* enum answer */
    uint8_t way;                   /* enum sign_way at hand */
    bool waiting;                  /* for the waiting list, as was shown */
    char sign_name[FIELD_MAX], witness[FIELD_MAX];
    struct strokes mark;
};

enum { CONSENT_TEXT_MAX = 16384 };
struct my_signup { /* the visitor's own records, opened with their code */
    bool open, has_consent, has_membership;
    bool unreadable; /* the consent is there and can't be read: it can only be withdrawn */
    bool waiting;    /* the membership is a place on the waiting list */
    uint8_t tag[RECEIPT_TAG];
    uint8_t identity[32], recipient[32]; /* age X25519 from the code: secret and public */
    int32_t withdraw;                    /* purpose at hand, or PURPOSE_COUNT for all */
    bool text_changed;                   /* since it was signed: today's is another one */
    int32_t text_version, text_edition;  /* of the consent text that was signed; … */
    char text[CONSENT_TEXT_MAX];         /* … its very words, a piece a line; "": not kept here, or not signed yet */
    char name[FIELD_MAX], contact[FIELD_MAX], group_name[GROUP_NAME_MAX], group_key[GROUP_KEY_MAX];
    uint8_t contact_way, answer[PURPOSE_COUNT];
    uint8_t way_wanted;            /* enum contact_way: what mine_write is writing … */
    char contact_typed[FIELD_MAX]; /* … and how far it has come */
    enum verdict outcome;          /* what mine_done says */
};

/* ASKED: it may be heard first; WANTED: the loop draws it; SENT: the printer has it; OVER: `outcome` says how it ended. */
enum print_stage { PRINT_IDLE, PRINT_ASKED, PRINT_WANTED, PRINT_SENT, PRINT_OVER };
struct printing { /* the visitor's sheet */
    enum print_stage stage;
    enum sheet sheet;
    int32_t page, pages;  /* of those that are out */
    enum verdict outcome; /* also while it is under way: what the printer waits for */
    int64_t told_ms;      /* steady time of the newest news of it */
};

/* What the loop is to say next; it takes the wish away. PAGE: from the top; SAMPLE: how the voice sounds now; SPELL:
 * the receipt code, letter by letter; SHEET: what the sheet would say; STOPPED: that nothing is read, and how to hear again. */
enum listen_want { LISTEN_NOTHING, LISTEN_PAGE, LISTEN_SAMPLE, LISTEN_SPELL, LISTEN_SHEET, LISTEN_STOPPED };
enum leads { LEADS_BACK = 1, LEADS_ON = 2 };

struct listening { /* the voice, as this visitor wants it */
    bool on;       /* "Listen" was pressed, or a headset plugged in: this page is read, and those to come */
    bool curtain;  /* the display is dark, all is heard */
    uint8_t rate, volume;
    enum listen_want want;
};
enum { ROOM_CODES_MAX = 32 };   /* as a centre file's place */
struct housework {              /* what staff look at and change for a day */
    int32_t day, slot;          /* the meeting at hand, as a change names it; its group is session.group_id */
    bool given;                 /* the timetable gives it: the two below are filled */
    struct meeting meeting;     /* as it stands */
    char room[GROUP_NAME_MAX];  /* where, when not in the group's own */
    char clash[GROUP_NAME_MAX]; /* a group in its room at its time, as far as the week tells; "": none */
    bool changed;               /* by staff: */
    struct house_change change;
    int32_t to_day, to_minute; /* where it is to be moved */
    int32_t from, to;          /* days to be closed, or to be opened again */
    int32_t total;             /* rows of the week in all */
    int32_t unfit, unfit_at;   /* changes without a meeting; one of them, as store_house counts */
    char room_typed[FIELD_MAX];
    bool codeless, renews; /* the group has no code yet; by a letter it may have a new one, on paper */
};

struct seeking { /* a card on its way: a group that is not there */
    int32_t topic[INTEREST_CARD_TOPICS], count;
    char key[INTEREST_CARD_TOPICS][GROUP_KEY_MAX];
    uint32_t wishes;
    int32_t gone; /* the card is in, and by this day gone again; 0: not yet */
};

/* What the tree on the display offers now, act by act with its number; the loop says it after each new tree. Done once, it
 * is empty until there is another tree. */
enum { OFFER_MAX = 256 };
struct offer {
    screen_id at; /* whose tree it was */
    uint16_t count, act[OFFER_MAX];
    int32_t number[OFFER_MAX];
};

enum { ROAD_OFF = -2, ROAD_ON = -1 }; /* numbers of ACT_ROAD */
struct asking {                       /* the road of two answers (ui/road.h), as this visitor chose */
    bool on, offered;
    int32_t at; /* which question of the screen; 0: its first */
};

struct session {                      /* all of it is wiped when the visitor leaves */
    const char *language;             /* static code */
    uint8_t size, theme;              /* enum ui_size, enum ui_theme */
    uint32_t touch_on, touch_offered; /* ways of rule/touch.def: chosen; offered, each once a visit (TCH-12) */
    enum touch_way touch_offer;       /* what touch_offer offers */
    struct asking asking;
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
    int32_t area;             /* of topics, as struct topics_asked has it */
    uint32_t settings;        /* a bit for each enum setting that groups here have */
    bool by_area;             /* there are more topics than one choice holds, and areas */
    struct topic other_topic; /* of a full group: a topic with other groups; id 0: none */
    bool other_open;          /* one of them has room */
    struct group group;
    const char *
        gaps_in; /* the own name of the language in which texts of the group stand that are not in the visitor's; or NULL */
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
    int32_t code_pick, code_step; /* choosing from a list (rule/pick.h): a word of the part at hand; choices made */
    int32_t suggestion[SUGGESTIONS_MAX]; /* for code_typed: list * CODE_LIST + place, the number of ACT_CODE_WORD */
    int32_t suggestion_count;
    char code_typed[FIELD_MAX];
    bool joined;       /* the committed row exists: join_done may be shown */
    bool code_printed; /* the printer said that the receipt is out */
    bool code_home;    /* once the code is kept: to the first page, not away */
    char initial[5];   /* of the name that signed up, once it is written */
    /* after silence: what was written is hidden until something of it is said again */
    bool locked;
    screen_id locked_at; /* what is hidden */
    uint16_t locked_page;
    uint8_t locked_wrong; /* answers that did not fit */
    char initial_typed[5];
    bool looking;                /* the four words are being looked for … */
    uint8_t looked;              /* … and so many quarters of that are done */
    struct edition_view edition; /* of the group's rules: the newest that was agreed here; number 0: none was */
    struct edition_view editions[ROWS_MAX];
    int32_t edition_count;
    struct my_signup own;
    struct seeking seek;
    struct held_group held;
    struct printing print;
    struct listening listen;
    /* staff */
    struct housework house;
    int32_t released; /* the Monday as of which staff_interest speaks; what it says of each of `topics` */
    struct interest_asked asked[ROWS_MAX];
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

/* Was that said, and in the language at hand? What was shown in another one is asked again (SGN-07); back in that language it holds. */
static inline bool app_said(const struct session *s, const char *said_in)
{
    return said_in && s->language && strcmp(said_in, s->language) == 0;
}
/* Which question of its screen is put by two answers (ui/road.h); -1: it is not. */
static inline int32_t app_question(const struct session *s)
{
    return s->asking.on ? s->asking.at : -1;
}
static inline enum answer app_answer(const struct session *s, enum consent_purpose purpose)
{
    return app_said(s, s->join.answer_in[purpose]) ? (enum answer)s->join.answer[purpose] : ANSWER_NONE;
}

/* What the tokens of the consent text stand for here: shown by screen/ and hashed by flow/ from this one place
 * (SGN-07). */
static inline struct consent_values consent_values_of(const struct centre *centre)
{
    return (struct consent_values){.centre = centre->name,
                                   .responsible = centre->responsible,
                                   .contact = centre->phone,
                                   .approval = centre->approval,
                                   .group = "{group}",
                                   .kind = "{kind}",
                                   .kept_days = centre->kept_days,
                                   .days = centre->evidence_days};
}
static inline struct consent_values app_consent_values(const struct app *app)
{
    struct consent_values values = consent_values_of(&app->centre);
    values.group = app->session.group.name;
    values.kind = _(consent_kind(app->session.group.setting));
    return values;
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
