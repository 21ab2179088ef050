/* Switches: two that move and take, or one, whose highlight moves by itself (app/ui/one.h). */
#pragma once

#include "turn.h"

/* A switch does something; true when one switch alone is in use and the event is its own. `*ret` is what it took, to be
 * answered, or nothing. Any other key ends the use of one switch; a finger lets it rest. */
bool turn_switch_event(struct turn *t, const struct shell_event *event, struct ui_answer *ret);
struct ui_answer turn_switch_time(struct turn *t, int64_t steady_ms); /* what was taken by then */
void turn_switch_answered(struct turn *t);                            /* what was taken has been done */
int64_t turn_switch_deadline(const struct turn *t);                   /* -1: never */
void turn_switch_new(struct turn *t);                                 /* another page is shown: nothing is lit */
/* Two switches. */
void turn_switch_move(struct turn *t);
struct ui_answer turn_switch_select(struct turn *t);
void turn_switch_forget(struct turn *t); /* the visit is over */
