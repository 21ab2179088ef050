/* The kiosk moves to another machine: all it holds goes to a stick, and this machine takes nothing more. */
#include "screen/parts.h"

static void has_moved(struct ui *u)
{
    ui_add(u, UI_STRONG, "moved", 0, _("This kiosk has moved."));
    part_text(u, "lost", _("Visitors are sent to the desk. If the stick got lost, write all of it once more."));
    part_hold(u, "move", ICON_stick, _("Hold to write it once more"), DO(ACT_MOVE_OUT));
}

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->kiosk.moved) {
        has_moved(u);
        return;
    }
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "stick", ICON_stick, _("Put a memory stick in"),
              _("All that is here goes to it, sealed for the office."));
    part_fact(u, "after", ICON_warning, _("It can't be undone here"),
              _("This machine then takes no sign-ups and no lists."));
    ui_close(u);
    part_hold(u, "move", ICON_device, _("Hold to move the kiosk"), DO(ACT_MOVE_OUT));
    ui_hint(u, _("Two seconds. Let go, and nothing happens."));
}

const struct screen_file staff_moving_screen = {.view = view};
