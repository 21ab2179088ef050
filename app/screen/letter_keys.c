/* New keys of a letter as figures: two people compare them with what the office says on the telephone or on paper. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct letter_view *v = &app->letter;
    int32_t at = app->session.part < v->keys ? app->session.part : 0;
    bool has_office = v->parts & LETTER_BIT(LETTER_office_key);
    bool moves = v->parts & LETTER_BIT(LETTER_restore);
    int32_t receivers = v->keys - has_office;
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    if (moves) {
        ui_add(u, UI_STRONG, "count", at, _("The old kiosk's key"));
        part_text(u, "about",
                  _("Two people compare with the old kiosk's setup protocol. This machine takes its place."));
    } else if (at == receivers) { /* behind the receivers */
        ui_add(u, UI_STRONG, "count", at, _("The office's new key"));
        part_text(u, "about", _("Two people call the office. The office signs its letters with this key from now on."));
    } else {
        ui_add(u, UI_STRONG, "count", at, line_format(&l, _("Receiver %1$d of %2$d"), at + 1, receivers));
        part_text(u, "about", _("Two people call the office. Whoever has this key can open the lists from now on."));
    }
    part_figures(u, _("Digits"), v->print[at]);
    part_button(u, "other", ICON_cross, _("Not the same"), DO(ACT_LETTER_SAME));
    part_hold(u, "same", ICON_check, _("Hold if they are the same"), DO(ACT_LETTER_SAME, 1));
}

const struct screen_file letter_keys_screen = {.view = view};
