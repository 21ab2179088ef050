/* The name of a room that no group meets in as a rule. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const char *typed = app->session.house.room_typed;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("As it stands on the door. For this day only."));
    part_field(u, _("The room"), typed, false);
    part_keys(app, u);
    part_primary(u, "next", ICON_check, _("In this room"), DO(ACT_WRITTEN));
    if (!*typed)
        part_not_now(u, _("Write a letter first."));
}

const struct screen_file staff_room_new_screen = {.view = view};
