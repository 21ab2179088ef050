/* Every text of a group and of the centre has words of its own here, and is followed from the timetable to the screen and to
 * the voice: two that change places anywhere on the way are found. (From the file to the record: feed_centre.) */
#include "test.h"
#include "screens.h"

#include "host_fake.h"
#include "screen/screen.h"
#include "store_demo.h"

static struct app app;
static struct ui u;
static struct centre_file file;

/* "whom 3 in nb" */
static const char *own_words(char out[96], const char *name, int number, size_t language)
{
    snprintf(out, 96, "%s %d in %s", name, number, language == 0 ? "nb" : "en");
    return out;
}

static struct centre_text own_text(const char *name, int number)
{
    char nb[96], en[96];
    return demo_text(&file, own_words(nb, name, number, 0), own_words(en, name, number, 1));
}

static void make(const char *folder)
{
    struct kiosk kiosk = demo_kiosk();
    char why[256] = "";
    demo_centre(&file, 3);
    file.name = own_text("centre", 1);
    file.desk = own_text("desk", 2);
    file.hours = own_text("hours", 3);
    file.phone = own_text("phone", 4);
    file.responsible = own_text("responsible", 5);
    file.approval = own_text("approval", 6);
    for (int g = 0; g < 3; g++)
        for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
            centre_group_text_set(&file.groups[g], i, own_text(group_texts[i].name, 10 * g + (int)i));
    CHECK_INT(store_create(folder, &kiosk), FAULT_NONE);
    CHECK_INT(store_timetable_build(folder, &file, "", why, sizeof why), FAULT_NONE);
    CHECK_TEXT(why, "");
    CHECK_INT(store_open(&app.store, folder, why, sizeof why), FAULT_NONE);
}

static void show(enum screen at, const char *language)
{
    app.session.at = at;
    app.session.language = language;
    CHECK_INT(screen_load(&app), FAULT_NONE);
    CHECK_INT(store_centre(app.store, language, &app.centre), FAULT_NONE);
    const struct ui_setting setting = {.panel = {268, 476, 1080, 1920, 790}, .size = SIZE_M, .language = language};
    screen_view(&app, &setting, &u);
}

/* The node that shows exactly these words; UI_NONE. */
static uint16_t showing(const char *text)
{
    for (uint16_t i = 1; i < u.count; i++)
        if (text_same(ui_string(&u, u.node[i].label), text) || text_same(ui_string(&u, u.node[i].value), text))
            return i;
    return UI_NONE;
}

static void test_struct(size_t language)
{
    struct group group;
    char text[96], key[GROUP_KEY_MAX];
    for (int g = 0; g < 3; g++) {
        snprintf(key, sizeof key, "group-%d", g);
        CHECK_INT(store_group_by_key(app.store, file.languages[language], key, &group), FAULT_NONE);
        CHECK_TEXT(group.key, key);
        for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
            CHECK_TEXT(group_text(&group, i), own_words(text, group_texts[i].name, 10 * g + (int)i, language));
        app.session.group_id = group.id; /* the last one is looked at below */
    }
}

/* Somewhere on the pages of a group, under its own name and label, and said as its row has it said. */
static void test_screens(size_t language)
{
    static const enum screen screens[] = {SCREEN_group, SCREEN_group_more, SCREEN_group_visit, SCREEN_group_dates};
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++) {
        const struct group_text_row *row = &group_texts[i];
        char text[96];
        int shown = 0;
        own_words(text, row->name, 20 + (int)i, language);
        for (size_t k = 0; k < sizeof screens / sizeof *screens; k++) {
            show(screens[k], file.languages[language]);
            uint16_t at = showing(text);
            if (at == UI_NONE)
                continue;
            shown++;
            const struct ui_node *n = &u.node[at];
            const char *key = ui_string(&u, n->key), *said = ui_string(&u, n->say);
            CHECK_TEXT(key, i == GROUP_TEXT_name ? "title" : row->name);
            if (n->role == UI_FACT && row->label)
                CHECK_TEXT(ui_string(&u, n->label), _(row->label));
            CHECK(row->spoken != GROUP_DIGITS || (strstr(said, "two") && !strchr(said, '2'))); /* digit by digit */
        }
        if (shown == 0)
            printf("no screen shows \"%s\" of a group\n", row->name);
        CHECK(shown > 0);
    }
}

