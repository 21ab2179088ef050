/* Texts as long as a centre file may make them: every screen holds them, at every size, on every display, in every language
 * (rule/group.def, MUST 2). And on every day: what a page says of dates has more words on some than on others. */
#include "test.h"
#include "screens.h"

#include <stdlib.h>
#include "base/date.h"
#include "base/text.h"
#include "rule/centre.h"
#include "rule/group.h"
#include "screen_session.h"
#include "ui/audit.h"
#include "ui/layout.h"

static struct app app;
static struct ui u;

/* As many words and letters as there is room for, blanks counted: the words are of one length, or the first ones are long. */
static void longest(char *out, size_t size, const struct text_room *room, bool uneven)
{
    const int long_one = 16; /* "forventningsfulle" and its like */
    int left = room->letters - (room->words - 1);
    char text[GROUP_TEXT_MAX];
    size_t at = 0;
    for (int w = 0; w < room->words; w++) {
        int others = room->words - w - 1, length = uneven ? left - 2 * others : left / (others + 1);
        length = length < 1 ? 1 : length > long_one ? long_one : length;
        for (int k = 0; k < length; k++)
            text[at++] = w == 0 && k == 0 ? 'B' : "eniranost"[(k + 3 * w) % 9];
        if (others > 0)
            text[at++] = ' ';
        left -= length;
    }
    text[at] = 0;
    fill(out, size, text);
}

static void long_texts(struct app *a, bool uneven)
{
    struct session *s = &a->session;
    struct group *g = &s->group;
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
        longest(group_text_room(g, i), group_texts[i].room.size, &group_texts[i].room, uneven);
    for (int32_t i = 0; i < s->rows; i++) {
        fill(s->row[i].name, GROUP_NAME_MAX, g->name);
        fill(s->row[i].place, GROUP_NAME_MAX, g->place);
    }
    s->row[1].left = s->row[2].next.cancelled = s->row[4].next.cancelled = s->row[4].next.closed = true;
    for (int32_t i = 0; i < s->topic_count; i++)
        longest(s->topics[i].name, sizeof s->topics[i].name, &centre_rooms[CENTRE_TEXT_topic], uneven);
    for (int32_t i = 0; i < s->rule_count; i++) { /* the group's own, in its own words */
        s->rules[i].library = -1;
        longest(s->rules[i].sentence, sizeof s->rules[i].sentence, &centre_rooms[CENTRE_TEXT_sentence], uneven);
        longest(s->rules[i].why, sizeof s->rules[i].why, &centre_rooms[CENTRE_TEXT_why], uneven);
    }
    fill(s->own.group_name, sizeof s->own.group_name, g->name);
    a->staff.damaged = a->staff.export_damaged = 12;
    g->gaps = UINT32_MAX;
    s->gaps_in = "Norsk bokmål";
    longest(a->centre.name, sizeof a->centre.name, &centre_rooms[CENTRE_TEXT_name], uneven);
    longest(a->centre.desk, sizeof a->centre.desk, &centre_rooms[CENTRE_TEXT_desk], uneven);
    longest(a->centre.hours, sizeof a->centre.hours, &centre_rooms[CENTRE_TEXT_hours], uneven);
    longest(a->centre.phone, sizeof a->centre.phone, &centre_rooms[CENTRE_TEXT_phone], uneven);
    longest(a->centre.responsible, sizeof a->centre.responsible, &centre_rooms[CENTRE_TEXT_responsible], uneven);
    longest(a->centre.approval, sizeof a->centre.approval, &centre_rooms[CENTRE_TEXT_approval], uneven);
}

/* Every page of what is described now. */
static size_t audit_pages(const char *what, size_t panel)
{
    size_t all = 0;
    const screen_id at = app.session.at;
    for (uint16_t page = 0, pages = 1; page < pages; page++) {
        struct ui_finding found[4];
        app.session.page = page;
        struct ui_setting setting = session_setting(&app, panel);
        screen_view(&app, &setting, &u);
        ui_layout(&u);
        pages = u.pages;
        size_t count = ui_audit(&u, screen_words_limit(at), found, 4);
        for (size_t i = 0; i < count && i < 4; i++)
            printf("%s %s, %s, size %d, display %zu, page %d: %s (%s) at %s: %.1f, wanted %.1f\n", screen_name(at),
                   what, app.session.language, app.session.size, panel, page, ui_finding_name(found[i].kind),
                   ui_finding_requirement(found[i].kind), found[i].path, (double)found[i].measured,
                   (double)found[i].wanted);
        all += count;
    }
    return all;
}

