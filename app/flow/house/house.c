/* What staff change for a day, without the office. Each act is one write of DIR/house, then a line of the event log; the file
 * keeps that line, so that a cut between the two loses neither.
 * MUST 1: an act that the event log can't have is refused while an older one is not told either. */
#include "flow/house/house.h"
#include "rule/letter.h"
#include "screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOVE_DAYS_MAX = 366, A_WEEK = 7, HALF_HOUR = 30, A_DAY = 1440 };

/* --- the event log --- */

fault flow_house_settle(struct app *app)
{
    const struct house *h = store_house(app->store);
    return flow_settle(app, &(struct own_log){h->did, h->mark}, &app->flow->house_told, STAFF);
}

/* --- one act --- */

struct deed {           /* on its way */
    struct house *next; /* owned: a copy of what holds */
    enum event event;
    char fields[HOUSE_DID_MAX - 24];
};

static const char *day_text(char out[16], int32_t day)
{
    struct date d = date_of(day);
    snprintf(out, 16, "%04d-%02d-%02d", d.year, d.month, d.day);
    return out;
}

static bool begin(struct app *app, struct deed *deed)
{
    *deed = (struct deed){.next = malloc(sizeof *deed->next)};
    fault f = deed->next ? flow_house_settle(app) : FAULT_NO_MEMORY;
    if (f == FAULT_NONE) {
        *deed->next = *store_house(app->store);
        return true;
    }
    flow_log("house: begin", f, store_why(app->store));
    flow_notice(app, letter_taken_verdict(f));
    free(deed->next);
    return false;
}

/* Takes `deed->next`. `done`: what is said when it is durable. */
static fault write_deed(struct app *app, struct deed *deed)
{
    struct journal_head head;
    struct house *next = deed->next;
    fault f = store_journal_head(app->store, &head);
    if (f != FAULT_NONE)
        return f;
    if (flow_clock_sure(app)) /* a clock that is wrong forgets nothing */
        house_forget(next, flow_today());
    next->mark = head.count;
    snprintf(next->did, sizeof next->did, "%s %s", flow_event_name(deed->event), deed->fields);
    f = store_house_set(app->store, next);
    if (f != FAULT_NONE)
        return f;
    app->flow->house_told = false;
    app->session.loaded_language = NULL;      /* what a screen shows is read anew */
    if (flow_house_settle(app) != FAULT_NONE) /* it holds; the line comes with the next act or start */
        flow_log("house: journal", FAULT_DISK_BROKEN, store_why(app->store));
    return FAULT_NONE;
}

/* Frees the deed. Where to, and what is said, when it was done. */
static void finish(struct app *app, struct deed *deed, screen_id to, enum verdict done)
{
    fault f = write_deed(app, deed);
    free(deed->next);
    if (f != FAULT_NONE) {
        flow_log("house", f, store_why(app->store));
        flow_notice(app, letter_taken_verdict(f));
        return;
    }
    flow_return(app, to);
    flow_notice(app, done);
}

static void refuse(struct app *app, struct deed *deed, enum verdict why)
{
    free(deed->next);
    flow_notice(app, why);
}

/* --- choosing --- */

/* Where a date has one meeting, a change speaks of the date: it still fits when the office moves the hour. Where it has two,
 * of the one that was chosen. */
static int32_t slot_of(struct app *app, const struct meeting *m)
{
    struct group_times times;
    int on_day = 0;
    if (store_times(app->store, app->session.group_id, &times) != FAULT_NONE)
        return m->slot;
    for (size_t i = 0; i < times.rule_count; i++)
        on_day += meeting_rule_ok(&times.rules[i]) && meeting_date_from(&times.rules[i], m->from_day) == m->from_day;
    return on_day > 1 ? m->slot : 0;
}

void flow_staff_meeting(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    struct housework *w = &s->house;
    bool week = s->at == SCREEN_staff_week;
    if (number < 0 || number >= (week ? s->rows : s->date_count))
        return;
    const struct meeting *m = week ? &s->row[number].next : &s->dates[number];
    if (week)
        s->group_id = s->row[number].id;
    *w =
        (struct housework){.day = m->from_day, .slot = slot_of(app, m), .to_day = m->day, .to_minute = m->start_minute};
    (void)flow_show(app, SCREEN_staff_meeting);
}

