/* Meetings of the next seven days, in the order of time. */
#include "screen/parts.h"

#include <string.h>
#include "base/host.h"
#include "base/text.h"
#include "store/read.h"

enum { WEEK_SECONDS = 7 * 86400, A_WEEK_OF_MEETINGS = 8 };

/* Keeps the earliest ROWS_MAX, sorted by start. */
static void insert(struct session *s, int32_t group, const struct meeting *m)
{
    int32_t i = s->rows;
    while (i > 0 && s->row[i - 1].next.starts > m->starts)
        i--;
    if (i == ROWS_MAX)
        return;
    int32_t last = s->rows < ROWS_MAX ? s->rows++ : ROWS_MAX - 1;
    memmove(&s->row[i + 1], &s->row[i], sizeof *s->row * (size_t)(last - i));
    s->row[i] = (struct group_row){.id = group, .meets = true, .next = *m};
}

static void insert_times(struct session *s, const struct group_times *t, int64_t now)
{
    struct meeting next[A_WEEK_OF_MEETINGS];
    size_t count = meeting_next(t->rules, t->rule_count, t->changes, t->change_count, now, next, A_WEEK_OF_MEETINGS);
    for (size_t i = 0; i < count && next[i].starts < now + WEEK_SECONDS; i++)
        if (!next[i].cancelled)
            insert(s, t->group, &next[i]);
}

static fault name_rows(struct app *app)
{
    struct session *s = &app->session;
    for (int32_t i = 0; i < s->rows; i++) {
        struct group group;
        fault f = store_group(app->store, s->language, s->row[i].id, &group);
        if (f != FAULT_NONE)
            return f;
        (void)text_copy(s->row[i].name, sizeof s->row[i].name, group.name);
        (void)text_copy(s->row[i].place, sizeof s->row[i].place, group.place);
        s->row[i].places = group.places;
    }
    return FAULT_NONE;
}

fault week_load(struct app *app)
{
    struct session *s = &app->session;
    struct group_times times;
    int64_t now = host_now();
    s->rows = 0;
    s->rows_more = false;
    fault f = store_times_next(app->store, 0, &times);
    for (int i = 0; f == FAULT_NONE && i < CENTRE_GROUPS_MAX; i++) {
        insert_times(s, &times, now);
        f = store_times_next(app->store, times.group, &times);
    }
    if (f == FAULT_NONE || f == FAULT_NO_ENTRY)
        f = name_rows(app);
    if (f != FAULT_NONE)
        s->rows = 0;
    return f;
}

static void meeting_row(struct ui *u, const struct group_row *row, int32_t place)
{
    struct line shown, spoken, hint, say;
    when_at(&shown, SHOWN, row->next.day, row->next.start_minute);
    when_at(&spoken, SPOKEN, row->next.day, row->next.start_minute);
    line_format(&hint, "%s, %s", row->name, row->place);
    part_row(u, "meeting", place, ICON_calendar, line_capital(&shown), hint.text, ACT_GROUP, row->id);
    ui_say(u, line_format(&say, "%s, %s, %s", spoken.text, row->name, row->place));
}

void week_view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, _(screen_title(SCREEN_week)));
    if (s->rows == 0) {
        part_text(u, "none", _("There are no meetings in the next seven days."));
        if (!app->calm)
            part_primary(u, "find", ICON_find, _("Find a group"), ACT_GO, SCREEN_find);
        return;
    }
    part_text(u, "about", _("You can come once and see."));
    for (int32_t i = 0; i < s->rows; i++)
        meeting_row(u, &s->row[i], i);
}
