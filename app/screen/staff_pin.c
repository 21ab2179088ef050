/* The door for staff: a number pad (KBD-05). */
#include "screen/parts.h"

#include <string.h>

static void view(const struct app *app, struct ui *u)
{
    struct line dots;
    dots.text[0] = 0;
    for (size_t i = 0; i < strlen(app->session.pin); i++)
        line_add(&dots, "•");
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about", _("Write the PIN. Names are never shown here."));
    part_field(u, _("PIN"), dots.text, true);
    part_number_pad(u, ACT_PIN_KEY, ACT_PIN_ERASE, false);
    part_button(u, "forgotten", ICON_key, _("The PIN is forgotten"), DO(ACT_PIN_FORGOTTEN));
    part_primary(u, "done", ICON_unlock, _("Open"), DO(ACT_PIN_DONE));
}

const struct screen_file staff_pin_screen = {.view = view};
