/* Does a finger come down where it means to? A cross at five places, one after the other (loop/loop.c draws it on the pad).
 */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Use one finger. The cross moves five times."));
    /* TRANSLATORS: "Cross 2 of 5" */
    ui_add(u, UI_STRONG, "count", 0, line_format(&l, _("Cross %1$d of %2$d"), p->aim + 1, SETUP_AIMS));
    ui_flag(u, UI_LIVE);
    if (p->offset_tenths > 0) {
        /* TRANSLATORS: how far beside the cross the finger came down */
        line_format(&l, _("The touch before: %1$d.%2$d mm beside."), p->offset_tenths / 10, p->offset_tenths % 10);
        part_text(u, "offset", l.text);
    }
    ui_add(u, UI_PAD, "pad", 0, _("Place with a cross"));
    ui_act(u, ACT_SETUP_AIM, 0);
    part_button(u, "skip", ICON_keys, _("Go on without touch"), DO(ACT_SETUP_SKIP));
}

const struct screen_file setup_touch_screen = {.view = view};
