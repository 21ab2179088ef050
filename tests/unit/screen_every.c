/* Every screen, in every language, from a plausible session: it builds, stays within the tree, offers what may be
 * asked, and says little. */
#include "test.h"
#include "screens.h"

#include <stdlib.h>
#include "screen_session.h"

static struct app app;
static struct ui u;

static const struct {
    enum who who;
    const char *name;
} acts[ACTS] = {
#define ACT(name, who, ...) [ACT_##name] = {who, #name},
#include "acts.def"
#undef ACT
};
static const enum who seen_by[SCREENS] = {
#define SCREEN(name, who, ...) [SCREEN_##name] = who,
#include "screens.def"
#undef SCREEN
};
static const int idle_of[SCREENS] = {
#define SCREEN(name, who, needs, reach, back, idle, ...) [SCREEN_##name] = idle,
#include "screens.def"
#undef SCREEN
};
static bool offered[ACTS];

static void build(size_t panel)
{
    struct ui_setting setting = session_setting(&app, panel);
    screen_view(&app, &setting, &u);
}

static void look_at_acts(enum screen at)
{
    for (uint16_t i = 0; i < u.count; i++) {
        enum act act = (enum act)u.node[i].act;
        if (act == ACT_NONE)
            continue;
        offered[act] = true;
        /* what a screen offers, whoever may see it may ask; the doors of the other's rooms are never shown */
        enum who who = seen_by[at] == STAFF || seen_by[at] == SETUP ? seen_by[at] : VISITOR;
        if (!(acts[act].who & who))
            printf("%s offers %s\n", screen_name(at), acts[act].name);
        CHECK(acts[act].who & who);
        if (act == ACT_GO)
            CHECK(u.node[i].act_arg > 0 && u.node[i].act_arg < SCREENS && (seen_by[u.node[i].act_arg] & who));
    }
}

static void every_screen(const char *language)
{
    for (int at = 0; at < SCREENS; at++)
        for (int part = 0; part < 8; part++) {
            session_at(&app, (enum screen)at, language, SIZE_M);
            app.session.part = (uint16_t)part;
            for (size_t panel = 0; panel < 3; panel++) {
                build(panel);
                CHECK(ui_find_path(&u, "dock/bar/help") != UI_NONE && ui_find_path(&u, "dock/bar/leave") != UI_NONE);
                CHECK(ui_find_path(&u, "dock/tools/bigger") != UI_NONE && ui_find_path(&u, "pages/more") != UI_NONE);
                CHECK(ui_find_path(&u, "title") != UI_NONE);
            }
            look_at_acts((enum screen)at);
        }
}

/* A notice is shown wherever one may be left. */
static void every_notice(void)
{
    for (int at = 0; at < SCREENS; at++)
        for (int v = 1; v < VERDICT_COUNT; v++) {
            session_at(&app, (enum screen)at, "en", SIZE_M);
            app.session.notice = (enum verdict)v;
            build(0);
            bool still = at == SCREEN_start || at == SCREEN_still_here;
            CHECK(still || ui_string(&u, 1) != NULL);
            uint16_t found = UI_NONE;
            for (uint16_t i = 0; i < u.count; i++)
                if (u.node[i].role == UI_NOTICE && strcmp(ui_string(&u, u.node[i].key), "notice") == 0)
                    found = i;
            CHECK(still || found != UI_NONE);
        }
}

