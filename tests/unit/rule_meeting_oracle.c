/* Random meeting rules against libical's RRULE expansion and the C library's Europe/Oslo. The seed is fixed. */
#include "rule/meeting.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <time.h>
#include "base/date.h"
#include "test.h"

enum { CASES = 12000, CHANGES = 6, GIVEN_MAX = 4096, WANTED_MAX = 8 };

static uint64_t random_next(uint64_t *state) /* splitmix64 */
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static int32_t between(uint64_t *state, int32_t low, int32_t high)
{
    return low + (int32_t)(random_next(state) % (uint64_t)(high - low + 1));
}

/* --- what the C library says -------------------------------------------------------------------------------------- */

static bool c_moment(struct date d, int32_t minute, int summer, int64_t *ret_moment)
{
    struct tm tm = {.tm_year = d.year - 1900,
                    .tm_mon = d.month - 1,
                    .tm_mday = d.day,
                    .tm_hour = minute / 60,
                    .tm_min = minute % 60,
                    .tm_isdst = summer};
    time_t t = mktime(&tm);
    *ret_moment = t;
    return tm.tm_mday == d.day && tm.tm_hour == minute / 60 && tm.tm_min == minute % 60 && tm.tm_isdst == summer;
}

/* The first moment with that wall time; in the gap the moment as if it were still winter. */
static int64_t c_library_moment(int32_t day, int32_t minute)
{
    int64_t summer = 0, winter = 0;
    if (c_moment(date_of(day), minute, 1, &summer))
        return summer;
    c_moment(date_of(day), minute, 0, &winter);
    return winter;
}

static void test_moments(uint64_t *state)
{
    int wrong = 0;
    for (int i = 0; i < 20000; i++) {
        int32_t day = between(state, date_day(1996, 11, 1), date_day(2099, 12, 31)), minute = between(state, 0, 1439);
        wrong += date_moment(day, minute) != c_library_moment(day, minute);
    }
    CHECK_INT(wrong, 0);
    for (int32_t year = 1997; year < 2100; year++)
        for (int month = 3; month <= 10; month += 7) { /* every minute of both change nights */
            int32_t day = date_day(year, month, 31);
            day -= date_weekday(day) % 7;
            for (int32_t minute = 0; minute < 240; minute += year % 10 == 0 ? 1 : 30)
                wrong += date_moment(day, minute) != c_library_moment(day, minute);
        }
    CHECK_INT(wrong, 0);
    for (int i = 0; i < 20000; i++) {
        int64_t moment = (int64_t)(random_next(state) % 3250000000u) + 850000000;
        int32_t minute = 0, day = date_wall(moment, &minute);
        time_t t = (time_t)moment;
        struct tm tm;
        localtime_r(&t, &tm);
        wrong += day != date_day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) || minute != tm.tm_hour * 60 + tm.tm_min;
    }
    CHECK_INT(wrong, 0);
}

/* --- what libical says -------------------------------------------------------------------------------------------- */

static struct icaltimetype ical_time(int32_t day, int32_t minute)
{
    struct date d = date_of(day);
    struct icaltimetype t = icaltime_null_time();
    t.year = d.year;
    t.month = d.month;
    t.day = d.day;
    t.hour = minute / 60;
    t.minute = minute % 60;
    return t;
}

/* A weekly rule names the first day's own weekday too and its dates are left out again: given BYDAY=SU alone,
 * libical 3.0 begins with the Sunday before the week of DTSTART although WKST=MO puts it at that week's end (RFC
 * 5545, 3.3.10). */
