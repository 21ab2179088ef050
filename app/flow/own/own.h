/* One's own sign-up, opened with its code: read, changed, withdrawn. */
#pragma once

#include "flow/core/core.h"

void flow_own_contact_changed(struct app *app); /* own.way_wanted and own.contact_typed are good */
/* The code that is looked for: how far it has come, and its end. Every time round the loop; the next moment for it, -1: none. */
void flow_own_tick(struct app *app);
int64_t flow_own_ms(const struct app *app);
/* Back within choosing words from a list; false where the trail says where Back leads. */
bool flow_code_unpick(struct app *app);
