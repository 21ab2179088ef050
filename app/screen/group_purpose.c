/* What the group is for, in its own words. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const char *typed = app->session.held.typed;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Write no name. Everybody can read it."));
    part_field(u, _("What we are for"), typed, false);
    part_keys(app, u);
    part_primary(u, "next", ICON_check, _("This is what we are for"), DO(ACT_WRITTEN));
    if (!*typed)
        part_not_now(u, _("Write a letter first."));
}

const struct screen_file group_purpose_screen = {.view = view};
