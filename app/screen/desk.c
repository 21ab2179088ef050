/* Somebody in person: where, when, and by phone. Staff find their own door here. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_WAITING);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("You are welcome to ask about anything. You need not say why."));
    part_desk(app, u);
    if (app->public_only)
        return;
    ui_add(u, UI_QUIET, "staff", 0, _("For staff"));
    ui_act(u, ACT_GO, SCREEN_NUMBER(staff_pin));
    ui_icon(u, ICON_key);
}

const struct screen_file desk_screen = {.view = view};
