/* The phone number or address, as it is written. */
#include "screen/parts.h"

SCREEN_FILE(join_write)

void part_contact(const struct app *app, struct ui *u, enum contact_way way, const char *typed)
{
    const struct session *s = &app->session;
    bool phone = way == CONTACT_PHONE;
    part_title(app, u, phone ? _("Your phone number") : _("Your e-mail address"));
    if (s->notice == VERDICT_KIOSK_OPEN)
        part_kept(u);
    part_field(u, phone ? _("Your phone number") : _("Your e-mail address"), typed, true);
    if (phone)
        part_number_pad(u, ACT_KEY, ACT_ERASE, true);
    else
        part_keys(app, u);
    part_primary(u, "next", ICON_forward, _("Next"), ACT_WRITTEN, 0);
}

void join_write_view(const struct app *app, struct ui *u)
{
    part_step(u, 4);
    part_contact(app, u, (enum contact_way)app->session.join.contact_way, app->session.join.contact);
}
