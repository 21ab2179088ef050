/* Signing by holding a button; keys and switch press it twice. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_step(u, 6);
    part_title(app, u, u->asks ? _("Do you want to sign?") : _(screen_title(app->session.at)));
    part_statement(app, u);
    if (u->asks) { /* nothing is held there, and the review asks once more */
        part_text(u, "yes", _("Your yes is your signature."));
        part_primary(u, "hold", ICON_press, _("Yes, I sign"), DO(ACT_SIGN, SIGN_HOLD));
        return;
    }
    part_text(u, "about", _("Rest your hand on the button for two seconds. You can try as often as you like."));
    part_hold(u, "hold", ICON_press, _("Hold here to sign"), DO(ACT_SIGN, SIGN_HOLD));
}

const struct screen_file sign_hold_screen = {.view = view};
