/* The group's regular time: the day, the hour, and how often. At most two hours. */
#include "screen/parts.h"

#include "base/date.h"

static void pair(struct ui *u, const char *key, const char *const labels[2], int32_t what)
{
    ui_open(u, UI_TWO, key, 0);
    part_button(u, "less", ICON_minus, labels[0], DO(ACT_TIME_TURN, -what));
    part_button(u, "more", ICON_plus, labels[1], DO(ACT_TIME_TURN, what));
    ui_close(u);
}

static void view(const struct app *app, struct ui *u)
{
    const struct meeting_rule *r = &app->session.held.time;
    int32_t today = date_wall(app->session.read_at, NULL);
    struct line repeat, clock, l;
    part_title(app, u, _(screen_title(app->session.at)));
    line_format(&l, _("%1$s at %2$s"), when_repeat(&repeat, SHOWN, r, today),
                when_clock(&clock, SHOWN, r->start_minute));
    ui_add(u, UI_STRONG, "time", 0, line_capital(&l));
    line_format(&l, C_("spoken", "%1$s, at %2$s"), when_repeat(&repeat, SPOKEN, r, today),
                when_clock(&clock, SPOKEN, r->start_minute));
    ui_say(u, l.text);
    ui_flag(u, UI_LIVE);
    pair(u, "day", (const char *const[]){_("Day back"), _("Day on")}, 1);
    pair(u, "hour", (const char *const[]){_("Earlier"), _("Later")}, 2);
    pair(u, "often", (const char *const[]){_("More often"), _("Less often")}, 3);
    part_primary(u, "keep", ICON_check, _("This is our time"), DO(ACT_TIME_KEEP));
}

const struct screen_file group_time_screen = {.view = view};