static struct icalrecurrencetype ical_rule(const struct meeting_rule *rule)
{
    static const char *const days[] = {"", "MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    char text[160], until[40] = "";
    if (rule->last_day) {
        struct date d = date_of(rule->last_day);
        snprintf(until, sizeof until, ";UNTIL=%04d%02d%02dT235959", d.year, d.month, d.day);
    }
    if (rule->repeat == MEETING_ONCE)
        snprintf(text, sizeof text, "FREQ=DAILY;COUNT=1");
    else if (rule->repeat == MEETING_WEEKLY)
        snprintf(text, sizeof text, "FREQ=WEEKLY;INTERVAL=%d;WKST=MO;BYDAY=%s,%s%s", rule->every,
                 days[date_weekday(rule->first_day)], days[rule->weekday], until);
    else
        snprintf(text, sizeof text, "FREQ=MONTHLY;BYDAY=%d%s%s", rule->repeat == MEETING_LAST_WEEKDAY ? -1 : rule->nth,
                 days[rule->weekday], until);
    return icalrecurrencetype_from_string(text);
}

struct given {
    int32_t day[GIVEN_MAX];
    bool excluded[GIVEN_MAX];
    size_t count;
};

/* All dates of the rule up to a day, with libical's word on which of them an EXDATE takes away. */
static void ical_dates(const struct meeting_rule *rule, const struct meeting_change *changes, size_t change_count,
                       int32_t until, struct given *out)
{
    struct icaltimetype start = ical_time(rule->first_day, rule->start_minute), at;
    icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    for (size_t i = 0; i < change_count; i++)
        if (changes[i].cancelled)
            icalcomponent_add_property(event, icalproperty_new_exdate(ical_time(changes[i].day, rule->start_minute)));
    icalrecur_iterator *dates = icalrecur_iterator_new(ical_rule(rule), start);
    out->count = 0;
    while (at = icalrecur_iterator_next(dates), !icaltime_is_null_time(at) && out->count < GIVEN_MAX) {
        int32_t day = date_day(at.year, at.month, at.day);
        if (day > until)
            break;
        if (rule->repeat == MEETING_WEEKLY && date_weekday(day) != rule->weekday)
            continue;
        out->excluded[out->count] = icalproperty_recurrence_is_excluded(event, &start, &at);
        out->day[out->count++] = day;
    }
    icalrecur_iterator_free(dates);
    icalcomponent_free(event);
}

/* --- both --------------------------------------------------------------------------------------------------------- */

static struct meeting_rule random_rule(uint64_t *state, int32_t today)
{
    struct meeting_rule r = {.repeat = (enum meeting_repeat)between(state, 1, 4)};
    r.first_day = today + between(state, -700, 60);
    r.last_day = between(state, 0, 3) ? 0 : r.first_day + between(state, 0, 900);
    r.weekday = between(state, 1, 7);
    r.every = between(state, 0, 3) ? between(state, 1, 4) : between(state, 1, 52);
    r.nth = between(state, 1, 5);
    r.start_minute = between(state, 0, 5) ? between(state, 0, 287) * 5 : between(state, 60, 200); /* and the night */
    r.minutes = between(state, 0, 3) ? 120 : between(state, 1, MEETING_MINUTES_MAX);
    return r;
}

static bool taken(const struct meeting_change *changes, size_t count, int32_t day)
{
    for (size_t i = 0; i < count; i++)
        if (changes[i].day == day)
            return true;
    return false;
}

static size_t random_changes(uint64_t *state, const struct given *given, int32_t today, struct meeting_change *out)
{
    size_t count = 0;
    for (int i = 0; i < CHANGES; i++) {
        int32_t day = today + between(state, -30, 90);
        if (given->count && between(state, 0, 4)) /* mostly a day of the rule, sometimes one it doesn't give */
            day = given->day[random_next(state) % given->count];
        if (taken(out, count, day) || !between(state, 0, 2))
            continue;
        bool cancelled = between(state, 0, 1);
        int32_t to_day = day + between(state, -40, 40), to_minute = between(state, 0, 1439);
        out[count++] =
            (struct meeting_change){.day = day, .cancelled = cancelled, .to_day = to_day, .to_minute = to_minute};
    }
    return count;
}

static int by_start(const void *a, const void *b)
{
    const struct meeting *x = a, *y = b;
    return x->starts != y->starts ? x->starts < y->starts ? -1 : 1 : x->cancelled - y->cancelled;
}

/* The wanted answer, made the plain way: list everything, change it, sort it, take what ends later. */
static size_t wanted(const struct meeting_rule *rule, const struct given *given, const struct meeting_change *changes,
                     size_t change_count, int64_t now, struct meeting *out)
{
    static struct meeting all[GIVEN_MAX];
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < given->count; i++) {
        struct meeting m = {.from_day = given->day[i], .minutes = rule->minutes, .cancelled = given->excluded[i]};
        m.starts = c_library_moment(given->day[i], rule->start_minute);
        for (size_t k = 0; k < change_count; k++)
            if (changes[k].day == given->day[i] && !changes[k].cancelled) {
                m.moved = true;
                m.starts = c_library_moment(changes[k].to_day, changes[k].to_minute);
            }
        m.ends = m.starts + rule->minutes * 60;
        if (m.ends > now)
            all[n++] = m;
    }
    qsort(all, n, sizeof *all, by_start);
    for (size_t i = 0; i < n && kept < WANTED_MAX; i++)
        if (!kept || out[kept - 1].starts != all[i].starts)
            out[kept++] = all[i];
    return kept;
}

static bool same(const struct meeting *a, const struct meeting *b)
{
    int32_t minute = 0, day = date_wall(b->starts, &minute);
    return a->starts == b->starts && a->ends == b->ends && a->cancelled == b->cancelled && a->minutes == b->minutes &&
           a->day == day && a->start_minute == minute && a->moved == b->moved && a->from_day == b->from_day;
}

