/* Keys: the focus moves and is said (the rule stands in ui/focus.c). */
#pragma once

#include "loop/part.h"

/* Somebody listens, and the focus waits on a target that was not said: a key says it before it does anything. */
bool loop_focus_is_unheard(const struct loop *t);
/* The page was read to its end: says where the focus waits, to whoever came by keys. */
void loop_focus_waits(struct loop *t);
