/* Before a meeting is called off: what visitors see then, and who is told. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_meeting(app, u);
    part_text(u, "seen", _("Visitors see the date struck out, with \"Called off\" beside it."));
    part_text(u, "told", _("The kiosk tells nobody. Please call those you can reach."));
    part_hold(u, "off", ICON_calendar_off, _("Hold to call it off"), DO(ACT_MEETING_OFF));
}

const struct screen_file staff_off_screen = {.view = view, .load = part_meeting_load};
