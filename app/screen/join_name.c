/* A first name or nickname. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_step(u, 3);
    part_title(app, u, _(screen_title(app->session.at)));
    if (s->notice == VERDICT_KIOSK_OPEN) {
        part_text(u, "about", _("A first name or nickname is fine."));
        part_kept(u);
    }
    part_field(u, _("Your name"), s->join.name, true);
    part_keys(app, u);
    part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_WRITTEN));
}

const struct screen_file join_name_screen = {.view = view};
