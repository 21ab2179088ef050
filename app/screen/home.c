/* What would you like to do? Five ways on. */
#include "screen/parts.h"

/* The code is the second row, so that it stands on the first page at every size and on every panel (withdrawing
 * costs no more than joining); the largest letters leave no room for second lines. */
static const char *second(const struct ui *u, const char *line)
{
    return u->setting.size < SIZE_XL ? line : NULL;
}

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_WAITING);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "time", _("Take the time you need. You can go back whenever you like."));
    part_say_keys(app, u, _("Take the time you need. You can go back whenever you like."));
    part_row(u, "find", ICON_find, _("Find a group"), GO(find));
    ui_hint(u, second(u, _("By topic, day or word")));
    part_row(u, "receipt", ICON_receipt, _("I have a code"), GO(code));
    ui_hint(u, second(u, _("See or withdraw your sign-up")));
    part_row(u, "week", ICON_calendar, _("Meetings this week"), GO(week));
    ui_hint(u, second(u, _("Times and rooms")));
    part_row(u, "about", ICON_people, _("What is a self-help group?"), GO(about));
    part_row(u, "privacy", ICON_lock, _("What happens to what I write?"), GO(privacy));
}

const struct screen_file home_screen = {.view = view};
