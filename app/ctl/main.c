/* sirkelctl: for those who set a kiosk up, check it, and open its lists. No questions asked, no display needed. */
#include "ctl/ctl.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include "base/words.h"
#include "world/world.h"

static const struct ctl_command *const commands[] = {
    &ctl_init,    &ctl_demo,   &ctl_export, &ctl_verify,    &ctl_open,   &ctl_doctor, &ctl_machine,
    &ctl_journal, &ctl_digits, &ctl_office, &ctl_timetable, &ctl_notice, &ctl_move,   &ctl_backup};

static int help(FILE *out, int status)
{
    fputs("sirkelctl COMMAND ...  (sirkelctl COMMAND --help says more)\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %-9s  %s\n", commands[i]->name, commands[i]->summary);
    fprintf(
        out,
        "\nExit status: 0 good; 1 looked at and found wanting; 2 not understood; 10 and more: %d + the fault's row\n"
        "in docs/sirkelctl.md.\n",
        CTL_FAULT);
    return status;
}

/* Identities and opened records pass through here: neither a core file nor another process may have them. */
static void harden_process(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a fault like a full disk, and is cleaned up after */
    umask(077);
}

int main(int count, char **words)
{
    if (count < 2)
        return help(stderr, CTL_USAGE);
    if (strcmp(words[1], "--help") == 0)
        return help(stdout, CTL_GOOD);
    harden_process();
    world_open(&(struct world_options){.name = "sirkelctl"});
    fault f = seal_start();
    if (f != FAULT_NONE)
        return ctl_fail(false, f, "starting", "");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(words[1], commands[i]->name) == 0)
            return commands[i]->run(commands[i], count - 1, words + 1);
    fprintf(stderr, "sirkelctl: there is no command %s\n\n", words[1]);
    return help(stderr, CTL_USAGE);
}
