/* The two guards. Every act passes act_ready, every change of screen passes screen_ready; both read their table and keep no
 * list of their own. */
#include "flow/core/guard.h"
#include "screens.h"

#include <assert.h>

static const struct screen_row screens[SCREENS] = {
#define SCREEN(name, who, needs, reach, back, idle, class, safe, field, next, words, pages, title)                     \
    [SCREEN_##name] = {who, NEED_##needs, reach, back, safe, FIELD_##field, SCREEN_##next, idle},
#include "screens.def"
#undef SCREEN
};

/* A set of screens, a bit each; the highest bit stands for all where something is written. */
typedef unsigned __int128 screen_set;
static_assert(SCREENS < 127);
#define BIT(screen) ((screen_set)1 << (screen))
#define WRITING BIT(127)
#define ANYWHERE (~(screen_set)0)
#define AT1(a) BIT(SCREEN_##a)
#define AT2(a, b) (AT1(a) | AT1(b))
#define AT3(a, b, c) (AT1(a) | AT2(b, c))
#define AT4(a, b, c, d) (AT1(a) | AT3(b, c, d))
#define AT5(a, b, c, d, e) (AT1(a) | AT4(b, c, d, e))
#define AT_OF(_1, _2, _3, _4, _5, macro, ...) macro
#define AT(...) AT_OF(__VA_ARGS__, AT5, AT4, AT3, AT2, AT1, )(__VA_ARGS__)
#define NOT(...) (~(AT(__VA_ARGS__) | WRITING))

static const struct {
    enum who who;
    enum in_safe_mode safe;
    enum asked_by by;
    screen_set from;
} acts[ACTS] = {
    [ACT_NONE] = {0, SHUT, TREE, 0},
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

bool screen_ready(const struct app *app, screen_id to)
{
    return flow_may_see(app->session.who, to) && (!app->public_only || screens[to].safe == SAFE) &&
           need_met(app, screens[to].needs, to);
}

bool flow_may_ask(enum who who, enum act act)
{
    return act > ACT_NONE && act < ACTS && (acts[act].who & who) != 0;
}

bool flow_works_at(enum act act, screen_id at)
{
    if (act <= ACT_NONE || act >= ACTS || at >= SCREENS)
        return false;
    return acts[act].from == WRITING ? screens[at].field != FIELD_NONE : (acts[act].from & BIT(at)) != 0;
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

bool act_ready(const struct app *app, enum act act, int32_t number)
{
    return act_in_row(app, act) && is_offered(app, act, number);
}
