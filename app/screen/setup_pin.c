/* The staff PIN, drawn by the kiosk and shown once. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Staff open their part with it. Write it down now: it is not shown again."));
    part_drawn_pin(u, "pin", app->setup.pin);
    part_primary(u, "next", ICON_check, _("I have written it down"), DO(ACT_SETUP_NEXT));
}

const struct screen_file setup_pin_screen = {.view = view};
