/* Sleep: woken by a device that speaks, comes or goes, and by nothing else. A named pipe stands for a device. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/host.h"
#include "shell/wake.h"
#include "test.h"

static int64_t slept(struct wake *w, int ms)
{
    int64_t begin = host_steady_ms();

    wake_sleep(w, ms);
    return host_steady_ms() - begin;
}

int main(void)
{
    char folder[] = "/tmp/sirkel-wake-XXXXXX", pipe[64], other[64];
    struct wake w = {0};

    CHECK(mkdtemp(folder) != NULL);
    snprintf(pipe, sizeof pipe, "%s/event0", folder);
    snprintf(other, sizeof other, "%s/event1", folder);
    CHECK(mkfifo(pipe, 0600) == 0);
    int hand = open(pipe, O_RDWR | O_CLOEXEC);
    wake_open(&w, folder);
    CHECK_INT(w.count, 2);
    CHECK(slept(&w, 60) >= 55);
    CHECK(write(hand, "x", 1) == 1);
    CHECK(slept(&w, 2000) < 1000);
    CHECK(slept(&w, 60) >= 55); /* what it said was thrown away */
    CHECK(mkfifo(other, 0600) == 0);
    int second = open(other, O_RDWR | O_CLOEXEC);
    CHECK(slept(&w, 2000) < 1000);
    CHECK_INT(w.count, 3);
    CHECK(write(second, "y", 1) == 1);
    CHECK(slept(&w, 2000) < 1000);
    close(second);
    CHECK(unlink(other) == 0);
    for (int i = 0; i < 4 && w.count > 2; i++)
        wake_sleep(&w, 100);
    CHECK_INT(w.count, 2);
    wake_close(&w);
    wake_open(&w, "/nowhere/at/all");
    CHECK(slept(&w, 30) >= 25);
    wake_close(&w);
    close(hand);
    unlink(pipe);
    rmdir(folder);
    return TEST_END();
}