void flow_staff_group(struct app *app, int32_t number)
{
    app->session.group_id = number;
    (void)flow_show(app, SCREEN_staff_group);
}

/* The meeting at hand as it stands, and its group; NO_ENTRY: the timetable has it no more. */
static fault at_hand(struct app *app, struct group *group, struct meeting *ret)
{
    struct session *s = &app->session;
    struct group_times times;
    fault f = store_group(app->store, s->language, s->group_id, group);
    if (f == FAULT_NONE)
        f = store_times(app->store, s->group_id, &times);
    if (f != FAULT_NONE)
        return f;
    const struct meeting_times t = store_meeting_times(&times);
    return meeting_of_date(&t, s->house.day, s->house.slot, ret) ? FAULT_NONE : FAULT_NO_ENTRY;
}

/* A change of the meeting at hand: what staff changed of it already, or one that leaves it as it is. */
static bool begin_change(struct app *app, struct deed *deed, struct house_change *change, struct meeting *ret)
{
    const struct housework *w = &app->session.house;
    struct group group;
    char day[16];
    fault f = at_hand(app, &group, ret);
    if (f != FAULT_NONE) {
        flow_log("house: meeting", f, store_why(app->store));
        flow_return(app, SCREEN_staff_week);
        return false;
    }
    if (!begin(app, deed))
        return false;
    const struct house_change *before = house_change_of(deed->next, group.key, w->day, w->slot);
    *change = (struct house_change){.change = {.day = w->day, .slot = w->slot, .stays = true}};
    if (before) /* with its slot */
        *change = *before;
    (void)text_copy(change->group, sizeof change->group, group.key);
    change->made_day = flow_today();
    snprintf(deed->fields, sizeof deed->fields, "%s %s", group.key, day_text(day, w->day));
    return true;
}

static void finish_change(struct app *app, struct deed *deed, const struct house_change *change, enum verdict done)
{
    if (house_change_set(deed->next, change))
        finish(app, deed, SCREEN_staff_meeting, done);
    else
        refuse(app, deed, VERDICT_HOUSE_MANY);
}

/* --- one meeting --- */

void flow_meeting_off(struct app *app, int32_t number)
{
    (void)number;
    struct deed deed;
    struct house_change change;
    struct meeting m;
    if (!begin_change(app, &deed, &change, &m))
        return;
    deed.event = EVENT_meeting_off;
    change.room = (struct house_room){0};
    change.change = (struct meeting_change){.day = change.change.day, .slot = change.change.slot, .cancelled = true};
    finish_change(app, &deed, &change, VERDICT_MEETING_OFF);
}

void flow_meeting_day(struct app *app, int32_t number)
{
    struct housework *w = &app->session.house;
    int32_t day = w->to_day + number, today = flow_today();
    if ((number == 1 || number == -1) && day >= today && day <= today + MOVE_DAYS_MAX)
        w->to_day = day;
}

void flow_meeting_hour(struct app *app, int32_t number)
{
    struct housework *w = &app->session.house;
    if (number == 1 || number == -1)
        w->to_minute = (w->to_minute + number * HALF_HOUR + A_DAY) % A_DAY;
}

static bool closed_on(const struct house *h, int32_t day)
{
    for (int by = 0; by < HOUSE_BYS; by++)
        for (size_t i = 0; i < h->closed_count[by]; i++)
            if (day >= h->closed[by][i].from && day <= h->closed[by][i].to)
                return true;
    return false;
}

static enum verdict may_move(const struct app *app, const struct meeting *m)
{
    const struct housework *w = &app->session.house;
    if (date_moment(w->to_day, w->to_minute) <= host_now())
        return VERDICT_MEETING_PAST;
    if (closed_on(store_house(app->store), w->to_day))
        return VERDICT_MEETING_SHUT;
    return !m->cancelled && m->day == w->to_day && m->start_minute == w->to_minute ? VERDICT_MEETING_SAME
                                                                                   : VERDICT_MEETING_MOVED;
}

