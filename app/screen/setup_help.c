/* For whoever sets the kiosk up and does not get on. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "kept", _("What is done is kept. You can switch the machine off and go on another day."));
    part_text(u, "ask",
              _("The person who made the centre file can answer most questions. Stand at the screen when you "
                "call."));
    part_hold(u, "off", ICON_power, _("Hold here to switch off"), DO(ACT_SETUP_POWER));
}

const struct screen_file setup_help_screen = {.view = view};
