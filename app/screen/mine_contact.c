/* Another way to be reached. */
#include "screen/parts.h"

SCREEN_FILE(mine_contact)

static void way(const struct app *app, struct ui *u, const char *key, enum ui_icon icon, const char *hint,
                enum contact_way way)
{
    part_row(u, key, 0, icon, part_contact_way((uint8_t)way), hint, ACT_MINE_CONTACT, (int32_t)way);
    ui_flag(u, app->session.own.contact_way == way ? UI_CHOSEN : 0);
}

/* What was written is erased; the other ways are written first, and take its place then. */
static void none(const struct app *app, struct ui *u)
{
    part_title(app, u, _("Shall we not reach you?"));
    part_text(u, "about", _("Then we erase how the group can reach you. You can change it again with your code."));
    part_button(u, "no", 0, ICON_shield, _("No, keep it"), ACT_BACK, 0);
    part_hold(u, "none", ICON_none, _("Hold here to erase it"), ACT_MINE_CONTACT, (int32_t)CONTACT_NONE);
}

void mine_contact_view(const struct app *app, struct ui *u)
{
    if (app->session.part > 0) {
        none(app, u);
        return;
    }
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("The new contact details replace the old ones."));
    way(app, u, "phone", ICON_phone, _("You write your number"), CONTACT_PHONE);
    way(app, u, "mail", ICON_envelope, _("You write your address"), CONTACT_MAIL);
    part_row(u, "none", 0, ICON_none, part_contact_way((uint8_t)CONTACT_NONE), _("Just turn up"), ACT_PART, 1);
    ui_flag(u, app->session.own.contact_way == CONTACT_NONE ? UI_CHOSEN : 0);
}
