/* Switching off and starting again: both are held, so that a hand passing by does nothing. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Hold a button for two seconds. Nothing that was signed is lost."));
    if (app->machine.update == UPDATE_UNDER_WAY) {
        part_text(u, "writing", _("An update is being written. If you stop now, it has to be written again."));
    }
    part_hold(u, "again", ICON_turn, _("Hold to restart"), DO(ACT_POWER, 1));
    part_hold(u, "off", ICON_power, _("Hold to switch off"), DO(ACT_POWER));
}

const struct screen_file staff_power_screen = {.view = view};
