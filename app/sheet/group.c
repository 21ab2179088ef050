/* A group to carry home, and its ground rules for the wall or the table. Of the first, the half that may lie outside says when and where;
 * what the group is about stands below the fold or on a later page (OUT-02). */
#include "sheet/parts.h"

#include "base/date.h"
#include "rule/ground_rules.h"
#include "rule/pages.h"
#include "screen/number.h"

/* --- calendar data to photograph: a phone that takes it learns a time and a room, and nothing of what is talked about -- */

/* Commas, semicolons and backslashes are the format's own (RFC 5545, 3.3.11). */
static void add_escaped(struct line *l, const char *text)
{
    for (; *text; text++) {
        char one[3] = {'\\', *text, 0};
        bool escaped = *text == ',' || *text == ';' || *text == '\\';
        line_add(l, escaped ? one : one + 1);
    }
}

/* Wall time without a zone: the meeting is at 18:00 on the wall clock there, whatever the phone believes. */
static void add_time(struct line *l, const char *name, int32_t day, int32_t minute)
{
    struct date date = date_of(day + minute / 1440);
    struct line part;
    line_add(l, line_format(&part, "%s:%04d%02d%02dT%02d%02d00\r\n", name, date.year, date.month, date.day,
                            minute % 1440 / 60, minute % 60));
}

/* The first that can still be come to from its start on. */
static int32_t next_held(const struct paper *p)
{
    int32_t next = 0;
    while (next < p->date_count && (p->dates[next].cancelled || p->dates[next].starts < p->now))
        next++;
    return next;
}

/* How many of the dates from the next one on keep to the one rule there is: a series is told as far as it is known to
 * be true, and then ends. */
static int32_t kept(const struct paper *p)
{
    int32_t next = next_held(p), end = next;
    if (p->time_count != 1 || p->times[0].repeat == MEETING_ONCE)
        return next < p->date_count;
    while (end < p->date_count && !p->dates[end].moved && p->dates[end].room == 0)
        end++;
    while (end > next && p->dates[end - 1].cancelled)
        end--;
    return end > next ? end - next : next < p->date_count;
}

