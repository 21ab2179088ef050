/* The dates of a group as they stand on display and paper: on now, called off, moved, resting, and how fresh that is. */
#include "test.h"
#include "screens.h"

#include "screen/parts.h"
#include "screen_session.h"

static struct app app;
static struct ui u;

static void row(const char *path, const char *label, const char *value, bool struck)
{
    const struct ui_node *n = session_node(&u, path);
    CHECK_TEXT(ui_string(&u, n->label), label);
    CHECK_TEXT(ui_string(&u, n->value), value);
    CHECK((n->flags & UI_STRUCK) == (struck ? UI_STRUCK : 0));
}

static void dates(void)
{
    session_at(&app, SCREEN_group_dates, "en", SIZE_M);
    session_view(&app, date_moment(date_day(2026, 11, 24), 8 * 60), &u);
    row("dates/date", "Tuesday 24 November at 18:00", "", false);
    row("dates/date:1", "Tuesday 1 December at 18:00", "Called off.", true);
    row("dates/date:2", "Tuesday 8 December at 18:00", "Wednesday 9 December at 18:00", true);
    CHECK_TEXT(ui_string(&u, session_node(&u, "dates/date:2")->hint), "Moved.");
    row("dates/date:3", "Tuesday 15 December at 18:00", "Called off: closed.", true);
    session_view(&app, date_moment(date_day(2026, 11, 24), 19 * 60), &u);
    row("dates/date", "On now, until 20:00", "Tuesday 24 November", false);
    CHECK_TEXT(ui_string(&u, session_node(&u, "dates/date")->say),
               "On now, until 20 o'clock. Tuesday the twenty-fourth of November");
    session_view(&app, date_moment(date_day(2026, 12, 1), 18 * 60 + 1),
                 &u); /* the hour of what is called off has passed */
    row("dates/date:1", "Tuesday 1 December", "Called off.", true);
    session_view(&app, date_moment(date_day(2026, 12, 8), 18 * 60 + 1), &u); /* the old date too: the new one is left */
    row("dates/date:2", "Wednesday 9 December at 18:00", "", false);
    CHECK_TEXT(ui_string(&u, session_node(&u, "dates/date:2")->hint), "Moved from Tuesday 8 December");
}

static void moved_forward(void)
{
    session_at(&app, SCREEN_group_dates, "en", SIZE_M);
    struct meeting *m = &app.session.dates[2];
    m->day = date_day(2026, 11, 20);
    m->starts = date_moment(m->day, 18 * 60);
    m->ends = m->starts + 7200;
    session_view(&app, date_moment(date_day(2026, 11, 19), 8 * 60), &u);
    row("dates/date:2", "Friday 20 November at 18:00", "", false);
    session_view(&app, date_moment(date_day(2026, 11, 24), 8 * 60),
                 &u); /* whoever knows the old date hears that it was held */
    row("dates/date:2", "Tuesday 8 December at 18:00", "Moved to Friday 20 November 2026.", true);
}

static void gap_and_rest(void)
{
    session_at(&app, SCREEN_group_dates, "en", SIZE_M);
    struct session *s = &app.session;
    s->dates[4].gap = true;
    s->times[0].pause_from = date_day(2026, 12, 17);
    s->times[0].pause_to = date_day(2027, 2, 8);
    session_view(&app, date_moment(date_day(2026, 11, 24), 8 * 60), &u);
    CHECK_TEXT(ui_string(&u, session_node(&u, "dates/date:4")->hint), "All meetings before it are called off.");
    row("dates/rest", "Then the group rests", "Until Tuesday 9 February", false);
    s->times[0].pause_to = date_day(2027, 10, 4);
    session_view(&app, date_moment(date_day(2026, 12, 17), 8 * 60), &u);
    row("dates/rest", "The group rests now", "Until Tuesday 5 October", false);
    session_view(&app, date_moment(date_day(2026, 11, 24), 8 * 60), &u);
    row("dates/rest", "Then the group rests", "Until Tuesday 5 October 2027", false);
    s->dates[4].day = s->dates[4].from_day = date_day(2027, 10, 5);
    s->dates[4].starts = s->dates[4].was = date_moment(s->dates[4].day, 18 * 60);
    session_view(&app, date_moment(date_day(2026, 11, 24), 8 * 60), &u);
    CHECK(ui_find_path(&u, "dates/rest") < ui_find_path(&u, "dates/date:4"));
    row("dates/date:4", "Tuesday 5 October 2027 at 18:00", "", false);
}

static void fresh(void)
{
    session_at(&app, SCREEN_group_dates, "en", SIZE_M);
    session_view(&app, date_moment(date_day(2026, 11, 24), 8 * 60), &u);
    CHECK_TEXT(ui_string(&u, session_node(&u, "checked")->label),
               "The group checked this on Tuesday 10 November 2026.");
    CHECK(ui_find_path(&u, "checked") > ui_find_path(&u, "dates"));
    app.session.group.checked_day = date_day(2026, 11, 24) - CHECKED_LATELY_DAYS - 1;
    session_view(&app, app.session.read_at, &u);
    CHECK(strstr(ui_string(&u, session_node(&u, "checked")->label), "That is long ago."));
    app.session.group.checked_day = date_day(2026, 11, 24) - CHECKED_YEAR_DAYS - 1;
    session_view(&app, app.session.read_at, &u);
    CHECK(strstr(ui_string(&u, session_node(&u, "checked")->label), "Sunday 23 November 2025, more than a year ago."));
    CHECK(ui_find_path(&u, "checked") < ui_find_path(&u, "dates"));
    app.session.at = SCREEN_group;
    session_view(&app, app.session.read_at, &u);
    CHECK(strstr(ui_string(&u, session_node(&u, "facts/next")->value), "Checked more than a year ago."));
}

static void next(void)
{
    static const enum screen screens[] = {SCREEN_group, SCREEN_join_done};
    static const char *const paths[] = {"facts/next", "meeting/next"};
    for (size_t i = 0; i < 2; i++) {
        session_at(&app, screens[i], "en", SIZE_M);
        app.session.dates[0].cancelled = true;
        session_view(&app, date_moment(date_day(2026, 11, 24), 8 * 60), &u);
        CHECK_TEXT(ui_string(&u, session_node(&u, paths[i])->label), "Wednesday 9 December at 18:00");
        session_view(&app, date_moment(date_day(2026, 12, 9), 19 * 60), &u);
        CHECK_TEXT(ui_string(&u, session_node(&u, paths[i])->label), "On now, until 20:00");
        for (int k = 0; k < DATES_MAX; k++)
            app.session.dates[k].cancelled = true;
        session_view(&app, app.session.read_at, &u);
        CHECK_TEXT(ui_string(&u, session_node(&u, paths[i])->label), "No date yet");
    }
}

int main(void)
{
    dates();
    moved_forward();
    gap_and_rest();
    fresh();
    next();
    return TEST_END();
}
