/* What several screens are made of. Keys are simple words and never change: walks name targets by them
 * (`group:7`, `answer/yes`, `keys/key:97`); docs/walks.md. Every screen has `title`, and all
 * but start and still_here `notice` when there is something to say. */
#pragma once

#include "app.h"
#include "screen/line.h"
#include "screen/number.h"
#include "screen/screen.h"
#include "screen/when.h"
#include "store/read.h"

/* What each screen's file gives: NAME_screen, at its end. frame.c calls both. */
struct screen_file {
    void (*view)(const struct app *app, struct ui *u);
    fault (*load)(struct app *app); /* NULL where nothing must be fetched */
};
struct own_group;
/* An edition of that group, counted from the oldest; -1: the newest. Number 0: there is none. */
void part_edition(struct edition_view *out, const struct own_group *own, int32_t at);
fault table_load(struct app *app); /* the rules on the table, and what all answered; for all the screens of it */
fault group_load(struct app *app); /* the group that was chosen; for all the screens about it */

enum ui_icon part_icon(const char *name); /* a row of icons.def; ICON_info for an unknown one */

/* "Step-free, with a hearing loop": bits of enum group_wish; "" for none. */
const char *part_wish_words(struct line *l, uint32_t wishes);
/* The same of what a group has; of one that meets elsewhere how it does, before that. */
const char *part_access(struct line *l, const struct group *group);
/* The session's topics, or areas, as tiles. */
void part_topics(const struct app *app, struct ui *u, const char *key, enum act act);
const char *part_place(const struct my_signup *own); /* what the visitor has in the group */
void part_ring(struct ui *u, enum ui_ring ring);
/* With as many chairs as people, of which so many have answered. */
void part_ring_of(struct ui *u, enum ui_ring ring, int32_t people, int32_t answered);
void part_step(struct ui *u, int step); /* "Step 2 of 7", on the way to a sign-up */
enum { JOIN_STEPS = 7 };
/* The heading and, behind it, what there is to say. */
void part_title(const struct app *app, struct ui *u, const char *text);
void part_notice(const struct app *app, struct ui *u);
void part_text(struct ui *u, const char *key, const char *text);
void part_fact(struct ui *u, const char *key, enum ui_icon icon, const char *label, const char *value);
/* A text of a group as a paragraph: key and voice are those of its row in rule/group.def. Nothing where the group says
 * nothing. */
void part_group_text(struct ui *u, const struct group *group, enum group_text which);
/* Whose group it is, and that it is no treatment: in words of its setting. */
void part_members(struct ui *u, const struct group *group);
/* Where one of these texts of the group (GAP(purpose) | …) is not in the visitor's language: in which it stands. */
#define GAP(text) (UINT32_C(1) << GROUP_TEXT_##text)
void part_gap(const struct session *s, struct ui *u, uint32_t texts);
/* A PIN that was drawn, to be written down; "": none was. */
void part_drawn_pin(struct ui *u, const char *key, const char *pin);
/* What became of records that can't be read; for one or more. */
const char *part_damaged(struct line *l, int32_t damaged);
/* The same text as the voice says it. */
const char *part_group_spoken(struct line *l, const struct group *group, enum group_text which);
const char *part_known(enum machine_known known); /* On, off, not known */
/* A code to photograph with its name; where it can't be made, the text itself. */
void part_qr(struct ui *u, const char *key, const char *label, const char *text);
/* What becomes of what is written, before anything is written. */
void part_kept(struct ui *u);

/* Do keyboards and switches work here? The appliance accepts one only on a port that staff named: else nothing is
 * promised. */
static inline bool part_keys_work(const struct app *app)
{
    return !app->machine.here || app->machine.about.keyboard == KNOWN_YES;
}
/* With a headset in, what the keys do, and two fingers, is said behind the text added last, whose own words those are. */
void part_say_keys(const struct app *app, struct ui *u, const char *own);

/* What a target requests: DO(ACT_JOIN), DO(ACT_DAY, 3), GO(find). */
struct part_act {
    enum act act;
    int32_t number;
};
#define DO(which, ...) ((struct part_act){.act = (which)__VA_OPT__(, .number = (__VA_ARGS__))})
#define GO(screen) DO(ACT_GO, SCREEN_NUMBER(screen))
/* A second line comes by ui_hint, the number among siblings of one key by ui_arg. */
void part_row(struct ui *u, const char *key, enum ui_icon icon, const char *label, struct part_act act);
void part_primary(struct ui *u, const char *key, enum ui_icon icon, const char *label, struct part_act act);
void part_button(struct ui *u, const char *key, enum ui_icon icon, const char *label, struct part_act act);
/* Has a row's second line room for this? At the largest size it holds forty letters; what is longer is left to the page that
 * the row leads to. */
bool part_hint_fits(const struct ui *u, const char *text);
/* What can't be taken back: held for two seconds, so that a second touch at the place of the one before does nothing. By
 * keys and switch it is pressed, and pressed again. */
