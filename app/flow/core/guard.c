/* The two guards. Every act passes act_ready, every change of screen passes screen_ready; both read their table and keep no
 * list of their own. */
#include "flow/core/guard.h"
#include "screens.h"
#include "store/read.h"

#include <assert.h>

/* --- what must be true before a screen is shown: the functions that needs.def names; they look, and change nothing --- */

static bool need_nothing(const struct app *app, screen_id to)
{
    (void)app;
    (void)to;
    return true;
}

static bool need_group(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.group_id > 0;
}

static bool need_seeking(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.seek.count > 0 && app->session.seek.gone == 0;
}

static bool need_sought(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.seek.gone > 0;
}

static bool need_joining(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.join.active;
}

static bool need_joined(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.joined;
}

static bool need_sheet(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.print.stage != PRINT_IDLE;
}

static bool need_locked(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.locked;
}

static bool need_looking(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.looking;
}

static bool need_own(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.own.open;
}

static bool need_own_way(const struct app *app, screen_id to)
{
    return need_own(app, to) && app->session.own.way_wanted > CONTACT_NONE;
}

static bool need_own_consent(const struct app *app, screen_id to)
{
    return need_own(app, to) && app->session.own.has_consent;
}

static bool need_own_place(const struct app *app, screen_id to)
{
    return need_own(app, to) && app->session.own.has_membership;
}

static bool need_own_outcome(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.own.outcome != VERDICT_KIOSK_OPEN;
}

static bool need_held(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.held.open;
}

static bool need_table(const struct app *app, screen_id to)
{
    const struct held_group *held = &app->session.held;
    const struct own_group *own = need_held(app, to) ? store_own(app->store, held->key) : NULL;
    return own && own->table;
}

static bool need_may_draw(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.held.draws;
}

static bool need_drawn(const struct app *app, screen_id to)
{
    return need_may_draw(app, to) && app->session.held.drawn;
}

static bool need_machine(const struct app *app, screen_id to)
{
    (void)to;
    return app->machine.here;
}

static bool need_stick_free(const struct app *app, screen_id to)
{
    (void)to;
    return app->machine.update != UPDATE_UNDER_WAY;
}

static bool need_meeting(const struct app *app, screen_id to)
{
    (void)to;
    return app->session.group_id > 0 && app->session.house.day > 0;
}

static bool need_exported(const struct app *app, screen_id to)
{
    (void)to;
    return app->staff.export_outcome == VERDICT_EXPORT_DONE;
}

static bool need_letter(const struct app *app, screen_id to)
{
    (void)to;
    return app->letter.read && app->letter.verdict == VERDICT_LETTER_MAY;
}

static bool need_letter_keys(const struct app *app, screen_id to)
{
    return need_letter(app, to) && app->letter.keys > 0;
}

static bool need_letter_used(const struct app *app, screen_id to)
{
    (void)to;
    return app->letter.verdict == VERDICT_LETTER_IN_USE;
}

static bool need_letter_back(const struct app *app, screen_id to)
{
    (void)to;
    return app->letter.can_go_back;
}

static bool need_behind(const struct app *app, screen_id to)
{
    (void)to;
    return app->staff.behind;
}

static bool need_office_none(const struct app *app, screen_id to)
{
    (void)to;
    return !app->letter.knows_office;
}

static bool need_office_given(const struct app *app, screen_id to)
{
    return need_office_none(app, to) && *app->letter.given;
}

static bool need_pin_drawn(const struct app *app, screen_id to)
{
    (void)to;
    return (app->session.pin_leave || app->session.pin_known) && *app->session.pin_drawn;
}

/* --- setting up: a disk that is being written is all there is ------------------------------------------------------- */

static bool need_setup(const struct app *app, screen_id to)
{
    (void)to;
    return app->setup.on && !app->setup.installing;
}

static const screen_id steps[SETUP_STEPS] = {
#define SETUP_STEP(name) [SETUP_##name] = SCREEN_setup_##name,
#include "rule/setup.def"
#undef SETUP_STEP
};

