/* The first step of setting up: which language. */
#include "screen/parts.h"

SCREEN_FILE(setup_language)

void setup_language_view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct language *all = words_languages(&count);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about",
              _("It takes about twenty minutes. You can stop whenever you like; it goes on where you were."));
    for (size_t i = 0; i < count; i++)
        part_row(u, "language", (int32_t)i, ICON_language, all[i].name, NULL, ACT_SETUP_LANGUAGE, (int32_t)i);
    if (app->setup.can_rotate)
        part_row(u, "turn", 0, ICON_repeat, _("Rotate the picture"), _("If the picture lies on its side"),
                 ACT_SETUP_ROTATE, 0);
}
