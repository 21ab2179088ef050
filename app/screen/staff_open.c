/* Taking closed days back. */
#include "screen/parts.h"

#include "base/date.h"

static void view(const struct app *app, struct ui *u)
{
    const struct housework *w = &app->session.house;
    int32_t today = date_wall(app->session.read_at, NULL);
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    ui_open(u, UI_CARD, "days", 0);
    part_fact(u, "days", ICON_building, part_days(&l, SHOWN, w->from, w->to, today), _("The house is closed"));
    ui_say(u, part_days(&l, SPOKEN, w->from, w->to, today));
    ui_close(u);
    part_text(u, "then", _("Then all meetings on these days are held again, but for those called off one by one."));
    part_primary(u, "open", ICON_check, _("The house is open"), DO(ACT_OPEN));
}

const struct screen_file staff_open_screen = {.view = view};
