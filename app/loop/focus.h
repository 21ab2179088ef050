/* Keys: the focus moves and is said (the rule stands in ui/focus.c). */
#pragma once

#include "loop/loop.h"

/* A key that moves the focus; false for any other. */
bool loop_focus_key(struct loop *t, enum input_key meaning);
/* Enter: what it takes, or nothing. What was not heard yet is said first; on no target, which key leads to one. */
struct ui_answer loop_focus_select(struct loop *t);
/* Somebody listens, and the focus waits on a target that was not said: a key says it before it does anything. */
bool loop_focus_is_unheard(const struct loop *t);
/* The page was read to its end: says where the focus waits, to whoever came by keys. */
void loop_focus_waits(struct loop *t);
