/* What the sheets are made of. */
#include "sheet/parts.h"

#include "rule/ground_rules.h"
#include "rule/pages.h"
#include "screen/number.h"

void sheet_ring(struct ui *u)
{
    part_ring(u, RING_WAITING);
}

void sheet_heading(struct ui *u, const char *text)
{
    ui_add(u, UI_HEADING, "title", 0, text);
}

void sheet_part(struct ui *u, const char *key, const char *text)
{
    ui_add(u, UI_STRONG, key, 0, text);
}

void sheet_item(struct ui *u, const char *key, int32_t arg, const char *figure, const char *label, const char *value)
{
    ui_open(u, UI_TWO, key, arg);
    ui_add(u, UI_STRONG, "figure", 0, figure);
    ui_add(u, UI_FACT, "words", 0, label);
    ui_value(u, value);
    ui_close(u);
}

void sheet_desk(const struct paper_words *w, struct ui *u)
{
    struct line say;
    sheet_part(u, "desk_name", _("Talk to someone here"));
    ui_open(u, UI_CARD, "desk", 0);
    part_fact(u, "where", 0, ICON_desk, w->centre.desk, w->centre.hours);
    part_fact(u, "phone", 0, ICON_phone, w->centre.phone, NULL);
    ui_say(u, when_figures(&say, w->centre.phone));
    ui_close(u);
}

static void date_fact(struct ui *u, const struct meeting *m, int32_t place)
{
    struct line label, value, say, from;
    when_at(&label, SHOWN, m->day, m->start_minute);
    value.text[0] = 0;
    if (m->cancelled)
        line_format(&value, "%s", _("There is no meeting on this day."));
    else if (m->moved)
        line_format(&value, _("Moved from %s"), when_date(&from, SHOWN, m->from_day));
    part_fact(u, "date", place, ICON_NONE, line_capital(&label), value.text);
    ui_flag(u, m->cancelled ? UI_STRUCK : 0);
    when_at(&label, SPOKEN, m->day, m->start_minute);
    if (m->moved && !m->cancelled)
        line_format(&value, _("Moved from %s"), when_date(&from, SPOKEN, m->from_day));
    ui_say(u, *value.text ? line_format(&say, "%s. %s", label.text, value.text) : label.text);
}

void sheet_dates(const struct paper *p, struct ui *u)
{
    for (int32_t i = 0; i < p->date_count; i++)
        date_fact(u, &p->dates[i], i);
}

void sheet_expect(struct ui *u)
{
    size_t count;
    const struct expect_line *line = pages_expect(&count);
    sheet_part(u, "expect_name", _(screen_title(SCREEN_NUMBER(expect))));
    ui_open(u, UI_CARD, "expect", 0);
    for (size_t i = 0; i < count; i++)
        part_fact(u, line[i].key, 0, part_icon(line[i].icon), NULL, _(line[i].text));
    ui_close(u);
}

void sheet_rules(const struct paper_words *w, bool brief, struct ui *u)
{
    struct line figure;
    if (w->rule_count == 0)
        return;
    ui_open(u, UI_CARD, "rules", 0);
    for (int32_t i = 0; i < w->rule_count; i++)
        sheet_item(u, "rule", i, line_format(&figure, "%d", i + 1), _(ground_rule_sentence(&w->rules[i])),
                   brief ? NULL : _(ground_rule_why(&w->rules[i])));
    ui_close(u);
}

bool sheet_repeat(const struct paper *p, enum form form, struct line *ret)
{
    struct line repeat, clock, length, both;
    const struct meeting_rule *rule = &p->times[0];
    if (p->time_count == 0)
        return false;
    when_repeat(&repeat, form, rule);
    when_clock(&clock, form, rule->start_minute);
    if (form == SHOWN)
        line_format(&both, _("%1$s at %2$s"), repeat.text, clock.text);
    else
        line_format(&both, C_("spoken", "%1$s, at %2$s"), repeat.text, clock.text);
    line_format(ret, _("%1$s, %2$s"), both.text, when_length(&length, rule->minutes));
    line_capital(ret);
    return true;
}
