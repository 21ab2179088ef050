/* Another way to be reached. */
#include "screen/parts.h"

static void way(const struct app *app, struct ui *u, const char *key, enum ui_icon icon, const char *hint,
                enum contact_way way)
{
    part_row(u, key, 0, icon, part_contact_way((uint8_t)way), hint, ACT_MINE_CONTACT, (int32_t)way);
    ui_flag(u, app->session.own.contact_way == way ? UI_CHOSEN : 0);
}

void mine_contact_view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(SCREEN_mine_contact)));
    part_text(u, "about", _("The new contact details replace the old ones."));
    way(app, u, "phone", ICON_phone, _("You write your number"), CONTACT_PHONE);
    way(app, u, "mail", ICON_envelope, _("You write your address"), CONTACT_MAIL);
    way(app, u, "none", ICON_none, _("Just turn up"), CONTACT_NONE);
}