void flow_meeting_move(struct app *app, int32_t number)
{
    (void)number;
    const struct housework *w = &app->session.house;
    struct deed deed;
    struct house_change change;
    struct meeting m;
    char day[16];
    if (!begin_change(app, &deed, &change, &m))
        return;
    enum verdict may = may_move(app, &m);
    if (may != VERDICT_MEETING_MOVED) {
        refuse(app, &deed, may);
        return;
    }
    deed.event = EVENT_meeting_moved;
    size_t length = strlen(deed.fields);
    snprintf(deed.fields + length, sizeof deed.fields - length, " %s", day_text(day, w->to_day));
    change.change = (struct meeting_change){
        .day = change.change.day, .slot = change.change.slot, .to_day = w->to_day, .to_minute = w->to_minute};
    finish_change(app, &deed, &change, VERDICT_MEETING_MOVED);
}

static void move_to_room(struct app *app, const struct house_room *room)
{
    struct deed deed;
    struct house_change change;
    struct meeting m;
    if (!begin_change(app, &deed, &change, &m))
        return;
    deed.event = EVENT_meeting_room;
    change.room = *room;
    if (change.change.cancelled) { /* it is held after all, then and there */
        change.change.cancelled = false;
        change.change.stays = true;
    }
    finish_change(app, &deed, &change, VERDICT_MEETING_ROOM);
}

/* What the room is called in each of the centre's languages, as that group has it. */
void flow_meeting_room(struct app *app, int32_t number)
{
    struct house_room room = {0};
    char codes[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    size_t count = 0;
    struct group group;
    fault f = store_languages(app->store, codes, &count);
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        f = store_group(app->store, codes[i], number, &group);
        if (f == FAULT_NONE && text_copy(room.language[i], sizeof room.language[i], codes[i]))
            (void)text_copy(room.name[i], sizeof room.name[i], group.place);
    }
    if (f == FAULT_NONE)
        move_to_room(app, &room);
    else
        flow_log("house: room", f, store_why(app->store));
}

