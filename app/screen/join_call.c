/* A name to be called by: written, chosen from a list, or none. No letter need be typed. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct joining *j = &app->session.join;
    part_step(u, 3);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("It need not be your real name. You can also leave it out."));
    part_row(u, "write", ICON_keys, _(screen_title(SCREEN_NUMBER(join_name))), GO(join_name));
    ui_hint(u, _("First name or nickname"));
    part_row(u, "pick", ICON_list, _(screen_title(SCREEN_NUMBER(join_pick))), GO(join_pick));
    ui_hint(u, _("You write nothing"));
    part_row(u, "none", ICON_none, _("No name"), DO(ACT_NAME, NAMES_OFFERED));
    ui_hint(u, _("You can tell it in the group"));
    part_chosen(u, j->nameless);
}

const struct screen_file join_call_screen = {.view = view};
