/* The line to the kiosk: who may speak, what a packet looks like, when we hang up. */
#include "system/steward/steward.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "base/socket.h"

fault steward_listen(struct steward *steward, const char *path)
{
    fault f = socket_listen(path, 0177, &steward->listener); /* nobody gets in before it is the kiosk's */
    if (f == FAULT_NONE && (chown(path, 0, (gid_t)steward->kiosk) || chmod(path, 0660)))
        f = fault_errno(errno);
    return f;
}

static bool is_kiosk(const struct steward *steward, int line, pid_t *ret_process)
{
    struct ucred who;
    socklen_t size = sizeof who;
    if (getsockopt(line, SOL_SOCKET, SO_PEERCRED, &who, &size) || who.uid != steward->kiosk)
        return false;
    *ret_process = who.pid;
    return true;
}

void steward_accept(struct steward *steward)
{
    pid_t process = 0;
    int line = accept4(steward->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (line < 0)
        return;
    if (steward->client >= 0 || !is_kiosk(steward, line, &process)) {
        close(line);
        return;
    }
    steward->client = line;
    steward->client_process = (int)syscall(SYS_pidfd_open, process, 0);
    watch_client(&steward->watch, watch_now());
}

void steward_hang_up(struct steward *steward)
{
    if (steward->client >= 0)
        close(steward->client);
    if (steward->client_process >= 0)
        close(steward->client_process);
    steward->client = steward->client_process = -1;
    watch_client(&steward->watch, watch_now());
    steward_staff(steward, false);
}

/* The answer to one ask; false when the ask is not one. */
static bool answer_to(struct steward *steward, const struct machine_ask *ask, struct machine_answer *answer)
{
    if (ask->verb >= MACHINE_VERBS || ask->zero != 0)
        return false;
    *answer = (struct machine_answer){};
    answer->fault = (uint32_t)steward->verbs[ask->verb](steward, ask->number, answer);
    answer->text[MACHINE_TEXT - 1] = 0;
    return true;
}

void steward_hear(struct steward *steward)
{
    struct machine_ask ask;
    struct machine_answer answer;
    ssize_t length = recv(steward->client, &ask, sizeof ask, MSG_TRUNC);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    steward->watch.heard_ms = watch_now();
    if (length != (ssize_t)sizeof ask || !answer_to(steward, &ask, &answer) ||
        send(steward->client, &answer, sizeof answer, MSG_NOSIGNAL) != (ssize_t)sizeof answer)
        steward_hang_up(steward);
}
