/* What the screens about one meeting share. */
#include "screen/parts.h"

#include "base/date.h"
#include "base/text.h"

fault part_meeting_load(struct app *app)
{
    struct session *s = &app->session;
    struct housework *w = &s->house;
    struct group_times times;
    w->given = w->changed = false;
    w->room[0] = 0;
    fault f = store_group(app->store, s->language, s->group_id, &s->group);
    if (f == FAULT_NONE)
        f = store_times(app->store, s->group_id, &times);
    if (f != FAULT_NONE)
        return f;
    const struct meeting_times t = store_meeting_times(&times);
    w->given = meeting_of_date(&t, w->day, w->slot, &w->meeting);
    (void)text_copy(w->room, sizeof w->room, store_room(app->store, w->meeting.room, s->language));
    const struct house_change *change = house_change_of(store_house(app->store), s->group.key, w->day, w->slot);
    w->changed = change != NULL;
    if (change)
        w->change = *change;
    return FAULT_NONE;
}

void part_meeting(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct meeting *m = &s->house.meeting;
    int32_t today = date_wall(s->read_at, NULL);
    struct line when, l;
    when_at(&when, SHOWN, m->from_day, m->from_minute, today);
    part_text(u, "meeting", line_format(&l, "%s, %s", s->group.name, when.text));
    when_at(&when, SPOKEN, m->from_day, m->from_minute, today);
    ui_say(u, line_format(&l, "%s, %s", s->group.name, when.text));
}

const char *part_days(struct line *l, enum form form, int32_t from, int32_t to, int32_t today)
{
    struct line first, last;
    when_date(&first, form, from, today);
    if (from == to)
        line_format(l, "%s", first.text);
    else /* TRANSLATORS: the first and the last of some days */
        line_format(l, _("%1$s to %2$s"), first.text, when_date(&last, form, to, today));
    return line_capital(l);
}
