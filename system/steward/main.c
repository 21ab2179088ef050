/* The device manager's loop: kiosk, kernel events, touches before commissioning, and the watchdogs. */
#include "system/steward/steward.h"

#include <errno.h>
#include <linux/netlink.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "system/common/accounts.h"
#include "system/common/disk.h"
#include "system/common/log.h"
#include "system/common/run.h"
#include "system/data/data.h"
#include "system/update/update.h"

enum {
    POLL_LISTENER,
    POLL_CLIENT,
    POLL_EVENTS,
    POLL_SIGNALS,
    POLL_JOB,
    POLL_STICK,
    POLL_TOUCHES,
    POLL_COUNT = POLL_TOUCHES + TOUCHES_MAX
};
enum { LOOP_MS = 5000, LOOP_SOON_MS = 500 };

/* The kernel's events: every device that comes and goes (multicast group 1). */
static int open_events(void)
{
    struct sockaddr_nl at = {.nl_family = AF_NETLINK, .nl_groups = 1};
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);
    if (fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof at)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static int open_signals(void)
{
    sigset_t all;
    sigemptyset(&all);
    sigaddset(&all, SIGTERM);
    sigaddset(&all, SIGINT);
    sigprocmask(SIG_BLOCK, &all, NULL);
    return signalfd(-1, &all, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* The /sys path of the disk we run from: what hangs there on USB is left alone. */
static void find_root(struct devices *devices)
{
    char disk[DISK_NAME_MAX], path[DISK_NAME_MAX + 32], real[PATH_MAX];
    if (disk_running("/sys", disk))
        return;
    snprintf(path, sizeof path, "/sys/block/%s", disk);
    if (realpath(path, real) && strlen(real) < sizeof devices->root)
        memcpy(devices->root, real, strlen(real) + 1);
}

static fault start(struct steward *steward)
{
    mkdir("/run/sirkel", 0755);
    mkdir(MACHINE_STICK, 0755);
    steward->signals = open_signals();
    steward->events = open_events();
    watch_open(&steward->watch);
    watch_feed(&steward->watch, watch_now());
    if (steward->watch.watchdog < 0)
        log_service("steward", "this machine has no watchdog: somebody must switch it off and on if it hangs");
    find_root(&steward->devices);
    devices_begin(&steward->devices);
    stick_forget(&steward->stick); /* what an earlier one left mounted */
    if (steward->events < 0 || steward->signals < 0)
        return FAULT_NO_MEMORY;
    return steward_open(steward);
}

/* Whatever the events say: something changed. Lost ones (ENOBUFS) mean the same. */
static void drain_events(struct steward *steward)
{
    char event[8192];
    while (recv(steward->events, event, sizeof event, 0) >= 0 || errno == ENOBUFS || errno == EINTR)
        steward->scan_due = true;
}

static void handle_alarm(struct steward *steward)
{
    enum watch_alarm alarm = watch_alarm(&steward->watch, watch_now());
    if (alarm == WATCH_SILENT) {
        log_service("steward", "the kiosk sent no heartbeat for %d s: it is killed", WATCH_SILENCE_MS / 1000);
        syscall(SYS_pidfd_send_signal, steward->connection.client_process, SIGKILL, NULL, 0);
    }
    if (alarm == WATCH_GOOD) {
        fault f = cmdline_stick(steward->cmdline) ? FAULT_NONE : update_good_start();
        log_service("steward", "this start is good%s%s", f ? ", but that cannot be stored: " : "",
                    f ? fault_name(f) : "");
    }
}

/* A version on trial whose kiosk never gets ready: the machine restarts with the next try, or the other slot. */
static void check_trial(struct steward *steward, int64_t began_ms)
{
    if (steward->watch.good || steward->stopping || watch_now() - began_ms < STEWARD_TRIAL_MS || !update_on_trial())
        return;
    log_service("steward", "the new version did not start well: the machine restarts");
    steward->stopping = run_stop(true) == FAULT_NONE;
}

static void handle_events(struct steward *steward, const struct pollfd *at)
{
    if (at[POLL_EVENTS].revents)
        drain_events(steward);
    for (size_t i = 0; i < TOUCHES_MAX; i++)
        if (at[POLL_TOUCHES + i].revents && steward->devices.touches[i].fd >= 0)
            devices_read_touch(&steward->devices, i);
    connection_serve(&steward->connection, at[POLL_CLIENT].revents, at[POLL_LISTENER].revents);
}

/* One iteration; false when a signal ends the program. */
static bool iterate(struct steward *steward)
{
    struct pollfd at[POLL_COUNT] = {[POLL_LISTENER] = {.fd = steward->connection.listener, .events = POLLIN},
                                    [POLL_CLIENT] = {.fd = steward->connection.client, .events = POLLIN},
                                    [POLL_EVENTS] = {.fd = steward->events, .events = POLLIN},
                                    [POLL_SIGNALS] = {.fd = steward->signals, .events = POLLIN},
                                    [POLL_JOB] = {.fd = steward->devices.job.handle, .events = POLLIN},
                                    [POLL_STICK] = {.fd = steward->stick.job.handle, .events = POLLIN}};
    for (size_t i = 0; i < TOUCHES_MAX; i++)
        at[POLL_TOUCHES + i] = (struct pollfd){.fd = steward->devices.touches[i].fd, .events = POLLIN};
    if (poll(at, POLL_COUNT, steward->scan_due ? LOOP_SOON_MS : LOOP_MS) < 0 && errno != EINTR)
        return false;
    handle_events(steward, at);
    handle_alarm(steward); /* before the scan: what took long there is no silence of the kiosk's */
    steward->scan_due = devices_update(&steward->devices, &steward->policy, &steward->stick, steward->scan_due);
    watch_feed(&steward->watch, watch_now());
    return !at[POLL_SIGNALS].revents;
}

int main(void)
{
    static struct steward steward = {.stick = {.job.handle = -1, .owner = ACCOUNT_KIOSK, .group = ACCOUNT_KIOSK},
                                     .devices.sys = DEVICES_SYS,
                                     .site = SITE_FOLDER,
                                     .scan_due = true};
    log_errors();
    fault f = start(&steward);
    if (f) {
        log_service("steward", "cannot start: %s", fault_name(f));
        return 1;
    }
    int64_t began_ms = watch_now();
    while (iterate(&steward))
        check_trial(&steward, began_ms);
    stick_forget(&steward.stick);
    return 0;
}
