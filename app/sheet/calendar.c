/* Calendar data to photograph. A phone that takes it learns a time and a room, and nothing of what is talked about. */
#include "sheet/parts.h"

#include "base/date.h"

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

/* A series only where it tells the truth: one rule, and no date that was moved away from it. */
static bool is_series(const struct paper *p)
{
    for (int32_t i = 0; i < p->date_count; i++)
        if (p->dates[i].moved)
            return false;
    return p->time_count == 1 && p->times[0].repeat != MEETING_ONCE;
}

static void add_rule(struct line *l, const struct meeting_rule *rule)
{
    static const char *const days[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    const char *day = days[rule->weekday - 1];
    struct line part;
    if (rule->repeat == MEETING_WEEKLY)
        line_format(&part, "RRULE:FREQ=WEEKLY;INTERVAL=%d;BYDAY=%s", rule->every, day);
    else if (rule->repeat == MEETING_NTH_WEEKDAY)
        line_format(&part, "RRULE:FREQ=MONTHLY;BYDAY=%d%s", rule->nth, day);
    else
        line_format(&part, "RRULE:FREQ=MONTHLY;BYDAY=-1%s", day);
    line_add(l, part.text);
    if (rule->last_day) {
        struct date last = date_of(rule->last_day);
        line_add(l, line_format(&part, ";UNTIL=%04d%02d%02dT235959", last.year, last.month, last.day));
    }
    line_add(l, "\r\n");
}

const char *sheet_event(const struct paper *p, const char *title, const char *place, struct line *l)
{
    int32_t next = 0;
    while (next < p->date_count && p->dates[next].cancelled)
        next++;
    l->text[0] = 0;
    if (next == p->date_count)
        return l->text;
    const struct meeting *m = &p->dates[next];
    line_add(l, "BEGIN:VEVENT\r\nSUMMARY:");
    add_escaped(l, title);
    line_add(l, "\\, ");
    add_escaped(l, place);
    line_add(l, "\r\n");
    add_time(l, "DTSTART", m->day, m->start_minute);
    add_time(l, "DTEND", m->day, m->start_minute + m->minutes);
    if (is_series(p)) {
        add_rule(l, &p->times[0]);
        for (int32_t i = next + 1; i < p->date_count; i++)
            if (p->dates[i].cancelled)
                add_time(l, "EXDATE", p->dates[i].day, p->dates[i].start_minute);
    }
    return line_add(l, "END:VEVENT\r\n");
}

void sheet_calendar(const struct paper *p, const struct paper_words *w, struct ui *u)
{
    struct line event;
    /* TRANSLATORS: what stands in the calendar of a phone: "Meeting, Room B204" */
    if (*sheet_event(p, _("Meeting"), w->group.place, &event))
        part_qr(u, "calendar",
                is_series(p) ? _("For the calendar in a phone: the meetings")
                             : _("For the calendar in a phone: the next meeting"),
                event.text);
}
