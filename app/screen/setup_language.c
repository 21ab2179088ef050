/* The first step of setting up: which language. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct language *all = words_languages(&count);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about",
              _("It takes about twenty minutes. You can stop whenever you like; it goes on where you were."));
    for (size_t i = 0; i < count; i++) {
        part_row(u, "language", ICON_language, all[i].name, DO(ACT_SETUP_LANGUAGE, (int32_t)i));
        ui_arg(u, (int32_t)i);
    }
    if (app->setup.can_rotate) {
        part_row(u, "turn", ICON_repeat, _("Rotate the picture"), DO(ACT_SETUP_ROTATE));
        ui_hint(u, _("If the picture lies on its side"));
    }
}

const struct screen_file setup_language_screen = {.view = view};
