/* The door for staff: a number pad. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Write the PIN. Names are never shown here."));
    part_pin(app, u);
    part_button(u, "forgotten", ICON_key, _("The PIN is forgotten"), DO(ACT_PIN_FORGOTTEN));
    part_primary(u, "done", ICON_unlock, _("Open"), DO(ACT_PIN_DONE));
}

const struct screen_file staff_pin_screen = {.view = view};