static void every_screen(const char *language, bool uneven)
{
    for (int at = 0; at < SCREENS; at++)
        for (int size = SIZE_S; size < SIZES; size++)
            for (size_t panel = 0; panel < 3; panel++) {
                session_at(&app, (enum screen)at, language, (enum ui_size)size);
                long_texts(&app, uneven);
                CHECK(audit_pages(uneven ? "long words" : "short words", panel) == 0);
            }
}

/* Groups of every kind, with every way to repeat, on days of a month whose name is long and of another year. */
static void group_pages(const char *language)
{
    static const struct meeting_rule rules[] = {
        {MEETING_ONCE, 0, 0, 2, 1, 0, 18 * 60, 100, false, 0, 0},
        {MEETING_WEEKLY, 0, 0, 4, 2, 0, 18 * 60 + 45, 90, false, 0, 0},
        {MEETING_WEEKLY, 0, 0, 4, 3, 0, 18 * 60, 150, true, 0, 0},
        {MEETING_NTH_WEEKDAY, 0, 0, 4, 1, 2, 18 * 60, 75, false, 0, 0},
        {MEETING_LAST_WEEKDAY, 0, 0, 4, 1, 0, 18 * 60, 75, false, 0, 0},
    };
    static const enum group_places places[] = {PLACES_OPEN, PLACES_FULL, PLACES_FORMING, PLACES_RESTING};
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++)
        for (size_t p = 0; p < sizeof places / sizeof *places; p++)
            for (int32_t ahead = 0; ahead <= 400; ahead += 80)
                for (int checked = 0; checked < 2; checked++)
                    for (int others = 0; others < 2; others++) {
                        session_at(&app, SCREEN_group, language, SIZE_M);
                        struct session *s = &app.session;
                        long_texts(&app, false);
                        int32_t day = date_wall(s->read_at, NULL) + ahead;
                        s->group.places = places[p];
                        s->group.setting = 1 + (int)(r % 3);
                        s->group.checked_day = checked ? 0 : date_wall(s->read_at, NULL);
                        s->times[0] = rules[r];
                        s->times[0].first_day = day;
                        s->dates[0] = session_meeting(day);
                        s->dates[0].minutes = rules[r].minutes;
                        if (others)
                            s->other_topic = s->topics[0];
                        s->other_open = others > 0;
                        CHECK(audit_pages("a long day", 0) == 0);
                        CHECK(ui_find_path(&u, "members") != UI_NONE); /* no page is so full that it is left out */
                    }
}

/* A group of usual texts is one page at the usual size, whatever its places are. */
static void one_page(const char *language)
{
    static const enum group_places places[] = {PLACES_OPEN, PLACES_FULL, PLACES_FORMING, PLACES_RESTING};
    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        for (int32_t ahead = 1; ahead <= 400; ahead += 57)
            for (int setting = 1; setting <= 3; setting++)
                for (int others = 0; others < 2; others++) {
                    session_at(&app, SCREEN_group, language, SIZE_M);
                    struct session *s = &app.session;
                    s->group.places = places[p];
                    s->group.setting = setting;
                    s->times[0].first_day = date_wall(s->read_at, NULL) + ahead;
                    s->dates[0] = session_meeting(s->times[0].first_day);
                    if (others)
                        s->other_topic = s->topics[5];
                    s->other_open = others > 0;
                    s->group.checked_day = date_wall(s->read_at, NULL) - (ahead % 2 ? 400 : 10);
                    CHECK(audit_pages("a usual group", 0) == 0);
                    if (u.pages > 1)
                        printf("group, %s: %d pages, places %d, setting %d, %d days ahead, others %d\n", language,
                               u.pages, (int)places[p], setting, ahead, others);
                    CHECK_INT(u.pages, 1);
                }
}

