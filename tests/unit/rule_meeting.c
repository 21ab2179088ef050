/* Meeting times by hand: the cases a calendar on the wall would settle. */
#include "rule/meeting.h"

#include <stdlib.h>
#include "base/date.h"
#include "rule/group.h"
#include "test.h"

enum { LIMIT = 5 };

static struct meeting_rule weekly(int32_t first_day)
{
    return (struct meeting_rule){.repeat = MEETING_WEEKLY,
                                 .first_day = first_day,
                                 .weekday = 2,
                                 .every = 1,
                                 .start_minute = 18 * 60,
                                 .minutes = 120};
}

static void test_weekly(void)
{
    struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    struct meeting out[LIMIT];
    int64_t evening = date_moment(date_day(2026, 11, 24), 18 * 60);
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, evening - 1, out, LIMIT), LIMIT);
    CHECK_INT(out[0].day, date_day(2026, 11, 24));
    CHECK_INT(out[0].starts, evening);
    CHECK_INT(out[0].ends, evening + 7200);
    CHECK_INT(out[4].day, date_day(2026, 12, 22));
    meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, evening + 7199, out,
                 LIMIT); /* still going on */
    CHECK_INT(out[0].day, date_day(2026, 11, 24));
    meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, evening + 7200, out, LIMIT); /* over */
    CHECK_INT(out[0].day, date_day(2026, 12, 1));
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, evening, out, 0), 0);
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 0}, evening, out, LIMIT), 0);
    rule.last_day = date_day(2026, 12, 8);
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, evening, out, LIMIT), 3);
    rule.every = 2; /* the week of the first day counts, not the first meeting */
    rule.weekday = 1;
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1},
                           date_moment(date_day(2026, 9, 1), 0), out, LIMIT),
              LIMIT);
    CHECK_INT(out[0].day, date_day(2026, 9, 14));
}

static void test_monthly(void)
{
    struct meeting_rule rule = {.repeat = MEETING_LAST_WEEKDAY,
                                .first_day = date_day(2026, 9, 1),
                                .weekday = 4,
                                .start_minute = 17 * 60,
                                .minutes = 90};
    struct meeting out[LIMIT];
    int64_t now = date_moment(date_day(2026, 11, 1), 0);
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, now, out, LIMIT), LIMIT);
    CHECK_INT(out[0].day, date_day(2026, 11, 26));
    CHECK_INT(out[1].day, date_day(2026, 12, 31));
    CHECK_INT(out[2].day, date_day(2027, 1, 28));
    CHECK_INT(out[3].day, date_day(2027, 2, 25));
    rule.repeat = MEETING_NTH_WEEKDAY;
    rule.nth = 5;
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, now, out, LIMIT), LIMIT);
    CHECK_INT(out[0].day, date_day(2026, 12, 31)); /* November 2026 has four Thursdays */
    CHECK_INT(out[1].day, date_day(2027, 4, 29));
    rule.nth = 1;
    meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, now, out, LIMIT);
    CHECK_INT(out[0].day, date_day(2026, 11, 5));
}

static void test_clock_change(void)
{
    struct meeting_rule rule = weekly(date_day(2027, 3, 1));
    struct meeting out[LIMIT];
    meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, date_moment(date_day(2027, 3, 23), 0), out,
                 LIMIT);
    CHECK_INT(out[1].starts - out[0].starts, 7 * 86400 - 3600); /* the same hour on the wall, an hour less between */
    CHECK_INT(out[1].start_minute, 18 * 60);
    rule.weekday = 7;
    rule.start_minute = 2 * 60 + 30; /* does not exist on the spring night */
    rule.minutes = 60;
    meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, date_moment(date_day(2027, 3, 28), 0), out,
                 LIMIT);
    CHECK_INT(out[0].start_minute, 3 * 60 + 30);
    CHECK_INT(out[1].start_minute, 2 * 60 + 30);
    rule.first_day = date_day(2027, 10, 31); /* exists twice: the first */
    meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, date_moment(date_day(2027, 10, 31), 0), out,
                 LIMIT);
    CHECK_INT(out[0].starts, (int64_t)date_day(2027, 10, 31) * 86400 + 30 * 60);
}

