/* The machine's own acts, called by runit as /etc/runit/1, 2 and 3: prepare, supervise, stop. There is no ctrlaltdel:
 * the kernel has no terminal whose keys could ask for it. This program needs the C library alone; what needs more is a
 * program beside it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "system/boot/boot.h"
#include "system/common/cmdline.h"
#include "system/common/run.h"
#include "system/common/say.h"

static void prepare(void)
{
    char line[CMDLINE_MAX];
    boot_mounts();
    const int reader = boot_read_root();
    cmdline_read(line);
    boot_rights();
    boot_clock(cmdline_number(line, "sirkel.made"));
    const int status = run_program((const char *const[]){"/usr/sbin/data", "open", NULL});
    if (status != 0)
        say("boot", "the data program ended with %d", status);
    boot_folders();
    boot_read_root_end(reader);
    say("boot", "prepared");
    boot_keep_log();
}

/* Becomes the supervisor; comes back only when that can't be started, and then runit starts the machine again. */
static int supervise(void)
{
    static const char *const words[] = {"runsvdir", "-P", "/etc/service", NULL};
    static const char *const places[] = {"PATH=/usr/bin:/usr/sbin", "LC_ALL=C", NULL};
    execve("/usr/bin/runsvdir", (char *const *)words, (char *const *)places);
    say("boot", "runsvdir can't be started");
    return 111;
}

int main(int count, char **words)
{
    const char *slash = count > 0 ? strrchr(words[0], '/') : NULL;
    const char *act = slash ? slash + 1 : "";
    if (strcmp(act, "1") == 0)
        return prepare(), 0;
    if (strcmp(act, "2") == 0)
        return supervise();
    if (strcmp(act, "3") == 0)
        return boot_end(), 0;
    fputs("boot: runit calls this as /etc/runit/1, 2 and 3\n", stderr);
    return 2;
}
