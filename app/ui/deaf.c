/* When no contact acts. Nothing here outlives the visit.
 *
 * Another screen (TCH-07). The display is deaf until fingers have been away for 0.5 s, before a grave screen 1.2 s;
 * each touch in between starts that time anew, for a hand that rebounds is not yet reading. 0.5 s, not the 0.4 s that
 * TCH-07 asks for at least: an intention tremor of 2 Hz comes back after as long. What rests on the display does not
 * count as being there: a palm may lie through any number of screens.
 *
 * Rebounds (TCH-06). Within 0.5 s of a lift the tapped target is blocked, and so is all within 40 mm of the tap, where
 * a trembling hand comes down again beside it. A touch that is blocked prolongs the block.
 *
 * Fitted to this person's own touches. A short touch that was blocked within 15 mm of the tap, nearer than the next
 * key, is a rebound. Where it is seen twice, and once in eight taps or more, fingers must have been away for one and a
 * half times its gap from now on, at most 1 s. Steady hands, whose taps wander less than 2 mm and do not rebound, have
 * to be away from the same target for 0.35 s after their first four taps, and beside it for 0.15 s: who types is not
 * held up.
 *
 * Nobody is locked out. Three rebounds of the slowest tremor are over in 2 s. So no block lasts longer than 3 s, before
 * a grave screen 6 s, however often it is touched meanwhile: what lands after that acts.
 *
 * Large contacts. What is longer than 22 mm is no finger tip and rests (TCH-08). Some people have only a fist: two
 * large touches, each short, alone and on a target, and from the third one on they act, until the visit ends. */
#include "ui/deaf.h"

enum { AWAY_MS = 500, GRAVE_MS = 1200, LONGEST_MS = 3000, GRAVE_LONGEST_MS = 6000 };
enum {
    STEADY_MS = 150,
    STEADY_AGAIN_MS = 350,
    STEADY_TAPS = 4,
    REBOUNDS = 2,
    A_REBOUND_IN = 8,
    SHORT_MS = 250,
    GAP_MOST_MS = 700,
    FITTED_MOST_MS = 1000
};
enum { LARGE_MS = 1000 };
#define NEAR_MM 40.0f
#define THERE_MM 15.0f
#define STEADY_MM 2.0f

/* --- deaf --------------------------------------------------------------------------------------------------------- */

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Once may be a letter that was meant twice. */
static bool rebounds(const struct ui_touch *t)
{
    return t->fit.rebounds >= REBOUNDS && t->fit.rebounds * A_REBOUND_IN >= t->fit.taps;
}

static bool is_steady(const struct ui_touch *t)
{
    return t->fit.taps >= STEADY_TAPS && !rebounds(t) && t->fit.sway_mm < STEADY_MM && t->way.apart_ms == 0;
}

/* For how long fingers must have been away. */
static int64_t away_ms(const struct ui_touch *t, bool grave)
{
    return larger(grave ? GRAVE_MS : AWAY_MS, rebounds(t) ? t->fit.away_ms : 0);
}

static int64_t longest_ms(bool grave)
{
    return grave ? GRAVE_LONGEST_MS : LONGEST_MS;
}

/* Is a finger there that does not rest? What landed on the deaf display and stays is no rebound, it lies there. */
static bool is_touched(const struct ui_touch *t, int64_t ms)
{
    for (uint8_t i = 0; i < t->fingers; i++) {
        const struct ui_finger *f = &t->finger[i];
        bool lies = ms - f->still_ms >= UI_STILL_MS || (f->early && ms - f->down_ms >= AWAY_MS);
        if (!f->resting && !lies)
            return true;
    }
    return false;
}

static int64_t deaf_until(const struct ui_touch *t)
{
    int64_t quiet = larger(t->screen_ms, t->lifted_ms) + away_ms(t, t->grave),
            last = t->screen_ms + longest_ms(t->grave);
    return quiet < last ? quiet : last;
}

