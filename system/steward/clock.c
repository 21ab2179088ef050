#include "system/steward/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/rtc.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include "system/steward/say.h"

bool clock_fits(int64_t seconds, int64_t made)
{
    static const int64_t year_2100 = 4102444800;
    return seconds >= made && seconds >= 0 && seconds < year_2100;
}

/* The chip keeps UTC. Without one the clock is right until the power goes; that is said, not refused. */
static void set_chip(time_t now)
{
    struct tm t;
    gmtime_r(&now, &t);
    struct rtc_time chip = {.tm_sec = t.tm_sec,
                            .tm_min = t.tm_min,
                            .tm_hour = t.tm_hour,
                            .tm_mday = t.tm_mday,
                            .tm_mon = t.tm_mon,
                            .tm_year = t.tm_year};
    int fd = open("/dev/rtc0", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || ioctl(fd, RTC_SET_TIME, &chip))
        steward_say("the clock chip could not be set");
    if (fd >= 0)
        close(fd);
}

fault clock_set(int64_t seconds, int64_t made)
{
    struct timespec now = {.tv_sec = (time_t)seconds};
    if (!clock_fits(seconds, made))
        return FAULT_BAD_INPUT;
    if (clock_settime(CLOCK_REALTIME, &now))
        return fault_errno(errno);
    set_chip(now.tv_sec);
    return FAULT_NONE;
}
