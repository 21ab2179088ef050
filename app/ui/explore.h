/* The display for somebody who does not see it and has no keys: a finger slides and hears what lies under it, what was
 * heard last stays when it lifts, and two quick touches, or a second finger beside the first, take it. This is the
 * machine over contacts alone: it knows no tree and no voice. Off until two fingers lay still for 2 s; so is its end. */
#pragma once

#include "ui/touch.h"

enum {
    EXPLORE_HOLD_MS = 2000, /* two fingers, landed within EXPLORE_AT_ONCE_MS of each other, still for so long */
    EXPLORE_AT_ONCE_MS = 500,
    EXPLORE_TAP_MS = 350,   /* longer, or further than EXPLORE_MOVED_MM, is no tap */
    EXPLORE_TWICE_MS = 700, /* from lifting after the first tap to landing for the second */
    EXPLORE_FINGERS = 3,    /* a third is a hand: until all are lifted nothing counts */
};
#define EXPLORE_MOVED_MM 10.0f

enum ui_explore_event {
    UI_EXPLORE_NOTHING,
    UI_EXPLORE_ON,
    UI_EXPLORE_OFF,
    UI_EXPLORE_OVER, /* the finger that explores is at x, y */
    UI_EXPLORE_TAKE, /* what was said last */
};

struct ui_explore { /* zero-initialise: off. Forgotten with the visit, never stored */
    bool on, spent; /* spent: it has done what the fingers that are down were there for */
    struct ui_explore_finger {
        int64_t id, down_ms;
        float x, y, land_x, land_y; /* mm: now, and where it landed */
        bool moved;
    } finger[EXPLORE_FINGERS];
    uint8_t fingers; /* that are down, as far as they fit */
    uint8_t more;    /* that are down beside those */
    int64_t pointer; /* the finger that explores, if `explores` */
    bool explores;
    int64_t tapped_ms; /* a first tap was lifted then; 0: none waits for a second */
    bool second;       /* the finger that is down came soon enough for the second */
    float x, y;        /* mm: of the newest OVER */
};

enum ui_explore_event ui_explore_contact(struct ui_explore *e, const struct ui_contact *c);
/* To be called at ui_explore_deadline. */
enum ui_explore_event ui_explore_time(struct ui_explore *e, int64_t ms);
/* INT64_MAX: never. */
int64_t ui_explore_deadline(const struct ui_explore *e);
