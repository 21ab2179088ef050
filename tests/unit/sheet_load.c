/* What a sheet fetches: its own rows in two languages, while the lists of the screen behind stay; and the calendar data
 * as exact text. */
#include "test.h"

#include "host_fake.h"
#include "sheet/parts.h"
#include "store_demo.h"

static struct app app;
static struct paper paper;

static void languages(void)
{
    struct session *s = &app.session;
    const struct paper *p = &paper;
    s->group_id = 1;
    s->rows = 3;
    s->language = "en";
    CHECK(sheet_load(&app, SHEET_group, &paper) == FAULT_NONE);
    CHECK_TEXT(p->in[0].language, "en");
    CHECK_TEXT(p->in[0].group.place, "Room B204");
    CHECK_TEXT(p->in[1].language, "nb");
    CHECK_TEXT(p->in[1].group.place, "Rom B204");
    CHECK_TEXT(p->in[1].centre.name, "Fjordsenteret");
    CHECK_INT(p->in[0].rule_count, 1);
    CHECK_INT(p->date_count, DATES_MAX);
    s->language = "nb"; /* the centre's first: once is enough */
    CHECK(sheet_load(&app, SHEET_week, &paper) == FAULT_NONE);
    CHECK(p->in[0].language && !p->in[1].language);
    CHECK_INT(p->in[0].rows, 14);
    CHECK_INT(p->date_count, 0);
    s->language = "en";
    CHECK(sheet_load(&app, SHEET_receipt, &paper) == FAULT_NONE);
    CHECK(!p->in[1].language && *p->in[0].group.name); /* personal: in one's own language alone */
    CHECK(sheet_load(&app, SHEET_trial, &paper) == FAULT_NONE && !p->in[1].language);
    CHECK_INT(s->rows, 3); /* the screen's own */
}

static void whose_group(void)
{
    struct session *s = &app.session;
    s->own.open = true;
    (void)text_copy(s->own.group_key, sizeof s->own.group_key, "group-5");
    CHECK(sheet_load(&app, SHEET_receipt, &paper) == FAULT_NONE);
    CHECK_TEXT(paper.in[0].group.key, "group-5");
    (void)text_copy(s->own.group_key, sizeof s->own.group_key, "gone");
    CHECK(sheet_load(&app, SHEET_receipt, &paper) == FAULT_NONE); /* a receipt outlives its group */
    CHECK_TEXT(paper.in[0].group.name, "");
    CHECK(*paper.in[0].centre.phone);
    s->own.open = false;
    s->group_id = 100000;
    CHECK(sheet_load(&app, SHEET_group, &paper) == FAULT_NO_ENTRY);
    CHECK(!paper.in[0].language);                              /* there is nothing to print … */
    CHECK(sheet_load(&app, SHEET_help, &paper) == FAULT_NONE); /* … but what has nothing to do with it */
}

static struct paper weekly(int32_t every)
{
    struct paper p = {.date_count = DATES_MAX, .time_count = 1};
    p.times[0] = (struct meeting_rule){MEETING_WEEKLY, date_day(2026, 9, 1), 0, 2, every, 1, 1080, 120, false, 0, 0};
    for (int i = 0; i < DATES_MAX; i++) {
        int32_t day = date_day(2026, 11, 24) + 7 * every * i;
        p.dates[i] = (struct meeting){.day = day, .from_day = day, .start_minute = 1080, .minutes = 120};
    }
    return p;
}

#define HEAD "BEGIN:VEVENT\r\nSUMMARY:Meeting\\, Room B204\r\nDTSTART:20261124T180000\r\nDTEND:20261124T200000\r\n"
#define END "END:VEVENT\r\n"

static const char *event(const struct paper *p)
{
    static struct line l;
    struct paper_words w = p->in[0];
    (void)text_copy(w.group.place, sizeof w.group.place, "Room B204");
    return sheet_event(p, "Meeting", &w, &l);
}

static void calendar(void)
{
    struct paper p = weekly(1);
    struct line l;
    CHECK_TEXT(event(&p), HEAD "RRULE:FREQ=WEEKLY;COUNT=5\r\n" END);
    p.dates[1].cancelled = true;
    CHECK_TEXT(event(&p), HEAD "RRULE:FREQ=WEEKLY;COUNT=5\r\nEXDATE:20261201T180000\r\n" END);
    p.dates[4].cancelled = true; /* the last: the series ends before it */
    CHECK_TEXT(event(&p), HEAD "RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE:20261201T180000\r\n" END);
    p.dates[3].moved = true; /* as far as it is true */
    CHECK_TEXT(event(&p), HEAD "RRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE:20261201T180000\r\n" END);
    p.dates[0].moved = true; /* the next one is no series */
    CHECK_TEXT(event(&p), HEAD END);
    p = weekly(1);
    p.dates[2].room = 3; /* another room once: the series ends before it */
    CHECK_TEXT(event(&p), HEAD "RRULE:FREQ=WEEKLY;COUNT=2\r\n" END);
    p.dates[0].room = 4; /* the next one is elsewhere, and no series */
    (void)text_copy(p.in[0].date_room[0], GROUP_NAME_MAX, "Room A112");
    CHECK_TEXT(event(&p), "BEGIN:VEVENT\r\nSUMMARY:Meeting\\, Room A112\r\nDTSTART:20261124T180000\r\n"
                          "DTEND:20261124T200000\r\n" END);
    p = weekly(2);
    CHECK_TEXT(event(&p), HEAD "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=5\r\n" END);
    p.time_count = 2;
    CHECK_TEXT(event(&p), HEAD END);
    p = weekly(1);
    p.times[0].repeat = MEETING_LAST_WEEKDAY;
    CHECK_TEXT(event(&p), HEAD "RRULE:FREQ=MONTHLY;BYDAY=-1TU;COUNT=5\r\n" END);
    p.times[0].repeat = MEETING_NTH_WEEKDAY;
    p.times[0].nth = 4;
    CHECK_TEXT(event(&p), HEAD "RRULE:FREQ=MONTHLY;BYDAY=4TU;COUNT=5\r\n" END);
    p.times[0].repeat = MEETING_ONCE;
    CHECK_TEXT(event(&p), HEAD END);
    for (int i = 0; i < DATES_MAX; i++)
        p.dates[i].cancelled = true;
    CHECK_TEXT(event(&p), "");
    p = weekly(1);
    p.dates[0].start_minute = 23 * 60; /* past midnight; the format's own signs are escaped */
    p.date_count = 1;
    (void)text_copy(p.in[0].group.place, sizeof p.in[0].group.place, "d\\e");
    CHECK_TEXT(
        sheet_event(&p, "A, b; c", &p.in[0], &l),
        "BEGIN:VEVENT\r\nSUMMARY:A\\, b\\; c\\, d\\\\e\r\nDTSTART:20261124T230000\r\nDTEND:20261125T010000\r\n" END);
}

int main(void)
{
    char folder[64], why[256] = "";
    demo_make(demo_folder(folder), 14);
    words_switch("en");
    CHECK(store_open(&app.store, folder, why, sizeof why) == FAULT_NONE);
    languages();
    whose_group();
    store_close(app.store);
    demo_remove(folder);
    calendar();
    return TEST_END();
}
