/* A sealed copy of all the kiosk holds, to a stick, while it goes on: for the day on which this machine breaks. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_BACKED_UP) {
        part_primary(u, "home", ICON_check, _("Done"), GO(staff_home));
        return;
    }
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "stick", ICON_stick, _("Put a memory stick in"),
              _("All that is here goes to it, sealed for the office."));
    part_fact(u, "why", ICON_device, _("For the day this machine breaks"),
              _("A new one goes on from it. What came later is not in it."));
    ui_close(u);
    part_hold(u, "copy", ICON_stick, _("Hold to write the backup"), DO(ACT_BACK_UP));
    ui_hint(u, _("Two seconds. Let go, and nothing happens."));
}

const struct screen_file staff_backup_screen = {.view = view};
