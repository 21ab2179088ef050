/* What would you like to do? Five ways on. */
#include "screen/parts.h"

void home_view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_WAITING);
    part_title(app, u, _(screen_title(SCREEN_home)));
    part_text(u, "time", _("Take the time you need. You can go back whenever you like."));
    part_row(u, "find", 0, ICON_find, _("Find a group"), _("By topic, day or word"), ACT_GO, SCREEN_find);
    part_row(u, "week", 0, ICON_calendar, _("Meetings this week"), _("Times and rooms"), ACT_GO, SCREEN_week);
    part_row(u, "about", 0, ICON_people, _("What is a self-help group?"), NULL, ACT_GO, SCREEN_about);
    part_row(u, "privacy", 0, ICON_lock, _("What happens to what I write?"), NULL, ACT_GO, SCREEN_privacy);
    part_row(u, "receipt", 0, ICON_receipt, _("I have a code"), _("See or withdraw your sign-up"), ACT_GO,
             SCREEN_code);
}
