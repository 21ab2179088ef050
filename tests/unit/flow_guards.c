/* The two guards, row by row against the tables, and what a visitor can come to by asking for anything at all. */
#include "flow_kit.h"
#include "screens.h"

static const struct {
    const char *name;
    enum who who;
    enum in_safe_mode safe;
    enum asked_by by;
    const char *from;
} acts[] = {
    {"NONE", 0, SHUT, TREE, ""},
#define ACT(name, who, safe, by, from, function) {#name, who, safe, by, #from},
#include "acts.def"
#undef ACT
};
static const struct {
    const char *name;
    enum who who;
    enum need needs;
    enum reach reach;
    int idle;
    enum screen_class class;
    enum in_safe_mode safe;
    enum field field;
} screens[] = {
#define SCREEN(name, who, needs, reach, back, idle, class, safe, field, ...)                                           \
    {#name, who, NEED_##needs, reach, idle, class, safe, FIELD_##field},
#include "screens.def"
#undef SCREEN
};
static_assert(sizeof acts / sizeof *acts == ACTS && sizeof screens / sizeof *screens == SCREENS);

static const enum who people[] = {0, VISITOR, STAFF, ANYONE, SETUP, EVERYONE};

static void test_tables(void)
{
    for (int act = -1; act <= ACTS; act++)
        for (size_t w = 0; w < sizeof people / sizeof *people; w++) {
            bool may = act > ACT_NONE && act < ACTS && (acts[act].who & people[w]);
            CHECK_INT(flow_may_ask(people[w], (enum act)act), may);
        }
    for (int screen = -1; screen <= SCREENS; screen++)
        for (size_t w = 0; w < sizeof people / sizeof *people; w++) {
            bool may = screen >= 0 && screen < SCREENS && (screens[screen].who & people[w]);
            CHECK_INT(flow_may_see(people[w], (enum screen)screen), may);
        }
}

/* FROM as its row is written: AT(a, b), NOT(a, b), WRITING or ANYWHERE. */
static bool works_at(const char *from, int screen)
{
    const char *list = strchr(from, '(');
    size_t length = strlen(screens[screen].name);
    if (strcmp(from, "WRITING") == 0)
        return screens[screen].field != FIELD_NONE;
    if (!list)
        return strcmp(from, "ANYWHERE") == 0;
    for (const char *at = list; (at = strstr(at, screens[screen].name)); at += length)
        if (strchr("( ", at[-1]) && strchr("),", at[length]))
            return strncmp(from, "AT(", 3) == 0;
    return strncmp(from, "NOT(", 4) == 0;
}

/* Every act on every screen by everybody, in safe mode and out of it: what its row does not allow changes nothing. */
static void test_rows(struct kit *k)
{
    static struct session before;
    flow_do(&k->app, ACT_BEGIN, 0);
    int allowed = 0, refused = 0, strange = 0;
    for (int mode = 0; mode < 2; mode++)
        for (int screen = 0; screen < SCREENS; screen++)
            for (int act = 1; act < ACTS; act++)
                for (size_t w = 0; w < sizeof people / sizeof *people; w++) {
                    bool may = (acts[act].who & people[w]) && works_at(acts[act].from, screen) &&
                               (!mode || acts[act].safe == SAFE);
                    enum screen was = k->app.session.at;
                    k->app.public_only = mode;
                    k->app.session.at = (enum screen)screen;
                    k->app.session.who = people[w];
                    strange += flow_works_at((enum act)act, (enum screen)screen) != works_at(acts[act].from, screen);
                    strange += act_in_row(&k->app, (enum act)act) != may;
                    before = k->app.session;
                    if (!may && (flow_do(&k->app, (enum act)act, 1) || flow_do_unseen(&k->app, (enum act)act, 1)))
                        strange++;
                    if (!may)
                        strange += memcmp(&before, &k->app.session, sizeof before) != 0;
                    allowed += may;
                    refused += !may;
                    k->app.session.at = was;
                }
    CHECK_INT(strange, 0);
    CHECK(allowed > 1000 && refused > allowed);
    k->app.public_only = false;
    k->app.session.who = VISITOR;
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* With a display nothing but what its tree offers is done: another number, another screen's tree and no tree at all are not. */
static void test_offer(struct kit *k)
{
    static struct session before;
    struct session *s = &k->app.session;
    flow_do(&k->app, ACT_BEGIN, 0);
    k->app.no_display = false;
    before = *s;
    for (int act = 1; act < ACTS; act++)
        if (acts[act].by == TREE)
            CHECK(!flow_do(&k->app, (enum act)act, 1) && memcmp(&before, s, sizeof before) == 0);
    s->offer = (struct offer){.at = SCREEN_home, .count = 1, .act = {ACT_GO}, .number = {SCREEN_find}};
    CHECK(!flow_do(&k->app, ACT_GO, SCREEN_about) && !flow_do(&k->app, ACT_BACK, SCREEN_find));
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_find) && s->at == SCREEN_find);
    CHECK(!flow_do(&k->app, ACT_GO, SCREEN_find)); /* once */
    s->offer = (struct offer){.at = SCREEN_home, .count = 1, .act = {ACT_GO}, .number = {SCREEN_about}};
    CHECK(!flow_do(&k->app, ACT_GO, SCREEN_about)); /* that was the tree of another screen */
    s->offer = (struct offer){.at = SCREEN_find, .count = 1, .act = {ACT_STAFF_CHECK}};
    CHECK(!flow_do(&k->app, ACT_STAFF_CHECK, 0)); /* what a tree offers by mistake its row refuses */
    flow_forget(&k->app);
    CHECK(s->offer.count == 0);
    k->app.no_display = true;
}

