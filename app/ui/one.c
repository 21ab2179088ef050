/* The clock of one switch. */
#include "ui/one.h"

#include <math.h>
#include <string.h>

/* SCN-02: a stop is lit long enough for who takes `mean` to press; or, where presses differ much, for nearly all of
 * them (Simpson and Koester: mean / 0.65). */
static int32_t fitted_step(const int32_t *reaction_ms)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < ONE_FIT_PRESSES; i++)
        sum += reaction_ms[i];
    double mean = sum / ONE_FIT_PRESSES;
    for (int i = 0; i < ONE_FIT_PRESSES; i++)
        squares += (reaction_ms[i] - mean) * (reaction_ms[i] - mean);
    double step = fmax(mean / 0.65, mean + 2 * sqrt(squares / (ONE_FIT_PRESSES - 1)));
    return (int32_t)fmin(fmax(step, ONE_STEP_MIN_MS), ONE_STEP_MAX_MS);
}

static void fit(struct ui_one *o, int64_t ms)
{
    if (o->fitted >= ONE_FIT_PRESSES)
        return;
    int64_t reaction = ms - o->from_ms; /* pressed while the label was said: no time at all */
    o->reaction_ms[o->fitted++] = reaction > 0 ? (int32_t)reaction : 0;
    if (o->fitted == ONE_FIT_PRESSES)
        o->step_ms = fitted_step(o->reaction_ms);
}

/* A press that counts: takes what is lit, or goes on where it rests. */
static enum ui_one_event count(struct ui_one *o, int64_t ms)
{
    bool tired = o->rounds >= ONE_ROUNDS;
    o->counts = false;
    o->dead_ms = ms + ONE_DEAD_MS;
    o->rounds = 0;
    if (o->lit) {
        fit(o, o->down_ms);
        return UI_ONE_SELECT;
    }
    if (tired) /* three rounds were not enough for this person: a quarter slower */
        o->step_ms = o->step_ms * 5 / 4 < ONE_STEP_MAX_MS ? o->step_ms * 5 / 4 : ONE_STEP_MAX_MS;
    o->resting = false;
    return UI_ONE_MOVE;
}

enum ui_one_event ui_one_press(struct ui_one *o, int64_t ms)
{
    bool dead = o->on && ms < o->dead_ms;
    if (o->down) /* repeats of a held key never come here: its release was lost */
        ui_one_release(o, ms);
    o->down = true;
    o->down_ms = ms;
    o->counts = o->on && !dead;
    return o->counts && o->accept_ms == 0 ? count(o, ms) : UI_ONE_NOTHING;
}

void ui_one_release(struct ui_one *o, int64_t ms)
{
    bool held = o->down && o->on && !o->lit && !o->resting;
    o->down = o->counts = false;
    if (held) /* the hold that began it is over */
        o->from_ms = ms > o->from_ms ? ms : o->from_ms;
}

static int64_t moves_at(const struct ui_one *o)
{
    if (!o->lit)
        return o->from_ms + ONE_FIRST_MS;
    return o->from_ms + o->step_ms + (o->first ? ONE_FIRST_MS : 0);
}

enum ui_one_event ui_one_time(struct ui_one *o, int64_t ms, bool speaking)
{
    if (!o->on && o->down && ms - o->down_ms >= ONE_HOLD_MS) {
        int32_t accept = o->accept_ms;
        *o = (struct ui_one){.on = true, .down = true, .step_ms = ONE_STEP_MS, .accept_ms = accept, .down_ms = ms};
        o->from_ms = ms;
        o->dead_ms = ms + ONE_DEAD_MS;
        return UI_ONE_BEGIN;
    }
    if (!o->on || o->resting)
        return UI_ONE_NOTHING;
    if (o->counts && ms - o->down_ms >= o->accept_ms)
        return count(o, ms);
    if (speaking || o->saying) /* its time begins when the label is over */
        o->from_ms = ms;
    o->saying = speaking;
    if (speaking || (o->down && !o->lit) || o->counts || ms < moves_at(o))
        return UI_ONE_NOTHING;
    return UI_ONE_MOVE;
}

enum ui_one_event ui_one_lit(struct ui_one *o, int64_t ms, bool first, bool again)
{
    o->rounds += again;
    o->lit = o->rounds < ONE_ROUNDS;
    o->resting = !o->lit;
    o->first = first || again;
    o->from_ms = ms;
    return o->resting ? UI_ONE_REST : UI_ONE_NOTHING;
}

void ui_one_new(struct ui_one *o, int64_t ms)
{
    o->lit = o->resting = false;
    o->rounds = 0;
    o->from_ms = ms;
}

void ui_one_rest(struct ui_one *o)
{
    o->lit = false;
    o->resting = o->on;
}

int64_t ui_one_deadline(const struct ui_one *o, bool speaking)
{
    if (!o->on)
        return o->down ? o->down_ms + ONE_HOLD_MS : -1;
    if (o->counts)
        return o->down_ms + o->accept_ms;
    if (o->resting || speaking || (o->down && !o->lit))
        return -1;
    return moves_at(o);
}
