/* A rule in the group's own words. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const char *typed = app->session.held.typed;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Write no name. Everybody who joins reads it."));
    part_field(u, _("A rule in your own words"), typed, false);
    part_keys(app, u);
    part_primary(u, "next", ICON_check, _("Lay it on the table"), DO(ACT_WRITTEN));
    if (!*typed)
        part_not_now(u, _("Write a letter first."));
}

const struct screen_file table_write_screen = {.view = view};
