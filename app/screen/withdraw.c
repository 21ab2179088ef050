/* What was allowed, each to be taken back by itself, or all of it. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct my_signup *own = &app->session.own;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("You said yes to these. You never have to say why. You keep your place in the group."));
    for (int32_t i = 0; i < PURPOSE_COUNT; i++)
        if (own->answer[i] == ANSWER_YES) {
            part_row(u, "purpose", ICON_undo, _(consent_purpose((enum consent_purpose)i)->question),
                     DO(ACT_WITHDRAW, i));
            ui_arg(u, i);
        }
    part_row(u, "all", ICON_undo, _("All of it"), DO(ACT_WITHDRAW, PURPOSE_COUNT));
    ui_hint(u, _("Your name is erased too"));
}

const struct screen_file withdraw_screen = {.view = view};
