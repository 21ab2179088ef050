/* The kiosk is made; its key as figures, which the office writes down. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("With its own key it signs every list. Write the digits down for the office."));
    part_figures(u, _("The kiosk's key"), p->key_print);
    part_qr(u, "code", _("The same, to photograph"), p->key_text);
    part_primary(u, "next", ICON_check, _("It is written down"), DO(ACT_SETUP_NEXT));
}

const struct screen_file setup_made_screen = {.view = view};
