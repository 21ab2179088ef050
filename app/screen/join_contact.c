/* One way to be reached, or none (CNS-14). */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    enum contact_way chosen = (enum contact_way)app->session.join.contact_way;
    part_step(u, 4);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("One way is enough. You can come to the group without one."));
    part_way(u, CONTACT_PHONE, DO(ACT_CONTACT_WAY, (int32_t)CONTACT_PHONE), chosen);
    part_way(u, CONTACT_MAIL, DO(ACT_CONTACT_WAY, (int32_t)CONTACT_MAIL), chosen);
    part_way(u, CONTACT_NONE, DO(ACT_CONTACT_WAY, (int32_t)CONTACT_NONE), chosen);
}

const struct screen_file join_contact_screen = {.view = view};
