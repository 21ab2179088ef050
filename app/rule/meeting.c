/* Dates out of rules. Each rule can say its next date from any day on, so nothing is ever listed that nobody asked for;
 * a short sorted list keeps the earliest meetings of all rules together. */
#include "rule/meeting.h"

#include "base/date.h"

enum { NO_DAY = MEETING_NO_DAY };

static bool day_ok(int32_t day)
{
    return day >= 0 && day <= MEETING_DAY_MAX;
}

bool meeting_rule_ok(const struct meeting_rule *rule)
{
    bool weekday = rule->weekday >= 1 && rule->weekday <= 7;
    bool days = day_ok(rule->first_day) && (rule->last_day == 0 || rule->last_day >= rule->first_day);
    bool times = rule->start_minute >= 0 && rule->start_minute < 1440 && rule->minutes >= 1 &&
                 rule->minutes <= MEETING_MINUTES_MAX;
    bool pause = rule->pause_from == 0
                     ? rule->pause_to == 0
                     : day_ok(rule->pause_from) && day_ok(rule->pause_to) && rule->pause_to >= rule->pause_from;
    if (!pause || !days || !day_ok(rule->last_day) || !times)
        return false;
    switch (rule->repeat) {
    case MEETING_ONCE:
        return true;
    case MEETING_WEEKLY:
        return weekday && rule->every >= 1 && rule->every <= 52;
    case MEETING_NTH_WEEKDAY:
        return weekday && rule->nth >= 1 && rule->nth <= 5;
    case MEETING_LAST_WEEKDAY:
        return weekday;
    }
    return false;
}

bool meeting_advice_long(const struct meeting_rule *rule)
{
    return rule->minutes > MEETING_ADVICE_MINUTES && !rule->longer_agreed;
}

static int32_t weekly_from(const struct meeting_rule *rule, int32_t from)
{
    int32_t monday = rule->first_day - (date_weekday(rule->first_day) - 1);
    int32_t day = monday + rule->weekday - 1, step = 7 * rule->every;
    return day >= from ? day : day + (from - day + step - 1) / step * step;
}

/* The rule's date in one month, NO_DAY if that month has none. */
static int32_t in_month(const struct meeting_rule *rule, int32_t year, int month)
{
    int32_t first = date_day(year, month, 1), end = first + date_month_days(year, month);
    int32_t day = first + (rule->weekday - date_weekday(first) + 7) % 7;
    if (rule->repeat == MEETING_LAST_WEEKDAY)
        return day + (end - 1 - day) / 7 * 7;
    day += 7 * (rule->nth - 1);
    return day < end ? day : NO_DAY;
}

static int32_t monthly_from(const struct meeting_rule *rule, int32_t from)
{
    struct date at = date_of(from);
    for (int i = 0; i < 12; i++) { /* a fifth weekday comes several times in any year */
        int month = at.month + i;
        int32_t day = in_month(rule, at.year + (month > 12), month > 12 ? month - 12 : month);
        if (day >= from)
            return day;
    }
    return NO_DAY;
}

/* Without regard to its last day and its pause. */
static int32_t rhythm_from(const struct meeting_rule *rule, int32_t from)
{
    switch (rule->repeat) {
    case MEETING_ONCE:
        return rule->first_day >= from ? rule->first_day : NO_DAY;
    case MEETING_WEEKLY:
        return weekly_from(rule, from);
    case MEETING_NTH_WEEKDAY:
    case MEETING_LAST_WEEKDAY:
        break;
    }
    return monthly_from(rule, from);
}

int32_t meeting_date_from(const struct meeting_rule *rule, int32_t from)
{
    int32_t day = rhythm_from(rule, from < rule->first_day ? rule->first_day : from);
    if (rule->pause_from > 0 && day >= rule->pause_from && day <= rule->pause_to)
        day = rhythm_from(rule, rule->pause_to + 1);
    return rule->last_day != 0 && day > rule->last_day ? NO_DAY : day;
}

static bool change_ok(const struct meeting_change *change)
{
    return change->cancelled || (day_ok(change->to_day) && change->to_minute >= 0 && change->to_minute < 1440);
}

static const struct meeting_change *change_of(int32_t day, const struct meeting_change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (changes[i].day == day && change_ok(&changes[i]))
            return &changes[i];
    return NULL;
}

static struct meeting meeting_on(const struct meeting_rule *rule, int32_t day, const struct meeting_change *change)
{
    bool moved = change && !change->cancelled;
    struct meeting m = {.from_day = day, .minutes = rule->minutes, .moved = moved, .cancelled = change && !moved};
    m.starts = moved ? date_moment(change->to_day, change->to_minute) : date_moment(day, rule->start_minute);
    m.ends = m.starts + (int64_t)rule->minutes * 60;
    m.day = date_wall(m.starts, &m.start_minute); /* a time in the spring gap is shown as the wall clock will show it */
    return m;
}

struct list { /* sorted by start, the earliest `limit` of what was added */
    struct meeting *at;
    size_t count, limit;
    int64_t now;
    int32_t until_day;
};

static bool beats(const struct meeting *a, const struct meeting *b)
{
    return a->cancelled != b->cancelled ? b->cancelled : a->minutes > b->minutes;
}

static void list_add(struct list *list, const struct meeting *m)
{
    size_t i = list->count;
    if (m->ends <= list->now || m->day > list->until_day)
        return;
    while (i > 0 && list->at[i - 1].starts > m->starts)
        i--;
    if (i > 0 && list->at[i - 1].starts == m->starts) {
        if (beats(m, &list->at[i - 1]))
            list->at[i - 1] = *m;
        return;
    }
    if (i == list->limit)
        return;
    if (list->count < list->limit)
        list->count++;
    for (size_t k = list->count - 1; k > i; k--)
        list->at[k] = list->at[k - 1];
    list->at[i] = *m;
}

static bool list_done(const struct list *list, int64_t starts)
{
    return list->count == list->limit && starts > list->at[list->limit - 1].starts;
}

static void add_rule(struct list *list, const struct meeting_rule *rule, const struct meeting_change *changes,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) /* moved dates first: they may come from anywhere */
        if (change_of(changes[i].day, changes, count) == &changes[i] && !changes[i].cancelled &&
            day_ok(changes[i].day) && meeting_date_from(rule, changes[i].day) == changes[i].day) {
            struct meeting moved = meeting_on(rule, changes[i].day, &changes[i]);
            list_add(list, &moved);
        }
    int32_t from = date_wall(list->now, NULL) - 1; /* no meeting is longer than half a day */
    for (int32_t day = meeting_date_from(rule, from); day != NO_DAY && day <= list->until_day;
         day = meeting_date_from(rule, day + 1)) {
        const struct meeting_change *change = change_of(day, changes, count);
        struct meeting m = meeting_on(rule, day, change);
        if (m.moved)
            continue;
        if (list_done(list, m.starts))
            break;
        list_add(list, &m);
    }
}

size_t meeting_next(const struct meeting_rule *rules, size_t rule_count, const struct meeting_change *changes,
                    size_t change_count, int64_t now, struct meeting *out, size_t limit)
{
    struct list list = {.at = out, .limit = limit, .now = now};
    if (limit == 0 || now < 86400 || now > (int64_t)MEETING_DAY_MAX * 86400)
        return 0;
    list.until_day = date_wall(now, NULL) + MEETING_AHEAD_DAYS;
    for (size_t i = 0; i < rule_count; i++)
        if (meeting_rule_ok(&rules[i]))
            add_rule(&list, &rules[i], changes, change_count);
    return list.count;
}
