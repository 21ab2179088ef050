/* The words between the kiosk and the machine's steward: one packet of request, one of answer, over a unix socket
 * (SOCK_SEQPACKET). The kiosk's account holds no rights of its own; what it can't do, it asks for here (machine.def). */
#pragma once

#include <stdint.h>
#include "base/fault.h"

#define MACHINE_SOCKET "/run/sirkel/steward"
#define MACHINE_STICK "/run/sirkel/stick"

enum machine_verb {
#define MACHINE(name) MACHINE_##name,
#include "base/machine.def"
#undef MACHINE
    MACHINE_VERBS
};
enum machine_state { MACHINE_IDLE, MACHINE_BUSY, MACHINE_DONE, MACHINE_FAILED }; /* of what PROGRESS tells about */
enum { MACHINE_TEXT = 2048 };

struct machine_request {
    uint32_t verb, zero; /* zero: refused when it is not */
    int64_t number;
};
struct machine_answer {
    uint32_t fault; /* enum fault; NONE: it was done, or has begun */
    int32_t state;  /* enum machine_state */
    int64_t number, all;
    char text[MACHINE_TEXT]; /* always ended by 0 */
};