static void test_midnight(void)
{
    struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    struct meeting out[LIMIT];
    rule.start_minute = 23 * 60;
    rule.minutes = MEETING_MINUTES_MAX;
    int64_t morning = date_moment(date_day(2026, 11, 25), 10 * 60);
    meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, morning, out, LIMIT);
    CHECK_INT(out[0].day, date_day(2026, 11, 24));
    CHECK_INT(out[0].ends, morning + 3600);
    meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1}, morning + 3600, out, LIMIT);
    CHECK_INT(out[0].day, date_day(2026, 12, 1));
}

static void test_changes(void)
{
    struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    struct meeting_change changes[] = {
        {.day = date_day(2026, 11, 24), .cancelled = true},
        {.day = date_day(2026, 12, 1), .to_day = date_day(2026, 12, 9), .to_minute = 17 * 60}, /* after the next one */
        {.day = date_day(2026, 12, 15), .to_day = date_day(2026, 11, 23), .to_minute = 12 * 60}, /* before all */
        {.day = date_day(2026, 12, 2), .cancelled = true},                                       /* no such date */
        {.day = date_day(2026, 12, 22), .to_day = date_day(2026, 12, 29), .to_minute = 18 * 60}, /* onto the next one */
        {.day = date_day(2026, 12, 1), .cancelled = true}, /* the second word on it */
        {.day = date_day(2026, 11, 24), .to_day = date_day(2026, 11, 26), .to_minute = 60},
        {.day = date_day(2027, 1, 5), .to_day = -1, .to_minute = 18 * 60},                /* leads nowhere */
        {.day = date_day(2026, 11, 10), .to_day = date_day(2027, 1, 6), .to_minute = 60}, /* long gone, comes back */
    };
    struct meeting out[8];
    int64_t now = date_moment(date_day(2026, 11, 23), 8 * 60);
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &rule,
                                                   .rule_count = 1,
                                                   .changes = changes,
                                                   .change_count = sizeof changes / sizeof *changes},
                           now, out, 8),
              8);
    static const struct {
        int month, day;
        bool cancelled, moved;
    } want[] = {{11, 23, false, true},  {11, 24, true, false}, {12, 8, false, false}, {12, 9, false, true},
                {12, 29, false, false}, {13, 5, false, false}, {13, 6, false, true},  {13, 12, false, false}};
    for (int i = 0; i < 8; i++) {
        int month = want[i].month, year = month > 12 ? 2027 : 2026;
        CHECK_INT(out[i].day, date_day(year, month > 12 ? month - 12 : month, want[i].day));
        CHECK_INT(out[i].cancelled, want[i].cancelled);
        if (i != 4) /* either of the two that share the hour */
            CHECK_INT(out[i].moved, want[i].moved);
    }
    CHECK_INT(out[0].from_day, date_day(2026, 12, 15));
    CHECK_INT(out[7].from_day, out[7].day);
}

static void test_same_start(void)
{
    const struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    struct meeting_rule rules[] = {rule, rule, rule};
    struct meeting out[LIMIT];
    rules[1].minutes = 180; /* the longer of two that begin together */
    rules[2].repeat = MEETING_ONCE;
    rules[2].first_day = date_day(2026, 11, 25);
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = rules, .rule_count = 3},
                           date_moment(date_day(2026, 11, 23), 0), out, LIMIT),
              LIMIT);
    CHECK_INT(out[0].minutes, 180);
    CHECK_INT(out[1].day, date_day(2026, 11, 25));
    CHECK_INT(out[2].day, date_day(2026, 12, 1));
}

