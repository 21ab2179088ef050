/* What staff do, and what the device manager is asked for. */
#pragma once

#include "flow/core/core.h"

/* staff.c: their session ends after STAFF_SECONDS, whatever they do; not while an export runs */
bool flow_staff_tick(struct app *app, int64_t steady_ms); /* true: it is over */
int64_t flow_staff_ms(const struct app *app);             /* when it is wanted next, -1: not */

/* machine.c: what the machine's steward is asked for */
void flow_machine_look(struct app *app); /* is there one, and what does it say of itself? */
void flow_machine_out(struct app *app);  /* they went: no stick any more, once an update no longer needs it */
void flow_machine_tick(struct app *app, int64_t steady_ms);
int64_t flow_machine_ms(const struct app *app); /* when it is wanted next, -1: not */
