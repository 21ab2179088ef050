/* What screens fetch, from a real timetable: the right rows, in the right order, once. */
#include "test.h"
#include "screens.h"

#include "host_fake.h"
#include "screen/screen.h"
#include "store_demo.h"

static struct app app;
static struct ui u;

static void go(enum screen at)
{
    app.session.at = at;
    CHECK(screen_load(&app) == FAULT_NONE);
    const struct ui_setting setting = {
        .panel = {268, 476, 1080, 1920, 790}, .size = SIZE_M, .language = app.session.language};
    screen_view(&app, &setting, &u);
}

static int rows(const char *key)
{
    int count = 0;
    for (uint16_t i = 1; i < u.count; i++)
        count += text_same(ui_string(&u, u.node[i].key), key);
    return count;
}

static void finding(void)
{
    struct session *s = &app.session;
    go(SCREEN_topics);
    CHECK_INT(s->topic_count, 2);
    CHECK_INT(rows("topic"), 2);
    go(SCREEN_days);
    CHECK_INT(s->weekdays, 0x7F);
    s->topic = s->topics[0].id;
    go(SCREEN_groups);
    CHECK_INT(rows("group"), 7);
    CHECK(s->row[0].meets && s->row[0].next.starts > host_fake.now);
    CHECK_TEXT(ui_string(&u, u.node[ui_find_path(&u, "asked")].label), "Å være mye alene");
    s->topic = 0;
    s->weekday = 2;
    go(SCREEN_start);
    go(SCREEN_groups);
    CHECK_INT(rows("group"), 2);
    s->weekday = 0;
    go(SCREEN_start);
    go(SCREEN_groups);
    CHECK_INT(rows("group"), ROWS_MAX);
    CHECK_INT(s->leads, LEADS_ON);
    s->part = 1;
    go(SCREEN_groups);
    CHECK_INT(rows("group"), 14 - ROWS_MAX);
    CHECK_INT(s->leads, LEADS_BACK);
    s->part = 0;
}

static void searching(void)
{
    struct session *s = &app.session;
    go(SCREEN_search);
    CHECK(u.node[ui_find_path(&u, "next")].flags & UI_DISABLED);
    (void)text_copy(s->word, sizeof s->word, "sov");
    go(SCREEN_search);
    CHECK_INT(s->rows, 2);
    CHECK(s->rows_more && !(u.node[ui_find_path(&u, "next")].flags & UI_DISABLED));
    memset(s->word, 'm', sizeof s->word - 1); /* longer than a search may be */
    go(SCREEN_search);
    CHECK_INT(s->rows, 0);
    s->word[9] = 0;
    go(SCREEN_groups);
    CHECK_INT(rows("group"), 0);
    CHECK(ui_find_path(&u, "find") != UI_NONE);
    s->word[0] = 0;
}

static void the_week(void)
{
    struct session *s = &app.session;
    go(SCREEN_week);
    CHECK_INT(s->rows, ROWS_MAX);
    CHECK_INT(s->leads, LEADS_ON);
    for (int32_t i = 1; i < s->rows; i++)
        CHECK(s->row[i - 1].next.starts <= s->row[i].next.starts);
    CHECK(s->row[s->rows - 1].next.starts < host_fake.now + 7 * 86400 && *s->row[0].name);
}

static void one_group(void)
{
    struct session *s = &app.session;
    s->group_id = s->row[0].id;
    go(SCREEN_group);
    CHECK_INT(s->date_count, DATES_MAX);
    CHECK_INT(s->rule_count, 1);
    CHECK(!(u.node[ui_find_path(&u, "join")].flags & UI_DISABLED));
    go(SCREEN_group_rules);
    CHECK_TEXT(ui_string(&u, u.node[ui_find_path(&u, "rule")].label), "We let each other finish.");
    app.kiosk.desk_only = true;
    go(SCREEN_group);
    CHECK(u.node[ui_find_path(&u, "join")].flags & UI_DISABLED);
    CHECK(ui_find_path(&u, "ask/desk") != UI_NONE);
    s->group_id = 100000;
    go(SCREEN_start);
    s->at = SCREEN_group;
    CHECK(screen_load(&app) == FAULT_NO_ENTRY);
}

int main(void)
{
    char folder[64], why[256] = "";
    demo_make(demo_folder(folder), 14);
    CHECK(words_open("build/lang") == FAULT_NONE);
    words_switch("en");
    CHECK(store_open(&app.store, folder, why, sizeof why) == FAULT_NONE);
    app.session.language = "nb"; /* the centre's words in Norwegian, the program's own in English */
    finding();
    searching();
    the_week();
    one_group();
    store_close(app.store);
    demo_remove(folder);
    return TEST_END();
}
