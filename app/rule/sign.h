/* Signing: four ways that count the same (SGN-01, SGN-02). Any mark counts; nothing here looks at its shape. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "rule/verdict.h"

enum sign_way {                   /* stored */
                SIGN_NONE = 0,    /* not chosen yet */
                SIGN_DRAW = 1,    /* a drawn mark: a line, a cross, a dot */
                SIGN_NAME = 2,    /* the name, typed or picked */
                SIGN_HOLD = 3,    /* a button held */
                SIGN_WITNESS = 4, /* a helper confirms; both are named */
};

enum { SIGN_HOLD_MS = 2000 }; /* SGN-01 */

struct signing {
    enum sign_way way;
    bool marked;         /* DRAW: the pad holds at least one point */
    const char *name;    /* NAME: as typed or picked; may be NULL */
    int32_t held_ms;     /* HOLD */
    const char *witness; /* WITNESS: the helper's name or role; may be NULL */
};

/* SIGN_GOOD, or what is missing: SIGN_MISSING, SIGN_NAME_MISSING, SIGN_HOLD_SHORT, SIGN_WITNESS_MISSING. */
enum verdict sign_verdict(const struct signing *signing);
/* "draw", "name", "hold", "witness": the stored name; "none" for SIGN_NONE. */
const char *sign_way_name(enum sign_way way);
/* The way with that stored name; SIGN_NONE for any other text. */
