/* The office's key from the stick as figures: two people compare them before this kiosk takes the office's letters. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Two people call the office. The office signs its letters with this key from now on."));
    part_figures(u, _("Digits"), app->letter.given_print);
    part_button(u, "other", ICON_cross, _("Not the same"), DO(ACT_OFFICE_KEY));
    part_hold(u, "same", ICON_check, _("Hold if they are the same"), DO(ACT_OFFICE_KEY, 1));
}

const struct screen_file office_key_screen = {.view = view};
