/* Closing a group is said, not hidden; it can start anew. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Visitors read that the group has closed. Nobody can join it then."));
    part_text(u, "back", _("Your rules stay. With your code you can start anew."));
    part_hold(u, "close", ICON_door, _("Hold to close the group"), DO(ACT_GROUP_STEP, GROUP_STEP_close));
}

const struct screen_file group_close_screen = {.view = view};