/* What is shown and done in safe mode is public, and nothing is written. */
static void test_safe(void)
{
    for (int screen = 0; screen < SCREENS; screen++)
        if (screens[screen].safe == SAFE)
            CHECK(screens[screen].class == PUBLIC && screens[screen].field == FIELD_NONE &&
                  (screens[screen].who & VISITOR));
    for (int act = 1; act < ACTS; act++)
        if (acts[act].safe == SAFE)
            CHECK((acts[act].who & VISITOR) && strcmp(acts[act].from, "WRITING") != 0);
    const enum act shut[] = {ACT_JOIN,     ACT_COMMIT_JOIN, ACT_CODE_FIND, ACT_WITHDRAW_SURE,
                             ACT_PIN_DONE, ACT_PRINT,       ACT_EXPORT};
    for (size_t i = 0; i < sizeof shut / sizeof *shut; i++)
        CHECK(acts[shut[i]].safe == SHUT);
    CHECK(screens[SCREEN_home].safe == SHUT && screens[SCREEN_code].safe == SHUT &&
          screens[SCREEN_staff_pin].safe == SHUT);
}

/* An act that is not theirs does nothing at all. */
static void test_refused_acts(struct kit *k)
{
    static struct session before;
    flow_do(&k->app, ACT_BEGIN, 0);
    struct kit_counts counts = kit_counts(k);
    for (int act = 0; act < ACTS; act++)
        for (size_t w = 0; w < sizeof people / sizeof *people; w++) {
            k->app.session.who = people[w];
            if (flow_may_ask(people[w], (enum act)act))
                continue;
            k->app.wake = false;
            before = k->app.session;
            flow_do(&k->app, (enum act)act, 1);
            CHECK(memcmp(&before, &k->app.session, sizeof before) == 0 && !k->app.wake && !k->app.job);
        }
    flow_do(&k->app, (enum act) - 1, 0);
    flow_do(&k->app, ACTS, 0);
    CHECK(kit_counts(k).journal == counts.journal);
    k->app.session.who = VISITOR;
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* A visitor who has done nothing yet may simply go there. */
static bool is_open(int screen)
{
    return screens[screen].reach == ASKED && (screens[screen].who & VISITOR) && screens[screen].needs == NEED_nothing;
}

/* Silence ends every visit, wherever it was left: but for the start and the question, each screen asks. */
static void test_silence(void)
{
    for (int screen = 0; screen < SCREENS; screen++) {
        CHECK(screens[screen].who != STAFF || screens[screen].idle <= STAFF_SILENCE_SECONDS);
        CHECK(screens[screen].idle >= 0 || screens[screen].who == SETUP || screen == SCREEN_start ||
              screen == SCREEN_still_here);
    }
}

/* Nothing of anybody's can stand on such a screen yet, but what they write there themselves. */
static void test_open(void)
{
    for (int screen = 0; screen < SCREENS; screen++)
        if (is_open(screen) && screens[screen].class != PUBLIC && screens[screen].field == FIELD_NONE) {
            printf("%s: a personal screen that needs nothing may not be ASKED for: see its row in screens.def\n",
                   screens[screen].name);
            CHECK(false);
        }
}

static void test_screens(struct kit *k)
{
    static struct session before;
    for (int screen = 0; screen < SCREENS; screen++)
        for (size_t w = 0; w < sizeof people / sizeof *people; w++) {
            flow_forget(&k->app);
            flow_do(&k->app, ACT_BEGIN, 0);
            k->app.session.who = people[w];
            before = k->app.session;
            bool shown = flow_show(&k->app, (enum screen)screen);
            if (!flow_may_see(people[w], (enum screen)screen)) {
                CHECK(!shown && memcmp(&before, &k->app.session, sizeof before) == 0);
                continue;
            }
            CHECK(shown == (k->app.session.at == (enum screen)screen));
            k->app.session = before;
            flow_do(&k->app, ACT_GO, screen); /* and by asking */
            bool there = k->app.session.at == (enum screen)screen;
            if (people[w] == VISITOR && there != is_open(screen))
                printf("%s: a visitor who did nothing %s there, its row in screens.def says otherwise\n",
                       screens[screen].name, there ? "comes" : "does not come");
            if (people[w] == VISITOR)
                CHECK_INT(there, is_open(screen));
            k->app.session.who = VISITOR;
        }
    flow_forget(&k->app);
    CHECK(!flow_show(&k->app, SCREENS) && !flow_show(&k->app, (enum screen) - 1));
}

/* Back never leads past a guard, also when the trail was longer than it can be. */
static void test_back(struct kit *k)
{
    flow_do(&k->app, ACT_BEGIN, 0);
    for (int i = 0; i < 4 * TRAIL_MAX; i++)
        flow_do(&k->app, ACT_GO, i % 2 ? SCREEN_find : SCREEN_about);
    CHECK(k->app.session.trail_count == TRAIL_MAX);
    for (int i = 0; i < 2 * TRAIL_MAX && k->app.session.at != SCREEN_home; i++)
        flow_do(&k->app, ACT_BACK, 0);
    CHECK_INT(k->app.session.at, SCREEN_home);
    kit_review(k, "tirsdagsgruppa", "Back", NULL, SIGN_HOLD);
    CHECK_INT(k->app.session.at, SCREEN_join_review);
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    CHECK_INT(k->app.session.at, SCREEN_join_done);
    for (int i = 0; i < 10; i++) { /* what was signed can't be walked back into, nor is the code lost on the way */
        flow_do(&k->app, ACT_BACK, 0);
        CHECK_INT(k->app.session.at, SCREEN_join_done);
        CHECK_INT(k->app.session.part, i % 2 ? 0 : CODE_ASKED);
    }
    flow_do(&k->app, ACT_BACK, 0);
    flow_do(&k->app, ACT_KEPT, 1);
    CHECK_INT(k->app.session.at, SCREEN_home);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static uint32_t dice(uint32_t *state, uint32_t sides)
{
    *state = *state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)*state * sides >> 32);
}

