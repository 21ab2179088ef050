/* The next five dates of a group (practices S43), with what was moved or called off. */
#include "screen/parts.h"

SCREEN_FILE(group_dates)

fault group_dates_load(struct app *app)
{
    return group_load(app);
}

static void date_fact(struct ui *u, const struct meeting *m, int32_t place)
{
    struct line label, value, say, from;
    enum ui_icon icon = m->cancelled ? ICON_calendar_off : m->moved ? ICON_repeat : ICON_calendar;
    when_at(&label, SHOWN, m->day, m->start_minute);
    value.text[0] = 0;
    if (m->cancelled)
        line_format(&value, "%s", _("There is no meeting on this day."));
    else if (m->moved) /* TRANSLATORS: the date a meeting was moved from */
        line_format(&value, _("Moved from %s"), when_date(&from, SHOWN, m->from_day));
    part_fact(u, "date", icon, line_capital(&label), value.text);
    ui_arg(u, place);
    when_at(&label, SPOKEN, m->day, m->start_minute);
    if (m->moved && !m->cancelled)
        line_format(&value, _("Moved from %s"), when_date(&from, SPOKEN, m->from_day));
    ui_say(u, *value.text ? line_format(&say, "%s. %s", label.text, value.text) : label.text);
}

static void repeats(const struct session *s, struct ui *u)
{
    for (int32_t i = 0; i < s->time_count; i++) {
        struct line shown, spoken, repeat, clock;
        const struct meeting_rule *rule = &s->times[i];
        line_format(&shown, _("%1$s at %2$s"), when_repeat(&repeat, SHOWN, rule),
                    when_clock(&clock, SHOWN, rule->start_minute));
        line_format(&spoken, C_("spoken", "%1$s, at %2$s"), when_repeat(&repeat, SPOKEN, rule),
                    when_clock(&clock, SPOKEN, rule->start_minute));
        ui_add(u, UI_TEXT, "repeat", i, line_capital(&shown));
        ui_say(u, spoken.text);
    }
}

/* How fresh this is; it stands behind the dates, since few ask. */
static void checked(const struct group *g, struct ui *u)
{
    struct line date, l;
    if (g->checked_day <= 0)
        return;
    /* TRANSLATORS: the day a group checked its times */
    ui_add(u, UI_TEXT, "checked", 0,
           line_format(&l, _("The group checked this on %s."), when_date(&date, SHOWN, g->checked_day)));
    ui_say(u, line_format(&l, _("The group checked this on %s."), when_date(&date, SPOKEN, g->checked_day)));
}

void group_dates_view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, s->group.name);
    repeats(s, u);
    if (s->date_count == 0) {
        part_text(u, "none", _("There is no date yet. You can ask at the desk."));
        part_button(u, "desk", ICON_desk, _("Talk to someone here"), GO(desk));
        return;
    }
    ui_open(u, UI_CARD, "dates", 0);
    for (int32_t i = 0; i < s->date_count; i++)
        date_fact(u, &s->dates[i], i);
    ui_close(u);
    checked(&s->group, u);
    part_print(app, u, SHEET_group, _("Print a sheet about the group"));
}
