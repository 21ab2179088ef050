/* What goes in by a centre file comes out by the questions of read.h, in each language and in the order of names. */
#include "test.h"

#include "rule/ground_rules.h"
#include "store/inside.h"
#include "store_demo.h"

static struct centre_file file;
static struct store *s;
static char folder[64];

static void make(void)
{
    struct kiosk kiosk = demo_kiosk();
    demo_centre(&file, 6);
    static const char *const nb[] = {"Åpen gruppe", "Berits krets", "Ærlig talt", "Annenhver uke", "Øst", "Stengt"};
    static const char *const en[] = {"Open group", "Berit's circle", "Honestly", "Every second week", "East", "Closed"};
    for (size_t i = 0; i < 6; i++)
        file.groups[i].name = demo_text(&file, nb[i], en[i]);
    file.groups[5].state = GROUP_STATE_closed;
    file.groups[4].state = GROUP_STATE_forming;
    file.groups[4].meeting_count = 0;
    file.groups[3].state = GROUP_STATE_resting;
    struct centre_group *g = &file.groups[0];
    g->capacity = 8;
    g->taken = 6;
    g->topic_count = 2;
    g->topics[0] = 1;
    g->topics[1] = 0;
    g->meeting_count = 2;
    g->meetings[1] = (struct meeting_rule){.repeat = MEETING_ONCE,
                                           .first_day = date_day(2026, 12, 13),
                                           .weekday = 1,
                                           .every = 1,
                                           .nth = 1,
                                           .start_minute = 600,
                                           .minutes = 90,
                                           .longer_agreed = true};
    g->changes = centre_file_keep(&file, 2 * sizeof *g->changes);
    g->changes[0] = (struct meeting_change){.day = 100, .cancelled = true};
    g->changes[1] = (struct meeting_change){.day = 107, .to_day = 108, .to_minute = 700};
    g->change_count = 2;
    g->rules = centre_file_keep(&file, 3 * sizeof *g->rules);
    g->rules[0].library = ground_rule_find("stays_here");
    g->rules[1] = (struct centre_rule){-1, demo_text(&file, "Vi drikker te.", "We drink tea."),
                                       demo_text(&file, "Te varmer.", "Tea is warm.")};
    g->rules[2].library = ground_rule_find("listen");
    g->rule_count = 3;
    demo_folder(folder);
    CHECK_INT(store_create(folder, &kiosk), FAULT_NONE);
    CHECK_INT(store_timetable_build(folder, &file, "", NULL, 0), FAULT_NONE);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
}

