/* Signing with a witness, who is named by name or role. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_step(u, 6);
    part_title(app, u, _(screen_title(app->session.at)));
    if (s->notice == VERDICT_KIOSK_OPEN) {
        part_statement(app, u);
        part_text(u, "about", _("You choose who. The witness writes a name or a role here."));
    }
    part_field(u, _("The witness"), s->join.witness, true);
    part_keys(app, u);
    part_primary(u, "done", ICON_witness, _("We sign together"), DO(ACT_SIGN, SIGN_WITNESS));
    ui_flag(u, UI_COMMIT);
}

const struct screen_file sign_witness_screen = {.view = view};