void part_hold(struct ui *u, const char *key, enum ui_icon icon, const char *label, struct part_act act);
/* Do visitors sign up here now? The one answer for them and for staff. */
bool part_signups_open(const struct app *app);
/* "3 new sign-ups, 2 erasures": what waits for the next list */
const char *part_waiting(const struct staff_view *staff, struct line *l);
/* "The last one 12 days ago"; "" when there was none */
const char *part_last_list(const struct app *app, struct line *l);
/* A sheet to take home, where there is a printer; where it has trouble, why not now. Nothing at all where there is none. */
void part_print(const struct app *app, struct ui *u, enum sheet sheet, const char *label);
/* The target added last is the one that was chosen: it says so in a word, since a colour is no sign (TXT-07). */
void part_chosen(struct ui *u, bool chosen);
/* The target added last can't be pressed now, and why. */
void part_not_now(struct ui *u, const char *reason);

struct choice {
    const char *key;
    enum ui_icon icon;
    const char *label;
    struct part_act act;
    bool chosen;
};
/* Two choices of the same size; which stands first was drawn by lot for this kiosk (CNS-03). */
void part_pair(const struct app *app, struct ui *u, const struct choice *yes, const struct choice *no);

/* Fields and keys (KBD). The field shows the text at hand; `name` is what a voice calls it. */
void part_field(struct ui *u, const char *name, const char *value, bool personal);
void part_keys(const struct app *app, struct ui *u);
/* The PIN being written, as dots, and its keys. */
void part_pin(const struct app *app, struct ui *u);

/* A phone number or an address being written: title, field, keys, Next. */
void part_contact(const struct app *app, struct ui *u, enum contact_way way, const char *typed);
/* Some lines of what to expect at a first visit. */
enum { EXPECT_HALF = 3 };
void part_expect(struct ui *u, size_t from, size_t to);
/* A card for a group that is not there: its steps, and four wishes from `from` on, each chosen or not. */
void part_seek_step(struct ui *u, int step);
void part_seek_wishes(const struct app *app, struct ui *u, int from, const enum ui_icon icon[]);
/* Texts with the consent's tokens filled in. */
const char *part_filled(const struct app *app, struct line *l, const char *text);
void part_statement(const struct app *app, struct ui *u); /* what the signature stands under */
void part_desk(const struct app *app, struct ui *u);      /* where, when, phone: a card */
/* Eight groups of figures to compare; on small display in two halves, so that each fits on a page. */
void part_figures(struct ui *u, const char *label, const char *text);
const char *part_contact_way(uint8_t way);
/* A row for one way to be reached, marked where it is the one chosen. */
void part_way(struct ui *u, enum contact_way way, struct part_act act, enum contact_way chosen);
/* A row of a list: what was found, with the group's words in a language. */
fault part_found_row(struct store *store, const char *language, const struct group_found *found, struct group_row *row);
/* What was found for the session's part of a list, up to ROWS_MAX, into the session; one more says that the list goes on. */
fault part_rows(struct app *app, const struct group_found *found, size_t count);
struct dates { /* of one group, for a display or for paper; borrowed */
    const struct meeting *at;
    int32_t count;
    const char (*room)[GROUP_NAME_MAX]; /* of each, where it is held in another room for once; else "" */
    const struct meeting_rule *times;
    int32_t time_count;
    int64_t now; /* when they were fetched */
};
struct dates part_dates_of(const struct session *s);
/* Facts `date:i`, in their order, and `rest` where the group has a pause. */
void part_dates(struct ui *u, const struct dates *dates);
/* The room of one of them, where it is another than the group's for once; "": it is the group's. */
const char *part_date_room(const struct dates *dates, const struct meeting *meeting);
/* The first of them that is held and not over; false: there is none. */
bool part_next_held(const struct dates *dates, struct meeting *ret_meeting);
/* When the group checked all this, with the year; over a year ago it is said `first`, else behind the dates. */
void part_checked(struct ui *u, const struct group *group, int64_t now, bool first);
/* When a group meets: its times (MEETING_RULES_MAX) and, of one that does, the next dates (DATES_MAX); where they go. */
struct part_times {
    struct meeting_rule *times;
    int32_t *time_count;
    struct meeting *dates;
    int32_t *date_count;
};
fault part_times(struct store *store, const struct group *group, const struct part_times *ret);
/* The rooms of those dates, in a language. */
void part_date_rooms(const struct store *store, const char *language, const struct dates *dates,
                     char out[DATES_MAX][GROUP_NAME_MAX]);
/* The meeting that staff chose, as it stands and as they changed it, into session.house; its group and date in words. */
fault part_meeting_load(struct app *app);
void part_meeting(const struct app *app, struct ui *u);
/* "Thursday 24 December to Friday 1 January", or the one day */
const char *part_days(struct line *l, enum form form, int32_t from, int32_t to, int32_t today);
/* What became of a meeting that is called off, and why where the house is closed. */
const char *part_called_off(const struct meeting *meeting);