static void test_centre(void)
{
    struct centre centre;
    struct panel panel;
    char languages[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    size_t n;
    CHECK_INT(store_languages(s, languages, &n), FAULT_NONE);
    CHECK_INT(n, 2);
    CHECK_TEXT(languages[0], "nb");
    CHECK_TEXT(languages[1], "en");
    CHECK_INT(store_centre(s, "en", &centre), FAULT_NONE);
    CHECK_TEXT(centre.id, "demo");
    CHECK_TEXT(centre.name, "The Fjord Centre");
    CHECK_TEXT(centre.desk, "The desk on the ground floor");
    CHECK_TEXT(centre.hours, "Weekdays 8 to 15");
    CHECK_TEXT(centre.phone, "+47 70 00 00 00");
    CHECK_TEXT(centre.responsible, "The Fjord Centre, its head");
    CHECK_INT(store_centre(s, "xx", &centre), FAULT_NONE); /* unknown: the first */
    CHECK_TEXT(centre.name, "Fjordsenteret");
    CHECK_INT(store_panel(s, &panel), FAULT_NONE);
    CHECK(memcmp(&panel, &file.panel, sizeof panel) == 0);
}

static void test_topics(void)
{
    struct topic topics[8], one;
    size_t n;
    CHECK_INT(store_topics(s, &(struct topics_asked){.language = "nb"}, topics, 8, &n), FAULT_NONE);
    CHECK_INT(n, 2); /* the third has no group */
    CHECK_TEXT(topics[0].key, "alone");
    CHECK_TEXT(topics[0].name, "Å være mye alene");
    CHECK_TEXT(topics[1].icon, "moon");
    CHECK_INT(store_topics(s, &(struct topics_asked){.language = "nb"}, topics, 1, &n), FAULT_NONE);
    CHECK_INT(n, 1);
    CHECK_INT(store_topic(s, "en", topics[0].id, &one), FAULT_NONE);
    CHECK_TEXT(one.name, "Being much alone");
    CHECK_INT(store_topic(s, "en", 99, &one), FAULT_NO_ENTRY);
}

static void check_list(fault f, const struct group *got, size_t n, const char *const *want, size_t want_count)
{
    CHECK_INT(f, FAULT_NONE);
    CHECK_INT(n, want_count);
    for (size_t i = 0; i < n && i < want_count; i++)
        CHECK_TEXT(got[i].name, want[i]);
}

static fault groups_weekday(int32_t weekday, struct group *out, size_t limit, size_t *ret_count)
{
    struct group_found found[8];
    fault f = store_find(s, &(struct group_find){.language = "en", .weekday = weekday}, found, limit, ret_count);
    for (size_t i = 0; i < *ret_count && f == FAULT_NONE; i++)
        f = store_group(s, "en", found[i].group, &out[i]);
    return f;
}

static void test_lists(void)
{
    static const char *const nb[] = {"Annenhver uke", "Berits krets", "Stengt", "Ærlig talt", "Øst", "Åpen gruppe"};
    static const char *const en[] = {"Berit's circle",    "Closed",   "East",
                                     "Every second week", "Honestly", "Open group"}; /* that one has closed is said */
    static const char *const sleep[] = {"Annenhver uke", "Berits krets", "Stengt", "Åpen gruppe"};
    static const char *const sunday[] = {"Open group"};
    struct group g[8];
    size_t n;
    fault f = store_groups(s, &(struct groups_asked){.language = "nb"}, g, 8, &n);
    check_list(f, g, n, nb, 6);
    f = store_groups(s, &(struct groups_asked){.language = "en"}, g, 8, &n);
    check_list(f, g, n, en, 6);
    f = store_groups(s, &(struct groups_asked){.language = "nb", .from = 2}, g, 2, &n);
    check_list(f, g, n, nb + 2, 2);
    f = store_groups(s, &(struct groups_asked){.language = "nb", .from = 6}, g, 2, &n);
    check_list(f, g, n, nb, 0);
    f = store_groups(s, &(struct groups_asked){.language = "nb", .topic = 2, .from = 0}, g, 8, &n);
    check_list(f, g, n, sleep, 4);
    f = store_groups(s, &(struct groups_asked){.language = "nb", .topic = 2, .from = 1}, g, 1, &n);
    check_list(f, g, n, sleep + 1, 1);
    f = groups_weekday(7, g, 8, &n); /* the single date falls on a Sunday */
    check_list(f, g, n, sunday, 1);
    f = groups_weekday(6, g, 8, &n); /* only a closed one meets on Saturdays */
    check_list(f, g, n, sunday, 0);
}

static void test_group(void)
{
    struct group g, same;
    struct topic topics[4];
    static struct ground_rule rules[GROUP_RULES_MAX];
    int32_t rule_count;
    size_t n;
    CHECK_INT(store_group_by_key(s, "en", "group-0", &g), FAULT_NONE);
    CHECK_TEXT(g.name, "Open group");
    CHECK_TEXT(g.place, "Room B204");
    CHECK(g.setting == SETTING_CENTRE && g.state == GROUP_STATE_meeting && g.places == PLACES_OPEN && g.step_free);
    CHECK(!g.hearing_loop && g.rules_version == 1 && g.checked_day == 20000);
    CHECK_INT(store_group(s, "en", g.id, &same), FAULT_NONE);
    CHECK(memcmp(&g, &same, sizeof g) == 0);
    CHECK_INT(store_group(s, "en", 77, &same), FAULT_NO_ENTRY);
    CHECK_INT(store_group_by_key(s, "en", "nowhere", &same), FAULT_NO_ENTRY);
    CHECK_INT(store_place_keep(s, "group-0"), FAULT_NONE);
    store_place_take(s, "group-0", false);
    store_place_take(s, "group-0", false); /* six came otherwise, two by this kiosk */
    CHECK_INT(store_group(s, "nb", g.id, &same), FAULT_NONE);
    CHECK_INT(same.places, PLACES_FULL);
    CHECK_INT(store_topics(s, &(struct topics_asked){.language = "en", .group = g.id}, topics, 4, &n), FAULT_NONE);
    CHECK_INT(n, 2);
    CHECK_TEXT(topics[0].name, "Sleep and rest");
    CHECK_INT(store_ground_rules(s, "en", g.id, rules, &rule_count), FAULT_NONE);
    CHECK_INT(rule_count, 3);
    CHECK_INT(rules[0].library, ground_rule_find("stays_here"));
    CHECK_INT(rules[1].library, -1);
    CHECK_TEXT(rules[1].sentence, "We drink tea.");
    CHECK_TEXT(rules[1].why, "Tea is warm.");
    CHECK_INT(rules[2].library, ground_rule_find("listen"));
    CHECK_INT(store_ground_rules(s, "en", 77, rules, &rule_count), FAULT_NONE);
    CHECK_INT(rule_count, 0);
    CHECK_INT(store_group_by_key(s, "en", "group-5", &g), FAULT_NONE); /* closed: who joined it may still see it */
    CHECK_INT(g.state, GROUP_STATE_closed);
}

static void test_times(void)
{
    struct group g;
    struct group_times times;
    CHECK_INT(store_group_by_key(s, "nb", "group-0", &g), FAULT_NONE);
    CHECK_INT(store_times(s, g.id, &times), FAULT_NONE);
    CHECK(times.rule_count == 2 && times.change_count == 2);
    CHECK(memcmp(&times.rules[0], &file.groups[0].meetings[0], sizeof times.rules[0]) == 0);
    CHECK(times.rules[1].repeat == MEETING_ONCE && times.rules[1].longer_agreed && times.rules[1].minutes == 90);
    CHECK(times.changes[0].cancelled && times.changes[1].to_day == 108 && times.changes[1].to_minute == 700);
    struct group_found found[8];
    const int64_t december = (int64_t)date_day(2026, 12, 1) * 86400;
    size_t n = 0, meet = 0;
    CHECK_INT(store_find(s, &(struct group_find){.language = "nb", .now = december}, found, 8, &n), FAULT_NONE);
    for (size_t i = 0; i < n; i++)
        meet += found[i].meets;
    CHECK_INT(n, 6);
    CHECK_INT(meet, 3); /* not the one that rests, nor the one that forms and has no times yet */
    CHECK_INT(store_times(s, 77, &times), FAULT_NONE);
    CHECK_INT(times.rule_count, 0);
}

int main(void)
{
    make();
    test_centre();
    test_topics();
    test_lists();
    test_group();
    test_times();
    store_close(s);
    centre_file_free(&file);
    demo_remove(folder);
    return TEST_END();
}
