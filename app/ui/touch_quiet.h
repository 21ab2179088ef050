/* When no contact acts: the list of what is down, deafness and rebounds. Between touch.c and touch_quiet.c only. */
#pragma once

#include "ui/touch.h"

enum { UI_STILL_MS = 2000 };

/* The contact with that number; NULL for none. */
struct ui_finger *ui_finger_find(struct ui_touch *t, int64_t id);
/* One that has just landed; NULL when there are more than anybody has. */
struct ui_finger *ui_finger_add(struct ui_touch *t, const struct ui_contact *c);
void ui_finger_move(struct ui_finger *f, const struct ui_contact *c);
/* How far it wandered, mm. */
float ui_finger_sway(const struct ui_finger *f);
/* It is lifted and leaves the list; what it was teaches the machine about this person. */
void ui_finger_lift(struct ui_touch *t, struct ui_finger *f, int64_t ms);
/* Does what is so large rest, for all that is known of this person? */
bool ui_finger_large(const struct ui_touch *t, float size_mm);
/* A resting contact is about to be lifted from a target: if it was alone and short, that may be how this person
 * touches. */
void ui_finger_fist(struct ui_touch *t, const struct ui_finger *f, int64_t ms);
/* Is the display deaf to a contact that lands now? Asked before it is in the list. */
bool ui_quiet_deaf(struct ui_touch *t, int64_t ms);
/* Is a contact that lands now, on that target or none, a rebound of the newest tap? */
bool ui_quiet_rebound(const struct ui_touch *t, uint32_t id, const struct ui_contact *c);
/* The contact that acts was lifted on its target. */
void ui_quiet_tapped(struct ui_touch *t, const struct ui_finger *f, int64_t ms);
