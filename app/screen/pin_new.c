/* The new staff PIN, drawn by the kiosk and shown once. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const char *pin = app->session.pin_drawn;
    struct line l, say;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about",
              _("Write it down now: it is not shown again. The old one holds until you have written this one."));
    ui_add(u, UI_CODE, "pin", 0, _("PIN"));
    ui_value(u, line_format(&l, "%.3s %.3s", pin, *pin ? pin + 3 : ""));
    ui_say(u, when_figures(&say, l.text));
    ui_flag(u, UI_PRIVATE);
    part_primary(u, "next", ICON_check, _("I have written it down"), GO(pin_written));
}

const struct screen_file pin_new_screen = {.view = view};
