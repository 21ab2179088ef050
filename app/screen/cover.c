/* The screen is covered; nothing of what was there can be seen, nothing is lost (PRV-04). */
#include "screen/parts.h"

SCREEN_FILE(cover)

void cover_view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_WAITING);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "kept", _("Your screen is covered. What you have written is still there."));
    part_primary(u, "uncover", ICON_eye, _("Show it again"), DO(ACT_UNCOVER));
}
