/* How large is the display? A bank card has the same size everywhere (ISO/IEC 7810 ID-1); the frame is made to fit it. */
#include "screen/parts.h"

#include "ui/layout.h"

static void view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    const struct ui_panel *panel = &u->setting.panel;
    bool small = ui_few_tools(&u->setting); /* frame and buttons must stand on one page */
    part_title(app, u, _(screen_title(app->session.at)));
    if (!small && app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Any bank card will do. Make the frame as large as the card."));
    ui_add(u, UI_OUTLINE, "frame", 0, _("Frame for the card"));
    ui_number(u, (int32_t)((float)p->card_px * panel->width_mm * 100 / (float)panel->width_px));
    ui_open(u, UI_TWO, "size", 0);
    if (!small) {
        part_button(u, "less", ICON_minus, _("Much smaller"), DO(ACT_SETUP_CARD, -20));
        ui_arg(u, 10);
        part_button(u, "more", ICON_plus, _("Much bigger"), DO(ACT_SETUP_CARD, 20));
        ui_arg(u, 10);
    }
    part_button(u, "less", ICON_minus, _("Smaller"), DO(ACT_SETUP_CARD, small ? -4 : -2));
    ui_arg(u, 1);
    part_button(u, "more", ICON_plus, _("Bigger"), DO(ACT_SETUP_CARD, small ? 4 : 2));
    ui_arg(u, 1);
    ui_close(u);
    part_primary(u, "next", ICON_check, _("It fits"), DO(ACT_SETUP_CARD));
}

const struct screen_file setup_card_screen = {.view = view};
