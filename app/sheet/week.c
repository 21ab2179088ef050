/* The meetings of the next seven days, day by day: when, which group, where. */
#include "sheet/parts.h"

enum { WEEK_BRIEF = 20 }; /* fit eight pages however long their names are */

static void day_name(struct ui *u, int32_t day, int32_t today)
{
    struct line l;
    when_date(&l, SHOWN, day, today);
    ui_add(u, UI_STRONG, "day", day, line_capital(&l));
    ui_say(u, when_date(&l, SPOKEN, day, today));
}

static void meeting(struct ui *u, const struct group_row *row, int32_t place)
{
    struct line clock;
    sheet_item(u, "meeting", place,
               &(struct sheet_words){when_clock(&clock, SHOWN, row->next.start_minute), row->name, row->place});
}

void sheet_week_view(const struct app *app, const struct paper_words *w, bool brief, struct ui *u)
{
    int32_t rows = brief && w->rows > WEEK_BRIEF ? WEEK_BRIEF : w->rows;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_week)));
    if (w->rows == 0)
        part_text(u, "none", _("There are no meetings in the next seven days."));
    else
        part_text(u, "about", _("You can come once and see."));
    for (int32_t i = 0; i < rows;) {
        int32_t day = w->row[i].next.day;
        day_name(u, day, sheet_today(&app->session.paper));
        ui_open(u, UI_CARD, "meetings", day);
        for (; i < rows && w->row[i].next.day == day; i++)
            meeting(u, &w->row[i], i);
        ui_close(u);
    }
    if (rows < w->rows)
        part_text(u, "more", _("There are more meetings this week. You can see them on the screen."));
}