void flow_room_written(struct app *app)
{
    struct house_room room = {0};
    const char *typed = app->session.house.room_typed;
    char codes[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    size_t count = 0;
    typed += strspn(typed, " ");
    if (!*typed || store_languages(app->store, codes, &count) != FAULT_NONE)
        return;
    (void)text_copy(room.language[0], sizeof room.language[0], codes[0]);
    (void)text_copy(room.name[0], sizeof room.name[0], typed);
    move_to_room(app, &room);
}

void flow_meeting_back(struct app *app, int32_t number)
{
    (void)number;
    struct deed deed;
    struct house_change change;
    struct meeting m;
    if (!begin_change(app, &deed, &change, &m))
        return;
    deed.event = EVENT_meeting_back;
    if (house_change_go(deed.next, change.group, change.change.day, change.change.slot))
        finish(app, &deed, SCREEN_staff_meeting, VERDICT_MEETING_BACK);
    else
        refuse(app, &deed, VERDICT_KIOSK_OPEN);
}

/* A change whose date has no meeting any more, since the timetable is another. */
void flow_change_drop(struct app *app, int32_t number)
{
    struct deed deed;
    char day[16];
    if (number < 0 || !begin(app, &deed))
        return;
    if ((size_t)number >= deed.next->change_count) {
        refuse(app, &deed, VERDICT_KIOSK_OPEN);
        return;
    }
    const struct house_change change = deed.next->change[number];
    deed.event = EVENT_meeting_back;
    snprintf(deed.fields, sizeof deed.fields, "%s %s", change.group, day_text(day, change.change.day));
    (void)house_change_go(deed.next, change.group, change.change.day, change.change.slot);
    finish(app, &deed, SCREEN_staff_week, VERDICT_MEETING_BACK);
}

/* --- the house --- */

void flow_close_begin(struct app *app, int32_t number)
{
    (void)number;
    app->session.house.from = app->session.house.to = flow_today();
    (void)flow_show(app, SCREEN_staff_close);
}

/* Where it may be turned to: not back behind today, nor the last day before the first. */
void flow_close_turn(struct app *app, int32_t number)
{
    struct housework *w = &app->session.house;
    bool first = app->session.part == 0;
    int32_t least = first ? flow_today() : w->from,
            most = first ? least + MOVE_DAYS_MAX : w->from + HOUSE_CLOSED_DAYS_MAX - 1;
    int32_t day = (first ? w->from : w->to) + number;
    if ((number != 1 && number != -1 && number != A_WEEK && number != -A_WEEK) || day < least || day > most)
        return;
    w->to += number; /* with the first day goes the last */
    if (first)
        w->from = day;
}

static void name_days(struct deed *deed, enum event event, int32_t from, int32_t to)
{
    char first[16], last[16];
    deed->event = event;
    snprintf(deed->fields, sizeof deed->fields, "%s %s", day_text(first, from), day_text(last, to));
}

void flow_close_house(struct app *app, int32_t number)
{
    (void)number;
    const struct housework *w = &app->session.house;
    struct deed deed;
    if (!begin(app, &deed))
        return;
    name_days(&deed, EVENT_house_closed, w->from, w->to);
    if (house_close(deed.next, w->from, w->to))
        finish(app, &deed, SCREEN_staff_closed, VERDICT_HOUSE_CLOSED);
    else
        refuse(app, &deed, VERDICT_HOUSE_MANY);
}

void flow_open_begin(struct app *app, int32_t number)
{
    const struct house *h = store_house(app->store);
    for (size_t i = 0; i < h->closed_count[HOUSE_STAFF]; i++)
        if (h->closed[HOUSE_STAFF][i].from == number) {
            app->session.house.from = number;
            app->session.house.to = h->closed[HOUSE_STAFF][i].to;
            (void)flow_show(app, SCREEN_staff_open);
            return;
        }
}

void flow_open_house(struct app *app, int32_t number)
{
    (void)number;
    const struct housework *w = &app->session.house;
    struct deed deed;
    if (!begin(app, &deed))
        return;
    name_days(&deed, EVENT_house_opened, w->from, w->to);
    if (house_open(deed.next, w->from))
        finish(app, &deed, SCREEN_staff_closed, VERDICT_HOUSE_OPENED);
    else
        refuse(app, &deed, VERDICT_KIOSK_OPEN);
}

/* --- groups --- */

static bool begin_group(struct app *app, struct deed *deed, struct group *group)
{
    fault f = store_group(app->store, app->session.language, app->session.group_id, group);
    if (f != FAULT_NONE)
        flow_log("house: group", f, store_why(app->store));
    return f == FAULT_NONE && begin(app, deed);
}

void flow_group_hide(struct app *app, int32_t number)
{
    struct deed deed;
    struct group group;
    struct house_hidden hidden = {.reason = (enum house_reason)number, .made_day = flow_today()};
    if (number < 0 || number >= HOUSE_REASONS || !begin_group(app, &deed, &group))
        return;
    deed.event = EVENT_group_hidden;
    snprintf(deed.fields, sizeof deed.fields, "%s %s", group.key, house_reason_name(hidden.reason));
    (void)text_copy(hidden.group, sizeof hidden.group, group.key);
    if (house_hide(deed.next, &hidden))
        finish(app, &deed, SCREEN_staff_group, VERDICT_GROUP_HIDDEN);
    else
        refuse(app, &deed, VERDICT_HOUSE_MANY);
}

void flow_group_show(struct app *app, int32_t number)
{
    (void)number;
    struct deed deed;
    struct group group;
    if (!begin_group(app, &deed, &group))
        return;
    deed.event = EVENT_group_shown;
    snprintf(deed.fields, sizeof deed.fields, "%s", group.key);
    if (house_show(deed.next, group.key))
        finish(app, &deed, SCREEN_staff_group, VERDICT_GROUP_SHOWN);
    else
        refuse(app, &deed, VERDICT_KIOSK_OPEN);
}
