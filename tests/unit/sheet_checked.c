/* What was checked long ago says so on the display, in speech, on paper and in the code that a phone takes. */
#include "test.h"
#include "screens.h"

#include "screen/screen.h"
#include "screen_session.h"
#include "sheet/parts.h"

static struct app app;
static struct ui u;

static void four_channels(int32_t days, const char *display, const char *said, const char *phone)
{
    static struct ui sheet;
    struct paper p = {.now = date_moment(date_day(2026, 11, 24), 8 * 60), .date_count = 1};
    struct line event;
    session_at(&app, SCREEN_group_dates, "en", SIZE_M);
    app.session.group.checked_day = date_day(2026, 11, 24) - days;
    session_view(&app, p.now, &u);
    CHECK(strstr(ui_string(&u, session_node(&u, "checked")->label), display) != NULL);
    CHECK(strstr(ui_string(&u, session_node(&u, "checked")->say), said) != NULL);
    p.dates[0] = app.session.dates[0];
    p.in[0].group = app.session.group;
    const struct ui_setting setting = session_setting(&app, 0);
    ui_begin(&sheet, &setting, 0);
    sheet_group_view(&app, &p, &p.in[0], false, &sheet);
    ui_finish(&sheet);
    uint16_t checked = ui_find_path(&sheet, "checked");
    CHECK(checked != UI_NONE);
    CHECK(strstr(ui_string(&sheet, sheet.node[checked].label), display) != NULL);
    CHECK(strstr(ui_string(&sheet, sheet.node[checked].say), said) != NULL);
    sheet_event(&p, "Meeting", &p.in[0], &event);
    CHECK(*phone ? strstr(event.text, phone) != NULL : strstr(event.text, "DESCRIPTION") == NULL);
    p.now = app.session.dates[0].starts + 60; /* it is on: a phone has no use for a start that has passed */
    CHECK_TEXT(sheet_event(&p, "Meeting", &p.in[0], &event), "");
    session_at(&app, SCREEN_group, "en", SIZE_M);
    app.session.group.checked_day = date_day(2026, 11, 24) - days;
    session_view(&app, p.now, &u);
    CHECK((strstr(ui_string(&u, session_node(&u, "facts/next")->value), "Checked") != NULL) == (*phone != 0));
}

int main(void)
{
    size_t count;
    (void)session_languages(&count);
    words_switch("en");
    four_channels(10, "on Saturday 14 November 2026.", "fourteenth of November 2026.", "");
    four_channels(91, "on Tuesday 25 August 2026. That is long ago.", "twenty-fifth of August 2026. That is long ago.",
                  "DESCRIPTION:Checked on Tuesday 25 August 2026. Long ago.\r\n");
    four_channels(366, "on Sunday 23 November 2025, more than a year ago.",
                  "twenty-third of November 2025, more than a year ago.",
                  "DESCRIPTION:Checked on Sunday 23 November 2025. Over a year ago.\r\n");
    return TEST_END();
}
