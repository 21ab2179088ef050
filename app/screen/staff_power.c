/* Switching off and starting again: both are held, so that a hand passing by does nothing. */
#include "screen/parts.h"

enum { POWER_HOLD_MS = 2000 };

static void hold(struct ui *u, const char *key, enum ui_icon icon, const char *label, int32_t number)
{
    ui_target(u, UI_HOLD, key, 0, label, ACT_POWER, number);
    ui_icon(u, icon);
    ui_number(u, POWER_HOLD_MS);
    ui_flag(u, UI_COMMIT);
}

void staff_power_view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(SCREEN_staff_power)));
    part_text(u, "about", _("Hold a button for two seconds. Nothing that was signed is lost."));
    if (app->machine.update == UPDATE_UNDER_WAY) {
        part_text(u, "writing", _("An update is being written. If you stop now, it has to be written again."));
    }
    hold(u, "again", ICON_turn, _("Hold to restart"), 1);
    hold(u, "off", ICON_power, _("Hold to switch off"), 0);
}
