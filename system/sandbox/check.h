/* `--check` of the cages of the helpers: tries each out, says on standard error what is not as it should be, and ends
 * with "cage NAME: N passed, M failed". True when none failed. */
#pragma once

#include <stdbool.h>

bool cage_check_voice(void);
bool cage_check_printer(void);
bool cage_check_bridge(void);
