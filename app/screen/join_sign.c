/* Four ways to sign that count the same (SGN-01, SGN-08). */
#include "screen/parts.h"

SCREEN_FILE(join_sign)

static void way(const struct app *app, struct ui *u, const char *key, enum ui_icon icon, const char *label,
                const char *hint, enum sign_way way)
{
    const struct joining *j = &app->session.join;
    part_row(u, key, 0, icon, label, hint, ACT_SIGN_WAY, (int32_t)way);
    ui_flag(u, j->is_signed && j->way == way ? UI_CHOSEN : 0);
}

void join_sign_view(const struct app *app, struct ui *u)
{
    part_step(u, 6);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "same", _("All four ways count the same. You can go back and choose another one."));
    way(app, u, "draw", ICON_draw, _("Draw a mark"), _("A line or a dot is enough"), SIGN_DRAW);
    way(app, u, "name", ICON_keys, _("Write the name"), _("First name or nickname"), SIGN_NAME);
    way(app, u, "hold", ICON_press, _("Hold a button"), _("For two seconds"), SIGN_HOLD);
    way(app, u, "witness", ICON_witness, _("With a witness"), _("Someone you choose confirms"), SIGN_WITNESS);
}
