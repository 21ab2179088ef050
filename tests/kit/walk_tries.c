/* Simulated hands (TCH-11): seeded tries of people whose hands tremble, slip, rebound, slide in or rest, on the targets
 * of the screen at hand. The machine over contacts is the product's; no act is done. What would lead to another screen
 * makes the display deaf as another screen does, and the same targets stay beneath the finger: the worst that could
 * come next. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "ui/roles.h"
#include "ui/touch.h"
#include "walk_step.h"

/* The first touches of a visit are slower: nobody begins it at a keyboard. */
enum { TRIES_A_PERSON = 20, FIRST_TRIES = 6, TICK_MS = 10, FINGERS_MAX = 5, PALM = 90 };
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
    bool slide;                        /* took up the offer of slide mode */
};
static const struct profile profiles[] = {
    {"none", TREMBLES, 1, 1, 0, 0, 0, 2, 80, 200, 0, 0, 1500, 4000, 0, false},
    {"typist", TREMBLES, 1, 1, 0, 0, 0, 2, 60, 140, 0, 0, 250, 600, 0, false},
    {"essential tremor", TREMBLES, 4, 12, 2, 15, 0.5, 3, 80, 900, 0.08, 0.25, 1500, 4000, 0, false},
    {"Parkinson", TREMBLES, 3, 8, 2, 15, 0.7, 3, 100, 1500, 0.05, 0.15, 1500, 4000, 0, false},
    {"intention tremor", TREMBLES, 2, 5, 2, 15, 0.8, 5, 100, 1200, 0.08, 0.20, 1500, 4000, 0, false},
    {"cerebral palsy", SLIDES_IN, 1, 1, 0, 0, 0, 25, 200, 4000, 0, 0, 1500, 4000, 0, false},
    {"cerebral palsy, slide mode", SLIDES_IN, 1, 1, 0, 0, 0, 25, 200, 4000, 0, 0, 1500, 4000, 0, true},
    {"resting palm", RESTS, 1, 1, 0, 0, 0, 3, 100, 600, 0, 0, 1500, 4000, 0, false},
    {"resting palm, measured", RESTS, 1, 1, 0, 0, 0, 3, 100, 600, 0, 0, 1500, 4000, 45, false},
    {"mouth stick", TREMBLES, 1, 1, 0, 0, 0, 3, 40, 300, 0, 0.05, 1500, 4000, 0, false},
};
enum { PROFILES = sizeof profiles / sizeof *profiles };

/* Acts that leave the screen as it is. */
static const enum act stays[] = {ACT_KEY,      ACT_ERASE,     ACT_SHIFT,      ACT_KEY_PAGE,  ACT_SIZE,
                                 ACT_CONTRAST, ACT_LISTEN,    ACT_VOICE_RATE, ACT_VOICE_TRY, ACT_VOICE_VOLUME,
                                 ACT_NOTHING,  ACT_CODE_WORD, ACT_CODE_UNDO,  ACT_MARK_UNDO, ACT_MARK_CLEAR};

struct tries {
    const struct ui *u;
    struct ui_touch touch;
    uint64_t seed;
    int64_t ms;
    double hz, swing, flat, way;            /* of this person's tremor */
    uint32_t aim;                           /* id of the target that is meant */
    int acts, right, wrong, commits, extra; /* of this try; then of all */
};
struct sums {
    int tries, right, wrong, commits, extra;
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
    bool right = id == t->aim;
    t->right += t->acts == 0 && right;
    t->wrong += t->acts == 0 && !right;
    t->extra += t->acts > 0;
    t->commits += !right && n->flags & UI_COMMIT;
    t->acts++;
    if (leads_on(n))
        ui_touch_screen(&t->touch, t->ms, false);
}

static void contact(struct tries *t, enum ui_contact_kind kind, int64_t finger, double x, double y)
{
    const struct ui_panel *p = &t->u->setting.panel;
    struct ui_contact c = {.kind = (uint8_t)kind,
                           .finger = finger,
                           .x = fminf(fmaxf((float)x, 0), p->width_mm),
                           .y = fminf(fmaxf((float)y, 0), p->height_mm),
                           .ms = t->ms};
    struct ui_event e = ui_touch_contact(&t->touch, t->u, &c);
    if (e.kind == UI_EVENT_TAP)
        acted(t, e.id);
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

static void tremble(struct tries *t, const struct profile *p, double x, double y)
{
    const double aim[2] = {x + normal(t) * p->aim, y + normal(t) * p->aim};
    int again = chance(t) < p->rebound ? 1 + (int)(chance(t) * 3) : 0;
    press(t, p, aim, between(t, p->press_low, p->press_high), chance(t) < p->slip);
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
    struct ui_event e = ui_touch_contact(&t->touch, t->u, &c);
    if (e.kind == UI_EVENT_TAP)
        acted(t, e.id);
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

static void another_person(struct tries *t, const struct profile *p)
{
    t->touch = (struct ui_touch){0};
    ui_touch_slide(&t->touch, p->slide);
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

static struct sums run(struct step *p, const struct profile *profile, int count, uint64_t seed)
{
    struct tries t = {.u = p->u, .seed = 0x9E3779B97F4A7C15u * (seed + 1), .ms = 100000};
    uint16_t found[UI_NODES_MAX];
    bool types = profile->pause_high < 1000;
    int among = targets(p->u, types, found);
    for (int i = 0; i < count; i++) {
        if (i % TRIES_A_PERSON == 0)
            another_person(&t, profile);
        bool is_first = i % TRIES_A_PERSON < FIRST_TRIES;
        wait(&t, is_first ? between(&t, 1500, 4000) : between(&t, profile->pause_low, profile->pause_high));
        const struct ui_node *n = &p->u->node[found[(int)(chance(&t) * among)]];
        double x = (double)(n->box.x + n->box.w / 2), y = (double)(n->box.y + n->box.h / 2);
        t.aim = n->id;
        t.acts = 0;
        if (profile->kind == TREMBLES)
            tremble(&t, profile, x, y);
        else if (profile->kind == SLIDES_IN)
            slide_in(&t, profile, x, y);
        else
            beside_palm(&t, profile, x, y);
    }
    return (struct sums){count, t.right, t.wrong, t.commits, t.extra};
}

bool walk_step_tries(struct step *p) /* tries COUNT SEED: of each hand; a line each, which tests/tools/hands.py reads */
{
    int count = 0;
    unsigned seed = 0;
    if (sscanf(p->rest, "%d %u", &count, &seed) != 2 || count < 1)
        return walk_miss(p, "tries wants two numbers");
    bool keyboard = walk_find_role(p, UI_KEYS) != UI_NONE;
    for (int i = 0; i < PROFILES; i++) {
        if (!keyboard && profiles[i].pause_high < 1000) /* nobody reads so fast */
            continue;
        struct sums s = run(p, &profiles[i], count, seed * 100 + (unsigned)i);
        printf("tries\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\n", profiles[i].name, keyboard ? "keyboard" : "screen",
               walk_screen_name(p->s->at), s.tries, s.right, s.wrong, s.commits, s.extra);
    }
    return true;
}
