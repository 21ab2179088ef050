/* Another way to touch, offered once after three touches that failed (TCH-12): one way in words, and two large answers. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    enum touch_way way = app->session.touch_offer < TOUCH_WAYS ? app->session.touch_offer : TOUCH_SLIDE;
    const struct touch_row *row = touch_row(way);
    bool narrow = u->setting.panel.width_mm < 220;
    const struct choice yes = {"yes", ICON_check, C_("offer", "Yes, try it"), DO(ACT_TOUCH_WAY, (int32_t)way), false},
                        no = {"no", ICON_cross, C_("offer", "No, as now"), DO(ACT_BACK), false};
    part_title(app, u, _(screen_title(app->session.at)));
    ui_add(u, UI_STRONG, "way", 0, _(row->button));
    part_text(u, "sentence", _(row->sentence));
    if (!narrow) /* there the answers need the room: no page is to be turned by a hand that misses */
        part_text(u, "keeps", _("You can change it back at any time, under Touch."));
    part_pair(app, u, &yes, &no);
}

const struct screen_file touch_offer_screen = {.view = view};
