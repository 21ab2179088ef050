#include "world/peer.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/host.h"
#include "base/text.h"

enum { AGAIN_MS = 1000 };

void peer_close(struct peer *p)
{
    if (p->fd >= 0)
        close(p->fd);
    p->fd = -1;
    p->awaited = false;
}

bool peer_there(struct peer *p)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int64_t now = host_steady_ms();

    if (p->fd >= 0)
        return true;
    if (!p->path || now < p->again_ms || !text_copy(at.sun_path, sizeof at.sun_path, p->path))
        return false;
    p->again_ms = now + AGAIN_MS;
    p->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (p->fd < 0)
        return false;
    if (connect(p->fd, (struct sockaddr *)&at, sizeof at) != 0)
        peer_close(p);
    return p->fd >= 0;
}

fault peer_send(struct peer *p, const void *head, size_t head_bytes, const void *tail, size_t tail_bytes)
{
    struct iovec pieces[] = {{(void *)head, head_bytes}, {(void *)tail, tail_bytes}};
    const struct msghdr message = {.msg_iov = pieces, .msg_iovlen = tail_bytes ? 2 : 1};

    if (!peer_there(p))
        return FAULT_NO_ENTRY;
    if (sendmsg(p->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)(head_bytes + tail_bytes))
        return FAULT_NONE;
    if (errno == EAGAIN || errno == ENOBUFS)
        return FAULT_BUSY;
    peer_close(p);
    return FAULT_NO_ENTRY;
}

bool peer_take(struct peer *p, void *packet, size_t bytes)
{
    if (p->fd < 0)
        return false;
    ssize_t got = recv(p->fd, packet, bytes, MSG_DONTWAIT | MSG_TRUNC);
    if (got == (ssize_t)bytes)
        return true;
    if (got >= 0 || (errno != EAGAIN && errno != EINTR))
        peer_close(p);
    return false;
}
