/* `run` of the bridge's service: runs ipp-usb in its sandbox while the device manager names an accepted printer
 * (bridge.h), and only then. ipp-usb would learn from udev that a printer comes or goes, and there is no udev here; so
 * each printer gets a new ipp-usb. This program itself reads nothing but that one line. */
#include "system/bridge/bridge.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "system/sandbox/check.h"
#include "system/common/cmdline.h"
#include "system/sandbox/sandbox.h"
#include "system/common/log.h"
#include "system/common/watch.h"

enum { END_MS = 2000, END_LOOK_MS = 20, AGAIN_MS = 2000 };

struct bridge {
    int events, signals;
    sigset_t before;        /* the signal mask of a child */
    char node[BRIDGE_LINE]; /* what runs, or ran, is for this one; "": nothing */
    pid_t child;            /* 0: none */
    int64_t again_ms;       /* not started before this moment */
    bool ending;
};

/* "" when there is none, or it is not a node's name. */
static void read_node(char out[BRIDGE_LINE])
{
    static const char begins[] = BRIDGE_NODES "/";
    struct buffer text = {.limit = BRIDGE_LINE - 1};
    out[0] = 0;
    const char *line = file_read(BRIDGE_NODE_FILE, &text) == FAULT_NONE ? buffer_string(&text) : "";
    size_t length = strcspn(line, "\n");
    if (strncmp(line, begins, sizeof begins - 1) == 0 &&
        strspn(line + sizeof begins - 1, "0123456789/") == length - (sizeof begins - 1))
        snprintf(out, BRIDGE_LINE, "%.*s", (int)length, line);
    buffer_free(&text);
}

static int run_in_sandbox(const struct bridge *bridge)
{
    static const char *const words[] = {"ipp-usb", "debug", NULL}; /* debug: its errors go to standard output */
    static const char *const places[] = {"GOMAXPROCS=1", "GOMEMLIMIT=24MiB", "HOME=/nonexistent", NULL};
    sandbox_detach();
    sigprocmask(SIG_SETMASK, &bridge->before, NULL);
    fault f = sandbox_enter(&sandbox_bridge, &(struct sandbox_extra){.device = bridge->node});
    if (f == FAULT_NONE)
        execve(sandbox_bridge.program, (char *const *)words, (char *const *)places);
    fprintf(stderr, "bridge: %s\n", f == FAULT_NONE ? strerror(errno) : fault_name(f));
    return 111;
}

static void start(struct bridge *bridge)
{
    pid_t child = fork();
    if (child == 0)
        _exit(run_in_sandbox(bridge));
    bridge->child = child > 0 ? child : 0;
    bridge->again_ms = watch_now() + AGAIN_MS;
    fprintf(stderr, "bridge: %s\n", child > 0 ? "ipp-usb started" : strerror(errno));
}

/* It closes the printer's interfaces when it is told to end; if not, the kernel does. */
static void end(struct bridge *bridge)
{
    if (!bridge->child)
        return;
    kill(bridge->child, SIGTERM);
    for (int waited = 0; waitpid(bridge->child, NULL, WNOHANG) == 0; waited += END_LOOK_MS) {
        if (waited == END_MS)
            kill(bridge->child, SIGKILL);
        nanosleep(&(struct timespec){.tv_nsec = END_LOOK_MS * 1000000L}, NULL);
    }
    bridge->child = 0;
    fprintf(stderr, "bridge: ipp-usb stopped\n");
}

static void update(struct bridge *bridge)
{
    char node[BRIDGE_LINE];
    read_node(node);
    if (bridge->ending)
        node[0] = 0;
    if (strcmp(node, bridge->node) != 0) {
        end(bridge);
        memcpy(bridge->node, node, sizeof node);
        bridge->again_ms = 0;
    }
    if (bridge->child && waitpid(bridge->child, NULL, WNOHANG) == bridge->child) {
        bridge->child = 0;
        fprintf(stderr, "bridge: ipp-usb ended by itself\n");
    }
    if (bridge->node[0] && !bridge->child && watch_now() >= bridge->again_ms)
        start(bridge);
}

static void wait_for_events(struct bridge *bridge)
{
    char news[4096];
    struct signalfd_siginfo signal;
    struct pollfd at[] = {{.fd = bridge->events, .events = POLLIN}, {.fd = bridge->signals, .events = POLLIN}};
    const bool again = bridge->node[0] && !bridge->child;
    poll(at, sizeof at / sizeof *at, again ? AGAIN_MS : -1);
    while (read(bridge->events, news, sizeof news) > 0)
        ;
    while (read(bridge->signals, &signal, sizeof signal) == (ssize_t)sizeof signal)
        bridge->ending |= signal.ssi_signo != SIGCHLD;
}

static int run(void)
{
    struct bridge bridge = {};
    sigset_t ours;
    char line[CMDLINE_MAX], nothing[8];
    log_errors();
    cmdline_read(line);
    if (cmdline_word(line, "sirkel.check", nothing, sizeof nothing))
        sandbox_check_bridge();
    sigemptyset(&ours);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGINT);
    sigaddset(&ours, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ours, &bridge.before);
    bridge.signals = signalfd(-1, &ours, SFD_NONBLOCK | SFD_CLOEXEC);
    bridge.events = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (bridge.signals < 0 || bridge.events < 0 ||
        inotify_add_watch(bridge.events, BRIDGE_FOLDER, IN_MOVED_TO | IN_DELETE) < 0) {
        perror("bridge");
        return 111;
    }
    while (!bridge.ending) {
        update(&bridge);
        wait_for_events(&bridge);
    }
    update(&bridge);
    return 0;
}

int main(int count, char **words)
{
    const char *slash = count > 0 ? strrchr(words[0], '/') : NULL;
    if (count == 2 && strcmp(words[1], "--check") == 0)
        return sandbox_check_bridge() ? 0 : 1;
    if (slash && strcmp(slash + 1, "run") == 0)
        return run();
    fputs("bridge: runsv calls this as run; bridge --check tests its sandbox\n", stderr);
    return 2;
}
