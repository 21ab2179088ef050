/* What was answered: each yes can be taken back by itself, each no can become a yes, or all of it goes. */
#include "screen/parts.h"

static void answer(const struct my_signup *own, struct ui *u, int32_t purpose)
{
    bool yes = own->answer[purpose] == ANSWER_YES;
    part_row(u, "purpose", ICON_NONE, _(consent_purpose((enum consent_purpose)purpose)->question),
             yes ? DO(ACT_WITHDRAW, purpose) : DO(ACT_ALLOW, purpose));
    ui_arg(u, purpose);
    ui_hint(u, yes ? _("Yes") : _("No"));
    if (own->answer[purpose] == ANSWER_NONE)
        part_not_now(u, _("Not asked: you gave no name"));
}

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about",
              _("Touch an answer to change it. You never have to say why. You keep your place in the group."));
    for (int32_t i = 0; i < PURPOSE_COUNT; i++)
        answer(&app->session.own, u, i);
    part_row(u, "all", ICON_undo, _("Withdraw all of it"), DO(ACT_WITHDRAW, PURPOSE_COUNT));
    if (*app->session.own.name)
        ui_hint(u, _("Your name is erased too"));
}

const struct screen_file withdraw_screen = {.view = view};
