/* The two watchdogs: see the header. */
#include "system/common/watch.h"

#include <fcntl.h>
#include <linux/watchdog.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

int64_t watch_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void watch_open(struct watch *watch)
{
    int seconds = WATCH_HARDWARE_SECONDS;
    watch->watchdog = open("/dev/watchdog", O_WRONLY | O_CLOEXEC);
    if (watch->watchdog >= 0)
        ioctl(watch->watchdog, WDIOC_SETTIMEOUT, &seconds);
}

void watch_feed(struct watch *watch, int64_t now_ms)
{
    if (watch->fed_ms && now_ms - watch->fed_ms < WATCH_FEED_MS)
        return;
    watch->fed_ms = now_ms;
    if (watch->watchdog >= 0 && write(watch->watchdog, "-", 1) != 1) /* any byte but V, which would call it off */
        watch->fed_ms = 0;
}

void watch_client(struct watch *watch, int64_t now_ms)
{
    watch->packet_ms = now_ms;
    watch->ready_ms = 0;
}

enum watch_alarm watch_alarm(struct watch *watch, int64_t now_ms)
{
    if (!watch->ready_ms)
        return WATCH_QUIET;
    if (now_ms - watch->packet_ms >= WATCH_SILENCE_MS) {
        watch->ready_ms = 0; /* reported once: the next client begins anew */
        return WATCH_SILENT;
    }
    if (watch->good || now_ms - watch->ready_ms < WATCH_GOOD_MS)
        return WATCH_QUIET;
    watch->good = true;
    return WATCH_GOOD;
}
