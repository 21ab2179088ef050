/* One's own sign-up, opened with its code: read, changed, withdrawn. */
#pragma once

#include "flow/core/core.h"

void flow_own_contact_changed(struct app *app); /* own.way_wanted and own.contact_typed are good */
