/* The line to the machine's steward (base/machine.h): one question, one answer, both with an end in time. */
#pragma once

#include <stdint.h>
#include "base/fault.h"
#include "base/machine.h"

struct steward_link { /* zero-initialise with fd -1 */
    const char *path; /* of the socket; borrowed; NULL: this is a desk */
    int fd;           /* -1 when there is no line now; the next question makes one */
};

/* What host_machine promises. A line that failed once is closed: a late answer must not be taken for the next one. */
fault steward_request(struct steward_link *s, enum machine_verb verb, int64_t number, struct machine_answer *ret);
void steward_close(struct steward_link *s);
