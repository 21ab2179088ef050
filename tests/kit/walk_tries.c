/* Simulated hands (TCH-11): seeded tries of people whose hands tremble, slip, rebound, slide in or rest, on the targets
 * of the screen at hand. The machine over contacts is the product's; no act is done. What would lead to another screen
 * makes the display deaf as another screen does, and the same targets stay beneath the finger: the worst that could
 * come next. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rule/touch.h"
#include "screen/screen.h"
#include "screens.h"
#include "ui/layout.h"
#include "ui/roles.h"
#include "ui/touch.h"
#include "walk_step.h"

/* The first touches of a visit are slower: nobody begins it at a keyboard. */
enum { TRIES_A_PERSON = 20, FIRST_TRIES = 6, TICK_MS = 10, FINGERS_MAX = 5, PALM = 90 };
/* Who takes up what is offered tries so often before it counts, and so often to reach an offer's answer. */
enum { TRIES_BEFORE = 60, TRIES_TO_ANSWER = 3, ENLARGE_FROM_MM = 220 };
#define TAU 6.2831853

/* Lengths in mm, times in ms. A trembling finger swings on an ellipse; while it rubs on the panel the swing is `rub` of
 * that in the air. */
struct profile {
    const char *name;
    enum { TREMBLES, SLIDES_IN, RESTS } kind;
    double hz_low, hz_high, swing_low, swing_high, rub;
    double aim, press_low, press_high; /* standard deviation of the landing; how long it presses */
    double slip, rebound;              /* chances: it slips by 15 mm sd; it comes down again, one to three times */
    double pause_low, pause_high;      /* before the next try */
    double palm_mm;                    /* what the panel says of the palm's size; 0: it measures none */
};
static const struct profile profiles[] = {
    {"none", TREMBLES, 1, 1, 0, 0, 0, 2, 80, 200, 0, 0, 1500, 4000, 0},
    {"typist", TREMBLES, 1, 1, 0, 0, 0, 2, 60, 140, 0, 0, 250, 600, 0},
    {"essential tremor", TREMBLES, 4, 12, 2, 15, 0.5, 3, 80, 900, 0.08, 0.25, 1500, 4000, 0},
    {"Parkinson", TREMBLES, 3, 8, 2, 15, 0.7, 3, 100, 1500, 0.05, 0.15, 1500, 4000, 0},
    {"intention tremor", TREMBLES, 2, 5, 2, 15, 0.8, 5, 100, 1200, 0.08, 0.20, 1500, 4000, 0},
    {"cerebral palsy", SLIDES_IN, 1, 1, 0, 0, 0, 25, 200, 4000, 0, 0, 1500, 4000, 0},
    {"resting palm", RESTS, 1, 1, 0, 0, 0, 3, 100, 600, 0, 0, 1500, 4000, 0},
    {"resting palm, measured", RESTS, 1, 1, 0, 0, 0, 3, 100, 600, 0, 0, 1500, 4000, 45},
    {"mouth stick", TREMBLES, 1, 1, 0, 0, 0, 3, 40, 300, 0, 0.05, 1500, 4000, 0},
};
enum { PROFILES = sizeof profiles / sizeof *profiles };

/* Acts that leave the screen as it is. */
static const enum act stays[] = {ACT_KEY,      ACT_ERASE,     ACT_SHIFT,      ACT_KEY_PAGE,  ACT_SIZE,
                                 ACT_CONTRAST, ACT_LISTEN,    ACT_VOICE_RATE, ACT_VOICE_TRY, ACT_VOICE_VOLUME,
                                 ACT_NOTHING,  ACT_CODE_WORD, ACT_CODE_UNDO,  ACT_MARK_UNDO, ACT_MARK_CLEAR};

struct trees { /* of the screen at hand: as it is, with large buttons, and of what is offered there */
    struct ui usual, large, offer;
};
struct sums {
    int tries, right, wrong, commits, extra;
    int offers, reached;  /* offers made; answered with yes, as was meant */
    int ways[TOUCH_WAYS]; /* people who had each on in the end */
};

