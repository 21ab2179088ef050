/* Asked after a while: two sentences, no figures, no hurry (TIM-03 to TIM-05). Any touch is a yes. */
#include "screen/parts.h"

void still_here_view(const struct app *app, struct ui *u)
{
    (void)app;
    u->deep = true;
    part_ring(u, RING_HERO);
    ui_add(u, UI_HEADING, "title", 0, _(screen_title(SCREEN_still_here)));
    part_text(u, "hidden", _("What you have written is hidden. Touch anywhere to go on."));
    part_button(u, "yes", 0, ICON_chair, _("Yes, I am here"), ACT_STILL_HERE, 0);
}