/* Held beats cancelled where both stand at one hour, whichever came first. */
static void test_moved_onto_cancelled(void)
{
    const struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    for (int back = 0; back < 2; back++) {
        int32_t held = date_day(2026, 12, back ? 8 : 1), empty = date_day(2026, 12, back ? 1 : 8);
        struct meeting_change changes[] = {{.day = empty, .cancelled = true},
                                           {.day = held, .to_day = empty, .to_minute = 18 * 60}};
        struct meeting_rule rules[] = {rule, rule};
        struct meeting out[LIMIT];
        rules[back].weekday = 4; /* another rule before or behind makes no difference */
        CHECK_INT(meeting_next(
                      &(struct meeting_times){.rules = rules, .rule_count = 2, .changes = changes, .change_count = 2},
                      date_moment(date_day(2026, 11, 28), 0), out, LIMIT),
                  LIMIT);
        for (int i = 0; i < LIMIT; i++)
            CHECK(!out[i].cancelled && out[i].day != held);
    }
    struct meeting_rule twice[] = {rule, rule}; /* cancelled ones of two rules: the day's word counts for both */
    struct meeting_change off = {.day = date_day(2026, 12, 1), .cancelled = true};
    struct meeting out[LIMIT];
    meeting_next(&(struct meeting_times){.rules = twice, .rule_count = 2, .changes = &off, .change_count = 1},
                 date_moment(date_day(2026, 11, 28), 0), out, LIMIT);
    CHECK(out[0].cancelled && !out[1].cancelled);
    CHECK_INT(out[1].day, date_day(2026, 12, 8));
}

/* Meetings moved far away neither hide nearer ones nor show beyond five years. */
static void test_far(void)
{
    const struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    struct meeting_change changes[] = {
        {.day = date_day(2026, 12, 1), .to_day = date_day(2027, 2, 1), .to_minute = 60},
        {.day = date_day(2026, 12, 8), .to_day = date_day(2027, 5, 1), .to_minute = 60},
        {.day = date_day(2026, 12, 15), .to_day = date_day(2031, 11, 29), .to_minute = 60},
        {.day = date_day(2026, 12, 22), .to_day = date_day(2031, 11, 30), .to_minute = 60},
    };
    struct meeting out[400];
    int64_t now = date_moment(date_day(2026, 11, 28), 0);
    CHECK_INT(
        meeting_next(&(struct meeting_times){.rules = &rule, .rule_count = 1, .changes = changes, .change_count = 4},
                     now, out, 1),
        1);
    CHECK_INT(out[0].day, date_day(2026, 12, 29));
    size_t all = meeting_next(
        &(struct meeting_times){.rules = &rule, .rule_count = 1, .changes = changes, .change_count = 4}, now, out, 400);
    CHECK_INT(all, 260); /* 261 Tuesdays in 1827 days, one of them moved away */
    CHECK_INT(out[all - 1].day, date_day(2031, 11, 29));
}

/* Two rules together are the two answers laid into one another. */
static void test_together(void)
{
    srand(7);
    for (int i = 0; i < 2000; i++) {
        int32_t today = date_day(2026, 1, 1) + rand() % 2000;
        struct meeting_rule rules[2];
        struct meeting both[LIMIT], one[2][LIMIT];
        size_t count[2], at[2] = {0, 0}, n = 0;
        for (int k = 0; k < 2; k++) {
            rules[k] = weekly(today - rand() % 100);
            rules[k].weekday = 1 + rand() % 7;
            rules[k].every = 1 + rand() % 3;
            rules[k].start_minute = 60 * (17 + rand() % 2);
            count[k] = meeting_next(&(struct meeting_times){.rules = &rules[k], .rule_count = 1},
                                    (int64_t)today * 86400, one[k], LIMIT);
        }
        size_t found =
            meeting_next(&(struct meeting_times){.rules = rules, .rule_count = 2}, (int64_t)today * 86400, both, LIMIT);
        bool same = found == LIMIT;
        for (; same && n < LIMIT; n++) {
            int64_t a = at[0] < count[0] ? one[0][at[0]].starts : INT64_MAX;
            int64_t b = at[1] < count[1] ? one[1][at[1]].starts : INT64_MAX;
            same = both[n].starts == (a < b ? a : b);
            at[0] += a <= b;
            at[1] += b <= a;
        }
        if (!same)
            CHECK(same);
    }
    CHECK(true);
}

