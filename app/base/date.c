/* Days and wall time. The day formulas are the well-known ones on a year that begins in March. */
#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int32_t date_day(int32_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_div(y, 400), in_era = y - era * 400;
    int64_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return (int32_t)(era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468);
}

struct date date_of(int32_t day)
{
    int64_t z = (int64_t)day + 719468, era = floor_div(z, 146097), in_era = z - era * 146097;
    int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t in_year = in_era - (365 * year + year / 4 - year / 100), m = (5 * in_year + 2) / 153;
    int month = (int)(m < 10 ? m + 3 : m - 9);
    return (struct date){(int32_t)(year + era * 400 + (month <= 2)), (int8_t)month,
                         (int8_t)(in_year - (153 * m + 2) / 5 + 1)};
}

int date_weekday(int32_t day)
{
    return (int)(((int64_t)day + 3) - floor_div((int64_t)day + 3, 7) * 7) + 1;
}

int date_month_days(int32_t year, int month)
{
    int32_t next = month == 12 ? date_day(year + 1, 1, 1) : date_day(year, month + 1, 1);
    return next - date_day(year, month, 1);
}

static int64_t change_moment(int32_t year, int month) /* 01:00 UTC on the last Sunday */
{
    int32_t last = date_day(year, month, 31);
    return (int64_t)(last - date_weekday(last) % 7) * 86400 + 3600;
}

static bool is_summer(int64_t moment)
{
    int32_t year = date_of((int32_t)floor_div(moment, 86400)).year;
    return moment >= change_moment(year, 3) && moment < change_moment(year, 10);
}

int64_t date_moment(int32_t day, int32_t minute)
{
    int64_t local = (int64_t)day * 86400 + (int64_t)minute * 60;
    int64_t summer = local - 7200, winter = local - 3600;
    return is_summer(summer) ? summer : winter;
}

int32_t date_wall(int64_t moment, int32_t *ret_minute)
{
    int64_t local = moment + (is_summer(moment) ? 7200 : 3600);
    int32_t day = (int32_t)floor_div(local, 86400);
    if (ret_minute)
        *ret_minute = (int32_t)((local - (int64_t)day * 86400) / 60);
    return day;
}
