/* Which days the house is closed: first the first day, then the last. */
#include "screen/parts.h"

#include "base/date.h"

enum { FIRST, LAST };

static void face(struct ui *u, int32_t day, int32_t today)
{
    struct line shown, spoken;
    when_date(&shown, SHOWN, day, today);
    when_date(&spoken, SPOKEN, day, today);
    ui_add(u, UI_STRONG, "date", 0, line_capital(&shown));
    ui_say(u, spoken.text);
    ui_flag(u, UI_LIVE);
}

/* `room`: days from the earliest that may be chosen. */
static void turn(struct ui *u, const char *key, int32_t days, int32_t room)
{
    bool week = days > 1;
    ui_open(u, UI_TWO, key, 0);
    part_button(u, "less", ICON_minus, week ? _("Week back") : _("Day back"), DO(ACT_CLOSE_TURN, -days));
    if (room < days)
        part_not_now(u, _("Not further back"));
    part_button(u, "more", ICON_plus, week ? _("Week on") : _("Day on"), DO(ACT_CLOSE_TURN, days));
    ui_close(u);
}

static void view(const struct app *app, struct ui *u)
{
    const struct housework *w = &app->session.house;
    int32_t today = date_wall(app->session.read_at, NULL);
    bool first = app->session.part == FIRST;
    struct line l, days;
    int32_t day = first ? w->from : w->to, room = first ? day - today : day - w->from;
    part_title(app, u, first ? _("From which day is the house closed?") : _("Until which day is it closed?"));
    face(u, day, today);
    if (!first) /* TRANSLATORS: the first and the last of some days */
        part_text(u, "days", line_format(&l, _("Closed: %s"), part_days(&days, SHOWN, w->from, w->to, today)));
    turn(u, "day", 1, room);
    turn(u, "week", 7, room);
    if (first)
        part_primary(u, "next", ICON_forward, _("Next: the last day"), DO(ACT_PART, LAST));
    else
        part_hold(u, "close", ICON_building, _("Hold to close the house"), DO(ACT_CLOSE));
}

const struct screen_file staff_close_screen = {.view = view};
