/* The seven days; a day without a group says so before it is pressed. */
#include "screen/parts.h"

#include "base/date.h"
#include "store/read.h"

static fault load(struct app *app)
{
    return store_weekdays(app->store, app->session.read_at, &app->session.weekdays);
}

/* From today on, round the week. */
static void view(const struct app *app, struct ui *u)
{
    int32_t today = date_weekday(date_wall(app->session.read_at, NULL));
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Choose a day. Then you see the groups that meet on it."));
    ui_open(u, UI_TWO, "days", 0);
    for (int32_t i = 0; i < 7; i++) {
        int32_t day = (today - 1 + i) % 7 + 1;
        struct line l;
        line_format(&l, "%s", when_weekday(day));
        part_button(u, "day", ICON_NONE, line_capital(&l), DO(ACT_DAY, day));
        ui_arg(u, day);
        if (!(app->session.weekdays >> (day - 1) & 1))
            part_not_now(u, _("No group on this day"));
    }
    ui_close(u);
}

const struct screen_file days_screen = {.view = view, .load = load};
