/* A group's page: what it is for, when and where it meets, and the way to join. Places are a word, never a number. */
#include "screen/parts.h"

#include "base/date.h"
#include "store/read.h"

enum { OTHERS_AT_ONCE = 8, OTHERS_MAX = 64 };

/* Are there other groups on that topic, and has one of them room? */
static fault look_at_others(struct app *app, const struct topic *topic, bool *ret_any, bool *ret_open)
{
    const struct session *s = &app->session;
    struct group found[OTHERS_AT_ONCE];
    size_t count = OTHERS_AT_ONCE;
    fault f = FAULT_NONE;
    *ret_any = *ret_open = false;
    for (size_t from = 0; f == FAULT_NONE && count == OTHERS_AT_ONCE && from < OTHERS_MAX && !*ret_open;
         from += count) {
        f = store_groups(app->store, &(struct groups_asked){.language = s->language, .topic = topic->id, .from = from},
                         found, OTHERS_AT_ONCE, &count);
        for (size_t i = 0; i < count; i++)
            if (found[i].id != s->group_id) {
                *ret_any = true;
                *ret_open |= found[i].places == PLACES_OPEN || found[i].places == PLACES_FORMING;
            }
    }
    return f;
}

/* Of a group that is full: its first topic with other groups, before all one where somebody has room. */
static fault find_others(struct app *app)
{
    struct session *s = &app->session;
    struct topic topics[GROUP_TOPICS_MAX];
    size_t count = 0;
    const struct topics_asked asked = {.language = s->language, .group = s->group_id};
    fault f = store_topics(app->store, &asked, topics, GROUP_TOPICS_MAX, &count);
    for (size_t i = 0; i < count && f == FAULT_NONE && !s->other_open; i++) {
        bool any, open;
        f = look_at_others(app, &topics[i], &any, &open);
        if (f == FAULT_NONE && (open || (any && s->other_topic.id == 0)))
            s->other_topic = topics[i];
        s->other_open = f == FAULT_NONE && open;
    }
    return f;
}

