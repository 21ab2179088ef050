/* Civil days and Norwegian wall time, as plain numbers. A day is counted from 1970-01-01; a weekday is 1 (Monday) to 7;
 * a minute is counted from midnight on the wall clock; a moment is UTC seconds since 1970 (POSIX). */
#pragma once

#include <stdint.h>

struct date {
    int32_t year;
    int8_t month, day; /* 1..12, 1..31 */
};

int32_t date_day(int32_t year, int month, int day); /* proleptic Gregorian */
struct date date_of(int32_t day);
int date_weekday(int32_t day);
int date_month_days(int32_t year, int month);

/* Europe/Oslo by the rule in force since 1996 (directive 2000/84/EC): summer time from 01:00 UTC on the last Sunday of
 * March to 01:00 UTC on the last Sunday of October. A wall time that does not exist (02:30 on the spring day) becomes
 * the same minutes after the gap; one that exists twice is the first. */
int64_t date_moment(int32_t day, int32_t minute);
/* The wall clock at a moment; ret_minute may be NULL. */
int32_t date_wall(int64_t moment, int32_t *ret_minute);
