/* How high does the display hang? From the floor to its lower edge; what can be pressed keeps within everyone's reach. */
#include "screen/parts.h"

#include "ui/layout.h"

static void view(const struct app *app, struct ui *u)
{
    struct line l;
    bool small = ui_few_tools(&u->setting); /* height and buttons must stand on one page */
    part_title(app, u, _(screen_title(app->session.at)));
    if (!small && app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Measure from the floor to the lower edge of the picture."));
    ui_add(u, UI_CODE, "edge", 0, _("Height above the floor"));
    ui_value(u, line_format(&l, _("%d cm"), app->setup.panel.lower_edge_mm / 10));
    ui_flag(u, UI_LIVE);
    ui_open(u, UI_TWO, "height", 0);
    if (!small) {
        part_button(u, "less", ICON_down, _("10 cm lower"), DO(ACT_SETUP_EDGE, -100));
        ui_arg(u, 10);
        part_button(u, "more", ICON_up, _("10 cm higher"), DO(ACT_SETUP_EDGE, 100));
        ui_arg(u, 10);
    }
    part_button(u, "less", ICON_down, small ? _("Lower") : _("1 cm lower"), DO(ACT_SETUP_EDGE, small ? -20 : -10));
    ui_arg(u, 1);
    part_button(u, "more", ICON_up, small ? _("Higher") : _("1 cm higher"), DO(ACT_SETUP_EDGE, small ? 20 : 10));
    ui_arg(u, 1);
    ui_close(u);
    part_primary(u, "next", ICON_check, _("This is right"), DO(ACT_SETUP_EDGE));
}

const struct screen_file setup_edge_screen = {.view = view};
