/* The line to one of the small programs beside the kiosk, its voice or its printer: packets over a unix socket
 * (SOCK_SEQPACKET), never waited for. A program that is away is looked for again a second later; the loop goes on
 * meanwhile. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"

struct peer {         /* zero-initialise with fd -1 */
    const char *path; /* of the socket; borrowed; NULL: there is no such program here */
    int fd;           /* -1: no line now */
    int64_t again_ms; /* when it is looked for next (host_steady_ms) */
    bool awaited;     /* something was asked that has not ended: a desk looks often */
};

/* Makes the line if there is none; false when the program is away. */
bool peer_there(struct peer *p);
/* One packet of two pieces (the second may be empty). NO_ENTRY: it is away, BUSY: it takes no more just now. */
fault peer_send(struct peer *p, const void *head, size_t head_bytes, const void *tail, size_t tail_bytes);
/* One packet of exactly these bytes; false when none came. A line that ended, or says anything else, is closed. */
bool peer_take(struct peer *p, void *packet, size_t bytes);
void peer_close(struct peer *p);
