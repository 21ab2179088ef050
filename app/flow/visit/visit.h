/* A visit: where the visitor goes, and the code that waits to be kept. */
#pragma once

#include "flow/flow.h"
#include "flow/core/core.h"

/* receipt.c: a code just given, until it is kept */
bool flow_code_waits(const struct app *app); /* it was neither printed nor said to be kept */
bool flow_code_holds(struct app *app);       /* asks for it before the visit ends; false where none waits */
bool flow_code_back(struct app *app);        /* Back from the code, and from the question; false: not at hand */
