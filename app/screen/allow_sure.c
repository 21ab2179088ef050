/* A yes that comes later: the same question in the same words, and No is as near as Yes. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct my_signup *own = &app->session.own;
    int32_t at = own->withdraw >= 0 && own->withdraw < PURPOSE_COUNT ? own->withdraw : 0;
    const struct consent_purpose_text *purpose = consent_purpose((enum consent_purpose)at);
    bool reachable = own->contact_way == CONTACT_PHONE || own->contact_way == CONTACT_MAIL;
    part_title(app, u, _(purpose->question));
    part_text(u, "meaning", _(purpose->meaning));
    ui_add(u, UI_NOTICE, "if_no", 0, _(purpose->if_no));
    ui_icon(u, ICON_info);
    part_button(u, "no", ICON_shield, _("No, leave it as it is"), DO(ACT_BACK));
    ui_flag(u, UI_EARLY);
    if (consent_contacts((enum consent_purpose)at) && !reachable)
        part_row(u, "contact", ICON_pencil, _("First choose how we can reach you"), GO(mine_contact));
    else
        part_hold(u, "yes", ICON_check, _("Hold here to say yes"), DO(ACT_ALLOW_SURE));
    ui_flag(u, UI_EARLY);
}

const struct screen_file allow_sure_screen = {.view = view};
