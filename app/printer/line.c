/* The line to the kiosk. */
#include "printer/line.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/socket.h"

fault line_listen(struct printer_line *line, const char *path)
{
    line->kiosk = -1;
    return socket_listen(path, 0117, &line->listener);
}

void line_accept(struct printer_line *line)
{
    int fd = accept4(line->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) /* whoever knocked has gone again; the kiosk that is there stays */
        return;
    if (line->kiosk >= 0)
        close(fd);
    else
        line->kiosk = fd;
}

/* The size that a packet with this head has. */
static size_t packet_size(const struct printer_ask *ask)
{
    return sizeof *ask + (ask->verb == PRINTER_GREY ? (size_t)ask->count * PRINTER_WIDTH : 0);
}

enum line_took line_take(struct printer_line *line)
{
    const struct printer_ask *ask = &line->packet.ask;
    ssize_t got = recv(line->kiosk, &line->packet, sizeof line->packet, MSG_TRUNC | MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return LINE_NOTHING;
    bool whole = got >= (ssize_t)sizeof *ask && ask->verb < PRINTER_VERBS && ask->zero == 0 &&
                 (ask->verb != PRINTER_GREY || (ask->count >= 1 && ask->count <= PRINTER_ROWS)) &&
                 (size_t)got == packet_size(ask);
    return whole ? LINE_ASK : LINE_ENDED;
}

void line_wipe(struct printer_line *line)
{
    bytes_wipe(&line->packet, sizeof line->packet);
}

bool line_tell(struct printer_line *line, const struct printer_event *tell)
{
    return line->kiosk >= 0 && send(line->kiosk, tell, sizeof *tell, MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof *tell;
}

void line_hang_up(struct printer_line *line)
{
    if (line->kiosk >= 0)
        close(line->kiosk);
    line->kiosk = -1;
    line_wipe(line);
}
