/* Golden tables of times in words (AUD-09). */
#include "test.h"

#include <stdlib.h>
#include "base/date.h"
#include "base/file.h"
#include "base/words.h"
#include "screen/when.h"

struct golden {
    const char *en, *nb;
};

static bool nb;
static void same(const char *got, struct golden want)
{
    CHECK_TEXT(got, nb ? want.nb : want.en);
}

static void dates(void)
{
    struct line l;
    int32_t day = date_day(2026, 11, 24);
    same(when_at(&l, SHOWN, day, 18 * 60, day),
         (struct golden){"Tuesday 24 November at 18:00", "tirsdag 24. november kl.\u00A018.00"});
    same(when_at(&l, SPOKEN, day, 18 * 60, day), (struct golden){"Tuesday the twenty-fourth of November, at 18 o'clock",
                                                                 "tirsdag den tjuefjerde november, klokka 18"});
    same(when_date(&l, SHOWN, date_day(2027, 3, 1), day), (struct golden){"Monday 1 March", "mandag 1. mars"});
    same(when_date(&l, SPOKEN, date_day(2027, 5, 31), day),
         (struct golden){"Monday the thirty-first of May", "mandag den trettiførste mai"});
    same(when_clock(&l, SHOWN, 9 * 60 + 5), (struct golden){"09:05", "09.05"});
    same(when_clock(&l, SHOWN, 0), (struct golden){"00:00", "00.00"});
}

/* The year stands where the date is not plainly the next one. */
static void years(void)
{
    struct line l;
    int32_t day = date_day(2026, 11, 24);
    const struct golden plain = {"Tuesday 24 November", "tirsdag 24. november"},
                        dated = {"Tuesday 24 November 2026", "tirsdag 24. november 2026"};
    same(when_date(&l, SHOWN, day, day), plain);
    same(when_date(&l, SHOWN, day, day - WHEN_PLAIN_DAYS), plain);
    same(when_date(&l, SHOWN, day, day - WHEN_PLAIN_DAYS - 1), dated);
    same(when_date(&l, SHOWN, day, day + 1), dated);
    same(when_date(&l, SHOWN, day, WHEN_DATED), dated);
    same(when_date(&l, SPOKEN, day, WHEN_DATED),
         (struct golden){"Tuesday the twenty-fourth of November 2026", "tirsdag den tjuefjerde november 2026"});
    same(when_at(&l, SHOWN, day, 18 * 60, WHEN_DATED),
         (struct golden){"Tuesday 24 November 2026 at 18:00", "tirsdag 24. november 2026 kl.\u00A018.00"});
}

/* Whatever the time is, a start that has passed is not said. */
static void meetings(void)
{
    struct line l;
    int32_t day = date_day(2026, 11, 24);
    struct meeting m = {.day = day,
                        .start_minute = 18 * 60,
                        .minutes = 120,
                        .starts = date_moment(day, 18 * 60),
                        .ends = date_moment(day, 20 * 60)};
    same(when_meeting(&l, SHOWN, &m, m.starts - 1),
         (struct golden){"Tuesday 24 November at 18:00", "tirsdag 24. november kl.\u00A018.00"});
    same(when_meeting(&l, SHOWN, &m, m.starts), (struct golden){"on now, until 20:00", "pågår nå, til 20.00"});
    same(when_meeting(&l, SPOKEN, &m, m.ends - 1),
         (struct golden){"on now, until 20 o'clock", "pågår nå, til klokka 20"});
    same(when_meeting(&l, SHOWN, &m, m.ends), (struct golden){"Tuesday 24 November", "tirsdag 24. november"});
    m.cancelled = true;
    same(when_meeting(&l, SHOWN, &m, m.starts), (struct golden){"Tuesday 24 November", "tirsdag 24. november"});
}

static void repeats(void)
{
    struct line l;
    struct meeting_rule r = {MEETING_WEEKLY, date_day(2026, 9, 1), 0, 2, 1, 0, 18 * 60, 120, false, 0, 0};
    same(when_repeat(&l, SHOWN, &r, 0), (struct golden){"every Tuesday", "hver tirsdag"});
    same(line_capital(&l), (struct golden){"Every Tuesday", "Hver tirsdag"});
    r.every = 2;
    same(when_repeat(&l, SHOWN, &r, 0), (struct golden){"every second Tuesday", "annenhver tirsdag"});
    r.repeat = MEETING_LAST_WEEKDAY;
    r.weekday = 4;
    same(when_repeat(&l, SHOWN, &r, 0), (struct golden){"the last Thursday of the month", "siste torsdag i måneden"});
    r.repeat = MEETING_NTH_WEEKDAY;
    r.nth = 1;
    same(when_repeat(&l, SHOWN, &r, 0), (struct golden){"the first Thursday of the month", "første torsdag i måneden"});
    r.nth = 5;
    same(when_repeat(&l, SHOWN, &r, 0), (struct golden){"the fifth Thursday of the month", "femte torsdag i måneden"});
    same(when_length(&l, 120), (struct golden){"two hours", "to timer"});
    same(when_length(&l, 90), (struct golden){"an hour and a half", "halvannen time"});
    same(when_length(&l, 50), (struct golden){"50 minutes", "50 minutter"});
}

static void figures(void)
{
    struct line l;
    same(when_figures(&l, "116 123"), (struct golden){"one one six, one two three", "en en seks, en to tre"});
    same(when_figures(&l, "113"), (struct golden){"one one three", "en en tre"});
    same(when_figures(&l, "22 40 00 40"),
         (struct golden){"two two, four zero, zero zero, four zero", "to to, fire null, null null, fire null"});
    CHECK_TEXT(when_figures(&l, "B"), "B");
    same(when_figures(&l, "B204"), (struct golden){"B two zero four", "B to null fire"});
    CHECK_TEXT(when_figures(&l, ""), "");
}

/* No date has a bare figure for a month, no clock the colon or point of the other language. */
static void a_whole_year(void)
{
    struct line l;
    for (int32_t day = date_day(2027, 1, 1); day < date_day(2028, 1, 1); day++) {
        when_date(&l, SHOWN, day, day);
        CHECK(strlen(l.text) > 8 && strspn(l.text, "0123456789") == 0);
        when_date(&l, SPOKEN, day, day);
        CHECK(strpbrk(l.text, "0123456789.") == NULL);
    }
}

int main(void)
{
    const char *build = getenv("SIRKEL_BUILD");
    char folder[FILE_PATH_MAX];
    snprintf(folder, sizeof folder, "%s/lang", build ? build : "build");
    CHECK(words_open(folder) == FAULT_NONE);
    for (int i = 0; i < 2; i++) {
        words_switch(i ? "nb" : "en");
        nb = i == 1;
        if (nb && strcmp(_("Monday"), "mandag") != 0) {
            SKIP("the Norwegian catalogue is not built");
            break;
        }
        dates();
        years();
        meetings();
        repeats();
        figures();
        a_whole_year();
    }
    return TEST_END();
}
