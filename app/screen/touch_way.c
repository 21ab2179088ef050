/* Another way to touch: offered once a visit, after three touches that hit nothing (TCH-12), and by the language
 * screen. Nothing changes unless it is chosen. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    bool slides = app->session.touch_way == TOUCH_SLIDE;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "slide_text", _("You can put your finger down anywhere and slide it to a button. Lift it there."));
    part_row(u, "slide", ICON_point, _("I want to slide and lift"), DO(ACT_TOUCH_WAY, TOUCH_SLIDE));
    ui_hint(u, slides ? _("Chosen now") : NULL);
    ui_flag(u, slides ? UI_CHOSEN : 0);
    part_row(u, "press", ICON_press, _("I want to press the button"), DO(ACT_TOUCH_WAY, TOUCH_PRESS));
    ui_hint(u, slides ? NULL : _("Chosen now"));
    ui_flag(u, slides ? 0 : UI_CHOSEN);
    part_text(u, "keeps", _("What you have chosen and written stays as it is."));
}

const struct screen_file touch_way_screen = {.view = view};