/* As short as the format lets it be: what DTSTART says already is left out, so that the squares stay few. */
static void add_rule(struct line *l, const struct meeting_rule *rule, int32_t count)
{
    static const char *const days[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    const char *day = days[rule->weekday - 1];
    int nth = rule->repeat == MEETING_LAST_WEEKDAY ? -1 : rule->nth;
    struct line part;
    if (rule->repeat != MEETING_WEEKLY)
        line_format(&part, "RRULE:FREQ=MONTHLY;BYDAY=%d%s;COUNT=%d\r\n", nth, day, count);
    else if (rule->every > 1)
        line_format(&part, "RRULE:FREQ=WEEKLY;INTERVAL=%d;COUNT=%d\r\n", rule->every, count);
    else
        line_format(&part, "RRULE:FREQ=WEEKLY;COUNT=%d\r\n", count);
    line_add(l, part.text);
}

/* Facts that were checked long ago say so in the phone, too: in one line of at most 75 bytes (RFC 5545, 3.1). */
static void add_checked(struct line *l, const struct paper *p, const struct group *g)
{
    struct line date, text;
    enum group_checked checked = group_checked(g->checked_day, sheet_today(p));
    if (g->checked_day <= 0 || checked == CHECKED_LATELY)
        return;
    when_date(&date, SHOWN, g->checked_day, WHEN_DATED);
    /* TRANSLATORS: in the calendar of a phone, short: the day a group checked its times */
    line_format(&text,
                checked == CHECKED_LONG_AGO ? _("Checked on %s. Long ago.") : _("Checked on %s. Over a year ago."),
                date.text);
    line_add(l, "DESCRIPTION:");
    add_escaped(l, text.text);
    line_add(l, "\r\n");
}

const char *sheet_event(const struct paper *p, const char *title, const struct paper_words *w, struct line *l)
{
    const struct dates dates = sheet_dates_of(p, w);
    int32_t next = next_held(p), count = kept(p);
    l->text[0] = 0;
    if (next == p->date_count)
        return l->text;
    const struct meeting *m = &p->dates[next];
    const char *room = part_date_room(&dates, m);
    line_add(l, "BEGIN:VEVENT\r\nSUMMARY:");
    add_escaped(l, title);
    line_add(l, "\\, ");
    add_escaped(l, *room ? room : w->group.place);
    line_add(l, "\r\n");
    add_time(l, "DTSTART", m->day, m->start_minute);
    add_time(l, "DTEND", m->day, m->start_minute + m->minutes);
    add_checked(l, p, &w->group);
    if (count > 1) {
        add_rule(l, &p->times[0], count);
        for (int32_t i = next + 1; i < next + count; i++)
            if (p->dates[i].cancelled)
                add_time(l, "EXDATE", p->dates[i].day, p->dates[i].start_minute);
    }
    return line_add(l, "END:VEVENT\r\n");
}

static void calendar(const struct paper *p, const struct paper_words *w, struct ui *u)
{
    struct line event;
    /* TRANSLATORS: what stands in the calendar of a phone: "Meeting, Room B204" */
    if (*sheet_event(p, _("Meeting"), w, &event))
        part_qr(u, "calendar", _("For the calendar in your phone"), event.text);
}

/* --- what both say --- */

/* "every Tuesday at 18:00, two hours"; false when there is no fixed time. */
static bool repeats(const struct paper *p, enum form form, struct line *ret)
{
    struct line repeat, clock, length, both;
    const struct meeting_rule *rule = &p->times[0];
    if (p->time_count == 0)
        return false;
    when_repeat(&repeat, form, rule, sheet_today(p));
    when_clock(&clock, form, rule->start_minute);
    if (form == SHOWN)
        line_format(&both, _("%1$s at %2$s"), repeat.text, clock.text);
    else
        line_format(&both, C_("spoken", "%1$s, at %2$s"), repeat.text, clock.text);
    line_format(ret, _("%1$s, %2$s"), both.text, when_length(&length, rule->minutes));
    line_capital(ret);
    return true;
}

/* Numbered; nothing when there is none; `brief`: without why. */
static void rule_lines(const struct paper_words *w, bool brief, struct ui *u)
{
    struct line figure;
    if (w->rule_count == 0)
        return;
    ui_open(u, UI_CARD, "rules", 0);
    for (int32_t i = 0; i < w->rule_count; i++)
        sheet_item(u, "rule", i,
                   &(struct sheet_words){.figure = line_format(&figure, "%d", i + 1),
                                         .label = _(ground_rule_sentence(&w->rules[i])),
                                         .value = brief ? NULL : _(ground_rule_why(&w->rules[i]))});
    ui_close(u);
}

/* --- the sheet ---------------------------------------------------------------------------------------------------- */

/* A first visit to any group. */
static void expect(struct ui *u)
{
    size_t count;
    const struct expect_line *line = pages_expect(&count);
    sheet_part(u, "expect_name", _(screen_title(SCREEN_NUMBER(expect))));
    ui_open(u, UI_CARD, "expect", 0);
    for (size_t i = 0; i < count; i++)
        part_fact(u, line[i].key, part_icon(line[i].icon), NULL, _(line[i].text));
    ui_close(u);
}

static void place(const struct group *g, struct ui *u)
{
    struct line say, access;
    ui_add(u, UI_STRONG, "place", 0, g->place);
    ui_say(u, part_group_spoken(&say, g, GROUP_TEXT_place));
    part_group_text(u, g, GROUP_TEXT_way);
    if (*part_access(&access, g))
        part_text(u, "access", access.text);
}

static void outside(const struct paper *p, const struct paper_words *w, struct ui *u)
{
    const struct dates dates = sheet_dates_of(p, w);
    struct line repeat, say;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_group)));
    part_checked(u, &w->group, p->now, true);
    if (repeats(p, SHOWN, &repeat)) {
        sheet_part(u, "repeat", repeat.text);
        repeats(p, SPOKEN, &say);
        ui_say(u, say.text);
    }
    place(&w->group, u);
    if (p->date_count == 0) {
        part_text(u, "none", _("There is no date yet. You can ask at the desk."));
        return;
    }
    ui_open(u, UI_PAIR, "when", 0);
    ui_open(u, UI_CARD, "dates", 0);
    part_dates(u, &dates);
    ui_close(u);
    calendar(p, w, u);
    ui_close(u);
    part_checked(u, &w->group, p->now, false);
}

void sheet_group_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief,
                      struct ui *u)
{
    const struct group *g = &w->group;
    (void)app;
    outside(p, w, u);
    ui_add(u, UI_FOLD, "fold", 0, _("Fold here, then the rest lies inside."));
    sheet_part(u, "name", g->name);
    part_group_text(u, g, GROUP_TEXT_purpose);
    part_group_text(u, g, GROUP_TEXT_whom);
    part_members(u, g);
    if (*g->visit) {
        sheet_part(u, "visit_name", _(screen_title(SCREEN_NUMBER(group_visit))));
        part_group_text(u, g, GROUP_TEXT_visit);
    } else
        expect(u);
    sheet_desk(w, u);
    if (w->rule_count == 0)
        return;
    sheet_part(u, "rules_name", _(screen_title(SCREEN_NUMBER(group_rules))));
    if (brief)
        part_text(u, "rules_apart", _("You can print them as a sheet of their own."));
    else
        rule_lines(w, false, u);
}

/* --- the ground rules --- */

void sheet_rules_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief,
                      struct ui *u)
{
    struct line l;
    (void)app;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_rules)));
    sheet_part(u, "name", w->group.name);
    if (repeats(p, SHOWN, &l)) {
        part_text(u, "repeat", l.text);
        repeats(p, SPOKEN, &l);
        ui_say(u, l.text);
    }
    /* TRANSLATORS: below the name of a group whose ground rules follow: which edition of them */
    part_text(u, "edition", line_format(&l, _("Edition %d."), w->group.rules_version));
    if (w->rule_count == 0)
        part_text(u, "none", _("The group will agree on them together."));
    rule_lines(w, brief, u);
    part_text(u, "again", _("Anyone can ask to look at the rules again."));
}
