/* One way to be reached, or none (CNS-14). */
#include "screen/parts.h"

SCREEN_FILE(join_contact)

static void way(const struct app *app, struct ui *u, const char *key, enum ui_icon icon, const char *hint,
                enum contact_way way)
{
    part_row(u, key, 0, icon, part_contact_way((uint8_t)way), hint, ACT_CONTACT_WAY, (int32_t)way);
    ui_flag(u, app->session.join.contact_way == way ? UI_CHOSEN : 0);
}

void join_contact_view(const struct app *app, struct ui *u)
{
    part_step(u, 4);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("One way is enough. You can come to the group without one."));
    way(app, u, "phone", ICON_phone, _("You write your number"), CONTACT_PHONE);
    way(app, u, "mail", ICON_envelope, _("You write your address"), CONTACT_MAIL);
    way(app, u, "none", ICON_none, _("Just turn up"), CONTACT_NONE);
}
