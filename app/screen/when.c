/* Days, clocks, repeats and figures in words. */
#include "screen/when.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>
#include "base/date.h"
#include "base/figures.h"
#include "base/words.h"

static const char *const weekdays[] = {
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
};
const char *when_weekday(int32_t weekday)
{
    assert(weekday >= 1 && weekday <= 7);
    return _(weekdays[weekday - 1]);
}

static const char *dated(struct line *l, enum form form, int32_t day)
{
    struct date date = date_of(day);
    const char *weekday = when_weekday(date_weekday(day)), *month = figures_month(date.month);
    if (form == SPOKEN) /* TRANSLATORS: spoken: weekday, "twenty-fourth", month, year */
        return line_format(l, _("%1$s the %2$s of %3$s %4$d"), weekday, figures_ordinal(date.day), month, date.year);
    /* TRANSLATORS: weekday, day of the month, month, year */
    return line_format(l, _("%1$s %2$d %3$s %4$d"), weekday, date.day, month, date.year);
}

const char *when_date(struct line *l, enum form form, int32_t day, int32_t today)
{
    if (day < today || (int64_t)day - today > WHEN_PLAIN_DAYS)
        return dated(l, form, day);
    struct date date = date_of(day);
    const char *weekday = when_weekday(date_weekday(day)), *month = figures_month(date.month);
    if (form == SPOKEN) /* TRANSLATORS: spoken: weekday, "twenty-fourth", month */
        return line_format(l, _("%1$s the %2$s of %3$s"), weekday, figures_ordinal(date.day), month);
    /* TRANSLATORS: weekday, day of the month, month */
    return line_format(l, _("%1$s %2$d %3$s"), weekday, date.day, month);
}

const char *when_clock(struct line *l, enum form form, int32_t minute)
{
    int hour = minute / 60, rest = minute % 60;
    if (form == SHOWN) /* TRANSLATORS: hours and minutes of a 24-hour clock */
        return line_format(l, C_("clock", "%1$02d:%2$02d"), hour, rest);
    struct buffer words = {.limit = 64};
    figures_clock(&words, minute);
    line_format(l, "%s", buffer_string(&words));
    buffer_free(&words);
    return l->text;
}

const char *when_at(struct line *l, enum form form, int32_t day, int32_t minute, int32_t today)
{
    struct line date, clock;
    /* TRANSLATORS: a date, a time of day */
    const char *format = form == SHOWN ? _("%1$s at %2$s") : C_("spoken", "%1$s, at %2$s");
    return line_format(l, format, when_date(&date, form, day, today), when_clock(&clock, form, minute));
}

const char *when_meeting(struct line *l, enum form form, const struct meeting *meeting, int64_t now)
{
    struct line clock;
    int32_t minute, today = date_wall(now, NULL);
    if (now < meeting->starts)
        return when_at(l, form, meeting->day, meeting->start_minute, today);
    if (!meeting_on_now(meeting, now))
        return when_date(l, form, meeting->day, today);
    date_wall(meeting->ends, &minute);
    /* TRANSLATORS: a meeting that has begun, and when it ends */
    return line_format(l, _("on now, until %s"), when_clock(&clock, form, minute));
}

/* Two words each, since languages bend the number after the day's name. */
static const char *nth(struct line *l, int32_t number, const char *weekday)
{
    switch (number) {
    case 1:
        return line_format(l, _("the first %s of the month"), weekday);
    case 2:
        return line_format(l, _("the second %s of the month"), weekday);
    case 3:
        return line_format(l, _("the third %s of the month"), weekday);
    case 4:
        return line_format(l, _("the fourth %s of the month"), weekday);
    default:
        return line_format(l, _("the fifth %s of the month"), weekday);
    }
}

const char *when_repeat(struct line *l, enum form form, const struct meeting_rule *rule, int32_t today)
{
    struct line date;
    if (rule->repeat == MEETING_ONCE) /* TRANSLATORS: a group that meets once, on that date */
        return line_format(l, _("once, %s"), when_date(&date, form, rule->first_day, today));
    const char *weekday = when_weekday(rule->weekday);
    if (rule->repeat == MEETING_NTH_WEEKDAY)
        return nth(l, rule->nth, weekday);
    if (rule->repeat == MEETING_LAST_WEEKDAY)
        return line_format(l, _("the last %s of the month"), weekday);
    if (rule->every == 1)
        return line_format(l, _("every %s"), weekday);
    if (rule->every == 2)
        return line_format(l, _("every second %s"), weekday);
    /* TRANSLATORS: number of weeks, weekday: "every 3 weeks, on Tuesday" */
    return line_format(l, _("every %1$d weeks, on %2$s"), rule->every, weekday);
}

const char *when_length(struct line *l, int32_t minutes)
{
    switch (minutes) {
    case 60:
        return line_format(l, "%s", _("one hour"));
    case 75:
        return line_format(l, "%s", _("an hour and a quarter"));
    case 90:
        return line_format(l, "%s", _("an hour and a half"));
    case 120:
        return line_format(l, "%s", _("two hours"));
    case 150:
        return line_format(l, "%s", _("two and a half hours"));
    case 180:
        return line_format(l, "%s", _("three hours"));
    case 240:
        return line_format(l, "%s", _("four hours"));
    default:
        return line_format(l, words_plural("%d minute", "%d minutes", (unsigned long)minutes), minutes);
    }
}

const char *when_figures(struct line *l, const char *text)
{
    struct buffer words = {.limit = sizeof l->text};
    figures_spell(&words, text);
    line_format(l, "%s", buffer_string(&words));
    buffer_free(&words);
    return l->text;
}