struct tries {
    struct step *step;
    struct trees *trees;
    const struct ui *u;
    struct ui_touch touch;
    uint64_t seed;
    int64_t ms;
    double hz, swing, flat, way; /* of this person's tremor */
    uint32_t aim;                /* id of the target that is meant */
    uint32_t did;                /* what this try did first; 0: nothing */
    bool counts;                 /* its hits and misses are counted; what commits or comes by a rebound always is */
    bool takes;                  /* this person takes up what is offered */
    uint32_t on, offered;        /* ways of rule/touch.def */
    struct touch_misses misses;
    bool often; /* the newest failure was the third */
    struct sums sums;
};

static double chance(struct tries *t) /* 0 to 1; xorshift: the same hands on every machine */
{
    t->seed ^= t->seed << 13;
    t->seed ^= t->seed >> 7;
    t->seed ^= t->seed << 17;
    return (double)(t->seed >> 11) / 9007199254740992.0;
}

static double between(struct tries *t, double low, double high)
{
    return low + (high - low) * chance(t);
}

static double normal(struct tries *t)
{
    double u = chance(t), v = chance(t);
    return sqrt(-2 * log(u + 1e-12)) * cos(TAU * v);
}

static bool leads_on(const struct ui_node *n)
{
    for (size_t i = 0; i < sizeof stays / sizeof *stays; i++)
        if (n->act == stays[i])
            return false;
    return !(n->flags & UI_DISABLED);
}

static void acted(struct tries *t, uint32_t id)
{
    const struct ui_node *n = &t->u->node[ui_find(t->u, id)];
    bool right = id == t->aim, first = t->did == 0;
    t->sums.right += t->counts && first && right;
    t->sums.wrong += t->counts && first && !right;
    t->sums.extra += !first;
    t->sums.commits += !right && n->flags & UI_COMMIT;
    t->did = first ? id : t->did;
    if (first && !right && n->act == ACT_KEY) /* a wrong letter is erased */
        t->often |= touch_missed(&t->misses, TOUCH_MISS_UNDONE, t->ms);
    if (leads_on(n))
        ui_touch_screen(&t->touch, t->ms, false);
}

static void handle(struct tries *t, struct ui_event e)
{
    if (e.kind == UI_EVENT_TAP || e.kind == UI_EVENT_HELD)
        acted(t, e.id);
    else if (touch_missed(&t->misses, (enum touch_miss)e.miss, t->ms))
        t->often = true;
}

static void contact(struct tries *t, enum ui_contact_kind kind, int64_t finger, double x, double y)
{
    const struct ui_panel *p = &t->u->setting.panel;
    struct ui_contact c = {.kind = (uint8_t)kind,
                           .finger = finger,
                           .x = fminf(fmaxf((float)x, 0), p->width_mm),
                           .y = fminf(fmaxf((float)y, 0), p->height_mm),
                           .ms = t->ms};
    handle(t, ui_touch_contact(&t->touch, t->u, &c));
    handle(t, ui_touch_time(&t->touch, t->u, t->ms));
}

static void wait(struct tries *t, double ms)
{
    t->ms += (int64_t)ms;
}

/* Where the tremor has the finger at that time, from where it is aimed. */
static void swing(const struct tries *t, double seconds, double *x, double *y)
{
    double u = t->swing * sin(TAU * t->hz * seconds), v = t->swing * t->flat * cos(TAU * t->hz * seconds);
    *x = u * cos(t->way) - v * sin(t->way);
    *y = u * sin(t->way) + v * cos(t->way);
}

