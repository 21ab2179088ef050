/* Switches: two that move and take, or one, whose highlight moves by itself (app/ui/one.h). */
#pragma once

#include "loop/loop.h"

/* A switch does something; true when one switch alone is in use and the event is its own. `*ret` is what it took, to be
 * answered, or nothing. Any other key ends the use of one switch; a finger lets it rest. */
bool loop_switch_event(struct loop *t, const struct display_event *event, struct ui_answer *ret);
struct ui_answer loop_switch_time(struct loop *t, int64_t steady_ms); /* what was taken by then */
void loop_switch_answered(struct loop *t);                            /* what was taken has been done */
int64_t loop_switch_deadline(const struct loop *t);                   /* -1: never */
void loop_switch_new(struct loop *t);                                 /* another page is shown: nothing is lit */
/* Two switches. */
void loop_switch_move(struct loop *t);
struct ui_answer loop_switch_select(struct loop *t);
void loop_switch_forget(struct loop *t); /* the visit is over */
