/* One date of one group: what staff can change of it, and what they have. */
#include "screen/parts.h"

#include "base/date.h"
#include "base/text.h"

enum { CLASHES_MAX = 64 };

static void say_when(const struct app *app, struct ui *u)
{
    const struct housework *w = &app->session.house;
    int32_t today = date_wall(app->session.read_at, NULL);
    struct line l;
    when_at(&l, SHOWN, w->meeting.from_day, w->meeting.from_minute, today);
    part_text(u, "when", line_capital(&l));
    ui_say(u, when_at(&l, SPOKEN, w->meeting.from_day, w->meeting.from_minute, today));
}

/* Another group in its room at its time, within the week. */
static fault look_for_clash(struct app *app)
{
    struct session *s = &app->session;
    struct housework *w = &s->house;
    struct clash clash[CLASHES_MAX];
    struct group other;
    size_t count = 0;
    w->clash[0] = 0;
    fault f = store_clashes(app->store, &(struct day_asked){.language = s->language, .now = s->read_at}, clash,
                            CLASHES_MAX, &count);
    for (size_t i = 0; i < count && i < CLASHES_MAX && f == FAULT_NONE && !*w->clash; i++) {
        const struct clash *c = &clash[i];
        bool second = c->group[1] == s->group_id;
        if ((!second && c->group[0] != s->group_id) || c->meeting.day != w->meeting.day)
            continue;
        f = store_group(app->store, s->language, c->group[!second], &other);
        if (f == FAULT_NONE)
            (void)text_copy(w->clash, sizeof w->clash, other.name);
    }
    return f;
}

static fault load(struct app *app)
{
    fault f = part_meeting_load(app);
    return f == FAULT_NONE ? look_for_clash(app) : f;
}

/* How it stands, where that is not as the timetable's rule has it. What needs a person takes the place of what does not. */
static void facts(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct housework *w = &s->house;
    const struct meeting *m = &w->meeting;
    struct line when, label, clash, instead;
    const char *by = w->changed ? _("For this day only") : _("The office has changed it.");
    if (m->closed)
        part_fact(u, "closed", ICON_building, _("The house is closed"), _("So the meeting is called off."));
    else if (m->cancelled)
        part_fact(u, "off", ICON_calendar_off, _("Called off."), by);
    if (m->moved) {
        when_at(&when, SHOWN, m->day, m->start_minute, date_wall(s->read_at, NULL));
        part_fact(u, "moved", ICON_repeat, line_format(&label, _("Moved to %s."), when.text), by);
    }
    if (!*w->room && !*w->clash)
        return;
    /* TRANSLATORS: the name of a group */
    line_format(&clash, _("%s is there then, too."), w->clash);
    /* TRANSLATORS: the room that a group meets in as a rule */
    line_format(&instead, _("Instead of: %s"), s->group.place);
    part_fact(u, "room", *w->clash ? ICON_warning : ICON_door, *w->room ? w->room : s->group.place,
              *w->clash ? clash.text : instead.text);
}

static void rows(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    if (!s->house.meeting.cancelled) {
        part_row(u, "off", ICON_calendar_off, _("Call the meeting off"), GO(staff_off));
        ui_hint(u, _("The date stays, struck out"));
    }
    part_row(u, "move", ICON_repeat, _("Move the meeting"), GO(staff_move));
    ui_hint(u, _("Another day or time"));
    part_row(u, "room", ICON_door, _("Another room"), GO(staff_room));
    /* TRANSLATORS: the name of a room */
    ui_hint(u, line_format(&l, _("Now: %s"), *s->house.room ? s->house.room : s->group.place));
    if (s->house.changed) {
        part_row(u, "back", ICON_undo, _("Take the change back"), DO(ACT_MEETING_BACK));
        ui_hint(u, _("The timetable holds again"));
    }
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const struct meeting *m = &s->house.meeting;
    part_title(app, u, s->group.name);
    if (!s->house.given) {
        part_text(u, "gone", _("The timetable has no such meeting any more."));
        return;
    }
    say_when(app, u);
    if (m->cancelled || m->moved || *s->house.room || *s->house.clash) {
        ui_open(u, UI_CARD, "now", 0);
        facts(app, u);
        ui_close(u);
    }
    rows(app, u);
}

const struct screen_file staff_meeting_screen = {.view = view, .load = load};
