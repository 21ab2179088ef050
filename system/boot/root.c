/* Reading the whole root once. The kernel checks each block when it is read, and panics on a wrong one; what is never
 * read is never checked. Read here, the blocks are dropped again behind the reader, so a small machine keeps its
 * memory. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <unistd.h>
#include "system/boot/boot.h"
#include "system/common/say.h"
#include "system/common/watch.h"

enum { BLOCK = 256 * 1024 };

/* The number of bytes read, or -1 with errno. */
static int64_t read_all(int fd)
{
    static uint8_t block[BLOCK];
    int64_t whole = 0;
    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? -1 : whole;
        posix_fadvise(fd, whole, n, POSIX_FADV_DONTNEED);
        whole += n;
    }
}

/* A root that can't be read is as bad as a changed one: start again, and after some tries the loader takes the other
 * slot. */
static void read_root(int fd)
{
    uint64_t size = 0;
    int64_t begun = watch_now();
    int64_t whole = read_all(fd);
    if (whole < 0 || ioctl(fd, BLKGETSIZE64, &size) != 0 || (uint64_t)whole != size) {
        say("boot", "the root can't be read whole: %s", strerror(errno));
        sync();
        reboot(RB_AUTOBOOT);
    }
    say("boot", "the whole root is as signed: %lld bytes read in %lld ms", (long long)whole,
        (long long)(watch_now() - begun));
}

int boot_read_root(void)
{
    int fd = open("/dev/dm-0", O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        say("boot", "the root is not a checked one");
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        read_root(fd);
        _exit(0);
    }
    if (child < 0)
        say("boot", "the root is not read whole: %s", strerror(errno));
    close(fd);
    return child;
}

void boot_read_root_end(int process)
{
    while (process > 0 && waitpid(process, NULL, 0) < 0 && errno == EINTR)
        ;
}
