/* The staff PIN, drawn by the kiosk and shown once. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    struct line l, say;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Staff open their part with it. Write it down now: it is not shown again."));
    ui_add(u, UI_CODE, "pin", 0, _("PIN"));
    ui_value(u, line_format(&l, "%.3s %.3s", app->setup.pin, *app->setup.pin ? app->setup.pin + 3 : ""));
    ui_say(u, when_figures(&say, l.text));
    ui_flag(u, UI_PRIVATE);
    part_primary(u, "next", ICON_check, _("I have written it down"), DO(ACT_SETUP_NEXT));
}

const struct screen_file setup_pin_screen = {.view = view};
