/* Sleep on the bare screen: woken by devices that come, by a signal, and by nothing else. What is no input device (a
 * pipe that pretends) is let go at once. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/host.h"
#include "display/wake.h"
#include "test.h"

static struct input_queue hands = {.panel = {268, 476, 1080, 1920, 790}};

static int64_t slept(struct wake *w, int ms)
{
    int64_t begin = host_steady_ms();

    wake_sleep(w, ms);
    return host_steady_ms() - begin;
}

/* A sound card with a jack (a pipe stands for it): the loop hears of every plug, and of a card that was pulled. */
static void test_headset(struct wake *w)
{
    const struct input_event in[] = {{.type = EV_SW, .code = SW_HEADPHONE_INSERT, .value = 1}, {.type = EV_SYN}};
    struct display_event event = {0};
    int ends[2];

    CHECK(pipe2(ends, O_NONBLOCK) == 0);
    w->device[w->count] = (struct evdev){.fd = ends[0], .kind = EVDEV_JACK, .jack = true};
    w->poll[w->count++] = (struct pollfd){.fd = ends[0], .events = POLLIN};
    CHECK(write(ends[1], in, sizeof in) == sizeof in);
    CHECK(slept(w, 2000) < 200);
    CHECK(input_pop(&hands, &event) && event.input == INPUT_HEADSET && event.phase == INPUT_DOWN && host_headset());
    CHECK(write(ends[1], in, sizeof in) == sizeof in);
    CHECK(slept(w, 2000) < 200);
    CHECK(!input_pop(&hands, &event)); /* told once */
    close(ends[1]);
    CHECK(slept(w, 2000) < 200);
    CHECK(input_pop(&hands, &event) && event.input == INPUT_HEADSET && event.phase == INPUT_UP && !host_headset());
}

int main(void)
{
    char folder[] = "/tmp/sirkel-wake-XXXXXX", pipe[64];
    struct display_event event = {0};
    static struct wake w;

    CHECK(mkdtemp(folder) != NULL);
    snprintf(pipe, sizeof pipe, "%s/event0", folder);
    wake_open(&w, folder, &hands, 1);
    CHECK(slept(&w, 60) >= 55);
    CHECK(mkfifo(pipe, 0600) == 0);
    CHECK(slept(&w, 2000) < 1000); /* looked at, and found to be no hand */
    CHECK_INT(w.count, WAKE_OWN);
    CHECK(chmod(pipe, 0400) == 0); /* rights that come later are a reason to look again */
    CHECK(slept(&w, 2000) < 1000);
    CHECK(slept(&w, 60) >= 55);
    test_headset(&w);
    CHECK(raise(SIGTERM) == 0);
    CHECK(slept(&w, 2000) < 1000);
    CHECK(input_pop(&hands, &event) && event.input == INPUT_QUIT);
    CHECK(slept(&w, 30) >= 25);
    wake_close(&w);
    wake_open(&w, "/nowhere/at/all", &hands, 0);
    CHECK(slept(&w, 30) >= 25);
    wake_close(&w);
    wake_close(&w);
    unlink(pipe);
    rmdir(folder);
    return TEST_END();
}
