/* Names to choose from (rule/names.def), for who would rather not write one. */
#include "screen/parts.h"

#include "base/text.h"

static void view(const struct app *app, struct ui *u)
{
    const struct joining *j = &app->session.join;
    part_step(u, 3);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Others may have chosen the same one."));
    for (int32_t i = 0; i < NAMES_OFFERED; i++) {
        part_row(u, "name", ICON_card, _(name_offered(i)), DO(ACT_NAME, i));
        ui_arg(u, i);
        part_chosen(u, text_same(j->name, _(name_offered(i))));
    }
}

const struct screen_file join_pick_screen = {.view = view};
