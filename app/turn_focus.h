/* Keys: the focus moves and is said (the rule stands in ui/focus.c). */
#pragma once

#include "turn.h"

/* A key that moves the focus; false for any other. */
bool turn_focus_key(struct turn *t, enum shell_key meaning);
/* Enter: what it takes, or nothing. What was not heard yet is said first; on no target, which key leads to one. */
struct ui_answer turn_focus_select(struct turn *t);
/* Somebody listens, and the focus waits on a target that was not said: a key says it before it does anything. */
bool turn_focus_is_unheard(const struct turn *t);
/* The page was read to its end: says where the focus waits, to whoever came by keys. */
void turn_focus_waits(struct turn *t);
