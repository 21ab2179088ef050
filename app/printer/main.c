/* sirkel-printer: takes a sheet from the kiosk, hands it to the printer, forgets it. The loop, and nothing else.
 *   --listen SOCKET  --uri ipp://127.0.0.1:PORT/PATH */
#include <cups/cups.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include "printer/line.h"
#include "printer/press.h"

static const char usage[] =
    "usage: sirkel-printer --listen SOCKET [--uri ipp://127.0.0.1:60000/ipp/print]\n"
    "Takes sheets from the kiosk over that socket and prints them at that printer. A printer on the network is "
    "refused:\n"
    "what a visitor prints leaves this machine by a cable to the printer and in no other way.\n";

struct program {
    struct printer_line line;
    struct press press;
    struct link_place place;
    int signals;
};

static void tells(void *whom, const struct printer_event *tell)
{
    struct program *program = whom;
    if (program->line.kiosk >= 0 && !line_tell(&program->line, tell))
        shutdown(program->line.kiosk, SHUT_RDWR); /* it takes nothing: the loop sees the end */
}

/* One packet, dealt with and wiped. */
static void take(struct program *program)
{
    enum line_took took = line_take(&program->line);
    bool goes_on = took == LINE_NOTHING || (took == LINE_ASK && press_ask(&program->press, &program->line.packet.ask,
                                                                          program->line.packet.grey));
    line_wipe(&program->line);
    if (goes_on)
        return;
    fprintf(stderr, "printer: the line to the kiosk has ended%s\n", took == LINE_ASK ? ": it asked what can't be" : "");
    line_hang_up(&program->line);
    press_stop(&program->press);
}

/* Until a signal says to end. */
static void loop(struct program *program)
{
    enum { SIGNALS, LISTENER, KIOSK, CHILDREN, FDS = CHILDREN + PRESS_CHILDREN };
    for (;;) {
        int wait_ms = press_tick(&program->press);
        struct pollfd fds[FDS] = {[SIGNALS] = {.fd = program->signals, .events = POLLIN},
                                  [LISTENER] = {.fd = program->line.listener, .events = POLLIN},
                                  [KIOSK] = {.fd = program->line.kiosk, .events = POLLIN}};
        for (enum press_child c = 0; c < PRESS_CHILDREN; c++) {
            const struct worker *w = &program->press.child[c];
            fds[CHILDREN + c] = (struct pollfd){.fd = worker_runs(w) ? w->fd : -1, .events = POLLIN};
        }
        if (poll(fds, FDS, wait_ms) <= 0)
            continue;
        if (fds[SIGNALS].revents)
            return;
        if (fds[KIOSK].revents)
            take(program);
        if (fds[LISTENER].revents)
            line_accept(&program->line);
        for (enum press_child c = 0; c < PRESS_CHILDREN; c++)
            if (fds[CHILDREN + c].revents && program->press.child[c].fd == fds[CHILDREN + c].fd &&
                worker_runs(&program->press.child[c]))
                press_hear(&program->press, c);
    }
}

/* Wipes at once, then gives the printer a moment to forget what it has. */
static void end(struct program *program)
{
    line_hang_up(&program->line);
    press_stop(&program->press);
    struct worker *recall = &program->press.child[PRESS_RECALL];
    struct pollfd wait = {.fd = recall->fd, .events = POLLIN};
    if (worker_runs(recall))
        poll(&wait, 1, PRESS_LOOK_MS);
    press_close(&program->press);
}

static int signals_fd(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return sigprocmask(SIG_BLOCK, &set, NULL) ? -1 : signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static const char *no_password(const char *prompt, http_t *http, const char *method, const char *resource, void *data)
{
    (void)prompt, (void)http, (void)method, (void)resource, (void)data;
    return NULL;
}

static bool read_options(int count, char **words, const char **ret_listen, const char **ret_uri)
{
    static const struct option names[] = {{"listen", 1, 0, 'l'}, {"uri", 1, 0, 'u'}, {}};
    for (int option; (option = getopt_long(count, words, "", names, NULL)) != -1;) {
        if (option != 'l' && option != 'u')
            return false;
        *(option == 'l' ? ret_listen : ret_uri) = optarg;
    }
    return *ret_listen && optind == count;
}

int main(int count, char **words)
{
    static struct program program;
    const struct rlimit none = {};
    const char *listen = NULL, *uri = "ipp://127.0.0.1:60000/ipp/print";
    if (!read_options(count, words, &listen, &uri) || !link_place_read(&program.place, uri)) {
        fputs(usage, stderr);
        return 2;
    }
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    clearenv(); /* libcups reads its settings there */
    cupsSetUser("sirkel");
    cupsSetPasswordCB2(no_password, NULL);
    program.signals = signals_fd();
    fault f = line_listen(&program.line, listen);
    if (program.signals < 0 || f != FAULT_NONE) {
        fprintf(stderr, "printer: can't listen at %s: %s\n", listen, fault_name(f));
        return 1;
    }
    press_open(&program.press, &program.place, tells, &program);
    loop(&program);
    end(&program);
    unlink(listen);
    return 0;
}
