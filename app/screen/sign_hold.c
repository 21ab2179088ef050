/* Signing by holding a button; keys and switch press it twice. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_step(u, 6);
    part_title(app, u, _(screen_title(app->session.at)));
    part_statement(app, u);
    part_text(u, "about", _("Rest your hand on the button for two seconds. You can try as often as you like."));
    part_hold(u, "hold", ICON_press, _("Hold here to sign"), DO(ACT_SIGN, SIGN_HOLD));
}

const struct screen_file sign_hold_screen = {.view = view};
