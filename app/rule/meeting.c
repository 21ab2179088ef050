/* Dates out of rules. Each rule can say its next date from any day on, so nothing is ever listed that nobody asked for;
 * a short sorted list keeps the earliest meetings of all rules together. */
#include "rule/meeting.h"

#include "base/date.h"

enum { NO_DAY = MEETING_NO_DAY };

static bool day_ok(int32_t day)
{
    return day >= 0 && day <= MEETING_DAY_MAX;
}

/* From a day to a later one or the same; `open`: 0 stands for an end that is not known. */
static bool days_ok(int32_t from, int32_t to, bool open)
{
    return day_ok(from) && day_ok(to) && (from <= to || (open && to == 0));
}

static bool pause_ok(const struct meeting_rule *rule)
{
    if (rule->pause_from == 0)
        return rule->pause_to == 0;
    return days_ok(rule->pause_from, rule->pause_to, false);
}

static bool time_ok(const struct meeting_rule *rule)
{
    return rule->start_minute >= 0 && rule->start_minute < 1440 && rule->minutes >= 1 &&
           rule->minutes <= MEETING_MINUTES_MAX;
}

bool meeting_rule_ok(const struct meeting_rule *rule)
{
    bool weekday = rule->weekday >= 1 && rule->weekday <= 7;
    if (!days_ok(rule->first_day, rule->last_day, true) || !time_ok(rule) || !pause_ok(rule))
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

static int32_t repeats_from(const struct meeting_rule *rule, int32_t from)
{
    if (rule->repeat == MEETING_ONCE)
        return rule->first_day >= from ? rule->first_day : NO_DAY;
    return rule->repeat == MEETING_WEEKLY ? weekly_from(rule, from) : monthly_from(rule, from);
}

int32_t meeting_date_from(const struct meeting_rule *rule, int32_t from)
{
    int32_t day = repeats_from(rule, from < rule->first_day ? rule->first_day : from);
    if (rule->pause_from > 0 && day >= rule->pause_from && day <= rule->pause_to)
        day = repeats_from(rule, rule->pause_to + 1);
    return rule->last_day != 0 && day > rule->last_day ? NO_DAY : day;
}

static bool change_ok(const struct meeting_change *change)
{
    return change->cancelled || change->stays ||
           (day_ok(change->to_day) && change->to_minute >= 0 && change->to_minute < 1440);
}

static bool slot_fits(int32_t slot, const struct meeting_rule *rule)
{
    return slot == 0 || slot == rule->start_minute + 1;
}

static const struct meeting_change *change_of(const struct meeting_rule *rule, int32_t day,
                                              const struct meeting_times *times)
{
    for (size_t i = 0; i < times->change_count; i++) {
        const struct meeting_change *c = &times->changes[i];
        if (c->day == day && slot_fits(c->slot, rule) && change_ok(c))
            return c;
    }
    return NULL;
}

static bool is_closed(const struct meeting_times *times, int32_t day)
{
    for (size_t i = 0; i < times->closed_count; i++)
        if (day >= times->closed[i].from && day <= times->closed[i].to)
            return true;
    return false;
}

static struct meeting meeting_on(const struct meeting_rule *rule, int32_t day, const struct meeting_times *times)
{
    const struct meeting_change *change = change_of(rule, day, times);
    bool moved = change && !change->cancelled && !change->stays;
    struct meeting m = {.from_day = day, .minutes = rule->minutes, .slot = rule->start_minute + 1, .moved = moved};
    m.cancelled = change && change->cancelled;
    m.room = change && !change->cancelled ? change->room : 0;
    m.was = date_moment(day, rule->start_minute);
    m.starts = moved ? date_moment(change->to_day, change->to_minute) : m.was;
    m.ends = m.starts + (int64_t)rule->minutes * 60;
    m.day = date_wall(m.starts, &m.start_minute); /* a time in the spring gap is shown as the wall clock will show it */
    date_wall(m.was, &m.from_minute);
    m.closed = !m.cancelled && is_closed(times, m.day);
    m.cancelled = m.cancelled || m.closed;
    return m;
}

struct list { /* sorted by place, the earliest `limit` of what was added */
    struct meeting *at;
    size_t count, limit;
    int64_t now;
    int32_t until_day;
    bool keeps_places; /* a moved meeting stands where it was, too */
};

/* The moment that a meeting is listed by; what is over already is passed over. */
static int64_t place_of(const struct list *list, const struct meeting *m)
{
    if (!list->keeps_places || !m->moved || m->cancelled)
        return m->starts;
    int64_t first = m->was < m->starts ? m->was : m->starts, second = m->was < m->starts ? m->starts : m->was;
    return first + (int64_t)m->minutes * 60 > list->now ? first : second;
}

static bool beats(const struct meeting *a, const struct meeting *b)
{
    return a->cancelled != b->cancelled ? b->cancelled : a->minutes > b->minutes;
}

/* The place of the one that starts with it, or of the first that comes after it. */
static size_t position(const struct list *list, const struct meeting *m, bool *ret_same)
{
    int64_t place = place_of(list, m);
    size_t i = list->count;
    *ret_same = false;
    while (i > 0 && place_of(list, &list->at[i - 1]) > place)
        i--;
    for (size_t k = i; k > 0 && place_of(list, &list->at[k - 1]) == place && !*ret_same; k--)
        if (list->at[k - 1].starts == m->starts) {
            *ret_same = true;
            i = k - 1;
        }
    return i;
}

static void list_add(struct list *list, const struct meeting *m)
{
    bool same;
    if (place_of(list, m) + (int64_t)m->minutes * 60 <= list->now || m->day > list->until_day)
        return;
    size_t i = position(list, m, &same);
    if (same) {
        if (beats(m, &list->at[i]))
            list->at[i] = *m;
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
    return list->count == list->limit && starts > place_of(list, &list->at[list->limit - 1]);
}

/* Moved dates may come from anywhere, so they are looked for apart from those that stand. The meeting that the change
 * makes of its rule's; false where it makes none. */
static bool moved_by(const struct meeting_rule *rule, const struct meeting_times *times, size_t change,
                     struct meeting *ret)
{
    const struct meeting_change *c = &times->changes[change];
    if (c->cancelled || c->stays || change_of(rule, c->day, times) != c || !day_ok(c->day) ||
        meeting_date_from(rule, c->day) != c->day)
        return false;
    *ret = meeting_on(rule, c->day, times);
    return true;
}

/* No meeting is longer than half a day. */
static int32_t first_to_look_at(int64_t now)
{
    return date_wall(now, NULL) - 1;
}

static void add_rule(struct list *list, const struct meeting_rule *rule, const struct meeting_times *times)
{
    struct meeting m;
    for (size_t i = 0; i < times->change_count; i++)
        if (moved_by(rule, times, i, &m))
            list_add(list, &m);
    for (int32_t day = meeting_date_from(rule, first_to_look_at(list->now)); day != NO_DAY && day <= list->until_day;
         day = meeting_date_from(rule, day + 1)) {
        m = meeting_on(rule, day, times);
        if (m.moved)
            continue;
        if (list_done(list, m.starts))
            break;
        list_add(list, &m);
    }
}

static bool moment_ok(int64_t now)
{
    return now >= 86400 && now <= (int64_t)MEETING_DAY_MAX * 86400;
}

static size_t list_fill(struct list *list, const struct meeting_times *times)
{
    if (list->limit == 0 || !moment_ok(list->now))
        return 0;
    list->until_day = date_wall(list->now, NULL) + MEETING_AHEAD_DAYS;
    for (size_t i = 0; i < times->rule_count; i++)
        if (meeting_rule_ok(&times->rules[i]))
            add_rule(list, &times->rules[i], times);
    return list->count;
}

size_t meeting_next(const struct meeting_times *times, int64_t now, struct meeting *out, size_t limit)
{
    struct list list = {.at = out, .limit = limit, .now = now};
    return list_fill(&list, times);
}

size_t meeting_dates(const struct meeting_times *times, int64_t now, struct meeting *out, size_t limit)
{
    struct list list = {.at = out, .limit = limit, .now = now, .keeps_places = true};
    struct meeting held;
    size_t count = list_fill(&list, times);
    for (size_t i = 0; i < count; i++)
        if (!out[i].cancelled && out[i].ends > now)
            return count;
    if (count == limit && count > 0 && meeting_held(times, now, &held)) {
        out[count - 1] = held;
        out[count - 1].gap = true;
    }
    return count;
}

static void keep_earlier(struct meeting *best, const struct meeting *m, int64_t now)
{
    bool earlier = best->ends == 0 || m->starts < best->starts || (m->starts == best->starts && beats(m, best));
    if (m->ends > now && earlier)
        *best = *m;
}

/* Of one rule: each of its changes may be passed on the way, and nothing else. */
static void keep_held(struct meeting *best, const struct meeting_rule *rule, const struct meeting_times *times,
                      int64_t now)
{
    int32_t until_day = date_wall(now, NULL) + MEETING_AHEAD_DAYS;
    struct meeting m;
    for (size_t i = 0; i < times->change_count; i++)
        if (moved_by(rule, times, i, &m) && !m.cancelled && m.day <= until_day)
            keep_earlier(best, &m, now);
    for (int32_t day = meeting_date_from(rule, first_to_look_at(now)); day != NO_DAY && day <= until_day;
         day = meeting_date_from(rule, day + 1)) {
        m = meeting_on(rule, day, times);
        if (m.moved || m.cancelled || m.ends <= now)
            continue;
        keep_earlier(best, &m, now);
        return;
    }
}

bool meeting_held(const struct meeting_times *times, int64_t now, struct meeting *ret_meeting)
{
    struct meeting best = {0};
    if (moment_ok(now))
        for (size_t i = 0; i < times->rule_count; i++)
            if (meeting_rule_ok(&times->rules[i]))
                keep_held(&best, &times->rules[i], times, now);
    *ret_meeting = best;
    return best.ends > 0;
}

bool meeting_of_date(const struct meeting_times *times, int32_t day, int32_t slot, struct meeting *ret_meeting)
{
    for (size_t i = 0; day_ok(day) && i < times->rule_count; i++) {
        const struct meeting_rule *rule = &times->rules[i];
        if (!meeting_rule_ok(rule) || !slot_fits(slot, rule) || meeting_date_from(rule, day) != day)
            continue;
        *ret_meeting = meeting_on(rule, day, times);
        return true;
    }
    *ret_meeting = (struct meeting){0};
    return false;
}

bool meeting_on_now(const struct meeting *meeting, int64_t now)
{
    return !meeting->cancelled && meeting->starts <= now && now < meeting->ends;
}
