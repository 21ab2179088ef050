/* The PIN is written once, so that nobody finds out later that they read it wrong. Then the kiosk is made. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Then the kiosk is set up. That takes a few seconds."));
    part_pin(app, u);
    part_primary(u, "done", ICON_check, _("Set up the kiosk"), DO(ACT_SETUP_MAKE));
}

const struct screen_file setup_again_screen = {.view = view};
