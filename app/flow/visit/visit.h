/* A visit: where the visitor goes, and the code that waits to be kept. */
#pragma once

#include "flow/flow.h"
#include "flow/core/core.h"

/* A code was given, and was neither printed nor said to be kept. */
bool flow_code_waits(const struct app *app);
