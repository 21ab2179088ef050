/* Meeting times as data: Europe/Oslo wall time, as the wall clock in the room shows
 * it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MEETING_RULES_MAX = 8,        /* slots a group may have */
    MEETING_CHANGES_MAX = 64,     /* cancelled and moved dates a group may have */
    MEETING_ADVICE_MINUTES = 120, /* S40: "at most two hours" is advice */
    MEETING_MINUTES_MAX = 720,
    MEETING_AHEAD_DAYS = 1827, /* five years */
    MEETING_DAY_MAX = 84005,   /* 2199-12-31: days beyond are refused, so sums stay in range */
};

enum meeting_repeat {                     /* stored */
                      MEETING_ONCE = 1,   /* on first_day only */
                      MEETING_WEEKLY = 2, /* every `every` weeks on `weekday`, counted from the week of first_day */
                      MEETING_NTH_WEEKDAY =
                          3, /* the nth (1..5) `weekday` of each month; a month without a fifth has none */
                      MEETING_LAST_WEEKDAY = 4, /* the last `weekday` of each month */
};

struct meeting_rule {
    enum meeting_repeat repeat;
    int32_t first_day;            /* no meeting before this day */
    int32_t last_day;             /* none after it; 0 = open end */
    int32_t weekday;              /* 1 Monday .. 7 Sunday */
    int32_t every;                /* weeks, 1..52 */
    int32_t nth;                  /* 1..5 */
    int32_t start_minute;         /* wall clock, 0..1439 */
    int32_t minutes;              /* length, 1..MEETING_MINUTES_MAX; may pass midnight */
    bool longer_agreed;           /* "our group decided otherwise" for more than two hours */
    int32_t pause_from, pause_to; /* first and last day of a pause without meetings; 0 = none */
};

enum { MEETING_NO_DAY = -1 };
/* The rule's first date on or after a day; MEETING_NO_DAY when there is none. For a rule that is meeting_rule_ok. */
int32_t meeting_date_from(const struct meeting_rule *rule, int32_t from);

struct meeting_change { /* one date that is not as the rule says */
    int32_t day;        /* the date the rule gives */
    bool cancelled;     /* else moved to: */
    int32_t to_day, to_minute;
    bool stays;   /* neither: it is held when the rule says, in another room */
    int32_t slot; /* 1 + the start of the rule that it speaks of; 0: of every rule that gives the day */
    int32_t room; /* whose room it is held in, by the numbers of who keeps the changes; 0: in the group's own */
};

struct meeting_closed { /* the house is closed: no meeting is held on these days */
    int32_t from, to;   /* first and last day */
};

struct meeting_times { /* of one group; borrowed */
    const struct meeting_rule *rules;
    size_t rule_count; /* at most MEETING_RULES_MAX; a wrong one (meeting_rule_ok) gives no meetings */
    const struct meeting_change *changes;
    size_t change_count; /* of two for one date the first counts */
    const struct meeting_closed *closed;
    size_t closed_count;
};

struct meeting {               /* one meeting */
    int32_t day, start_minute; /* where it now stands */
    int32_t minutes;
    int32_t from_day, from_minute; /* where the rule put it; another place when moved */
    bool moved, cancelled;
    bool closed;               /* cancelled since the house is closed on `day` */
    int32_t room;              /* that of its change; 0: the group's own */
    int32_t slot;              /* as a change has it */
    bool gap;                  /* meeting_dates alone: called-off dates right before it are left out */
    int64_t starts, ends, was; /* UTC seconds; was: the start the rule gave */
};

/* The meetings that end after `now`, in order of start, cancelled ones included and marked; at most `limit`. Looks
 * MEETING_AHEAD_DAYS ahead. A change counts for every rule that gives its day, and is passed over where none does or
 * where it leads nowhere. Meetings that start at the same moment are one: the one that is held, and of those the
 * longer. */
size_t meeting_next(const struct meeting_times *times, int64_t now, struct meeting *out, size_t limit);
/* The same for a page of dates: a moved meeting keeps the place of the date it was moved from while that lies ahead, and
 * is there until both are over. Where all `limit` would be called off, the last is the next one that is held, with `gap`
 * set. */
size_t meeting_dates(const struct meeting_times *times, int64_t now, struct meeting *out, size_t limit);
/* The next meeting that is held, however many are called off before it, within MEETING_AHEAD_DAYS; false: none. */
bool meeting_held(const struct meeting_times *times, int64_t now, struct meeting *ret_meeting);
/* What became of one date of one rule: `slot` and `day` as in a change. False: no rule gives it. */
bool meeting_of_date(const struct meeting_times *times, int32_t day, int32_t slot, struct meeting *ret_meeting);
/* It has begun and is not over, and is held. */
bool meeting_on_now(const struct meeting *meeting, int64_t now);
/* Every field within its bounds. */
bool meeting_rule_ok(const struct meeting_rule *rule);
/* The advice given when a time is entered: longer than two hours and not agreed by the group. */
bool meeting_advice_long(const struct meeting_rule *rule);