/* That it is no treatment, and whose it is, is said in words of the setting: on every page of a group, and before consent. */
static void whose_group(const char *language)
{
    static const enum group_places places[] = {PLACES_OPEN, PLACES_FULL, PLACES_FORMING, PLACES_RESTING};
    char said[4][200], kind[200], before[200] = "";
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        for (int setting = SETTING_ORGANISATION; setting <= SETTING_NODE; setting++) {
            session_at(&app, SCREEN_group, language, SIZE_M);
            app.session.group.places = places[p];
            app.session.group.setting = (enum setting)setting;
            CHECK(audit_pages("whose group", 0) == 0);
            fill(said[setting], sizeof *said, ui_string(&u, u.node[ui_find_path(&u, "members")].label));
        }
        CHECK(!text_same(said[1], said[2]) && !text_same(said[1], said[3]) && !text_same(said[2], said[3]));
    }
    for (int setting = SETTING_ORGANISATION; setting <= SETTING_NODE; setting++) {
        session_at(&app, SCREEN_join_facts, language, SIZE_M);
        app.session.group.setting = (enum setting)setting;
        CHECK(audit_pages("whose consent", 0) == 0);
        CHECK_INT(u.pages, 1);
        const struct ui_node *fact = &u.node[ui_find_path(&u, "facts/what_for")];
        fill(kind, sizeof kind, ui_string(&u, fact->value));
        CHECK(*kind && !text_same(kind, before));
        fill(before, sizeof before, kind);
    }
}

/* Who has approved the list stands with the facts at every size, as long as it may be; one of a usual length on one page. */
static void approved(const char *language)
{
    static const char usual[] = "Our ethics board approved this list: 26/117.";
    for (int size = SIZE_S; size < SIZES; size++)
        for (int kind = 0; kind < 3; kind++) {
            char *approval = app.centre.approval;
            session_at(&app, SCREEN_join_facts, language, (enum ui_size)size);
            fill(approval, sizeof app.centre.approval, usual);
            if (kind > 0)
                longest(approval, sizeof app.centre.approval, &centre_rooms[CENTRE_TEXT_approval], kind > 1);
            CHECK(audit_pages("approved", 0) == 0);
            CHECK(kind > 0 || size > SIZE_M || u.pages == 1);
            bool shown = false;
            for (uint16_t i = 1; i < u.count; i++)
                shown = shown || strstr(ui_string(&u, u.node[i].label), approval) ||
                        strstr(ui_string(&u, u.node[i].value), approval);
            CHECK(shown);
        }
}

/* A group that meets online or by telephone: how, and how to get in; not a word of steps or doors. */
static void elsewhere(const char *language)
{
    for (int held = HELD_ONLINE; held <= HELD_PHONE; held++) {
        session_at(&app, SCREEN_group, language, SIZE_M);
        struct group *g = &app.session.group;
        g->held = (enum group_held)held;
        g->step_free = g->hearing_loop = false;
        g->sign_language = true;
        CHECK(audit_pages("elsewhere", 0) == 0);
        CHECK_INT(u.pages, 1);
        const struct ui_node *place = &u.node[ui_find_path(&u, "facts/place")];
        const char *how = held == HELD_ONLINE ? _("Online") : _("By telephone");
        CHECK(strncmp(ui_string(&u, place->value), how, strlen(how)) == 0);
        CHECK(strstr(ui_string(&u, place->value), _("step-free")) == NULL);
        CHECK_TEXT(ui_string(&u, place->label), g->place);
        CHECK(place->icon != ICON_door);
    }
}

int main(void)
{
    size_t count;
    const struct language *all = session_languages(&count);
    for (size_t i = 0; i < count; i++) {
        every_screen(all[i].code, false);
        every_screen(all[i].code, true);
        group_pages(all[i].code);
        one_page(all[i].code);
        whose_group(all[i].code);
        approved(all[i].code);
        elsewhere(all[i].code);
    }
    return TEST_END();
}
