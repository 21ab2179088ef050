/* Staff gave the display to a group that has no code: what the code is for, and that nobody else is to see it. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_WAITING);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about",
              _("With four words you look after your rules and your time here. They are the group's alone."));
    part_text(u, "once", _("They are shown once. Staff step aside now."));
    part_primary(u, "draw", ICON_eye, _("We are the group. Show them"), DO(ACT_GROUP_DRAW));
}

const struct screen_file group_draw_screen = {.view = view};
