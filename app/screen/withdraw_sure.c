/* Asked once, with what changes and what does not; no reason is wanted. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct my_signup *own = &app->session.own;
    bool all = own->withdraw < 0 || own->withdraw >= PURPOSE_COUNT;
    part_title(app, u, all ? _("Do you want to withdraw your consent?") : _("Do you want to take this back?"));
    part_text(u, "about", _("You never have to say why. It counts at once."));
    ui_open(u, UI_CARD, "facts", 0);
    if (all)
        part_fact(u, "consent", ICON_undo, _("Your consent"),
                  *own->name ? _("We erase your name and how to reach you.")
                             : _("We erase what you wrote and answered."));
    else
        part_fact(u, "consent", ICON_undo, _(consent_purpose((enum consent_purpose)own->withdraw)->question),
                  _("The answer becomes no."));
    part_fact(u, "place", ICON_chair, _("Your place in the group"), _("You keep it."));
    ui_close(u);
    part_button(u, "no", ICON_shield, _("No, keep it"), DO(ACT_BACK));
    ui_flag(u, UI_EARLY);
    part_hold(u, "yes", ICON_undo, all ? _("Hold here to withdraw") : _("Hold here to take it back"),
              DO(ACT_WITHDRAW_SURE));
    ui_flag(u, UI_EARLY);
}

const struct screen_file withdraw_sure_screen = {.view = view};
