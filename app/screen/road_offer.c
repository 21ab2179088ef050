/* The kiosk by two answers, offered once to a finger that rests. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct choice yes = {"yes", ICON_check, C_("offer", "Yes, try it"), DO(ACT_ROAD, ROAD_ON), false},
                        no = {"no", ICON_cross, C_("offer", "No, as now"), DO(ACT_BACK), false};
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Then each page is a question with two answers. You can touch beside an answer, too."));
    if (u->setting.panel.width_mm >= 220)
        part_text(u, "keys", _("Two keys or two switches do the same."));
    part_pair(app, u, &yes, &no);
}

const struct screen_file road_offer_screen = {.view = view};
