/* Leaving the group is apart from consent. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct my_signup *own = &app->session.own;
    part_title(app, u, _("Do you want to leave the group?"));
    part_text(u, "about", _("You never have to say why. You are welcome back whenever you like."));
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "place", ICON_chair, own->group_name,
              own->waiting ? _("You wait no longer.") : _("Your place goes to someone else."));
    if (own->has_consent)
        part_fact(u, "consent", ICON_lock, _("Your consent"), _("It stays until you withdraw it."));
    ui_close(u);
    part_button(u, "no", ICON_chair, _("No, keep my place"), DO(ACT_BACK));
    ui_flag(u, UI_EARLY);
    part_hold(u, "yes", ICON_door, _("Hold here to leave the group"), DO(ACT_LEAVE_SURE));
    ui_flag(u, UI_EARLY);
}

const struct screen_file leave_sure_screen = {.view = view};
