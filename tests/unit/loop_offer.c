/* What the tree on the display offers is what the guard lets through: every act, on every screen, by everybody. */
#include "loop/part.h"
#include "screens.h"

#include <stdlib.h>
#include "flow/core/guard.h"
#include "screen_session.h"
#include "test.h"
#include "ui/layout.h"

static struct app app;
static struct ui u;
static struct loop shown; /* the tree as the loop has it */

static const struct {
    const char *name;
    enum asked_by by;
    const char *from;
} acts[ACTS] = {
#define ACT(name, who, safe, by, from, function) [ACT_##name] = {#name, by, #from},
#include "acts.def"
#undef ACT
};
static const struct {
    enum who who;
    enum reach reach;
} screens[SCREENS] = {
#define SCREEN(name, who, needs, reach, ...) [SCREEN_##name] = {who, reach},
#include "screens.def"
#undef SCREEN
};
static bool offered[ACTS][SCREENS], asked[SCREENS];
static int most_pages[SCREENS];

static bool is_target(int act, int32_t number)
{
    for (uint16_t i = 0; i < u.count; i++)
        if (u.node[i].act == act && u.node[i].act_arg == number && ui_is_target(&u.node[i]) &&
            !(u.node[i].flags & UI_DISABLED))
            return true;
    return false;
}

static void describe(size_t panel, uint16_t page)
{
    app.session.page = page;
    struct ui_setting setting = session_setting(&app, panel);
    screen_view(&app, &setting, &u);
    ui_layout(&u);
    shown.tree = u;
    shown.app.session.at = app.session.at;
    offer_part.screen(&shown, true);
    app.session.offer = shown.app.session.offer;
}

/* Every act with the numbers that stand on the display, and some that don't. */
static void every_act(enum who usual)
{
    static const int32_t others[] = {0, 1, -1, 2, 7, 48, 97, INT32_MAX, INT32_MIN};
    const enum who people[] = {VISITOR, STAFF, SETUP};
    const int count = (int)(sizeof others / sizeof *others);
    for (size_t w = 0; w < sizeof people / sizeof *people; w++) {
        app.session.who = people[w];
        for (int act = 1; act < ACTS; act++)
            for (int i = -count; i < u.count; i++) {
                int32_t number = i < 0 ? others[i + count] : u.node[i].act_arg;
                bool row = act_in_row(&app, (enum act)act);
                bool may = row && (acts[act].by == KEYS || is_target(act, number));
                if (act_ready(&app, (enum act)act, number) != may) {
                    printf("%s: %s %d\n", screen_name(app.session.at), acts[act].name, number);
                    CHECK(false);
                }
            }
    }
    app.session.who = usual;
    CHECK(!act_ready(&app, ACT_NONE, 0) && !act_ready(&app, ACTS, 0) && !act_ready(&app, (enum act) - 1, 0));
}

/* What can be pressed is done: its row names this screen, and lets in who is here. */
static void every_target(void)
{
    for (uint16_t i = 0; i < u.count; i++) {
        const struct ui_node *n = &u.node[i];
        if (n->act == ACT_NONE || !ui_is_target(n))
            continue;
        offered[n->act][app.session.at] = true;
        asked[n->act_arg >= 0 && n->act_arg < SCREENS && n->act == ACT_GO ? n->act_arg : SCREEN_language] = true;
        bool may = act_ready(&app, (enum act)n->act, n->act_arg);
        if (!may && !(n->flags & UI_DISABLED))
            printf("%s: %s %d is refused\n", screen_name(app.session.at), acts[n->act].name, n->act_arg);
        CHECK(may || (n->flags & UI_DISABLED));
        if (n->act == ACT_GO && screens[n->act_arg].reach != ASKED)
            printf("%s: %s may not be asked for\n", screen_name(app.session.at), screen_name((enum screen)n->act_arg));
        CHECK(n->act != ACT_GO || screens[n->act_arg].reach == ASKED);
    }
}

static void look(bool all)
{
    int pages = 1;
    for (uint16_t page = 0; page < pages; page++) {
        describe(0, page);
        pages = u.pages;
        every_target();
        if (all)
            every_act(app.session.who);
    }
    int *most = &most_pages[app.session.at];
    *most = app.session.size == SIZE_M && pages > *most ? pages : *most;
}

static void every_screen(const char *language, bool all)
{
    for (int at = 0; at < SCREENS; at++)
        for (int part = 0; part < 7; part++) {
            session_at(&app, (enum screen)at, language, SIZE_M);
            app.session.who = screens[at].who & VISITOR ? VISITOR : screens[at].who;
            app.session.part = (uint16_t)part;
            look(all && part < 2);
        }
}

