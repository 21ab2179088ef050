/* How long a group rests: some weeks, or until it says so. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    static const int32_t weeks[] = {4, 8, 12};
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Visitors read that the group rests. You come back with your code."));
    for (size_t i = 0; i < sizeof weeks / sizeof *weeks; i++) {
        part_row(u, "weeks", ICON_pause, line_format(&l, _("%d weeks"), weeks[i]), DO(ACT_GROUP_REST, weeks[i]));
        ui_arg(u, weeks[i]);
    }
    part_row(u, "open", ICON_pause, _("Until we say so"), DO(ACT_GROUP_REST, 0));
}

const struct screen_file group_rest_screen = {.view = view};
