/* Four ways to a group. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "quiet", _("No one is told what you choose."));
    part_row(u, "topic", ICON_people, _("By topic"), GO(topics));
    ui_hint(u, _("What would you like to talk about?"));
    part_row(u, "day", ICON_calendar, _("By day"), GO(days));
    ui_hint(u, _("Which day suits you?"));
    part_row(u, "word", ICON_keys, _("By word"), GO(search));
    ui_hint(u, _("A name, a topic or a place"));
    part_row(u, "all", ICON_list, _("All groups"), DO(ACT_TOPIC));
    ui_hint(u, _("Who meets next comes first"));
}

const struct screen_file find_screen = {.view = view};
