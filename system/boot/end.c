/* Stopping in order: the kiosk first (it closes its databases), then the steward (it lets the stick go), then the logs,
 * then whatever is left; then the disk. The hardware watchdog runs on meanwhile: an end that hangs becomes a restart.
 */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "system/boot/boot.h"
#include "system/common/run.h"
#include "system/common/say.h"

static void stop(const char *service)
{
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "/etc/service/%s", service);
    if (run_program((const char *const[]){"/usr/bin/sv", "-w", "5", "force-stop", path, NULL}) != 0)
        say("boot", "%s had to be stopped by force", service);
    run_program((const char *const[]){"/usr/bin/sv", "exit", path, NULL});
}

static void stop_services(void)
{
    stop("kiosk");
    DIR *services = opendir("/etc/service");
    for (struct dirent *one; services && (one = readdir(services));)
        if (one->d_name[0] != '.' && strcmp(one->d_name, "kiosk") != 0)
            stop(one->d_name);
    if (services)
        closedir(services);
}

/* Signals everything but runit and ourselves, and gives it a moment. */
static void end_all(int signal)
{
    if (kill(-1, signal) == 0)
        nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
}

static void let_go(const char *place)
{
    if (umount2(place, 0) == 0 || errno == EINVAL)
        return;
    say("boot", "%s is still in use: %s", place, strerror(errno));
    umount2(place, MNT_DETACH);
}

void boot_end(void)
{
    say("boot", "stopping");
    stop_services();
    end_all(SIGTERM);
    end_all(SIGKILL);
    let_go("/run/sirkel/stick");
    sync();
    const int status = run_program((const char *const[]){"/usr/sbin/data", "close", NULL});
    say("boot", status == 0 ? "stopped" : "stopped, but the data partition did not close");
}
