/* The line to the kiosk: who may speak, what a packet looks like, when we hang up. MUSTs:
 * 1. It takes no text from the kiosk: one verb and one number. A packet of another size or with an unknown verb ends
 * the line.
 * 2. Only the kiosk's account is heard, one client at a time. */
#pragma once

#include <sys/types.h>
#include "base/machine.h"
#include "system/common/watch.h"

/* What is above the line. `answer` does a verb of machine.def and fills the answer, which comes zeroed; `gone` hears
 * that the client is no longer there. */
struct connection_calls {
    fault (*answer)(void *context, const struct machine_ask *ask, struct machine_answer *answer);
    void (*gone)(void *context);
};
struct connection {
    uid_t kiosk;                          /* whose packets are heard */
    int listener, client, client_process; /* -1: none. client_process is a pidfd */
    struct watch *watch;                  /* learns of every packet and of every new client */
    const struct connection_calls *calls;
    void *context;
};

/* The socket becomes the kiosk's group's; needs the right to give it away. */
fault connection_listen(struct connection *connection, const char *path);
/* A client waits: takes it, or closes it when it is a stranger's or the second. */
void connection_accept(struct connection *connection);
/* A packet waits: answers it, or hangs up. */
void connection_hear(struct connection *connection);
void connection_hang_up(struct connection *connection);