static void every_act(void)
{
    session_at(&app, SCREEN_code, "en", SIZE_M); /* states of their own */
    app.session.code_count = CODE_WORDS;
    app.session.suggestion_count = 0;
    build(0);
    look_at_acts(SCREEN_code);
    session_at(&app, SCREEN_groups, "en", SIZE_M);
    app.session.rows = 0;
    build(0);
    look_at_acts(SCREEN_groups);
    session_at(&app, SCREEN_staff_update, "en", SIZE_M);
    app.machine.update = UPDATE_NOT_LOOKED;
    fill(app.machine.about.copy, sizeof app.machine.about.copy, "0.0.9");
    build(0);
    look_at_acts(SCREEN_staff_update);
    session_at(&app, SCREEN_letter_shown, "en", SIZE_M); /* its keys were compared */
    app.letter.same = (UINT32_C(1) << app.letter.keys) - 1;
    build(0);
    look_at_acts(SCREEN_letter_shown);
    session_at(&app, SCREEN_pin_leave, "en", SIZE_M);
    app.session.pin_leave = true;
    build(0);
    look_at_acts(SCREEN_pin_leave);
    session_at(&app, SCREEN_staff_group, "en", SIZE_M);
    app.session.house.total = HOUSE_wrong + 1; /* it is hidden */
    build(0);
    look_at_acts(SCREEN_staff_group);
    session_at(&app, SCREEN_print, "en", SIZE_M);
    app.session.print = (struct printing){.stage = PRINT_SENT, .outcome = VERDICT_PRINT_BUSY};
    build(0);
    look_at_acts(SCREEN_print);
    app.session.print = (struct printing){.stage = PRINT_ASKED};
    build(0);
    look_at_acts(SCREEN_print);
    session_at(&app, SCREEN_code, "en", SIZE_M);
    app.session.code_typed[0] = 0;
    build(0);
    look_at_acts(SCREEN_code);
    session_at(&app, SCREEN_setup_language, "en", SIZE_M);
    app.setup.can_rotate = true;
    build(0);
    look_at_acts(SCREEN_setup_language);
    for (int act = 1; act < ACTS; act++) {
        if (!offered[act])
            printf("nothing offers %s\n", acts[act].name);
        CHECK(offered[act]);
    }
}

static void stuff(char *text, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++)
        text[i] = i % 9 == 8 ? ' ' : 'm';
    text[size - 1] = 0;
}

static void at_the_limits(void)
{
    for (int at = 0; at < SCREENS; at++) {
        session_at(&app, (enum screen)at, "nb", SIZE_M);
        struct session *s = &app.session;
        s->rows = ROWS_MAX;
        s->leads = LEADS_BACK | LEADS_ON;
        s->topic_count = ROWS_MAX;
        s->rule_count = GROUP_RULES_MAX;
        s->time_count = MEETING_RULES_MAX;
        s->suggestion_count = SUGGESTIONS_MAX;
        for (int i = 0; i < ROWS_MAX; i++) {
            s->row[i] = (struct group_row){.id = i + 1, .meets = true, .next = s->dates[0]};
            stuff(s->row[i].name, sizeof s->row[i].name);
            stuff(s->row[i].place, sizeof s->row[i].place);
        }
        for (int i = 0; i < ROWS_MAX; i++) {
            s->topics[i].id = i + 1;
            stuff(s->topics[i].name, sizeof s->topics[i].name);
        }
        for (int i = 0; i < GROUP_RULES_MAX; i++) {
            s->rules[i].library = -1;
            stuff(s->rules[i].sentence, sizeof s->rules[i].sentence);
            stuff(s->rules[i].why, sizeof s->rules[i].why);
        }
        for (int i = 0; i < SUGGESTIONS_MAX; i++)
            s->suggestion[i] = i;
        for (int i = 1; i < MEETING_RULES_MAX; i++)
            s->times[i] = s->times[0];
        stuff(s->group.name, sizeof s->group.name);
        stuff(s->group.purpose, sizeof s->group.purpose);
        stuff(s->group.whom, sizeof s->group.whom);
        stuff(s->group.visit, sizeof s->group.visit);
        stuff(app.centre.name, sizeof app.centre.name);
        stuff(app.centre.desk, GROUP_LINE_MAX);
        stuff(app.centre.phone, GROUP_NAME_MAX);
        memset(app.centre.phone, '8', GROUP_NAME_MAX - 1);
        stuff(s->join.name, FIELD_MAX);
        stuff(s->own.contact_typed, FIELD_MAX);
        stuff(s->join.contact, FIELD_MAX);
        for (int keys = 0; keys < KEYS_PAGES; keys++)
            for (size_t panel = 0; panel < 3; panel++) {
                s->keys = (enum key_page)keys;
                build(panel);
                CHECK(u.count <= UI_NODES_MAX && u.text_used <= UI_TEXT_MAX);
            }
    }
}