/* One contact of a trembling finger, which rubs from where it landed and may slip. */
static void press(struct tries *t, const struct profile *p, const double aim[2], double ms, bool slips)
{
    double from = (double)t->ms / 1000, x0, y0, x = 0, y = 0;
    double slip_x = slips ? normal(t) * 15 : 0, slip_y = slips ? normal(t) * 15 : 0;
    int64_t begun = t->ms;
    swing(t, from, &x0, &y0);
    contact(t, UI_CONTACT_DOWN, 1, aim[0] + x0, aim[1] + y0);
    for (double at = fmin(TICK_MS, ms);; at = fmin(at + TICK_MS, ms)) {
        t->ms = begun + (int64_t)at;
        double done = at / ms;
        swing(t, (double)t->ms / 1000, &x, &y);
        x = aim[0] + x0 + p->rub * (x - x0) + slip_x * done;
        y = aim[1] + y0 + p->rub * (y - y0) + slip_y * done;
        if (at >= ms)
            break;
        contact(t, UI_CONTACT_MOVE, 1, x, y);
    }
    contact(t, UI_CONTACT_UP, 1, x, y);
}

/* How long this person leaves the finger there: who has to wait for a button does. */
static double press_ms(struct tries *t, const struct profile *p)
{
    int32_t hold = t->touch.way.hold_ms;
    return hold ? hold + between(t, 200, 900) : between(t, p->press_low, p->press_high);
}

static void tremble(struct tries *t, const struct profile *p, double x, double y)
{
    const double aim[2] = {x + normal(t) * p->aim, y + normal(t) * p->aim};
    int again = chance(t) < p->rebound ? 1 + (int)(chance(t) * 3) : 0;
    press(t, p, aim, press_ms(t, p), chance(t) < p->slip);
    for (int i = 0; i < again; i++) {
        wait(t, p->swing_high > 0 ? 1000 / t->hz * between(t, 0.4, 1) : between(t, 60, 250));
        press(t, p, aim, between(t, 30, 180), false);
    }
}

/* One to five fingers come down within a quarter of a second, one of which means it: it lands far off and slides to the
 * target; the others lie below it. They are lifted in any order. */
static void slide_in(struct tries *t, const struct profile *p, double x, double y)
{
    int fingers = 1 + (int)(chance(t) * FINGERS_MAX), means = (int)(chance(t) * fingers);
    double far = fabs(normal(t)) * p->aim, way = chance(t) * TAU, x0 = x + far * cos(way), y0 = y + far * sin(way);
    double ms = between(t, p->press_low, p->press_high), place[FINGERS_MAX][2];
    for (int i = 0; i < fingers; i++) {
        place[i][0] = i == means ? x0 : x0 + normal(t) * 30;
        place[i][1] = i == means ? y0 : y0 + 20 + fabs(normal(t)) * 25;
        contact(t, UI_CONTACT_DOWN, 10 + i, place[i][0], place[i][1]);
        wait(t, between(t, 0, 60));
    }
    for (double at = 0; at < ms; at += 2 * TICK_MS) {
        double k = at / ms;
        contact(t, UI_CONTACT_MOVE, 10 + means, x0 + (x - x0) * k + normal(t) * 1.5,
                y0 + (y - y0) * k + normal(t) * 1.5);
        wait(t, 2 * TICK_MS);
    }
    for (int i = 0; i < fingers; i++) { /* what lies still is never quite still */
        if (i == means)
            continue;
        place[i][0] += normal(t) * 1.5;
        contact(t, UI_CONTACT_MOVE, 10 + i, place[i][0], place[i][1]);
    }
    contact(t, UI_CONTACT_MOVE, 10 + means, x, y);
    for (double at = 0, stay = t->touch.way.hold_ms ? press_ms(t, p) : 0; at < stay; at += 2 * TICK_MS) {
        contact(t, UI_CONTACT_MOVE, 10 + means, x + normal(t) * 1.5, y + normal(t) * 1.5);
        wait(t, 2 * TICK_MS);
    }
    place[means][0] = x;
    place[means][1] = y;
    for (int first = (int)(chance(t) * fingers), i = 0; i < fingers; i++) {
        int k = (first + i) % fingers;
        contact(t, UI_CONTACT_UP, 10 + k, place[k][0], place[k][1]);
        wait(t, between(t, 10, 60));
    }
}