/* States of their own. */
static void other_states(const char *language)
{
    session_at(&app, SCREEN_code, language, SIZE_M);
    app.session.code_count = CODE_WORDS;
    app.session.suggestion_count = 0;
    look(true);
    session_at(&app, SCREEN_groups, language, SIZE_M);
    app.session.rows = 0;
    look(true);
    session_at(&app, SCREEN_find, language, SIZE_M);
    app.session.by_area = true;
    look(true);
    session_at(&app, SCREEN_mine, language, SIZE_M);
    app.session.own.has_membership = false;
    look(true);
    for (int update = UPDATE_NOT_LOOKED; update <= UPDATE_STANDS; update++) {
        session_at(&app, SCREEN_staff_update, language, SIZE_M);
        app.session.who = STAFF;
        app.machine.update = (enum update_stage)update;
        fill(app.machine.about.copy, sizeof app.machine.about.copy, update == UPDATE_NOT_LOOKED ? "0.0.9" : "");
        look(true);
    }
    session_at(&app, SCREEN_print, language, SIZE_M);
    app.session.print = (struct printing){.stage = PRINT_SENT, .outcome = VERDICT_PRINT_BUSY};
    look(true);
    app.session.print.stage = PRINT_ASKED;
    look(true);
    session_at(&app, SCREEN_setup_language, language, SIZE_M);
    app.setup.can_rotate = true;
    look(true);
    session_at(&app, SCREEN_install_runs, language, SIZE_M);
    app.setup.installed = true;
    look(true);
    session_at(&app, SCREEN_setup_centre, language, SIZE_M);
    app.setup.centre_read = false;
    look(true);
    session_at(&app, SCREEN_setup_trial, language, SIZE_M);
    app.setup.trial = TRIAL_STAGES;
    look(true);
    session_at(&app, SCREEN_staff_export, language, SIZE_M);
    app.session.who = STAFF;
    look(true);
    session_at(&app, SCREEN_staff_store, language, SIZE_M);
    app.session.who = STAFF;
    app.staff.behind = 1; /* sign-ups are missing */
    look(true);
    session_at(&app, SCREEN_letter_shown, language, SIZE_M);
    app.session.who = STAFF;
    app.letter.same = (UINT32_C(1) << app.letter.keys) - 1; /* its keys were compared */
    look(true);
    session_at(&app, SCREEN_pin_leave, language, SIZE_M);
    app.session.pin_leave = true;
    look(true);
    session_at(&app, SCREEN_staff_group, language, SIZE_M);
    app.session.who = STAFF;
    app.session.house.total = HOUSE_wrong + 1;
    look(true);
    session_at(&app, SCREEN_mine_done, language, SIZE_M);
    app.session.own.open = false;
    look(true);
    session_at(&app, SCREEN_code, language, SIZE_M);
    app.session.code_typed[0] = 0; /* a list instead */
    look(true);
    session_at(&app, SCREEN_out_of_order, language, SIZE_M);
    app.kiosk.desk_only = true;
    look(true);
}

/* A row opens no more than a screen uses: a screen in AT(…) offers that act, and what may be asked for is asked for. */
static void nothing_too_wide(void)
{
    for (int act = 1; act < ACTS; act++)
        for (int at = 0; at < SCREENS; at++) {
            char name[40];
            const char *found = acts[act].from;
            bool named = false;
            snprintf(name, sizeof name, "%s", screen_name((enum screen)at));
            for (size_t n = strlen(name); (found = strstr(found, name)); found += n)
                named |= strchr("( ", found[-1]) && strchr("),", found[n]);
            if (strncmp(acts[act].from, "AT(", 3) == 0 && named && !offered[act][at])
                printf("%s may be asked at %s, which does not offer it\n", acts[act].name, name);
            CHECK(strncmp(acts[act].from, "AT(", 3) != 0 || !named || offered[act][at]);
        }
    for (int at = 0; at < SCREENS; at++) {
        if (screens[at].reach == ASKED && !asked[at])
            printf("nothing asks for %s\n", screen_name((enum screen)at));
        CHECK(screens[at].reach != ASKED || asked[at]);
    }
}

/* A screen that grew over another page at size M fails here until its row allows it; one that lost a page gives it back. */
static void pages_as_the_rows_say(void)
{
    for (int at = 0; at < SCREENS; at++) {
        if (screen_pages_limit((enum screen)at) == 0) /* a list */
            continue;
        if (most_pages[at] != (int)screen_pages_limit((enum screen)at))
            printf("%s: %d pages at size M, its row says %u\n", screen_name((enum screen)at), most_pages[at],
                   screen_pages_limit((enum screen)at));
        CHECK_INT(most_pages[at], screen_pages_limit((enum screen)at));
    }
}

int main(void)
{
    size_t count;
    const struct language *all = session_languages(&count);
    for (size_t i = 0; i < count; i++) {
        every_screen(all[i].code, i == 0);
        other_states(all[i].code);
    }
    nothing_too_wide();
    pages_as_the_rows_say();
    return TEST_END();
}
