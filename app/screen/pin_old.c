/* Before a new PIN is drawn: the one that holds. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("First write the PIN that holds now. Then the kiosk draws a new one."));
    part_pin(app, u);
    part_primary(u, "done", ICON_forward, _("Draw a new PIN"), DO(ACT_PIN_DONE));
}

const struct screen_file pin_old_screen = {.view = view};
