/* Meetings of the next seven days, in the order of time. */
#include "screen/parts.h"

#include <string.h>
#include "base/host.h"
#include "base/text.h"
#include "store/read.h"

SCREEN_FILE(week)

enum { WEEK_SECONDS = 7 * 86400, A_WEEK_OF_MEETINGS = 8 };

/* Keeps the earliest ROWS_MAX, sorted by start. */
static void insert(struct group_row *row, int32_t *rows, int32_t group, const struct meeting *m)
{
    int32_t i = *rows;
    while (i > 0 && row[i - 1].next.starts > m->starts)
        i--;
    if (i == ROWS_MAX)
        return;
    int32_t last = *rows < ROWS_MAX ? (*rows)++ : ROWS_MAX - 1;
    memmove(&row[i + 1], &row[i], sizeof *row * (size_t)(last - i));
    row[i] = (struct group_row){.id = group, .meets = true, .next = *m};
}

static void insert_times(struct group_row *row, int32_t *rows, const struct group_times *t, int64_t now)
{
    struct meeting next[A_WEEK_OF_MEETINGS];
    const struct meeting_times times = store_meeting_times(t);
    size_t count = meeting_next(&times, now, next, A_WEEK_OF_MEETINGS);
    for (size_t i = 0; i < count && next[i].starts < now + WEEK_SECONDS; i++)
        if (!next[i].cancelled)
            insert(row, rows, t->group, &next[i]);
}

static fault name_rows(struct store *store, const char *language, struct group_row *row, int32_t rows)
{
    for (int32_t i = 0; i < rows; i++) {
        struct group group;
        fault f = store_group(store, language, row[i].id, &group);
        if (f != FAULT_NONE)
            return f;
        (void)text_copy(row[i].name, sizeof row[i].name, group.name);
        (void)text_copy(row[i].place, sizeof row[i].place, group.place);
        row[i].places = group.places;
    }
    return FAULT_NONE;
}

fault part_week(struct store *store, const char *language, struct group_row *row, int32_t *ret_rows)
{
    struct group_times times;
    int64_t now = host_now();
    *ret_rows = 0;
    fault f = store_times_next(store, 0, &times);
    for (int i = 0; f == FAULT_NONE && i < CENTRE_GROUPS_MAX; i++) {
        insert_times(row, ret_rows, &times, now);
        f = store_times_next(store, times.group, &times);
    }
    if (f == FAULT_NONE || f == FAULT_NO_ENTRY)
        f = name_rows(store, language, row, *ret_rows);
    if (f != FAULT_NONE)
        *ret_rows = 0;
    return f;
}

fault week_load(struct app *app)
{
    struct session *s = &app->session;
    s->rows_more = false;
    return part_week(app->store, s->language, s->row, &s->rows);
}

static void meeting_row(struct ui *u, const struct group_row *row, int32_t place, int64_t now)
{
    struct line shown, spoken, hint, say;
    when_meeting(&shown, SHOWN, &row->next, now);
    when_meeting(&spoken, SPOKEN, &row->next, now);
    line_format(&hint, "%s, %s", row->name, row->place);
    part_row(u, "meeting", ICON_calendar, line_capital(&shown), DO(ACT_GROUP, row->id));
    ui_hint(u, hint.text);
    ui_arg(u, place);
    ui_say(u, line_format(&say, "%s, %s, %s", spoken.text, row->name, row->place));
}

void week_view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, _(screen_title(app->session.at)));
    if (s->rows == 0) {
        part_text(u, "none", _("There are no meetings in the next seven days."));
        if (!app->public_only)
            part_primary(u, "find", ICON_find, _("Find a group"), GO(find));
        return;
    }
    part_text(u, "about", _("You can come once and see."));
    for (int32_t i = 0; i < s->rows; i++)
        meeting_row(u, &s->row[i], i, s->read_at);
    part_print(app, u, SHEET_week, _("Print the week"));
}
