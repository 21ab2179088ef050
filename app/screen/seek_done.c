/* The card is in: who can see what of it, and when it goes. */
#include "screen/parts.h"

#include "base/date.h"

static const char *text(const struct app *app, enum form form, struct line *l)
{
    struct line day;
    /* TRANSLATORS: a date */
    return line_format(
        l,
        _("No one can see your card. Each Monday staff see, in rough numbers, how many look for the same. It is erased by %s."),
        when_date(&day, form, app->session.seek.gone, date_wall(app->session.read_at, NULL)));
}

static void view(const struct app *app, struct ui *u)
{
    struct line l;
    part_ring(u, RING_CLOSED);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "text", text(app, SHOWN, &l));
    ui_say(u, text(app, SPOKEN, &l));
    part_primary(u, "home", ICON_home, _("To the first page"), GO(home));
}

const struct screen_file seek_done_screen = {.view = view};
