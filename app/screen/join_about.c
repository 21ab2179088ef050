/* What joining means, before it begins. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_step(u, 1);
    part_title(app, u, _(screen_title(app->session.at)));
    ui_add(u, UI_STRONG, "group", 0, app->session.group.name);
    if (app->session.join.waiting)
        ui_add(u, UI_STRONG, "waiting", 0, _("You sign up for the waiting list."));
    part_text(u, "first", _("First you read the ground rules. Then we ask what to call you, and how to reach you."));
    part_text(u, "last",
              _("You choose what the group may know, and you sign. Nothing is saved before that. You can stop whenever "
                "you like."));
    part_primary(u, "next", ICON_forward, _("Begin"), GO(join_rule));
    ui_flag(u, UI_EARLY);
    part_button(u, "later", ICON_pause, _("I would rather wait"), GO(join_later));
    ui_flag(u, UI_EARLY);
}

const struct screen_file join_about_screen = {.view = view};
