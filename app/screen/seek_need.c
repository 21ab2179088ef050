/* What somebody needs to come; then the card is put in. */
#include "screen/parts.h"

#include "base/date.h"
#include "rule/interest.h"

static void view(const struct app *app, struct ui *u)
{
    static const enum ui_icon icon[] = {ICON_step, ICON_loop, ICON_hello, ICON_letters};
    struct line l, day;
    int32_t today = date_wall(app->session.read_at, NULL), gone = interest_gone(today);
    part_seek_step(u, 3);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Choose one or more. You can also just go on."));
    part_seek_wishes(app, u, INTEREST_TIMES, icon);
    /* TRANSLATORS: a date */
    line_format(&l,
                _("Staff see each Monday, in rough numbers, how many look for the same. Your card is erased by %s."),
                when_date(&day, SHOWN, gone, today));
    part_text(u, "kept", l.text);
    line_format(&l,
                _("Staff see each Monday, in rough numbers, how many look for the same. Your card is erased by %s."),
                when_date(&day, SPOKEN, gone, today));
    ui_say(u, l.text);
    part_hold(u, "put", ICON_check, _("Put the card in"), DO(ACT_SEEK_PUT));
}

const struct screen_file seek_need_screen = {.view = view};