enum setup_step setup_step_of(screen_id screen)
{
    for (int i = 0; i < SETUP_STEPS; i++)
        if (steps[i] == screen)
            return (enum setup_step)i;
    return SETUP_STEPS;
}

screen_id setup_screen(enum setup_step step)
{
    assert(step >= 0 && step < SETUP_STEPS);
    return steps[step];
}

/* The steps up to the one reached; after the kiosk was made only those that follow. */
static bool need_setup_step(const struct app *app, screen_id to)
{
    const struct setup *p = &app->setup;
    enum setup_step step = setup_step_of(to);
    if (step == SETUP_STEPS || !need_setup(app, to) || step > p->kept.step)
        return false;
    if ((step >= SETUP_made) != (p->kept.step >= SETUP_made))
        return false;
    return (step != SETUP_place || p->medium) && (step != SETUP_again || *p->pin) &&
           (step < SETUP_keys || p->centre_read);
}

static bool need_setup_keys(const struct app *app, screen_id to)
{
    return need_setup(app, to) && app->session.at == SCREEN_setup_keys;
}

static bool need_setup_disk(const struct app *app, screen_id to)
{
    const struct setup *p = &app->setup;
    return need_setup(app, to) && p->medium && p->disk_chosen < p->disk_count;
}

static bool need_setup_writes(const struct app *app, screen_id to)
{
    (void)to;
    return app->setup.on && (app->setup.installing || app->setup.installed);
}

static bool need_met(const struct app *app, enum need need, screen_id to)
{
    static bool (*const needs[NEEDS])(const struct app *app, screen_id to) = {
#define NEED(name, ...) [NEED_##name] = need_##name,
#include "needs.def"
#undef NEED
    };
    return needs[need](app, to);
}

/* --- the tables, read --- */