/* Texts that are not in the visitor's language stand in the centre's first one. */
static const char *other_language(struct store *store, const struct group *group)
{
    char codes[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    size_t count = 0;
    if (!group->gaps || store_languages(store, codes, &count) != FAULT_NONE || count == 0)
        return NULL;
    const struct language *first = words_language(codes[0]);
    return first ? first->name : NULL;
}

fault group_load(struct app *app)
{
    struct session *s = &app->session;
    s->time_count = s->date_count = 0;
    s->other_topic = (struct topic){0};
    s->other_open = false;
    s->rule_count = 0;
    s->edition = (struct edition_view){0};
    fault f = store_group(app->store, s->language, s->group_id, &s->group);
    s->gaps_in = f == FAULT_NONE ? other_language(app->store, &s->group) : NULL;
    if (f == FAULT_NONE)
        f = store_ground_rules(app->store, s->language, s->group_id, s->rules, &s->rule_count);
    if (f == FAULT_NONE)
        f = part_times(app->store, &s->group, &(struct part_times){s->times, &s->time_count, s->dates, &s->date_count});
    if (f == FAULT_NONE)
        part_edition(&s->edition, store_own(app->store, s->group.key), -1);
    const struct dates dates = part_dates_of(s);
    part_date_rooms(app->store, s->language, &dates, s->date_room);
    if (f == FAULT_NONE && s->group.places == PLACES_FULL)
        f = find_others(app);
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
        [PLACES_OPEN] = {N_("Room for you"), "open"},      [PLACES_FULL] = {N_("Full just now"), "full"},
        [PLACES_FORMING] = {N_("Starting up"), "forming"}, [PLACES_RESTING] = {N_("Taking a rest"), "resting"},
        [PLACES_CLOSED] = {N_("Has closed"), "resting"},
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
static void when_value(const struct session *s, const struct meeting *m, bool often, struct line *value)
{
    struct line length, repeat;
    int32_t today = date_wall(s->read_at, NULL);
    when_length(&length, m->minutes);
    line_format(value, "%s", length.text);
    if (often && s->time_count > 0) /* TRANSLATORS: how long, how often: "two hours, every Tuesday" */
        line_format(value, _("%1$s, %2$s"), length.text, when_repeat(&repeat, SHOWN, &s->times[0], today));
    line_capital(value);
    enum group_checked checked = group_checked(s->group.checked_day, today);
    if (s->group.checked_day > 0 && checked != CHECKED_LATELY) {
        line_add(value, ". ");
        line_add(value, checked == CHECKED_LONG_AGO ? _("Checked long ago.") : _("Checked more than a year ago."));
    }
}

static void when_fact(const struct session *s, struct ui *u)
{
    const struct dates dates = part_dates_of(s);
    struct meeting m;
    struct line label, value, say;
    if (!part_next_held(&dates, &m)) {
        bool said = s->group.places == PLACES_RESTING; /* by why one can't join now */
        part_fact(u, "next", ICON_clock, _("No date yet"), said ? NULL : _("You can ask at the desk."));
        return;
    }
    when_value(s, &m, u->brief < 2, &value); /* how often stands with the dates, too */
    when_meeting(&label, SHOWN, &m, s->read_at);
    part_fact(u, "next", ICON_clock, line_capital(&label), value.text);
    when_meeting(&label, SPOKEN, &m, s->read_at);
    ui_say(u, line_format(&say, "%s, %s", label.text, value.text));
}

/* Of the other one nothing else is known: neither a step nor a loop is guessed. */
static void other_room_fact(const struct group *g, struct ui *u, const char *room)
{
    struct line say, place, usual;
    /* TRANSLATORS: the room a group meets in otherwise */
    part_fact(u, "place", ICON_door, room, line_format(&usual, _("This time. Otherwise: %s"), g->place));
    part_group_spoken(&place, g, GROUP_TEXT_place);
    line_format(&usual, _("This time. Otherwise: %s"), place.text);
    ui_say(u, line_format(&say, "%s. %s", when_figures(&place, room), usual.text));
}

static void place_fact(const struct session *s, struct ui *u)
{
    const struct group *g = &s->group;
    const struct dates dates = part_dates_of(s);
    struct meeting next;
    struct line say, place, access;
    const char *room = part_next_held(&dates, &next) ? part_date_room(&dates, &next) : "";
    if (*room) {
        other_room_fact(g, u, room);
        return;
    }
    bool has = *part_access(&access, g);
    enum ui_icon icon = g->held == HELD_ONLINE ? ICON_device : ICON_door;
    part_fact(u, "place", g->held == HELD_PHONE ? ICON_phone : icon, g->place, has ? access.text : NULL);
    part_group_spoken(&place, g, GROUP_TEXT_place);
    ui_say(u, has ? line_format(&say, "%s, %s", place.text, access.text) : place.text);
}

static void more(const struct app *app, struct ui *u, enum verdict may)
{
    bool open = may == VERDICT_JOIN_MAY, full = may == VERDICT_JOIN_WAIT;
    ui_open(u, UI_TWO, "read", 0);
    part_button(u, "rules", ICON_people, _("Ground rules"), GO(group_rules));
    if (app->session.rule_count == 0)
        part_not_now(u, _("The group will agree on them together."));
    if (full) { /* one row, so that the page is one; a first visit and the dates are for those with a place */
        part_button(u, "more", ICON_info, _("More about us"), GO(group_more));
        ui_close(u);
        return;
    }
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

static void waiting_list(const struct session *s, struct ui *u)
{
    struct line l;
    part_primary(u, "wait", ICON_chair, _("Be on the waiting list"), DO(ACT_JOIN));
    ui_flag(u, UI_EARLY);
    if (u->brief < 3) /* the next page says it as well */
        ui_hint(u, _("Like joining, but you wait for a place"));
    if (s->other_topic.id == 0)
        return;
    /* TRANSLATORS: a topic of life, as "Sleep and rest" */
    part_row(u, "others", part_icon(s->other_topic.icon), line_format(&l, _("Other groups: %s"), s->other_topic.name),
             DO(ACT_TOPIC, s->other_topic.id));
    if (s->other_open && u->brief < 1)
        ui_hint(u, _("Some of them have room"));
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    enum verdict may = may_join(app);
    ui_add(u, UI_HEADING, "title", 0, *s->group.name ? s->group.name : _(screen_title(app->session.at)));
    badge(u, s->group.places);
    part_notice(app, u);
    part_group_text(u, &s->group, GROUP_TEXT_purpose);
    part_gap(s, u, GAP(name) | GAP(purpose) | GAP(place));
    part_members(u, &s->group);
    bool room = may == VERDICT_JOIN_MAY || (may != VERDICT_JOIN_WAIT && u->brief < 3);
    if (room && s->group.state != GROUP_STATE_closed) /* other groups, or why not now, need its room */
        days(s, u);
    if (s->group.state != GROUP_STATE_closed) { /* which meets on no day and nowhere */
        ui_open(u, UI_CARD, "facts", 0);
        when_fact(s, u);
        place_fact(s, u);
        ui_close(u);
    }
    if (may == VERDICT_JOIN_WAIT) {
        waiting_list(s, u);
    } else {
        part_primary(u, "join", ICON_chair, _("Join"), DO(ACT_JOIN));
        ui_flag(u, UI_EARLY);
        if (u->brief < 1 && u->setting.size < SIZE_XXL) /* the next page says it as well */
            ui_hint(u, _("You can change your mind later"));
        if (may != VERDICT_JOIN_MAY)
            part_not_now(u, _(verdict_sentence(may)));
    }
    more(app, u, may);
}

const struct screen_file group_screen = {.view = view, .load = group_load};
