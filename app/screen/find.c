/* Four ways to a group. */
#include "screen/parts.h"

SCREEN_FILE(find)

void find_view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "quiet", _("No one is told what you choose."));
    part_row(u, "topic", 0, ICON_people, _("By topic"), _("What would you like to talk about?"), ACT_GO,
             SCREEN_NUMBER(topics));
    part_row(u, "day", 0, ICON_calendar, _("By day"), _("Which day suits you?"), ACT_GO, SCREEN_NUMBER(days));
    part_row(u, "word", 0, ICON_keys, _("By word"), _("A name, a topic or a place"), ACT_GO, SCREEN_NUMBER(search));
    part_row(u, "all", 0, ICON_list, _("All groups"), _("In the order of their names"), ACT_TOPIC, 0);
}
