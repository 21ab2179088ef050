/* Signing with one's name; the name given before already stands there. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_step(u, 6);
    part_title(app, u, _(screen_title(app->session.at)));
    if (s->notice == VERDICT_KIOSK_OPEN)
        part_statement(app, u);
    part_field(u, _("Your name"), s->join.sign_name, true);
    part_keys(app, u);
    part_primary(u, "done", ICON_signature, _("I sign with this"), DO(ACT_SIGN, SIGN_NAME));
    ui_flag(u, UI_COMMIT);
}

const struct screen_file sign_name_screen = {.view = view};
