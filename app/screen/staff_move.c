/* Where a meeting is moved to: a day and a time, each turned by itself. */
#include "screen/parts.h"

#include "base/date.h"

static void face(const struct app *app, struct ui *u)
{
    const struct housework *w = &app->session.house;
    int32_t today = date_wall(app->session.read_at, NULL);
    struct line date, clock;
    when_date(&date, SHOWN, w->to_day, today);
    ui_add(u, UI_NUMBER, "to", 0, line_capital(&date));
    ui_value(u, when_clock(&clock, SHOWN, w->to_minute));
    ui_say(u, when_at(&date, SPOKEN, w->to_day, w->to_minute, today));
    ui_flag(u, UI_LIVE);
}

static bool stands_so(const struct housework *w)
{
    return !w->meeting.cancelled && w->meeting.day == w->to_day && w->meeting.start_minute == w->to_minute;
}

static void view(const struct app *app, struct ui *u)
{
    const struct housework *w = &app->session.house;
    part_title(app, u, _(screen_title(app->session.at)));
    part_meeting(app, u);
    face(app, u);
    ui_open(u, UI_TWO, "day", 0);
    part_button(u, "less", ICON_minus, _("Day back"), DO(ACT_MEETING_DAY, -1));
    part_button(u, "more", ICON_plus, _("Day on"), DO(ACT_MEETING_DAY, 1));
    ui_close(u);
    ui_open(u, UI_TWO, "time", 0);
    part_button(u, "less", ICON_minus, _("Half an hour back"), DO(ACT_MEETING_HOUR, -1));
    part_button(u, "more", ICON_plus, _("Half an hour on"), DO(ACT_MEETING_HOUR, 1));
    ui_close(u);
    part_primary(u, "move", ICON_check, _("Move it there"), DO(ACT_MEETING_MOVE));
    if (stands_so(w))
        part_not_now(u, _("It is held then already."));
}

const struct screen_file staff_move_screen = {.view = view, .load = part_meeting_load};
