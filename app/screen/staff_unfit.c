/* A change of staff whose date has no meeting any more, since the timetable is another: what becomes of it is theirs to say. */
#include "screen/parts.h"

#include "base/date.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct housework *w = &s->house;
    size_t at = 0, count = 0;
    fault f = store_house_unfit(app->store, date_wall(s->read_at, NULL), &at, 1, &count);
    w->unfit = (int32_t)count;
    w->unfit_at = (int32_t)at;
    s->group_id = 0;
    if (f != FAULT_NONE || count == 0)
        return f;
    w->change = store_house(app->store)->change[at];
    f = store_group_by_key(app->store, s->language, w->change.group, &s->group);
    s->group_id = f == FAULT_NONE ? s->group.id : 0;
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static const char *what(const struct app *app, struct line *l)
{
    const struct housework *w = &app->session.house;
    const struct meeting_change *c = &w->change.change;
    struct line when;
    if (c->cancelled)
        return line_format(l, "%s", _("Called off."));
    if (c->stays) /* TRANSLATORS: the name of a room */
        return line_format(l, _("This time in another room: %s"),
                           house_room_name(&w->change.room, app->session.language));
    when_at(&when, SHOWN, c->to_day, c->to_minute, date_wall(app->session.read_at, NULL));
    return line_format(l, _("Moved to %s."), when.text);
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct housework *w = &s->house;
    struct line when, value, label;
    part_title(app, u, _(screen_title(s->at)));
    if (w->unfit == 0) {
        part_text(u, "none", _("All changes fit the timetable."));
        return;
    }
    part_text(u, "about", _("The office's timetable has no meeting then. Visitors do not see this change."));
    when_date(&when, SHOWN, w->change.change.day, date_wall(s->read_at, NULL));
    line_format(&label, _("%1$s, %2$s"), s->group_id > 0 ? s->group.name : w->change.group, when.text);
    part_fact(u, "change", ICON_calendar_off, label.text, what(app, &value));
    if (s->group_id > 0) {
        part_row(u, "group", ICON_people, s->group.name, DO(ACT_STAFF_GROUP, s->group_id));
        ui_hint(u, _("See when it meets now"));
    }
    part_primary(u, "drop", ICON_check, _("Take the change away"), DO(ACT_CHANGE_DROP, w->unfit_at));
}

const struct screen_file staff_unfit_screen = {.view = view, .load = load};
