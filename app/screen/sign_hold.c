/* Signing by holding a button; keys and switch press it twice. */
#include "screen/parts.h"

void sign_hold_view(const struct app *app, struct ui *u)
{
    part_step(u, 6);
    part_title(app, u, _(screen_title(SCREEN_sign_hold)));
    part_statement(app, u);
    part_text(u, "about", _("Rest your hand on the button for two seconds. You can try as often as you like."));
    ui_target(u, UI_HOLD, "hold", 0, _("Hold here to sign"), ACT_SIGN, SIGN_HOLD);
    ui_icon(u, ICON_press);
    ui_number(u, SIGN_HOLD_MS);
    ui_flag(u, UI_COMMIT);
}
