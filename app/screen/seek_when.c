/* When it would suit: four answers, of which several may be chosen and none must. A coarse wish betrays less. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    static const enum ui_icon icon[] = {ICON_sun, ICON_dark, ICON_sun, ICON_dark};
    part_seek_step(u, 2);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Choose one or more. You can also just go on."));
    part_seek_wishes(app, u, 0, icon);
    part_primary(u, "next", ICON_forward, _("Next"), GO(seek_need));
}

const struct screen_file seek_when_screen = {.view = view};
