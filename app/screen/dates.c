/* The dates of a group, on a display and on paper alike: on now, called off, moved, as usual, and where it rests. */
#include "screen/parts.h"

#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "store/read.h"

static int32_t today_of(const struct dates *d)
{
    return date_wall(d->now, NULL);
}

struct date_words { /* the words of one, for the eye or the ear */
    struct line label, value, hint;
};

/* Moved, and the old date still lies ahead: it stands struck. Else only the new one is of use. */
static bool stands_struck(const struct dates *d, const struct meeting *m)
{
    return m->cancelled || (m->moved && m->was > d->now && (m->was < m->starts || m->ends <= d->now));
}

const char *part_called_off(const struct meeting *m)
{
    return m->closed ? _("Called off: closed.") : _("Called off.");
}

const char *part_date_room(const struct dates *d, const struct meeting *m)
{
    for (int32_t i = 0; i < d->count && m->room > 0; i++)
        if (d->at[i].room == m->room)
            return d->room[i];
    return "";
}

void part_date_rooms(const struct store *store, const char *language, const struct dates *d,
                     char out[DATES_MAX][GROUP_NAME_MAX])
{
    for (int32_t i = 0; i < d->count && i < DATES_MAX; i++)
        (void)text_copy(out[i], GROUP_NAME_MAX, store_room(store, d->at[i].room, language));
}

static void add_hint(struct date_words *row, const char *text)
{
    size_t length = strlen(row->hint.text);
    if (length > 0)
        line_add(&row->hint, row->hint.text[length - 1] == '.' ? " " : ". ");
    line_add(&row->hint, text);
}

/* Another room, of one that is held. */
static void add_room(const struct dates *d, const struct meeting *m, enum form form, struct date_words *row)
{
    struct line text, figures;
    const char *room = part_date_room(d, m);
    if (!*room || m->cancelled || m->ends <= d->now)
        return;
    /* TRANSLATORS: the name of a room */
    line_format(&text, _("This time in another room: %s"), form == SPOKEN ? when_figures(&figures, room) : room);
    add_hint(row, text.text);
}

static void called_off(const struct dates *d, const struct meeting *m, enum form form, struct date_words *row)
{
    when_meeting(&row->label, form, m, d->now);
    line_format(&row->value, "%s", part_called_off(m));
}

static void moved(const struct dates *d, const struct meeting *m, enum form form, struct date_words *row)
{
    int32_t today = today_of(d);
    struct line date;
    when_at(&row->label, form, m->from_day, m->from_minute, today);
    if (m->ends <= d->now) {
        /* TRANSLATORS: the date a meeting was moved to, which has passed */
        line_format(&row->value, _("Moved to %s."), when_date(&date, form, m->day, today));
        return;
    }
    when_meeting(&row->value, form, m, d->now);
    line_capital(&row->value);
    line_format(&row->hint, "%s", _("Moved."));
}

static void as_usual(const struct dates *d, const struct meeting *m, enum form form, struct date_words *row)
{
    struct line date;
    int32_t today = today_of(d);
    when_meeting(&row->label, form, m, d->now);
    if (meeting_on_now(m, d->now))
        line_format(&row->value, "%s", when_date(&date, form, m->day, today));
    line_capital(&row->value);
    if (m->moved) /* TRANSLATORS: the date a meeting was moved from */
        line_format(&row->hint, _("Moved from %s"), when_date(&date, form, m->from_day, today));
    else if (m->gap)
        line_format(&row->hint, "%s", _("All meetings before it are called off."));
}

static void words_of(const struct dates *d, const struct meeting *m, enum form form, struct date_words *row)
{
    row->label.text[0] = row->value.text[0] = row->hint.text[0] = 0;
    if (m->cancelled)
        called_off(d, m, form, row);
    else if (stands_struck(d, m))
        moved(d, m, form, row);
    else
        as_usual(d, m, form, row);
    add_room(d, m, form, row);
    line_capital(&row->label);
}

static void say(struct ui *u, const struct date_words *row)
{
    struct line all;
    const char *parts[] = {row->value.text, row->hint.text};
    line_format(&all, "%s", row->label.text);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (*parts[i]) {
            line_add(&all, ". ");
            line_add(&all, parts[i]);
        }
    ui_say(u, all.text);
}

