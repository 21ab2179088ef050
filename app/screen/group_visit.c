/* What a first visit to this group is like, in its own words. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_group_text(u, &app->session.group, GROUP_TEXT_visit);
    part_gap(&app->session, u, GAP(visit));
    part_primary(u, "expect", ICON_forward, _("Next"), GO(expect));
}

const struct screen_file group_visit_screen = {.view = view, .load = group_load};
