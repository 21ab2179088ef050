/* A group by the beginning of its name, hidden ones too; nothing written: all groups. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const char *word = app->session.word;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("The first letters are enough."));
    part_field(u, _("Your word"), word, false);
    part_keys(app, u);
    part_primary(u, "next", ICON_find, *word ? _("Show the groups") : _("All groups"), DO(ACT_WRITTEN));
}

const struct screen_file staff_search_screen = {.view = view};
