/* Before the kiosk is given the office's key: the PIN anew, since whoever has the key has a say in all that visitors read. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("The stick has the office's key, office.pub. Two people compare it."));
    part_pin(app, u);
    part_primary(u, "done", ICON_forward, _("Next"), DO(ACT_PIN_DONE));
}

const struct screen_file office_pin_screen = {.view = view};