/* Found by what its row says is searched, in every language, and by nothing else. */
static void test_search(void)
{
    struct group found[4];
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++) {
        size_t n = 0;
        CHECK_INT(store_groups(app.store, &(struct groups_asked){.language = "nb", .typed = group_texts[i].name}, found,
                               4, &n),
                  FAULT_NONE);
        CHECK_INT(n, group_texts[i].searched ? 3 : 0);
    }
}

static void test_centre(size_t language)
{
    static const struct {
        const char *key, *name;
        int number;
    } rows[] = {{"where", "desk", 2}, {"hours", "hours", 3}, {"phone", "phone", 4}};
    char text[96];
    show(SCREEN_desk, file.languages[language]);
    CHECK_TEXT(app.centre.name, own_words(text, "centre", 1, language));
    CHECK_TEXT(app.centre.desk, own_words(text, "desk", 2, language));
    CHECK_TEXT(app.centre.hours, own_words(text, "hours", 3, language));
    CHECK_TEXT(app.centre.phone, own_words(text, "phone", 4, language));
    CHECK_TEXT(app.centre.responsible, own_words(text, "responsible", 5, language));
    CHECK_TEXT(app.centre.approval, own_words(text, "approval", 6, language));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint16_t at = showing(own_words(text, rows[i].name, rows[i].number, language));
        CHECK(at != UI_NONE);
        CHECK_TEXT(at == UI_NONE ? "" : ui_string(&u, u.node[at].key), rows[i].key);
    }
    struct consent_values values = app_consent_values(&app);
    CHECK_TEXT(values.centre, own_words(text, "centre", 1, language));
    CHECK_TEXT(values.contact, own_words(text, "phone", 4, language));
    CHECK_TEXT(values.approval, own_words(text, "approval", 6, language));
}

/* A text that a language lacks is shown in the first one, and the page says so: there, and nowhere else. */
static void test_gap(void)
{
    static const struct {
        enum screen at;
        enum group_text text;
    } rows[] = {{SCREEN_group, GROUP_TEXT_purpose},
                {SCREEN_group_more, GROUP_TEXT_led},
                {SCREEN_group_visit, GROUP_TEXT_visit}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char folder[64], why[256] = "";
        struct group group;
        struct kiosk kiosk = demo_kiosk();
        demo_centre(&file, 3);
        centre_group_text_set(&file.groups[1], rows[i].text, demo_text(&file, "Bare her", ""));
        demo_folder(folder);
        CHECK_INT(store_create(folder, &kiosk), FAULT_NONE);
        CHECK_INT(store_timetable_build(folder, &file, "", why, sizeof why), FAULT_NONE);
        CHECK_INT(store_open(&app.store, folder, why, sizeof why), FAULT_NONE);
        for (int which = 0; which < 2; which++)
            for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
                for (size_t language = 0; language < 2; language++) {
                    CHECK_INT(store_group_by_key(app.store, "nb", which ? "group-1" : "group-0", &group), FAULT_NONE);
                    app.session.group_id = group.id;
                    app.session.loaded = SCREENS;
                    show(rows[k].at, file.languages[language]);
                    bool marked = showing("Some of this is in another language: Norsk bokmål") != UI_NONE;
                    CHECK_INT(marked, which == 1 && k == i && language == 1);
                    CHECK(!(which == 1 && k == i) || showing("Bare her") != UI_NONE);
                }
        store_close(app.store);
        centre_file_free(&file);
        demo_remove(folder);
    }
}

int main(void)
{
    char folder[64];
    CHECK(words_open("build/lang") == FAULT_NONE);
    words_switch("en");
    make(demo_folder(folder));
    for (size_t language = 0; language < 2; language++) {
        test_struct(language);
        test_screens(language);
        test_centre(language);
    }
    test_search();
    store_close(app.store);
    centre_file_free(&file);
    demo_remove(folder);
    test_gap();
    return TEST_END();
}
