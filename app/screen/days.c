/* The seven days; a day without a group says so before it is pressed. */
#include "screen/parts.h"

#include "store/read.h"

SCREEN_FILE(days)

fault days_load(struct app *app)
{
    struct session *s = &app->session;
    fault f = FAULT_NONE;
    s->weekdays = 0;
    for (int32_t day = 1; day <= 7 && f == FAULT_NONE; day++) {
        struct group group;
        size_t count = 0;
        f = store_groups_weekday(app->store, s->language, day, 0, &group, 1, &count);
        s->weekdays |= count > 0 ? UINT32_C(1) << (day - 1) : 0;
    }
    return f;
}

void days_view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Choose a day. Then you see the groups that meet on it."));
    ui_open(u, UI_TWO, "days", 0);
    for (int32_t day = 1; day <= 7; day++) {
        struct line l;
        line_format(&l, "%s", when_weekday(day));
        part_button(u, "day", ICON_NONE, line_capital(&l), DO(ACT_DAY, day));
        ui_arg(u, day);
        if (!(app->session.weekdays >> (day - 1) & 1))
            part_not_now(u, _("No group on this day"));
    }
    ui_close(u);
}
