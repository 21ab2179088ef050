#include "world/steward.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/text.h"

enum { ANSWER_SECONDS = 2, MOUNT_SECONDS = 15 }; /* a slow stick takes its time to let go */

void steward_close(struct steward_link *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
}

static int seconds_for(enum machine_verb verb)
{
    switch (verb) {
    case MACHINE_STAFF_IN:
    case MACHINE_STAFF_OUT:
    case MACHINE_STICK_AGAIN:
    case MACHINE_STICK_OUT:
    case MACHINE_UPDATE_LOOK:
    case MACHINE_UPDATE_BEGIN:
        return MOUNT_SECONDS;
    default:
        return ANSWER_SECONDS;
    }
}

/* Sends and receives block so long at most; so does connecting to a steward that is busy. */
static bool line_times(const struct steward_link *s, enum machine_verb verb)
{
    const struct timeval answer = {.tv_sec = seconds_for(verb)}, question = {.tv_sec = ANSWER_SECONDS};

    return setsockopt(s->fd, SOL_SOCKET, SO_RCVTIMEO, &answer, sizeof answer) == 0 &&
           setsockopt(s->fd, SOL_SOCKET, SO_SNDTIMEO, &question, sizeof question) == 0;
}

static bool line_open(struct steward_link *s, enum machine_verb verb)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};

    if (s->fd >= 0)
        return line_times(s, verb);
    if (!text_copy(at.sun_path, sizeof at.sun_path, s->path))
        return false;
    s->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    return s->fd >= 0 && line_times(s, verb) && connect(s->fd, (struct sockaddr *)&at, sizeof at) == 0;
}

static bool send_ask(struct steward_link *s, const struct machine_ask *ask)
{
    return line_open(s, (enum machine_verb)ask->verb) && send(s->fd, ask, sizeof *ask, MSG_NOSIGNAL) == sizeof *ask;
}

static bool is_sound(const struct machine_answer *a)
{
    return a->fault < FAULT_COUNT && a->state >= MACHINE_IDLE && a->state <= MACHINE_FAILED &&
           memchr(a->text, 0, sizeof a->text) != NULL;
}

static bool receive(const struct steward_link *s, struct machine_answer *answer)
{
    ssize_t got;

    do
        got = recv(s->fd, answer, sizeof *answer, MSG_TRUNC);
    while (got < 0 && errno == EINTR);
    return got == sizeof *answer && is_sound(answer);
}

static bool exchange(struct steward_link *s, const struct machine_ask *ask, struct machine_answer *answer)
{
    bool old = s->fd >= 0, sent = send_ask(s, ask);

    if (!sent && old) { /* the steward was started anew since: nothing was asked yet, so it may be asked again */
        steward_close(s);
        sent = send_ask(s, ask);
    }
    if (sent && receive(s, answer))
        return true;
    steward_close(s);
    *answer = (struct machine_answer){0};
    return false;
}

fault steward_request(struct steward_link *s, enum machine_verb verb, int64_t number, struct machine_answer *ret)
{
    const struct machine_ask ask = {.verb = (uint32_t)verb, .number = number};
    struct machine_answer answer = {0};
    fault f = FAULT_NO_ENTRY;

    if (s->path)
        f = exchange(s, &ask, &answer) ? (fault)answer.fault : FAULT_STEWARD_GONE;
    if (ret)
        *ret = answer;
    return f;
}
