/* Each receiver's key as figures: two people compare them with the office's own screen or paper. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    int32_t at = app->session.part < p->keys ? app->session.part : 0;
    bool office = at == p->recipients; /* behind the receivers */
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    if (office) {
        ui_add(u, UI_STRONG, "count", at, _("The office's key"));
        part_text(u, "about", _("The office signs its letters with it. Are the digits the same?"));
    } else {
        /* TRANSLATORS: "Receiver 1 of 2" */
        ui_add(u, UI_STRONG, "count", at, line_format(&l, _("Receiver %1$d of %2$d"), at + 1, p->recipients));
        part_text(u, "about", _("Nobody but the receivers can open the lists. Are these the digits the office has?"));
    }
    part_figures(u, _("Digits"), p->print[at]);
    part_button(u, "other", ICON_cross, _("Not the same"), DO(ACT_SETUP_SAME));
    part_hold(u, "same", ICON_check, _("Hold if they are the same"), DO(ACT_SETUP_SAME, 1));
}

const struct screen_file setup_keys_screen = {.view = view};
