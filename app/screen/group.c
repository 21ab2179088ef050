/* A group's page: what it is for, when and where it meets, and the way to join. Places are a word, never a number. */
#include "screen/parts.h"

#include "base/date.h"
#include "store/read.h"

SCREEN_FILE(group)

fault group_load(struct app *app)
{
    struct session *s = &app->session;
    s->time_count = s->date_count = 0;
    fault f = store_group_whole(app->store, s->language, s->group_id, &s->group, s->rules, &s->rule_count);
    if (f == FAULT_NONE)
        f = part_times(app->store, &s->group, &(struct part_times){s->times, &s->time_count, s->dates, &s->date_count});
    return f;
}

/* What keeps this visitor from joining the group shown; JOIN_MAY when nothing does. */
static enum verdict may_join(const struct app *app)
{
    const struct group *g = &app->session.group;
    struct join_facts facts = {
        .kiosk = app->kiosk, .listed = true, .state = g->state, .capacity = 1, .taken = g->places == PLACES_FULL};
    return join_may(&facts);
}

static const char *short_days(void)
{
    /* TRANSLATORS: seven short names, Monday first, split by spaces */
    return _("Mo Tu We Th Fr Sa Su");
}

/* The days as a list for the ear; bit 0 is Monday. */
static const char *days_say(struct line *l, uint32_t days)
{
    struct line list = {0};
    for (int day = 1; day <= 7; day++)
        if (days >> (day - 1) & 1) {
            line_add(&list, *list.text ? ", " : "");
            line_add(&list, when_weekday(day));
        }
    if (!*list.text)
        return line_format(l, "%s", _("No fixed day"));
    return line_format(l, _("Meets on %s"), list.text);
}

static void badge(struct ui *u, enum group_places places)
{
    static const struct {
        const char *label, *sign;
    } signs[] = {
        [PLACES_OPEN] = {N_("Room for you"), "open"},
        [PLACES_FULL] = {N_("Full just now"), "full"},
        [PLACES_FORMING] = {N_("Starting up"), "forming"},
        [PLACES_RESTING] = {N_("Taking a rest"), "resting"},
    };
    ui_add(u, UI_BADGE, "places", 0, _(signs[places].label));
    ui_value(u, signs[places].sign);
}

static uint32_t days_of(const struct session *s)
{
    uint32_t days = 0;
    for (int32_t i = 0; i < s->time_count; i++)
        if (s->times[i].repeat != MEETING_ONCE)
            days |= UINT32_C(1) << (s->times[i].weekday - 1);
    return days;
}

static void days(const struct session *s, struct ui *u)
{
    struct line l;
    ui_add(u, UI_DAYS, "days", 0, days_say(&l, days_of(s)));
    ui_value(u, short_days());
    ui_number(u, (int32_t)days_of(s));
}

/* How long, how often, and whether that is sure. */
static void when_value(const struct session *s, const struct meeting *m, struct line *value)
{
    struct line length, repeat;
    int32_t today = date_wall(s->read_at, NULL);
    when_length(&length, m->minutes);
    line_format(value, "%s", length.text);
    if (s->time_count > 0) /* TRANSLATORS: how long, how often: "two hours, every Tuesday" */
        line_format(value, _("%1$s, %2$s"), length.text, when_repeat(&repeat, SHOWN, &s->times[0], today));
    line_capital(value);
    if (group_checked(s->group.checked_day, today) == CHECKED_OVER_A_YEAR) {
        line_add(value, ". ");
        line_add(value, _("Checked more than a year ago."));
    }
}

static void when_fact(const struct session *s, struct ui *u)
{
    const struct dates dates = part_dates_of(s);
    struct meeting m;
    struct line label, value, say;
    if (!part_next_held(&dates, &m)) {
        part_fact(u, "next", ICON_clock, _("No date yet"), _("You can ask at the desk."));
        return;
    }
    when_value(s, &m, &value);
    when_meeting(&label, SHOWN, &m, s->read_at);
    part_fact(u, "next", ICON_clock, line_capital(&label), value.text);
    when_meeting(&label, SPOKEN, &m, s->read_at);
    ui_say(u, line_format(&say, "%s, %s", label.text, value.text));
}

static void place_fact(const struct group *g, struct ui *u)
{
    struct line say, place;
    const char *access = g->step_free && g->hearing_loop ? _("Step-free, with a hearing loop")
                         : g->step_free                  ? _("Step-free")
                         : g->hearing_loop               ? _("With a hearing loop")
                                                         : NULL;
    part_fact(u, "place", ICON_door, g->place, access);
    part_group_spoken(&place, g, GROUP_TEXT_place);
    ui_say(u, access ? line_format(&say, "%s, %s", place.text, access) : place.text);
}

static void more(const struct app *app, struct ui *u, bool open)
{
    ui_open(u, UI_TWO, "read", 0);
    part_button(u, "rules", ICON_people, _("Ground rules"), GO(group_rules));
    if (app->session.rule_count == 0)
        part_not_now(u, _("The group will agree on them together."));
    part_button(u, "visit", ICON_cup, _("A first visit"), GO(group_visit));
    ui_close(u);
    ui_open(u, UI_TWO, "ask", 0);
    part_button(u, "more", ICON_info, _("More about us"), GO(group_more));
    if (open)
        part_button(u, "dates", ICON_calendar, _("Next dates"), GO(group_dates));
    else
        part_button(u, "desk", ICON_desk, _("Ask at the desk"), GO(desk));
    ui_close(u);
}

void group_view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    enum verdict may = may_join(app);
    ui_add(u, UI_HEADING, "title", 0, *s->group.name ? s->group.name : _(screen_title(app->session.at)));
    badge(u, s->group.places);
    part_notice(app, u);
    part_group_text(u, &s->group, GROUP_TEXT_purpose);
    /* The others say something of their own there, and sixty words are enough (COG-01). */
    if (may == VERDICT_JOIN_MAY && s->group.places == PLACES_OPEN)
        part_text(u, "members", _("The members lead the group. It is not treatment."));
    days(s, u);
    ui_open(u, UI_CARD, "facts", 0);
    when_fact(s, u);
    place_fact(&s->group, u);
    ui_close(u);
    part_primary(u, "join", ICON_chair, _("Join"), DO(ACT_JOIN));
    ui_hint(u, _("You can change your mind later"));
    if (may != VERDICT_JOIN_MAY)
        part_not_now(u, _(verdict_sentence(may)));
    more(app, u, may == VERDICT_JOIN_MAY);
}