static void test_bounds(void)
{
    struct meeting out[LIMIT];
    const struct meeting_rule good = weekly(date_day(2026, 9, 1));
    CHECK(meeting_rule_ok(&good));
    struct meeting_rule wrong[] = {good, good, good, good, good, good, good, good, good, good, good, good};
    wrong[0].repeat = (enum meeting_repeat)0;
    wrong[1].repeat = (enum meeting_repeat)5;
    wrong[2].weekday = 0;
    wrong[3].weekday = 8;
    wrong[4].every = 0;
    wrong[5].every = 53;
    wrong[6].start_minute = 1440;
    wrong[7].minutes = 0;
    wrong[8].minutes = MEETING_MINUTES_MAX + 1;
    wrong[9].last_day = good.first_day - 1;
    wrong[10].first_day = INT32_MAX;
    wrong[11].repeat = MEETING_NTH_WEEKDAY;
    wrong[11].nth = 6;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!meeting_rule_ok(&wrong[i]));
        CHECK_INT(meeting_next(&(struct meeting_times){.rules = &wrong[i], .rule_count = 1},
                               date_moment(date_day(2026, 11, 23), 0), out, LIMIT),
                  0);
    }
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &good, .rule_count = 1}, INT64_MIN, out, LIMIT), 0);
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &good, .rule_count = 1}, INT64_MAX, out, LIMIT), 0);
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &good, .rule_count = 1},
                           date_moment(date_day(2199, 12, 20), 0), out, LIMIT),
              LIMIT);
    struct meeting_rule far = weekly(date_day(2040, 1, 1));
    CHECK_INT(meeting_next(&(struct meeting_times){.rules = &far, .rule_count = 1},
                           date_moment(date_day(2026, 11, 23), 0), out, LIMIT),
              0);
}

static void test_advice(void)
{
    struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    CHECK(!meeting_advice_long(&rule));
    rule.minutes = 121;
    CHECK(meeting_advice_long(&rule));
    rule.longer_agreed = true;
    CHECK(!meeting_advice_long(&rule));
}

static void test_group(void)
{
    CHECK_INT(group_places(GROUP_STATE_meeting, false), PLACES_OPEN);
    CHECK_INT(group_places(GROUP_STATE_meeting, true), PLACES_FULL);
    CHECK_INT(group_places(GROUP_STATE_forming, false), PLACES_FORMING);
    CHECK_INT(group_places(GROUP_STATE_forming, true), PLACES_FULL);
    CHECK_INT(group_places(GROUP_STATE_resting, false), PLACES_RESTING);
    CHECK_INT(group_places(GROUP_STATE_closed, true), PLACES_CLOSED);
}

/* Sixty-four called off in a row, and more: the one behind them is found, and stands last on the page of dates. */
static void test_held(void)
{
    const struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    struct meeting_change off[MEETING_CHANGES_MAX];
    struct meeting held, out[LIMIT];
    int64_t now = date_moment(date_day(2026, 11, 24), 19 * 60);
    for (int i = 0; i < MEETING_CHANGES_MAX; i++)
        off[i] = (struct meeting_change){.day = date_day(2026, 11, 24) + 7 * i, .cancelled = true};
    for (size_t count = 0; count <= MEETING_CHANGES_MAX; count++) {
        const struct meeting_times times = {.rules = &rule, .rule_count = 1, .changes = off, .change_count = count};
        CHECK(meeting_held(&times, now, &held));
        CHECK_INT(held.day, date_day(2026, 11, 24) + 7 * (int32_t)count);
        CHECK_INT(meeting_dates(&times, now, out, LIMIT), LIMIT);
        bool late = count >= LIMIT;
        CHECK_INT(out[late ? LIMIT - 1 : count].day, held.day);
        CHECK(!out[late ? LIMIT - 1 : count].cancelled && out[LIMIT - 1].gap == late);
    }
    const struct meeting_times none = {.rules = &rule, .rule_count = 0};
    CHECK(!meeting_held(&none, now, &held) && !meeting_held(&none, INT64_MIN, &held));
    CHECK(meeting_on_now(&out[0], date_moment(out[0].day, 18 * 60)) == !out[0].cancelled);
}