static bool agrees(uint64_t *state, struct given *given)
{
    int32_t today = between(state, date_day(1999, 1, 1), date_day(2035, 12, 31));
    int64_t now = (int64_t)today * 86400 + between(state, 0, 86399);
    struct meeting_rule rule = random_rule(state, today);
    struct meeting_change changes[CHANGES];
    struct meeting got[WANTED_MAX], want[WANTED_MAX];
    int32_t until = rule.repeat == MEETING_WEEKLY && rule.every > 4 ? today + MEETING_AHEAD_DAYS : today + 800;
    ical_dates(&rule, NULL, 0, today + 120, given);
    size_t change_count = random_changes(state, given, today, changes);
    ical_dates(&rule, changes, change_count, until, given);
    size_t count = wanted(&rule, given, changes, change_count, now, want);
    const struct meeting_times times = {
        .rules = &rule, .rule_count = 1, .changes = changes, .change_count = change_count};
    if (meeting_next(&times, now, got, WANTED_MAX) != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!same(&got[i], &want[i]))
            return false;
    return true;
}

/* --- the next one that is held ------------------------------------------------------------------------------------ */

static bool in_pause(const struct meeting_rule *rule, int32_t day)
{
    return rule->pause_from > 0 && day >= rule->pause_from && day <= rule->pause_to;
}

/* A row of dates called off from today on, as long as a group may have, some of them moved instead. */
static size_t many_changes(uint64_t *state, const struct given *given, int32_t today, struct meeting_change *out)
{
    size_t count = 0, most = (size_t)between(state, 0, MEETING_CHANGES_MAX);
    for (size_t i = 0; i < given->count && count < most; i++)
        if (given->day[i] >= today - 1 && between(state, 0, 19) && !taken(out, count, given->day[i])) {
            int32_t to_day = given->day[i] + between(state, -30, 600);
            bool moved = !between(state, 0, 9);
            out[count++] = (struct meeting_change){.day = given->day[i],
                                                   .cancelled = !moved,
                                                   .to_day = moved ? to_day : 0,
                                                   .to_minute = between(state, 0, 1439)};
        }
    return count;
}

static bool held_agrees(uint64_t *state, struct given *given)
{
    int32_t today = between(state, date_day(1999, 1, 1), date_day(2035, 12, 31));
    int64_t now = (int64_t)today * 86400 + between(state, 0, 86399);
    struct meeting_rule rule = random_rule(state, today);
    struct meeting_change changes[MEETING_CHANGES_MAX];
    struct meeting got, best = {0};
    if (between(state, 0, 1)) {
        rule.pause_from = today + between(state, -60, 60);
        rule.pause_to = rule.pause_from + between(state, 0, 300);
    }
    ical_dates(&rule, NULL, 0, today + MEETING_AHEAD_DAYS, given);
    size_t change_count = many_changes(state, given, today, changes);
    ical_dates(&rule, changes, change_count, today + MEETING_AHEAD_DAYS, given);
    for (size_t i = 0; i < given->count; i++) {
        int64_t starts = c_library_moment(given->day[i], rule.start_minute);
        for (size_t k = 0; k < change_count; k++)
            if (changes[k].day == given->day[i] && !changes[k].cancelled)
                starts = c_library_moment(changes[k].to_day, changes[k].to_minute);
        if (given->excluded[i] || in_pause(&rule, given->day[i]) || starts + rule.minutes * 60 <= now ||
            date_wall(starts, NULL) > date_wall(now, NULL) + MEETING_AHEAD_DAYS)
            continue;
        if (!best.ends || starts < best.starts)
            best = (struct meeting){.starts = starts, .ends = starts + rule.minutes * 60};
    }
    const struct meeting_times times = {
        .rules = &rule, .rule_count = 1, .changes = changes, .change_count = change_count};
    bool any = meeting_held(&times, now, &got);
    return any == (best.ends > 0) && got.starts == best.starts && got.ends == best.ends && !got.cancelled;
}

int main(void)
{
    uint64_t state = 20261122;
    static struct given given;
    setenv("TZ", "Europe/Oslo", 1);
    tzset();
    if (strcmp(tzname[1], "CEST") != 0) {
        SKIP("this machine has no time zone data for Europe/Oslo (package tzdata)");
        return TEST_END();
    }
    test_moments(&state);
    int wrong = 0;
    for (int i = 0; i < CASES; i++) {
        uint64_t before = state;
        if (!agrees(&state, &given) && wrong++ < 5)
            printf("case %d differs (state %llu)\n", i, (unsigned long long)before);
    }
    for (int i = 0; i < CASES; i++) {
        uint64_t before = state;
        if (!held_agrees(&state, &given) && wrong++ < 5)
            printf("case %d of the one held differs (state %llu)\n", i, (unsigned long long)before);
    }
    test.passed += 2 * CASES - wrong;
    test.failed += wrong;
    return TEST_END();
}
