/* `kiosk --check`: what the cage refuses, tried from inside, each attempt in a process of its own. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Prints each attempt that succeeded and should not have (or the reverse), then "cage: N passed, M failed". True when
 * none failed. */
bool kiosk_check(bool mirror);
