/* What is true now, after a change. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct my_signup *own = &app->session.own;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "outcome", _(verdict_sentence(own->outcome)));
    if (own->has_consent || own->has_membership)
        part_primary(u, "mine", ICON_receipt, _("Back to your sign-up"), GO(mine));
    else
        part_primary(u, "home", ICON_home, _("To the first page"), GO(home));
}

const struct screen_file mine_done_screen = {.view = view};
