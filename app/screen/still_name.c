/* After silence: the first letter of the name is asked for before what was written is shown again. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, _(screen_title(app->session.at)));
    if (s->notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Write the first letter of the name you wrote here."));
    part_field(u, _("First letter"), s->initial_typed, true);
    part_keys(app, u);
    part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_STILL_NAME));
}

const struct screen_file still_name_screen = {.view = view};
