/* sirkel-printer: takes a sheet from the kiosk, hands it to the printer, forgets it. Options and the process, nothing else.
 *   --listen SOCKET  --uri ipp://127.0.0.1:PORT/PATH */
#include <cups/cups.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include "printer/press.h"

static const char usage[] =
    "usage: sirkel-printer --listen SOCKET [--uri ipp://127.0.0.1:60000/ipp/print]\n"
    "Takes sheets from the kiosk over that socket and prints them at that printer. A printer on the network is "
    "refused:\n"
    "what a visitor prints leaves this machine by a cable to the printer and in no other way.\n";

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
    struct link_place place;
    const struct rlimit none = {};
    const char *listen = NULL, *uri = "ipp://127.0.0.1:60000/ipp/print";
    if (!read_options(count, words, &listen, &uri) || !link_place_read(&place, uri)) {
        fputs(usage, stderr);
        return 2;
    }
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    clearenv(); /* libcups reads its settings there */
    cupsSetUser("sirkel");
    cupsSetPasswordCB2(no_password, NULL);
    int signals = signals_fd();
    fault f = signals < 0 ? FAULT_NO_MEMORY : press_run(&place, listen, signals);
    if (f != FAULT_NONE)
        fprintf(stderr, "printer: can't listen at %s: %s\n", listen, fault_name(f));
    return f == FAULT_NONE ? 0 : 1;
}
