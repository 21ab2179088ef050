/* A packet of the kiosk on the device manager's line. What is none ends the line and calls no verb. */
#include "fuzz.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "system/steward/steward.h"

static int called, gone;

static fault note(void *context, const struct machine_request *request, struct machine_answer *answer)
{
    (void)context;
    FUZZ_HOLDS(request->verb < MACHINE_VERBS && request->zero == 0);
    called++;
    memset(answer->text, 'x', sizeof answer->text); /* a verb that forgets the end */
    return FAULT_NO_ENTRY;
}

static void note_gone(void *context)
{
    (void)context;
    gone++;
}

void fuzz_seeds(void)
{
    for (uint32_t verb = 0; verb < MACHINE_VERBS; verb++) {
        const struct machine_request request = {.verb = verb, .number = 1795622400};
        fuzz_seed(&request, sizeof request);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct watch watch;
    static const struct connection_handler handler = {note, note_gone};
    struct machine_answer answer;
    int pair[2];
    FUZZ_HOLDS(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) == 0);
    struct connection line = {.watch = &watch, .handler = &handler, .client = pair[0], .client_process = -1};
    called = gone = 0;
    FUZZ_HOLDS(send(pair[1], data, size, 0) == (ssize_t)size);
    connection_serve(&line, true, false);
    FUZZ_HOLDS(called + gone == 1 && (line.client >= 0) == (called == 1));
    if (called) {
        fuzz_taken();
        FUZZ_HOLDS(recv(pair[1], &answer, sizeof answer, MSG_TRUNC) == sizeof answer);
        FUZZ_HOLDS(answer.text[MACHINE_TEXT - 1] == 0);
        close(line.client);
    }
    close(pair[1]);
    return 0;
}
