/* Sleep on the bare display: woken by devices that come, by a signal, and by nothing else. What is no input device (a
 * pipe that pretends) is let go at once. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/host.h"
#include "display/evdev.c"
#include "test.h"

static struct input_queue queue = {.panel = {268, 476, 1080, 1920, 790}};

static int64_t slept(struct kernel *k, int ms)
{
    int64_t begin = host_steady_ms();

    kernel_sleep(&k->input, NULL, 0, ms);
    return host_steady_ms() - begin;
}

/* A sound card with a jack (a pipe stands for it): the loop hears of every plug, and of a card that was pulled. */
static void test_headset(struct kernel *k)
{
    const struct input_event in[] = {{.type = EV_SW, .code = SW_HEADPHONE_INSERT, .value = 1}, {.type = EV_SYN}};
    struct display_event event = {0};
    int ends[2];

    CHECK(pipe2(ends, O_NONBLOCK) == 0);
    k->device[k->count] = (struct evdev){.fd = ends[0], .kind = EVDEV_JACK, .jack = true};
    k->poll[k->count++] = (struct pollfd){.fd = ends[0], .events = POLLIN};
    CHECK(write(ends[1], in, sizeof in) == sizeof in);
    CHECK(slept(k, 2000) < 200);
    CHECK(input_pop(&queue, &event) && event.input == INPUT_HEADSET && event.phase == INPUT_DOWN && host_headset());
    CHECK(write(ends[1], in, sizeof in) == sizeof in);
    CHECK(slept(k, 2000) < 200);
    CHECK(!input_pop(&queue, &event)); /* told once */
    close(ends[1]);
    CHECK(slept(k, 2000) < 200);
    CHECK(input_pop(&queue, &event) && event.input == INPUT_HEADSET && event.phase == INPUT_UP && !host_headset());
}

/* A program's socket ends the sleep, and is read by nobody here. */
static void test_socket(struct kernel *k)
{
    int ends[2];

    CHECK(pipe(ends) == 0 && write(ends[1], "x", 1) == 1);
    int64_t begin = host_steady_ms();
    kernel_sleep(&k->input, &(struct pollfd){.fd = ends[0], .events = POLLIN}, 1, 2000);
    CHECK(host_steady_ms() - begin < 1000);
    CHECK(slept(k, 60) >= 55); /* not waited for any more */
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    char folder[] = "/tmp/sirkel-wake-XXXXXX", pipe[64];
    struct display_event event = {0};
    struct input *input = NULL;

    CHECK(mkdtemp(folder) != NULL);
    snprintf(pipe, sizeof pipe, "%s/event0", folder);
    CHECK(folder_open(&input, &queue, folder, 1) == FAULT_NONE);
    struct kernel *k = (struct kernel *)input;
    CHECK(slept(k, 60) >= 55);
    CHECK(mkfifo(pipe, 0600) == 0);
    CHECK(slept(k, 2000) < 1000); /* looked at, and found to be no input method */
    CHECK_INT(k->count, FIRST_DEVICE);
    CHECK(chmod(pipe, 0400) == 0); /* rights that come later are a reason to look again */
    CHECK(slept(k, 2000) < 1000);
    CHECK(slept(k, 60) >= 55);
    test_headset(k);
    test_socket(k);
    CHECK(raise(SIGTERM) == 0);
    CHECK(slept(k, 2000) < 1000);
    CHECK(input_pop(&queue, &event) && event.input == INPUT_QUIT);
    CHECK(slept(k, 30) >= 25);
    kernel_close(input);
    CHECK(folder_open(&input, &queue, "/nowhere/at/all", 0) == FAULT_NONE);
    CHECK(slept((struct kernel *)input, 30) >= 25);
    kernel_close(input);
    kernel_close(NULL);
    unlink(pipe);
    rmdir(folder);
    return TEST_END();
}
