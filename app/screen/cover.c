/* The screen is covered; nothing of what was there can be seen, nothing is lost. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_WAITING);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "kept", _("Your screen is covered. What you have written is still there."));
    part_primary(u, "uncover", ICON_eye, _("Show it again"), DO(ACT_UNCOVER));
}

const struct screen_file cover_screen = {.view = view};
