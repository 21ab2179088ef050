/* The meetings of the next seven days, day by day: when, which group, where. */
#include "sheet/parts.h"

#include "base/date.h"

enum { WEEK_BRIEF = 20 }; /* fit eight pages however long their names are */

static void day_name(struct ui *u, int32_t day, int32_t today)
{
    struct line l;
    when_date(&l, SHOWN, day, today);
    ui_add(u, UI_STRONG, "day", day, line_capital(&l));
    ui_say(u, when_date(&l, SPOKEN, day, today));
}

static int32_t day_of(const struct group_row *row)
{
    return row->left ? row->next.from_day : row->next.day;
}

/* The hour, and what became of the meeting; one that is on, or would be, has no start to come to. */
static void meeting(struct ui *u, const struct group_row *row, int32_t place, int64_t now)
{
    struct line clock, value, to;
    int32_t today = date_wall(now, NULL);
    if (row->left)
        line_format(&value, _("Moved to %s."), when_at(&to, SHOWN, row->next.day, row->next.start_minute, today));
    else if (row->next.cancelled)
        line_format(&value, "%s", part_called_off(&row->next));
    else if (meeting_on_now(&row->next, now))
        line_format(&value, "%s, %s", when_meeting(&to, SHOWN, &row->next, now), row->place);
    else
        line_format(&value, "%s", row->place);
    when_clock(&clock, SHOWN, row->left ? row->next.from_minute : row->next.start_minute);
    if (meeting_on_now(&row->next, now))
        line_format(&clock, "%s", _("Now"));
    const struct sheet_words words = {.figure = clock.text,
                                      .label = row->name,
                                      .value = line_capital(&value),
                                      .struck = row->left || row->next.cancelled};
    sheet_item(u, "meeting", place, &words);
}

void sheet_week_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief,
                     struct ui *u)
{
    int32_t rows = brief && w->rows > WEEK_BRIEF ? WEEK_BRIEF : w->rows, left_out = w->rows - rows + w->rows_left_out;
    int64_t now = p->now;
    struct line l;
    (void)app;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_week)));
    if (w->rows == 0)
        part_text(u, "none", _("There are no meetings in the next seven days."));
    else
        part_text(u, "about", _("You can come once and see."));
    if (left_out > 0) /* before the list: who reads on knows that it is not all */
        part_text(
            u, "more",
            line_format(&l,
                        words_plural("%d more meeting this week has no room here. You can see it on the screen.",
                                     "%d more meetings this week have no room here. You can see them on the screen.",
                                     (unsigned long)left_out),
                        left_out));
    for (int32_t i = 0; i < rows;) {
        int32_t day = day_of(&w->row[i]);
        day_name(u, day, sheet_today(p));
        ui_open(u, UI_CARD, "meetings", day);
        for (; i < rows && day_of(&w->row[i]) == day; i++)
            meeting(u, &w->row[i], i, now);
        ui_close(u);
    }
}
