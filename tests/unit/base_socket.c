/* The socket of a small program: whose it is, what it takes the place of, and what it leaves alone. */
#include "base/socket.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "test.h"

static char folder[] = "/tmp/sirkel-socket-XXXXXX", path[64];

static bool reach(void)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    bool there = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;
    close(fd);
    return there;
}

static mode_t rights(void)
{
    struct stat about;
    return lstat(path, &about) == 0 ? about.st_mode & 07777 : 0;
}

static void listens(mode_t mask)
{
    int fd;
    CHECK_INT(socket_listen(path, mask, &fd), FAULT_NONE);
    CHECK(reach());
    CHECK_INT(rights(), 0777 & ~mask);
    CHECK(accept4(fd, NULL, NULL, 0) >= 0);
    CHECK(accept4(fd, NULL, NULL, 0) < 0); /* it never waits */
    close(fd);
}

static void refuses(void)
{
    char words[3] = "";
    int fd = 7;
    unlink(path);
    FILE *file = fopen(path, "w");
    CHECK(file && fputs("it", file) >= 0 && fclose(file) == 0);
    CHECK_INT(socket_listen(path, 0117, &fd), FAULT_FILE_EXISTS);
    CHECK_INT(fd, -1);
    file = fopen(path, "r");
    CHECK(file && fgets(words, sizeof words, file) && fclose(file) == 0);
    CHECK_TEXT(words, "it");
    unlink(path);
    CHECK(symlink("/dev/null", path) == 0);
    CHECK_INT(socket_listen(path, 0117, &fd), FAULT_FILE_EXISTS);
    unlink(path);
    char far[200];
    memset(far, 'a', sizeof far);
    far[0] = '/';
    far[sizeof far - 1] = 0;
    CHECK_INT(socket_listen(far, 0117, &fd), FAULT_BAD_INPUT);
    CHECK(socket_listen("/tmp/sirkel-nowhere/line", 0117, &fd) != FAULT_NONE && fd == -1);
}

int main(void)
{
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/line", folder);
    umask(022);
    listens(0117);
    listens(0177); /* in the place of the old one */
    CHECK_INT(umask(022), 022);
    refuses();
    unlink(path);
    rmdir(folder);
    return TEST_END();
}