static const struct screen_row screens[SCREENS] = {
#define SCREEN(name, who, needs, reach, back, idle, class, safe, field, next, words, pages, title)                     \
    [SCREEN_##name] = {who, NEED_##needs, reach, back, class, safe, FIELD_##field, SCREEN_##next, idle},
#include "screens.def"
#undef SCREEN
};

/* On which screens an act works: on those named, on all but those named, where something is written, or on all. */
enum where { NAMED, ALL_BUT, WHERE_WRITING, ALL_SCREENS };
enum { NAMED_MAX = 8 };
struct from {
    enum where where;
    uint8_t count, at[NAMED_MAX];
};
static_assert(SCREENS <= UINT8_MAX, "a screen is a byte here and in the trail");
#define S(name) SCREEN_##name
#define NAMED1(a)                                                                                                      \
    1,                                                                                                                 \
    {                                                                                                                  \
        S(a)                                                                                                           \
    }
#define NAMED2(a, b)                                                                                                   \
    2,                                                                                                                 \
    {                                                                                                                  \
        S(a), S(b)                                                                                                     \
    }
#define NAMED3(a, b, c)                                                                                                \
    3,                                                                                                                 \
    {                                                                                                                  \
        S(a), S(b), S(c)                                                                                               \
    }
#define NAMED4(a, b, c, d)                                                                                             \
    4,                                                                                                                 \
    {                                                                                                                  \
        S(a), S(b), S(c), S(d)                                                                                         \
    }
#define NAMED5(a, b, c, d, e)                                                                                          \
    5,                                                                                                                 \
    {                                                                                                                  \
        S(a), S(b), S(c), S(d), S(e)                                                                                   \
    }
#define NAMED6(a, b, c, d, e, f)                                                                                       \
    6,                                                                                                                 \
    {                                                                                                                  \
        S(a), S(b), S(c), S(d), S(e), S(f)                                                                             \
    }
#define NAMED7(a, b, c, d, e, f, g)                                                                                    \
    7,                                                                                                                 \
    {                                                                                                                  \
        S(a), S(b), S(c), S(d), S(e), S(f), S(g)                                                                       \
    }
#define NAMED8(a, b, c, d, e, f, g, h)                                                                                 \
    8,                                                                                                                 \
    {                                                                                                                  \
        S(a), S(b), S(c), S(d), S(e), S(f), S(g), S(h)                                                                 \
    }
#define NAMED_OF(_1, _2, _3, _4, _5, _6, _7, _8, macro, ...) macro
#define LIST(...) NAMED_OF(__VA_ARGS__, NAMED8, NAMED7, NAMED6, NAMED5, NAMED4, NAMED3, NAMED2, NAMED1, )(__VA_ARGS__)
#define AT(...)                                                                                                        \
    {                                                                                                                  \
        NAMED, LIST(__VA_ARGS__)                                                                                       \
    }
#define NOT(...)                                                                                                       \
    {                                                                                                                  \
        ALL_BUT, LIST(__VA_ARGS__)                                                                                     \
    }
#define WRITING                                                                                                        \
    {                                                                                                                  \
        .where = WHERE_WRITING                                                                                         \
    }
#define ANYWHERE                                                                                                       \
    {                                                                                                                  \
        .where = ALL_SCREENS                                                                                           \
    }

static const struct {
    enum who who;
    enum in_safe_mode safe;
    enum asked_by by;
    struct from from;
} acts[ACTS] = {
    [ACT_NONE] = {0, SHUT, TREE, {NAMED, 0, {0}}},
#define ACT(name, who, safe, by, from, function) [ACT_##name] = {who, safe, by, from},
#include "acts.def"
#undef ACT
};

const struct screen_row *screen_row(screen_id screen)
{
    assert(screen < SCREENS);
    return &screens[screen];
}

bool flow_may_see(enum who who, screen_id screen)
{
    return screen < SCREENS && (screens[screen].who & who) != 0;
}

/* Whoever stands there has not said yet that what was written is theirs. */
static bool is_locked(const struct app *app, screen_id to)
{
    const struct screen_row *row = &screens[to];
    return app->session.locked && row->class == PERSONAL && row->who == VISITOR && row->needs != NEED_locked;
}

bool screen_ready(const struct app *app, screen_id to)
{
    return flow_may_see(app->session.who, to) && !is_locked(app, to) &&
           (!app->public_only || screens[to].safe == SAFE) && need_met(app, screens[to].needs, to);
}

bool flow_may_ask(enum who who, enum act act)
{
    return act > ACT_NONE && act < ACTS && (acts[act].who & who) != 0;
}

bool flow_works_at(enum act act, screen_id at)
{
    if (act <= ACT_NONE || act >= ACTS || at >= SCREENS)
        return false;
    const struct from *from = &acts[act].from;
    bool named = false;
    for (uint8_t i = 0; i < from->count; i++)
        named |= from->at[i] == at;
    switch (from->where) {
    case NAMED:
        return named;
    case ALL_BUT:
        return !named;
    case WHERE_WRITING:
        return screens[at].field != FIELD_NONE;
    case ALL_SCREENS:
        break;
    }
    return true;
}

static bool is_offered(const struct app *app, enum act act, int32_t number)
{
    const struct offer *o = &app->session.offer;
    if (acts[act].by == KEYS || app->no_display)
        return true;
    for (uint16_t i = 0; o->at == app->session.at && i < o->count; i++)
        if (o->act[i] == act && o->number[i] == number)
            return true;
    return false;
}

bool act_in_row(const struct app *app, enum act act)
{
    return flow_may_ask(app->session.who, act) && (!app->public_only || acts[act].safe == SAFE) &&
           flow_works_at(act, app->session.at);
}

/* While commissioning's invented visitor waits for the code, no finger is that visitor's. */
static bool is_trial_visitor(const struct app *app)
{
    return app->setup.trial_runs && app->session.who == VISITOR;
}

bool act_ready(const struct app *app, enum act act, int32_t number)
{
    return act_in_row(app, act) && !is_trial_visitor(app) && is_offered(app, act, number);
}
