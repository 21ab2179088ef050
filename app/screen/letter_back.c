/* Before a letter is taken back: what becomes as it was, and what does not. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "what", _("Groups, times and places become as they were before the newest letter."));
    part_text(
        u, "stays",
        _("Who joined since keeps their place. New keys, closed days and how long we keep it stay. What was erased stays erased."));
    part_hold(u, "undo", ICON_undo, _("Hold to take it back"), DO(ACT_LETTER_UNDO));
    ui_hint(u, _("Two seconds. Let go, and nothing happens."));
}

const struct screen_file letter_back_screen = {.view = view};
