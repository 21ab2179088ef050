/* What is the group's own to say: when it meets, and what it is for. */
#include "screen/parts.h"

#include "base/date.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line repeat, clock, l;
    int32_t today = date_wall(s->read_at, NULL);
    part_title(app, u, _(screen_title(s->at)));
    part_group_text(u, &s->group, GROUP_TEXT_purpose);
    part_row(u, "time", ICON_clock, _("Our regular time"), DO(ACT_TIME_BEGIN));
    if (s->time_count > 0) {
        line_format(&l, _("%1$s at %2$s"), when_repeat(&repeat, SHOWN, &s->times[0], today),
                    when_clock(&clock, SHOWN, s->times[0].start_minute));
        ui_hint(u, line_capital(&l));
    } else {
        ui_hint(u, _("No time yet"));
    }
    part_row(u, "what_for", ICON_pencil, _("What we are for"), GO(group_purpose));
    ui_hint(u, _("One line, in your own words"));
    part_row(u, "rules", ICON_book, _("Our rules, all editions"), GO(editions));
}

const struct screen_file group_words_screen = {.view = view, .load = group_load};
