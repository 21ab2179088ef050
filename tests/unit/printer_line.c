/* The printing program's line: one kiosk at a time, and it stays until it hangs up. */
#include "printer/press.c"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "test.h"

static char folder[] = "/tmp/sirkel-line-XXXXXX", path[64];
static struct printer_line line;

static int knock(void)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    CHECK(connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
    return fd;
}

static bool hears(int fd)
{
    const struct printer_event tell = {.state = PRINTER_READY, .serial = 3};
    struct printer_event got;
    return line_tell(&line, &tell) && recv(fd, &got, sizeof got, MSG_DONTWAIT) == sizeof got && got.serial == 3;
}

int main(void)
{
    char byte;
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/line", folder);
    CHECK_INT(line_listen(&line, path), FAULT_NONE);
    CHECK(line.kiosk < 0);
    line_accept(&line); /* nobody is there */
    CHECK(line.kiosk < 0);
    int kiosk = knock();
    line_accept(&line);
    CHECK(hears(kiosk));
    int other = knock();
    line_accept(&line);
    CHECK(recv(other, &byte, 1, MSG_DONTWAIT) == 0); /* turned away */
    CHECK(hears(kiosk));
    line_accept(&line); /* somebody knocked and was gone: no reason to lose the kiosk */
    CHECK(hears(kiosk));
    close(kiosk);
    CHECK_INT(line_take(&line), LINE_ENDED);
    line_hang_up(&line);
    kiosk = knock();
    line_accept(&line);
    CHECK(hears(kiosk));
    close(kiosk);
    close(other);
    line_hang_up(&line);
    close(line.listener);
    unlink(path);
    rmdir(folder);
    return TEST_END();
}
