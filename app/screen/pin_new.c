/* The new staff PIN, drawn by the kiosk and shown once. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about",
              _("Write it down now: it is not shown again. The old one holds until you have written this one."));
    part_drawn_pin(u, "pin", app->session.pin_drawn);
    part_primary(u, "next", ICON_check, _("I have written it down"), GO(pin_written));
}

const struct screen_file pin_new_screen = {.view = view};
