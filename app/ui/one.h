/* One switch (SCN-01 to SCN-05): the highlight of ui_scan goes from stop to stop by itself, and a press takes what is
 * lit. This is the clock of it alone: when it begins, moves, takes and rests. It reads no clock and no tree. Times in
 * ms. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    ONE_HOLD_MS = 2000, /* the switch held for so long begins it, on any screen */
    ONE_STEP_MS = 2000, /* SCN-01: how long a stop is lit, before it was fitted … */
    ONE_STEP_MIN_MS = 500,
    ONE_STEP_MAX_MS = 10000,  /* … and within what */
    ONE_FIT_PRESSES = 4,      /* SCN-02: the first of a visit, from which the step is fitted */
    ONE_FIRST_MS = 1000,      /* SCN-04: a round's first stop is lit longer by that */
    ONE_DEAD_MS = 500,        /* SCN-04: after a press that counted, none counts for so long */
    ONE_ACCEPT_MAX_MS = 1000, /* SCN-04: the most that a press may have to be held to count */
    ONE_ROUNDS = 3,           /* SCN-04: without a press; then it rests */
};

struct ui_one {                        /* zero-initialise: off. Forgotten with the visit, never stored */
    bool on, resting;                  /* resting: nothing is lit, the next press goes on */
    bool lit, first;                   /* a stop is lit; it is the first of a round */
    bool saying;                       /* its label was being said when we looked last */
    bool down, counts;                 /* the switch is held; this press has not counted yet */
    int64_t down_ms, dead_ms, from_ms; /* pressed at; no press counts before; the stop's time began */
    int32_t step_ms, accept_ms;        /* accept: 0 to ONE_ACCEPT_MAX_MS, as long a press has to last */
    int32_t reaction_ms[ONE_FIT_PRESSES];
    uint8_t fitted, rounds;
};

/* BEGIN: from now on it scans. MOVE: light the next stop, the first where none is lit. SELECT: take what is lit. REST:
 * light nothing. The caller does it, and then says what came of it (ui_one_lit, ui_one_new). */
enum ui_one_event { UI_ONE_NOTHING, UI_ONE_BEGIN, UI_ONE_MOVE, UI_ONE_SELECT, UI_ONE_REST };

enum ui_one_event ui_one_press(struct ui_one *o, int64_t ms);
void ui_one_release(struct ui_one *o, int64_t ms);
/* `speaking`: the label is being said; the stop's time begins when it ends. */
enum ui_one_event ui_one_time(struct ui_one *o, int64_t ms, bool speaking);
/* A stop was lit; `first` of a round or a group, `again` where the whole round begins anew. */
enum ui_one_event ui_one_lit(struct ui_one *o, int64_t ms, bool first, bool again);
/* Another page, or the same after something was taken: it begins with its first stop. */
void ui_one_new(struct ui_one *o, int64_t ms);
/* A finger touched: nothing is lit until the next press. */
void ui_one_rest(struct ui_one *o);
/* When ui_one_time is wanted next, -1 for never. While something is said, its end is waited for. */
int64_t ui_one_deadline(const struct ui_one *o, bool speaking);
