/* Two minutes before the end of a staff session: once it can be gone on with by the PIN. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.staff_renewed) {
        part_text(u, "about",
                  _("You have been signed in for long. In two minutes the kiosk locks itself. Then sign in again."));
        part_primary(u, "back", ICON_back, _("Back to what I did"), DO(ACT_BACK));
        return;
    }
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("In two minutes, so that nobody finds it open. Write the PIN to go on."));
    part_pin(app, u);
    part_primary(u, "done", ICON_unlock, _("Go on"), DO(ACT_PIN_DONE));
}

const struct screen_file staff_time_screen = {.view = view};
