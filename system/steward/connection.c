#include "system/steward/connection.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "base/socket.h"

fault connection_listen(struct connection *connection, const char *path)
{
    fault f = socket_listen(path, 0177, &connection->listener); /* nobody gets in before it is the kiosk's */
    if (f == FAULT_NONE && (chown(path, 0, (gid_t)connection->kiosk) || chmod(path, 0660)))
        f = fault_errno(errno);
    return f;
}

static bool is_kiosk(const struct connection *connection, int line, pid_t *ret_process)
{
    struct ucred who;
    socklen_t size = sizeof who;
    if (getsockopt(line, SOL_SOCKET, SO_PEERCRED, &who, &size) || who.uid != connection->kiosk)
        return false;
    *ret_process = who.pid;
    return true;
}

void connection_accept(struct connection *connection)
{
    pid_t process = 0;
    int line = accept4(connection->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (line < 0)
        return;
    if (connection->client >= 0 || !is_kiosk(connection, line, &process)) {
        close(line);
        return;
    }
    connection->client = line;
    connection->client_process = (int)syscall(SYS_pidfd_open, process, 0);
    watch_client(connection->watch, watch_now());
}

void connection_hang_up(struct connection *connection)
{
    if (connection->client >= 0)
        close(connection->client);
    if (connection->client_process >= 0)
        close(connection->client_process);
    connection->client = connection->client_process = -1;
    watch_client(connection->watch, watch_now());
    connection->calls->gone(connection->context);
}

/* The answer to one ask; false when the ask is not one. */
static bool answer_to(struct connection *connection, const struct machine_ask *ask, struct machine_answer *answer)
{
    if (ask->verb >= MACHINE_VERBS || ask->zero != 0)
        return false;
    *answer = (struct machine_answer){};
    answer->fault = (uint32_t)connection->calls->answer(connection->context, ask, answer);
    answer->text[MACHINE_TEXT - 1] = 0;
    return true;
}

void connection_hear(struct connection *connection)
{
    struct machine_ask ask;
    struct machine_answer answer;
    ssize_t length = recv(connection->client, &ask, sizeof ask, MSG_TRUNC);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    connection->watch->heard_ms = watch_now();
    if (length != (ssize_t)sizeof ask || !answer_to(connection, &ask, &answer) ||
        send(connection->client, &answer, sizeof answer, MSG_NOSIGNAL) != (ssize_t)sizeof answer)
        connection_hang_up(connection);
}
