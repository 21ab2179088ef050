/* Not now: nothing is lost, and somebody here can be asked. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_WAITING);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "free", _("You can come to the group and talk about it there. You can also ask at the desk."));
    part_text(u, "back", _("Nothing is saved. You can go back and carry on."));
    part_primary(u, "desk", ICON_desk, _("Talk to someone here"), GO(desk));
    part_button(u, "group", ICON_people, _("To the group's page"), DO(ACT_GROUP, app->session.join.group_id));
}

const struct screen_file join_later_screen = {.view = view};