/* Moved dates stand where they were, until both are over. */
static void test_places(void)
{
    const struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    const struct meeting_change changes[] = {
        {.day = date_day(2026, 12, 8), .to_day = date_day(2026, 12, 20), .to_minute = 17 * 60},
        {.day = date_day(2026, 12, 22), .to_day = date_day(2026, 11, 20), .to_minute = 17 * 60},
    };
    const struct meeting_times times = {.rules = &rule, .rule_count = 1, .changes = changes, .change_count = 2};
    struct meeting out[LIMIT];
    CHECK_INT(meeting_dates(&times, date_moment(date_day(2026, 12, 6), 0), out, LIMIT), LIMIT);
    CHECK(out[0].moved && out[0].from_day == date_day(2026, 12, 8) && out[0].day == date_day(2026, 12, 20));
    CHECK_INT(out[0].from_minute, 18 * 60);
    CHECK_INT(out[1].day, date_day(2026, 12, 15));
    CHECK(out[2].moved && out[2].from_day == date_day(2026, 12, 22) && out[2].day == date_day(2026, 11, 20));
    CHECK_INT(out[3].day, date_day(2026, 12, 29));
    meeting_dates(&times, date_moment(date_day(2026, 12, 10), 0), out, LIMIT);
    CHECK_INT(out[0].day, date_day(2026, 12, 15));
    CHECK(out[1].moved && out[1].day == date_day(2026, 12, 20));
    meeting_dates(&times, date_moment(date_day(2026, 11, 19), 0), out, LIMIT); /* by the date it was moved to */
    CHECK(out[0].moved && out[0].day == date_day(2026, 11, 20));
}

static void test_pause(void)
{
    struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    const struct meeting_times times = {.rules = &rule, .rule_count = 1};
    struct meeting out[LIMIT];
    int64_t now = date_moment(date_day(2026, 11, 23), 0);
    rule.pause_from = date_day(2026, 12, 1);
    rule.pause_to = date_day(2027, 2, 8);
    CHECK_INT(meeting_next(&times, now, out, LIMIT), LIMIT);
    CHECK_INT(out[0].day, date_day(2026, 11, 24));
    CHECK_INT(out[1].day, date_day(2027, 2, 9));
    rule.last_day = date_day(2027, 2, 9);
    CHECK_INT(meeting_next(&times, now, out, LIMIT), 2);
    rule.pause_to = rule.pause_from - 1;
    CHECK(!meeting_rule_ok(&rule));
    rule = (struct meeting_rule){.repeat = MEETING_ONCE, .first_day = date_day(2026, 12, 2), .minutes = 60};
    rule.pause_from = rule.pause_to = rule.first_day;
    CHECK_INT(meeting_next(&times, now, out, LIMIT), 0);
}

static void test_checked(void)
{
    CHECK_INT(group_checked(20000, 20090), CHECKED_LATELY);
    CHECK_INT(group_checked(20000, 20091), CHECKED_LONG_AGO);
    CHECK_INT(group_checked(20000, 20365), CHECKED_LONG_AGO);
    CHECK_INT(group_checked(20000, 20366), CHECKED_OVER_A_YEAR);
    CHECK_INT(group_checked(20001, 20000), CHECKED_LATELY);
}