static void palm(struct tries *t, const struct profile *p, enum ui_contact_kind kind, double x, double y)
{
    struct ui_contact c = {.kind = (uint8_t)kind, .finger = PALM, .x = (float)x, .y = (float)y, .ms = t->ms};
    c.size_mm = (float)p->palm_mm;
    c.y = fminf(c.y, t->u->setting.panel.height_mm);
    c.x = fminf(c.x, t->u->setting.panel.width_mm);
    handle(t, ui_touch_contact(&t->touch, t->u, &c));
    handle(t, ui_touch_time(&t->touch, t->u, t->ms));
}

/* The heel of the hand comes down below and beside, then the finger; the heel is lifted last. */
static void beside_palm(struct tries *t, const struct profile *p, double x, double y)
{
    double heel_x = x + between(t, 10, 50), heel_y = y + between(t, 70, 120);
    palm(t, p, UI_CONTACT_DOWN, heel_x, heel_y);
    wait(t, between(t, 200, 800));
    tremble(t, p, x, y);
    wait(t, between(t, 100, 600));
    palm(t, p, UI_CONTACT_UP, heel_x + normal(t) * 2, heel_y + normal(t) * 2);
}

/* As touch_screen in loop/loop.c: on the offer a finger may slide to its answer. */
static void choose(struct tries *t, bool offers)
{
    struct touch_row way = touch_together(t->on);
    ui_touch_choose(&t->touch, &(struct ui_touch_way){.slide = way.slide || (offers && way.hold_ms == 0),
                                                      .first = way.first,
                                                      .hold_ms = way.hold_ms,
                                                      .apart_ms = way.apart_ms});
    t->u = way.large ? &t->trees->large : &t->trees->usual;
    if (offers)
        t->u = &t->trees->offer;
}

static void another_person(struct tries *t, const struct profile *p)
{
    t->touch = (struct ui_touch){0};
    t->on = t->offered = 0;
    t->misses = (struct touch_misses){0};
    choose(t, false);
    t->hz = between(t, p->hz_low, p->hz_high);
    t->swing = between(t, p->swing_low, p->swing_high);
    t->flat = between(t, 0.2, 0.7);
    t->way = between(t, 0, TAU / 2);
}

static int targets(const struct ui *u, bool keys_only, uint16_t found[UI_NODES_MAX])
{
    int count = 0;
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        bool wanted = !keys_only || n->role == UI_KEY;
        if (wanted && ui_is_target(n) && !(n->flags & UI_DISABLED) && n->role != UI_HOLD && n->role != UI_PAD)
            found[count++] = i;
    }
    return count;
}

/* One try at a target. */
static void try(struct tries *t, const struct profile *p, uint16_t node)
{
    const struct ui_node *n = &t->u->node[node];
    double x = (double)(n->box.x + n->box.w / 2), y = (double)(n->box.y + n->box.h / 2);
    t->aim = n->id;
    t->did = 0;
    if (p->kind == TREMBLES)
        tremble(t, p, x, y);
    else if (p->kind == SLIDES_IN)
        slide_in(t, p, x, y);
    else
        beside_palm(t, p, x, y);
}

static void describe(struct step *p, struct ui *u, bool large)
{
    struct ui_setting setting = p->u->setting;
    setting.large = large;
    screen_view(&p->w->loop.app, &setting, u);
    ui_layout(u);
}

