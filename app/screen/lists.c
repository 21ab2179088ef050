/* Lists of groups: fetched, with the next meeting of each, and shown as rows. */
#include "screen/parts.h"

#include <string.h>
#include "base/host.h"
#include "base/text.h"
#include "store/read.h"

/* A meeting that was called off is no meeting to come to; of the next few one is held. */
static bool next_held(const struct group_times *times, struct meeting *out)
{
    struct meeting next[4];
    size_t count =
        meeting_next(times->rules, times->rule_count, times->changes, times->change_count, host_now(), next, 4);
    for (size_t i = 0; i < count; i++)
        if (!next[i].cancelled) {
            *out = next[i];
            return true;
        }
    return false;
}

fault part_group_row(struct app *app, const struct group *group, struct group_row *row)
{
    struct group_times times;
    *row = (struct group_row){.id = group->id, .places = group->places};
    (void)text_copy(row->name, sizeof row->name, group->name);
    (void)text_copy(row->place, sizeof row->place, group->place);
    if (group->state == GROUP_RESTING)
        return FAULT_NONE;
    fault f = store_times(app->store, group->id, &times);
    if (f == FAULT_NONE)
        row->meets = next_held(&times, &row->next);
    return f;
}

static void row_hint(const struct group_row *row, struct line *shown, struct line *spoken)
{
    if (row->meets) {
        when_at(shown, SHOWN, row->next.day, row->next.start_minute);
        when_at(spoken, SPOKEN, row->next.day, row->next.start_minute);
        return;
    }
    const char *text = row->places == PLACES_RESTING ? _("is taking a rest") : _("no date yet");
    line_format(shown, "%s", text);
    line_format(spoken, "%s", text);
}

void part_groups(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    for (int32_t i = 0; i < s->rows; i++) {
        struct line shown, spoken, say;
        row_hint(&s->row[i], &shown, &spoken);
        part_row(u, "group", s->row[i].id, ICON_people, s->row[i].name, line_capital(&shown), ACT_GROUP, s->row[i].id);
        ui_say(u, line_format(&say, "%s, %s", s->row[i].name, spoken.text));
    }
    if (s->rows_more)
        part_text(u, "many", _("There are more groups. Write one more letter, and the list gets shorter."));
}