/* Numbers that mean something, and numbers that mean nothing. */
static int32_t any_number(uint32_t *state)
{
    static const int32_t edges[] = {0, 1, -1, INT32_MAX, INT32_MIN, 48, 65, 0xE5, 0x1F600, 4096, -4096, 100000};
    uint32_t kind = dice(state, 3);
    return kind == 0 ? edges[dice(state, sizeof edges / sizeof *edges)] : (int32_t)dice(state, kind == 1 ? 8 : 60);
}

/* A visitor who does everything at once, for a long time: never staff, never past what a screen needs, nobody falls over. */
static void test_anything(struct kit *k)
{
    uint32_t state = 7;
    struct session *s = &k->app.session;
    int seen[SCREENS] = {0}, strange = 0;
    for (int i = 0; i < 240000; i++) {
        enum act act = (enum act)dice(&state, ACTS);
        if (act == ACT_LEAVE && dice(&state, 20) > 0)
            continue;
        if (act == ACT_PIN_DONE)
            host_fake.steady_ms += 1000;
        flow_do(&k->app, act, any_number(&state));
        if (dice(&state, 50) == 0)
            flow_do(&k->app, ACT_BEGIN, 0);
        if (dice(&state, 10) == 0)
            flow_stroke_begin(&k->app, any_number(&state), any_number(&state));
        flow_stroke_point(&k->app, any_number(&state), any_number(&state));
        if (dice(&state, 300) == 0) {
            host_fake.steady_ms += 200000;
            flow_tick(&k->app, host_fake.steady_ms, 20);
        }
        seen[s->at]++;
        strange += s->who != VISITOR || !flow_may_see(VISITOR, s->at) || k->app.job || s->trail_count > TRAIL_MAX ||
                   s->suggestion_count > SUGGESTIONS_MAX || s->code_count > CODE_WORDS || s->at == SCREEN_mine ||
                   s->join.mark.points > STROKE_POINTS_MAX || (s->at == SCREEN_join_done && !s->joined);
    }
    CHECK_INT(strange, 0);
    CHECK(seen[SCREEN_join_rule] && seen[SCREEN_group] && seen[SCREEN_code] && seen[SCREEN_still_here]);
    flow_forget(&k->app);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    test_tables();
    test_safe();
    test_open();
    test_silence();
    test_refused_acts(&k);
    test_rows(&k);
    test_offer(&k);
    test_screens(&k);
    test_back(&k);
    test_anything(&k);
    kit_free(&k);
    return TEST_END();
}
