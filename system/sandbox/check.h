/* `--check` of the sandboxes of the helpers: tests each, writes every wrong outcome to standard error, and ends
 * with "sandbox NAME: N passed, M failed". True when none failed. */
#pragma once

#include <stdbool.h>

bool sandbox_check_voice(void);
bool sandbox_check_printer(void);
bool sandbox_check_bridge(void);
