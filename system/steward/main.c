/* The steward's loop: kiosk, kernel events, touches before commissioning, and the clock. */
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
#include "system/bridge/bridge.h"
#include "system/common/accounts.h"
#include "system/common/disk.h"
#include "system/common/say.h"
#include "system/steward/about.h"
#include "system/steward/say.h"
#include "system/steward/site.h"
#include "system/update/update.h"
#include "system/usb/bus.h"

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
enum { TURN_MS = 5000, TURN_SOON_MS = 500 };

/* The kernel tells of every device that comes and goes (multicast group 1). */
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

static void read_machine(struct steward *steward)
{
    char disk[DISK_NAME_MAX], path[DISK_NAME_MAX + 32], real[PATH_MAX], hands[8];
    cmdline_read(steward->cmdline);
    steward->policy.any_hands =
        cmdline_word(steward->cmdline, "sirkel.hands", hands, sizeof hands) && strcmp(hands, "any") == 0;
    if (disk_running("/sys", disk) == FAULT_NONE) {
        snprintf(path, sizeof path, "/sys/block/%s", disk);
        if (realpath(path, real) && strlen(real) < sizeof steward->devices.root)
            memcpy(steward->devices.root, real, strlen(real) + 1);
    }
    about_secure_boot(steward->secure_boot, sizeof steward->secure_boot);
    site_read(&steward->policy);
}

static fault begin(struct steward *steward)
{
    for (size_t i = 0; i < TOUCHES_MAX; i++)
        steward->touches.row[i].fd = -1;
    mkdir("/run/sirkel", 0755);
    mkdir(MACHINE_STICK, 0755);
    steward->signals = open_signals();
    steward->events = open_events();
    watch_open(&steward->watch);
    watch_feed(&steward->watch, watch_now());
    if (steward->watch.dog < 0)
        steward_say("this machine has no watchdog: if it hangs, somebody must switch it off and on");
    usb_bus_shut();
    unlink(BRIDGE_WORD); /* an earlier steward's */
    read_machine(steward);
    stick_forget(&steward->stick); /* what an earlier steward left mounted */
    return steward->events < 0 || steward->signals < 0 ? FAULT_NO_MEMORY
                                                       : connection_listen(&steward->connection, MACHINE_SOCKET);
}

/* Whatever the events say: something changed. Lost ones (ENOBUFS) mean the same. */
static void drain_events(struct steward *steward)
{
    char event[8192];
    while (recv(steward->events, event, sizeof event, 0) >= 0 || errno == ENOBUFS || errno == EINTR)
        steward->walk_due = true;
}

static void answer_alarm(struct steward *steward)
{
    enum watch_alarm alarm = watch_alarm(&steward->watch, watch_now());
    if (alarm == WATCH_SILENT) {
        steward_say("the kiosk has been silent for %d s: it is ended", WATCH_SILENCE_MS / 1000);
        syscall(SYS_pidfd_send_signal, steward->connection.client_process, SIGKILL, NULL, 0);
    }
    if (alarm == WATCH_GOOD) {
        fault f = cmdline_stick(steward->cmdline) ? FAULT_NONE : update_good_start();
        steward_say("this start is good%s%s", f ? ", but that could not be kept: " : "", f ? fault_name(f) : "");
    }
}

/* A version on trial whose kiosk never stands: the next try, or the other slot, gets its turn. */
static void answer_trial(struct steward *steward, int64_t began_ms)
{
    if (steward->watch.good || steward->stopping || watch_now() - began_ms < STEWARD_TRIAL_MS || !update_on_trial())
        return;
    steward_say("the new version did not come up: the machine starts again");
    steward->stopping = steward_stop(true) == FAULT_NONE;
}

static void answer(struct steward *steward, const struct pollfd *at)
{
    if (at[POLL_EVENTS].revents)
        drain_events(steward);
    for (size_t i = 0; i < TOUCHES_MAX; i++)
        if (at[POLL_TOUCHES + i].revents && steward->touches.row[i].fd >= 0)
            touches_read(&steward->touches, i);
    if (at[POLL_CLIENT].revents && steward->connection.client >= 0)
        connection_hear(&steward->connection);
    if (at[POLL_LISTENER].revents)
        connection_accept(&steward->connection);
}

/* One turn; false when we are told to end. */
static bool turn(struct steward *steward)
{
    struct pollfd at[POLL_COUNT] = {[POLL_LISTENER] = {.fd = steward->connection.listener, .events = POLLIN},
                                    [POLL_CLIENT] = {.fd = steward->connection.client, .events = POLLIN},
                                    [POLL_EVENTS] = {.fd = steward->events, .events = POLLIN},
                                    [POLL_SIGNALS] = {.fd = steward->signals, .events = POLLIN},
                                    [POLL_JOB] = {.fd = steward->devices.job.handle, .events = POLLIN},
                                    [POLL_STICK] = {.fd = steward->stick.job.handle, .events = POLLIN}};
    for (size_t i = 0; i < TOUCHES_MAX; i++)
        at[POLL_TOUCHES + i] = (struct pollfd){.fd = steward->touches.row[i].fd, .events = POLLIN};
    if (poll(at, POLL_COUNT, steward->walk_due ? TURN_SOON_MS : TURN_MS) < 0 && errno != EINTR)
        return false;
    answer(steward, at);
    answer_alarm(steward); /* before the walk: what took long there is no silence of the kiosk's */
    steward->walk_due |= devices_job_over(&steward->devices);
    if (steward->walk_due) {
        steward->walk_due = devices_walk(&steward->devices, &steward->policy, &steward->stick);
        nodes_mind(&steward->touches, &steward->devices, &steward->policy);
        printer_tell(&steward->printer, &steward->devices);
    }
    watch_feed(&steward->watch, watch_now());
    return !at[POLL_SIGNALS].revents;
}

static fault answer_kiosk(void *context, const struct machine_ask *ask, struct machine_answer *answer)
{
    return steward_answer(context, ask, answer);
}

/* The kiosk is gone, and with it whoever was signed in there. */
static void kiosk_gone(void *context)
{
    steward_staff(context, false);
}

int main(void)
{
    static const struct connection_calls calls = {answer_kiosk, kiosk_gone};
    static struct steward steward = {.devices.job.handle = -1, .stick.job.handle = -1};
    say_to_log();
    steward.connection = (struct connection){.kiosk = ACCOUNT_KIOSK,
                                             .listener = -1,
                                             .client = -1,
                                             .client_process = -1,
                                             .watch = &steward.watch,
                                             .calls = &calls,
                                             .context = &steward};
    steward.stick.owner = ACCOUNT_KIOSK;
    steward.stick.group = ACCOUNT_KIOSK;
    steward.walk_due = true;
    fault f = begin(&steward);
    if (f) {
        steward_say("can't begin: %s", fault_name(f));
        return 1;
    }
    int64_t began_ms = watch_now();
    while (turn(&steward))
        answer_trial(&steward, began_ms);
    steward_staff(&steward, false);
    return 0;
}
