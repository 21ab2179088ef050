/* What to expect at a first visit to any group, in two halves. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_expect(u, 0, EXPECT_HALF);
    part_primary(u, "next", ICON_forward, _("Next"), GO(expect_after));
}

const struct screen_file expect_screen = {.view = view};
