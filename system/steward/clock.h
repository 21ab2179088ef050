/* The machine's clock and its clock chip. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/fault.h"

/* No time before the image was made and none after 2099; UTC seconds. Pure. */
bool clock_fits(int64_t seconds, int64_t made);
/* Sets clock and chip; BAD_INPUT for what does not fit. */
fault clock_set(int64_t seconds, int64_t made);
