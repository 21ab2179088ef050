/* The second half of what to expect. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_expect(u, EXPECT_HALF, SIZE_MAX);
    part_primary(u, "group", ICON_people, _("Back to the group"), DO(ACT_GROUP, app->session.group_id));
}

const struct screen_file expect_after_screen = {.view = view};
