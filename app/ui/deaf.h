/* When no contact acts, for touch.c: on another screen, after a tap, and by how large it is. */
#pragma once

#include <math.h>
#include "ui/touch.h"

enum { UI_STILL_MS = 2000 }; /* what has not moved for so long rests */
enum { LARGE_TAPS = 2 };     /* of a fist; after them large contacts act */
#define FINGER_MM 22.0f

/* How far it has wandered. */
static inline float finger_sway(const struct ui_finger *f)
{
    return fmaxf(f->right - f->left, f->bottom - f->top);
}

static inline bool finger_is_large(const struct ui_touch *t, float size_mm)
{
    return size_mm > FINGER_MM && t->fit.large < LARGE_TAPS;
}

/* The contact that lands, on the target `id` (0: none), comes too early: nothing acts. On a pad nothing is a rebound. */
bool deaf_to(struct ui_touch *t, const struct ui_contact *c, uint32_t id, bool pad);
enum deaf_sight {
    DEAF_TAPPED, /* the pointer acted, by a tap or by being held */
    DEAF_LIFTED, /* a contact is lifted */
    DEAF_FIST    /* the same, and it rested on a target */
};
/* Keeps for the visit what a contact shows. */
void deaf_note(struct ui_touch *t, const struct ui_finger *f, int64_t ms, enum deaf_sight sight);
