/* The new phone number or address. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct my_signup *own = &app->session.own;
    part_contact(app, u, (enum contact_way)own->way_wanted, own->contact_typed);
}

const struct screen_file mine_write_screen = {.view = view};