static bool is_deaf_to(struct ui_touch *t, int64_t ms)
{
    bool over = ms >= t->screen_ms + longest_ms(t->grave);
    if (t->deaf && (over || (!is_touched(t, ms) && ms >= deaf_until(t))))
        t->deaf = false;
    return t->deaf;
}

/* --- rebounds ----------------------------------------------------------------------------------------------------- */

static bool is_rebound_of(const struct ui_touch *t, uint32_t id, const struct ui_contact *c)
{
    if (!t->tapped || c->ms - t->tap_ms >= LONGEST_MS)
        return false;
    bool same = id && id == t->last_tap, near = hypotf(c->x - t->tap_x, c->y - t->tap_y) < NEAR_MM;
    int64_t gap = c->ms - t->lifted_ms;
    bool steady = is_steady(t);
    return gap < t->way.apart_ms || (same && gap < (steady ? STEADY_AGAIN_MS : away_ms(t, false))) ||
           (near && gap < (steady ? STEADY_MS : away_ms(t, false)));
}

bool deaf_to(struct ui_touch *t, const struct ui_contact *c, uint32_t id, bool pad)
{
    bool deaf = is_deaf_to(t, c->ms);
    return deaf || (!pad && is_rebound_of(t, id, c));
}

/* --- what a touch shows ------------------------------------------------------------------------------------------ */

static void tapped(struct ui_touch *t, const struct ui_finger *f, int64_t ms)
{
    float sway = finger_sway(f);
    t->fit.sway_mm = t->fit.taps ? 0.7f * t->fit.sway_mm + 0.3f * sway : sway;
    t->fit.taps++;
    t->fit.large = f->size_mm > 0 && f->size_mm <= FINGER_MM ? 0 : t->fit.large; /* it has fingers after all */
    t->tapped = true;
    t->last_tap = t->id;
    t->tap_ms = ms;
    t->tap_x = f->x;
    t->tap_y = f->y;
}

static void finger_fist(struct ui_touch *t, const struct ui_finger *f, int64_t ms)
{
    bool alone = t->fingers == 1 && t->lifted_ms <= f->down_ms;
    bool is_tap = alone && f->size_mm > FINGER_MM && ms - f->down_ms < LARGE_MS;
    t->fit.large = (uint16_t)(t->fit.large + (is_tap && t->fit.large < LARGE_TAPS));
}

static void learn(struct ui_touch *t, const struct ui_finger *f, int64_t ms)
{
    bool there = hypotf(f->x - t->tap_x, f->y - t->tap_y) < THERE_MM, is_short = ms - f->down_ms < SHORT_MS;
    bool rebound = f->early && !f->resting && t->tapped && there && is_short && f->gap_ms < GAP_MOST_MS;
    if (!rebound)
        return;
    int32_t away = f->gap_ms * 3 / 2 < FITTED_MOST_MS ? f->gap_ms * 3 / 2 : FITTED_MOST_MS;
    t->fit.rebounds++;
    t->fit.away_ms = away > t->fit.away_ms ? away : t->fit.away_ms;
}

void deaf_note(struct ui_touch *t, const struct ui_finger *f, int64_t ms, enum deaf_sight sight)
{
    if (sight == DEAF_TAPPED) {
        tapped(t, f, ms);
        return;
    }
    if (sight == DEAF_FIST)
        finger_fist(t, f, ms);
    learn(t, f, ms);
    if (!f->resting || ms - f->down_ms < SHORT_MS) /* so short is no rest: a hand rebounds at the edge */
        t->lifted_ms = ms;
}

void ui_touch_screen(struct ui_touch *t, int64_t ms, bool grave)
{
    t->deaf = true;
    t->grave = grave;
    t->screen_ms = ms;
    t->active = t->stroke = t->held = false;
}

int64_t ui_touch_quiet_ms(const struct ui_touch *t, int64_t ms)
{
    int64_t until = t->deaf ? deaf_until(t) : ms;
    if (t->tapped)
        until = larger(until, t->lifted_ms + larger(away_ms(t, false), t->way.apart_ms));
    return until > ms ? until - ms : 0;
}
