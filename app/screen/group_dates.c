/* The next five dates of a group, with what was moved or called off. */
#include "screen/parts.h"

#include "base/date.h"

static void repeats(const struct session *s, struct ui *u)
{
    int32_t today = date_wall(s->read_at, NULL);
    for (int32_t i = 0; i < s->time_count; i++) {
        struct line shown, spoken, repeat, clock;
        const struct meeting_rule *rule = &s->times[i];
        line_format(&shown, _("%1$s at %2$s"), when_repeat(&repeat, SHOWN, rule, today),
                    when_clock(&clock, SHOWN, rule->start_minute));
        line_format(&spoken, C_("spoken", "%1$s, at %2$s"), when_repeat(&repeat, SPOKEN, rule, today),
                    when_clock(&clock, SPOKEN, rule->start_minute));
        ui_add(u, UI_TEXT, "repeat", i, line_capital(&shown));
        ui_say(u, spoken.text);
    }
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct dates dates = part_dates_of(s);
    part_title(app, u, s->group.name);
    part_checked(u, &s->group, s->read_at, true);
    repeats(s, u);
    if (s->date_count == 0) {
        part_text(u, "none", _("There is no date yet. You can ask at the desk."));
        part_button(u, "desk", ICON_desk, _("Talk to someone here"), GO(desk));
        return;
    }
    ui_open(u, UI_CARD, "dates", 0);
    part_dates(u, &dates);
    ui_close(u);
    part_checked(u, &s->group, s->read_at, false);
    part_print(app, u, SHEET_group, _("Print a sheet about the group"));
}

const struct screen_file group_dates_screen = {.view = view, .load = group_load};