static enum ui_icon icon_of(const struct dates *d, const struct meeting *m)
{
    if (m->cancelled)
        return ICON_calendar_off;
    if (m->moved)
        return ICON_repeat;
    return meeting_on_now(m, d->now) ? ICON_clock : ICON_calendar;
}

static void date_fact(const struct dates *d, struct ui *u, int32_t i)
{
    const struct meeting *m = &d->at[i];
    struct date_words shown, spoken;
    words_of(d, m, SHOWN, &shown);
    words_of(d, m, SPOKEN, &spoken);
    part_fact(u, "date", icon_of(d, m), shown.label.text, shown.value.text);
    ui_arg(u, i);
    ui_hint(u, shown.hint.text);
    ui_flag(u, stands_struck(d, m) ? UI_STRUCK : 0);
    say(u, &spoken);
}

/* The pause of the group: of the first of its times that has one which is not over. */
static const struct meeting_rule *paused(const struct dates *d)
{
    for (int32_t i = 0; i < d->time_count; i++)
        if (d->times[i].pause_from > 0 && d->times[i].pause_to >= today_of(d))
            return &d->times[i];
    return NULL;
}

static void rest_fact(const struct dates *d, struct ui *u, const struct meeting_rule *pause)
{
    const struct meeting_times times = {.rules = pause, .rule_count = 1};
    struct meeting after;
    struct line date, shown, spoken;
    int32_t today = today_of(d), until = pause->pause_to;
    if (meeting_held(&times, date_moment(pause->pause_to + 1, 0), &after))
        until = after.day;
    line_format(&shown, _("Until %s"), when_date(&date, SHOWN, until, today));
    line_format(&spoken, _("Until %s"), when_date(&date, SPOKEN, until, today));
    const char *label = pause->pause_from > today ? _("Then the group rests") : _("The group rests now");
    part_fact(u, "rest", ICON_pause, label, shown.text);
    ui_say(u, line_format(&date, "%s. %s", label, spoken.text));
}

void part_dates(struct ui *u, const struct dates *d)
{
    const struct meeting_rule *pause = paused(d);
    for (int32_t i = 0; i < d->count; i++) {
        if (pause && d->at[i].from_day > pause->pause_to) {
            rest_fact(d, u, pause);
            pause = NULL;
        }
        date_fact(d, u, i);
    }
    if (pause)
        rest_fact(d, u, pause);
}

bool part_next_held(const struct dates *d, struct meeting *ret_meeting)
{
    bool any = false;
    for (int32_t i = 0; i < d->count; i++)
        if (!d->at[i].cancelled && d->at[i].ends > d->now && (!any || d->at[i].starts < ret_meeting->starts)) {
            *ret_meeting = d->at[i];
            any = true;
        }
    return any;
}

struct dates part_dates_of(const struct session *s)
{
    return (struct dates){.at = s->dates,
                          .count = s->date_count,
                          .room = s->date_room,
                          .times = s->times,
                          .time_count = s->time_count,
                          .now = s->read_at};
}

static const char *checked_words(struct line *l, enum form form, int32_t day, enum group_checked checked)
{
    struct line date;
    when_date(&date, form, day, WHEN_DATED);
    switch (checked) {
    case CHECKED_OVER_A_YEAR:
        /* TRANSLATORS: the day a group checked its times */
        return line_format(l,
                           _("This may no longer be so. The group checked it on %s, more than a year ago. "
                             "You can ask at the desk."),
                           date.text);
    case CHECKED_LONG_AGO:
        return line_format(l, _("The group checked this on %s. That is long ago."), date.text);
    case CHECKED_LATELY:
        break;
    }
    return line_format(l, _("The group checked this on %s."), date.text);
}

void part_checked(struct ui *u, const struct group *g, int64_t now, bool first)
{
    struct line l;
    enum group_checked checked = group_checked(g->checked_day, date_wall(now, NULL));
    if (g->checked_day <= 0 || first != (checked == CHECKED_OVER_A_YEAR))
        return;
    ui_add(u, UI_TEXT, "checked", 0, checked_words(&l, SHOWN, g->checked_day, checked));
    ui_say(u, checked_words(&l, SPOKEN, g->checked_day, checked));
}
