/* Runs fixed programs, with an empty environment and nothing on their standard input; and stops the machine. */
#pragma once

#include <stdbool.h>
#include "base/fault.h"

/* Runs one to its end. `words[0]` is the program's whole path. Its exit status, 128 + signal, or -1 when it could not
 * be started. */
int run_program(const char *const *words);
/* Requests runit's third act: everything stops in order, and the power goes off or the machine starts again. Root
 * alone. */
fault run_stop(bool restart);