/* The screen of an offer, on which this hand has to reach Yes. */
static void answer(struct tries *t, const struct profile *p, enum touch_way way)
{
    struct session *s = t->step->s;
    const screen_id at = s->at;
    const bool counts = t->counts;
    s->at = SCREEN_touch_offer;
    s->touch_offer = way;
    describe(t->step, &t->trees->offer, touch_together(t->on).large);
    s->at = at;
    choose(t, true);
    ui_touch_screen(&t->touch, t->ms, false);
    t->counts = false;
    t->did = 0;
    for (int i = 0; i < TRIES_TO_ANSWER && t->did == 0; i++) {
        wait(t, between(t, 1500, 4000));
        try(t, p, ui_find_path(t->u, "answer/yes"));
    }
    bool yes = t->did == t->aim;
    t->counts = counts;
    t->sums.offers++;
    t->sums.reached += yes;
    t->on = yes ? touch_choose(t->on, way) : t->on;
    choose(t, false);
    ui_touch_screen(&t->touch, t->ms, false);
}

static void some_target(struct tries *t, const struct profile *p, bool first)
{
    uint16_t found[UI_NODES_MAX];
    bool types = p->pause_high < 1000;
    int among = targets(t->u, types, found);
    wait(t, first ? between(t, 1500, 4000) : between(t, p->pause_low, p->pause_high));
    try(t, p, found[(int)(chance(t) * among)]);
    bool often = t->often;
    t->often = false;
    if (!often || !t->takes)
        return;
    enum touch_way way =
        touch_offer(t->on, t->offered, t->misses.miss, t->u->setting.panel.width_mm >= ENLARGE_FROM_MM);
    if (way == TOUCH_WAYS)
        return;
    t->offered |= UINT32_C(1) << way;
    answer(t, p, way);
}

static struct sums run(struct tries *t, const struct profile *profile, int count, uint64_t seed)
{
    t->seed = 0x9E3779B97F4A7C15u * (seed + 1);
    t->ms = 100000;
    t->sums = (struct sums){.tries = count};
    for (int i = 0; i < count; i++) {
        if (i % TRIES_A_PERSON == 0) {
            another_person(t, profile);
            t->counts = false;
            for (int k = 0; k < TRIES_BEFORE && t->takes; k++)
                some_target(t, profile, k < FIRST_TRIES);
            t->counts = true;
            for (enum touch_way w = 0; w < TOUCH_WAYS; w++)
                t->sums.ways[w] += touch_has(t->on, w);
        }
        some_target(t, profile, i % TRIES_A_PERSON < FIRST_TRIES && !t->takes);
    }
    return t->sums;
}

static void print(const struct profile *profile, bool takes, const char *place, const char *screen,
                  const struct sums *s)
{
    printf("tries\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d", profile->name, takes ? "taken" : "usual", place, screen,
           s->tries, s->right, s->wrong, s->commits, s->extra, s->offers, s->reached);
    for (enum touch_way w = 0; w < TOUCH_WAYS; w++)
        printf("\t%d", s->ways[w]);
    printf("\n");
}

/* tries COUNT SEED: of each hand, with nothing taken up, then with all that is offered; a line each, which
 * tests/tools/hands.py reads */
bool walk_step_tries(struct step *p)
{
    int count = 0;
    unsigned seed = 0;
    if (sscanf(p->rest, "%d %u", &count, &seed) != 2 || count < 1)
        return walk_miss(p, "tries wants two numbers");
    struct tries *t = calloc(1, sizeof *t);
    struct trees *trees = calloc(1, sizeof *trees);
    if (!t || !trees)
        abort();
    bool keyboard = walk_find_role(p, UI_KEYS) != UI_NONE;
    describe(p, &trees->usual, false);
    describe(p, &trees->large, true);
    t->step = p;
    t->trees = trees;
    for (int i = 0; i < PROFILES; i++) {
        if (!keyboard && profiles[i].pause_high < 1000) /* nobody reads so fast */
            continue;
        for (int takes = 0; takes < 2; takes++) {
            t->takes = takes > 0;
            struct sums s = run(t, &profiles[i], count, seed * 100 + (unsigned)i);
            print(&profiles[i], t->takes, keyboard ? "keyboard" : "screen", walk_screen_name(p->s->at), &s);
        }
    }
    free(trees);
    free(t);
    return true;
}
