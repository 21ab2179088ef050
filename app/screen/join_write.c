/* The phone number or address, as it is written. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_step(u, 4);
    part_contact(app, u, (enum contact_way)app->session.join.contact_way, app->session.join.contact);
}

const struct screen_file join_write_screen = {.view = view};
