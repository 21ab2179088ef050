/* The new PIN is written once, so that nobody finds out later that they read it wrong. Then it holds. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Then it holds, and the old PIN no longer does."));
    part_pin(app, u);
    part_primary(u, "done", ICON_check, _("Use the new PIN"), DO(ACT_PIN_SET));
}

const struct screen_file pin_written_screen = {.view = view};
