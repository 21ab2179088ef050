/* One group, for staff: its next dates, and whether visitors see it. */
#include "screen/parts.h"

#include "base/date.h"

enum { DATES_SHOWN = 3 };

static fault load(struct app *app)
{
    struct session *s = &app->session;
    fault f = group_load(app);
    const struct house_hidden *hidden = f == FAULT_NONE ? house_hidden_of(store_house(app->store), s->group.key) : NULL;
    s->house.total = hidden ? (int32_t)hidden->reason + 1 : 0;
    const struct own_group *own = f == FAULT_NONE ? store_own(app->store, s->group.key) : NULL;
    uint8_t tag[OWN_TAG];
    s->house.codeless = !own || !own_tag(own, tag);
    s->house.renews = own && own_may_renew(own, date_wall(s->read_at, NULL));
    return f;
}

static void date_row(const struct session *s, struct ui *u, int32_t i)
{
    const struct meeting *m = &s->dates[i];
    struct line shown, spoken, place;
    const struct dates dates = part_dates_of(s);
    const char *room = part_date_room(&dates, m);
    when_meeting(&shown, SHOWN, m, s->read_at);
    when_meeting(&spoken, SPOKEN, m, s->read_at);
    part_row(u, "date", m->cancelled ? ICON_calendar_off : ICON_calendar, line_capital(&shown),
             DO(ACT_STAFF_MEETING, i));
    ui_arg(u, i);
    ui_flag(u, m->cancelled ? UI_STRUCK : 0);
    line_format(&place, "%s", *room ? room : s->group.place);
    const char *hint = m->cancelled ? part_called_off(m) : m->moved ? _("Moved.") : place.text;
    ui_hint(u, hint);
    ui_say(u, line_format(&shown, "%s, %s", spoken.text, hint));
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    bool hidden = s->house.total > 0;
    part_title(app, u, s->group.name);
    if (hidden) /* TRANSLATORS: why a group is hidden */
        line_format(&l, _("Hidden from the lobby: %s."),
                    _(house_reason_words((enum house_reason)(s->house.total - 1))));
    else
        line_format(&l, "%s", _("Visitors see this group."));
    if (s->notice == VERDICT_KIOSK_OPEN)
        part_text(u, "seen", l.text);
    for (int32_t i = 0; i < s->date_count && i < DATES_SHOWN; i++)
        date_row(s, u, i);
    if (hidden) {
        part_row(u, "show", ICON_eye, _("Show the group again"), DO(ACT_GROUP_SHOW));
        return;
    }
    part_row(u, "hide", ICON_hide, _("Hide the group"), GO(staff_hide));
    ui_hint(u, _("Visitors no longer find it"));
    if (s->house.renews)
        part_print(app, u, SHEET_group_code, _("Print the group's new code"));
    else if (s->house.codeless) {
        part_row(u, "code", ICON_key, _("Let the group draw its code"), DO(ACT_GROUP_GIVE));
        ui_hint(u, _("You step aside, and are signed out"));
    }
}

const struct screen_file staff_group_screen = {.view = view, .load = load};
