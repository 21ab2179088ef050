/* Before the kiosk is given the office's key: the PIN anew, since whoever has the key has a say in all that visitors read. */
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
        part_text(u, "about", _("The stick has the office's key, office.pub. Two people compare it."));
    part_field(u, _("PIN"), dots.text, true);
    part_number_pad(u, ACT_PIN_KEY, ACT_PIN_ERASE, false);
    part_primary(u, "done", ICON_forward, _("Next"), DO(ACT_PIN_DONE));
}

const struct screen_file office_pin_screen = {.view = view};
