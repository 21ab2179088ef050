/* Meetings of the next seven days, in the order of time. */
#include "screen/parts.h"

#include "base/date.h"
#include "store/read.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct group_found found[ROWS_MAX + 1];
    const struct group_find find = {.now = s->read_at, .from = (size_t)s->part * ROWS_MAX};
    size_t count = 0;
    s->rows = 0;
    fault f = store_week(app->store, &find, found, ROWS_MAX + 1, &count);
    return f == FAULT_NONE ? part_rows(app, found, count) : f;
}

/* When; struck where there is no meeting then. */
static void when(const struct group_row *row, enum form form, int64_t now, struct line *l)
{
    if (row->left)
        when_at(l, form, row->next.from_day, row->next.from_minute, date_wall(now, NULL));
    else
        when_meeting(l, form, &row->next, now);
    line_capital(l);
}

/* Which group, and what became of its meeting or where it is. */
static void which(const struct group_row *row, enum form form, int64_t now, struct line *l)
{
    struct line to, place;
    if (row->left) /* TRANSLATORS: name of a group, the date its meeting was moved to */
        line_format(l, _("%1$s. Moved to %2$s"), row->name,
                    when_at(&to, form, row->next.day, row->next.start_minute, date_wall(now, NULL)));
    else if (row->next.cancelled)
        line_format(l, "%s. %s", row->name, part_called_off(&row->next));
    else
        line_format(l, "%s, %s", row->name, form == SPOKEN ? when_figures(&place, row->place) : row->place);
}

/* The same where a row has less room: without the place, and without the date that it was moved to. */
static const char *which_short(const struct group_row *row, struct line *l)
{
    if (row->left)
        return line_format(l, "%s. %s", row->name, _("Moved."));
    if (row->next.cancelled)
        return line_format(l, "%s. %s", row->name, _("Called off."));
    return row->name;
}

static void meeting_row(struct ui *u, const struct group_row *row, int32_t place, int64_t now)
{
    struct line shown, hint, spoken, spoken_hint, say;
    bool struck = row->left || row->next.cancelled;
    when(row, SHOWN, now, &shown);
    which(row, SHOWN, now, &hint);
    when(row, SPOKEN, now, &spoken);
    which(row, SPOKEN, now, &spoken_hint);
    part_row(u, "meeting", struck ? ICON_calendar_off : ICON_calendar, shown.text, DO(ACT_GROUP, row->id));
    ui_hint(u, part_hint_fits(u, hint.text) ? hint.text : which_short(row, &hint));
    ui_arg(u, place);
    ui_flag(u, struck ? UI_STRUCK : 0);
    ui_say(u, line_format(&say, "%s, %s", spoken.text, spoken_hint.text));
}

static bool any_closed(const struct session *s)
{
    bool closed = false;
    for (int32_t i = 0; i < s->rows; i++)
        closed = closed || s->row[i].next.closed;
    return closed;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, _(screen_title(app->session.at)));
    if (s->rows == 0) {
        part_text(u, "none", _("There are no meetings in the next seven days."));
        if (!app->public_only)
            part_primary(u, "find", ICON_find, _("Find a group"), GO(find));
        return;
    }
    if (!any_closed(s)) /* that is what matters then */
        part_text(u, "about", _("You can come once and see."));
    for (int32_t i = 0; i < s->rows; i++)
        meeting_row(u, &s->row[i], i, s->read_at);
    part_print(app, u, SHEET_week, _("Print the week"));
}

const struct screen_file week_screen = {.view = view, .load = load};