/* On every display a key for every letter of every language offered and of those that tests/data/letters.list has, the figures and what an
 * address needs. A capital stands on its letter's key. */
static void every_letter(void)
{
    static char wanted[8192];
    struct buffer file = {.limit = 16 * 1024};
    size_t count, all_wanted = 0;
    const struct language *all = words_languages(&count);
    CHECK_INT(file_read("tests/data/letters.list", &file), FAULT_NONE);
    CHECK(*buffer_string(&file) == 0x23); /* ends it with a NUL */
    fill(wanted, sizeof wanted, "0123456789@.-");
    for (const char *line = strtok((char *)file.data, "\n"); line; line = strtok(NULL, "\n"))
        if (*line != '#')
            strcat(wanted, strchr(line, ' ') + 1);
    for (size_t i = 0; i < count; i++)
        strcat(wanted, all[i].letters);
    for (size_t panel = 0; panel < 3; panel++) {
        static bool have[0x2000];
        memset(have, 0, sizeof have);
        for (int keys = 0; keys < KEYS_PAGES * 2; keys++) {
            session_at(&app, SCREEN_mine_write, "nb", SIZE_M);
            app.session.keys = (enum key_page)(keys / 2);
            app.session.shift = keys % 2;
            build(panel);
            for (uint16_t i = 0; i < u.count; i++)
                if (u.node[i].act == ACT_KEY && u.node[i].act_arg < 0x2000)
                    have[u.node[i].act_arg] = true;
        }
        all_wanted = 0;
        const char *at = wanted;
        for (uint32_t code; (code = text_next(&at)) != 0; all_wanted++) {
            if (code == ' ')
                continue;
            CHECK(code < 0x2000 && have[code]);
            if (code >= 0x2000 || !have[code])
                printf("no key for U+%04X\n", code);
            CHECK(!((code >= 'a' && code <= 'z') || code > 0xDE) || code == 'i' || code == 0xDF ||
                  have[text_capital(code)]);
        }
    }
    CHECK(all_wanted > 300);
    buffer_free(&file);
}

/* What is written is erased when the sentence above it says so: the question comes first, and waits. */
static void kept_as_said(void)
{
    const char *said = "If no one touches the screen for six minutes, this is erased.";
    int seen = 0;
    for (int at = 0; at < SCREENS; at++) {
        session_at(&app, (enum screen)at, "en", SIZE_M);
        app.session.code_count = 0;
        app.session.code_typed[0] = 0;
        build(0);
        uint16_t kept = ui_find_path(&u, "kept");
        if (kept == UI_NONE || strcmp(ui_string(&u, u.node[kept].label), said) != 0)
            continue;
        if (idle_of[at] + STILL_HERE_SECONDS != 6 * 60)
            printf("%s: erased after %d s\n", screen_name((enum screen)at), idle_of[at] + STILL_HERE_SECONDS);
        CHECK_INT(idle_of[at] + STILL_HERE_SECONDS, 6 * 60);
        seen++;
    }
    CHECK_INT(seen, 4);
}

static void few_words(const char *language)
{
    for (int at = 0; at < SCREENS; at++)
        for (int part = 0; part < 3; part++) {
            session_at(&app, (enum screen)at, language, SIZE_M);
            app.session.part = (uint16_t)part;
            build(0);
            bool paged = screen_pages_limit((enum screen)at) != 1; /* the limit is a page's */
            int words = screen_words(&u), limit = (int)screen_words_limit((enum screen)at);
            if (words - 3 > limit && !paged) /* "Previous" and "Show more" are not there on one page */
                printf("%s %s part %d: %d words\n", screen_name((enum screen)at), language, part, words - 3);
            CHECK(words - 3 <= limit || paged);
        }
}

int main(void)
{
    size_t count;
    const struct language *all = session_languages(&count);
    for (size_t i = 0; i < count; i++) {
        every_screen(all[i].code);
        few_words(all[i].code);
    }
    every_notice();
    every_act();
    at_the_limits();
    every_letter();
    kept_as_said();
    return TEST_END();
}
