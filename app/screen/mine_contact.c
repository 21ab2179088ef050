/* Another way to be reached. */
#include "screen/parts.h"

/* What was written is erased; the other ways are written first, and take its place then. */
static void none(const struct app *app, struct ui *u)
{
    part_title(app, u, _("Shall we not reach you?"));
    part_text(u, "about", _("Then we erase how the group can reach you. You can change it again with your code."));
    part_button(u, "no", ICON_shield, _("No, keep it"), DO(ACT_BACK));
    part_hold(u, "none", ICON_none, _("Hold here to erase it"), DO(ACT_MINE_CONTACT, (int32_t)CONTACT_NONE));
}

static void view(const struct app *app, struct ui *u)
{
    enum contact_way chosen = (enum contact_way)app->session.own.contact_way;
    if (app->session.part > 0) {
        none(app, u);
        return;
    }
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("The new contact details replace the old ones."));
    part_way(u, CONTACT_PHONE, DO(ACT_MINE_CONTACT, (int32_t)CONTACT_PHONE), chosen);
    part_way(u, CONTACT_MAIL, DO(ACT_MINE_CONTACT, (int32_t)CONTACT_MAIL), chosen);
    part_way(u, CONTACT_NONE, DO(ACT_PART, 1), chosen);
}

const struct screen_file mine_contact_screen = {.view = view};