/* Two times on one Tuesday: each date of each is a meeting of its own. */
static void test_one_of_two(void)
{
    int32_t day = date_day(2026, 12, 1);
    struct meeting_rule rules[2] = {weekly(date_day(2026, 9, 1)), weekly(date_day(2026, 9, 1))};
    rules[1].start_minute = 10 * 60;
    const struct meeting_change changes[] = {{.day = day, .cancelled = true, .slot = 18 * 60 + 1},
                                             {.day = day, .stays = true, .slot = 10 * 60 + 1, .room = 7}};
    const struct meeting_times times = {.rules = rules, .rule_count = 2, .changes = changes, .change_count = 2};
    struct meeting out[LIMIT], one;
    CHECK_INT(meeting_dates(&times, date_moment(day, 0), out, LIMIT), LIMIT);
    CHECK(out[0].start_minute == 10 * 60 && !out[0].cancelled && !out[0].moved && out[0].room == 7);
    CHECK(out[1].start_minute == 18 * 60 && out[1].cancelled && !out[1].closed && out[1].room == 0);
    CHECK(out[2].room == 0 && !out[2].cancelled && !out[3].cancelled);
    CHECK(meeting_of_date(&times, day, 18 * 60 + 1, &one) && one.cancelled && one.slot == 18 * 60 + 1);
    CHECK(meeting_of_date(&times, day, 10 * 60 + 1, &one) && !one.cancelled && one.room == 7);
    CHECK(!meeting_of_date(&times, day, 11 * 60 + 1, &one) && !meeting_of_date(&times, day + 1, 10 * 60 + 1, &one));
}

static void test_closed(void)
{
    int32_t day = date_day(2026, 12, 1);
    struct meeting_rule rule = weekly(date_day(2026, 9, 1));
    const struct meeting_closed closed[] = {{day + 7, day + 14}};
    struct meeting_change moves[] = {{.day = day, .to_day = day + 8, .to_minute = 600}, /* into the closed days */
                                     {.day = day + 7, .to_day = day + 6, .to_minute = 600} /* out of them */};
    const struct meeting_times times = {
        .rules = &rule, .rule_count = 1, .changes = moves, .change_count = 2, .closed = closed, .closed_count = 1};
    struct meeting out[LIMIT], held;
    CHECK_INT(meeting_next(&times, date_moment(day, 0), out, LIMIT), LIMIT);
    CHECK(out[0].day == day + 6 && out[0].moved && !out[0].cancelled);
    CHECK(out[1].day == day + 8 && out[1].moved && out[1].cancelled && out[1].closed);
    CHECK(out[2].day == day + 14 && out[2].cancelled && out[2].closed);
    CHECK(out[3].day == day + 21 && !out[3].cancelled && !out[3].closed);
    CHECK(meeting_held(&times, date_moment(day + 7, 0), &held) && held.day == day + 21);
    CHECK_INT(meeting_dates(&times, date_moment(day, 0), out, LIMIT), LIMIT);
    CHECK(out[1].day == day + 8 && out[1].closed); /* listed where it would have been held */
}

/* A span of closed days and as many dates called off one by one give the same. */
static void test_closed_as_called_off(void)
{
    struct meeting a[LIMIT], b[LIMIT];
    for (int32_t from = 0; from < 60; from++)
        for (int32_t days = 1; days < 40; days += 6) {
            struct meeting_rule rule = weekly(date_day(2026, 9, 1) + from % 3);
            int32_t first = date_day(2026, 11, 20) + from;
            struct meeting_change off[40];
            const struct meeting_closed span = {first, first + days - 1};
            for (int32_t i = 0; i < days; i++)
                off[i] = (struct meeting_change){.day = first + i, .cancelled = true};
            const struct meeting_times closed = {.rules = &rule, .rule_count = 1, .closed = &span, .closed_count = 1};
            const struct meeting_times singly = {
                .rules = &rule, .rule_count = 1, .changes = off, .change_count = (size_t)days};
            int64_t now = date_moment(date_day(2026, 11, 25), 12 * 60);
            size_t count = meeting_dates(&closed, now, a, LIMIT);
            CHECK_INT(meeting_dates(&singly, now, b, LIMIT), count);
            for (size_t i = 0; i < count; i++)
                CHECK(a[i].starts == b[i].starts && a[i].cancelled == b[i].cancelled && a[i].gap == b[i].gap &&
                      a[i].closed == a[i].cancelled);
        }
}

int main(void)
{
    test_held();
    test_places();
    test_pause();
    test_checked();
    test_weekly();
    test_monthly();
    test_clock_change();
    test_midnight();
    test_changes();
    test_same_start();
    test_moved_onto_cancelled();
    test_far();
    test_together();
    test_bounds();
    test_advice();
    test_group();
    test_one_of_two();
    test_closed();
    test_closed_as_called_off();
    return TEST_END();
}
