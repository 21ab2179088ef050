/* Shown while the code is being made or looked up: waiting is said in words. */
#include "screen/parts.h"

void working_view(const struct app *app, struct ui *u)
{
    (void)app;
    part_ring(u, RING_WAITING);
    ui_add(u, UI_HEADING, "title", 0, _(screen_title(SCREEN_working)));
    part_text(u, "about", _("We are working on it. It takes about a second."));
}
