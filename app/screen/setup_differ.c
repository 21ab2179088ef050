/* The figures were not the same: this file is not believed, and why. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "why", _("With a wrong key, someone else could open the lists. So we do not use this file."));
    part_text(u, "what", _("It may be an old file, or one from another centre. Ask the office for a new one."));
    part_primary(u, "again", ICON_back, _("Back to the centre file"), GO(setup_centre));
}

const struct screen_file setup_differ_screen = {.view = view};
