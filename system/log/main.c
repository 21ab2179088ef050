/* `run` of each service's log: puts the day before each line, never the hour (nobody shall read from a log when somebody was there),
 * and hands it to svlogd as the account `log`, which keeps the newest in /data/log/NAME within its limits. With sirkel.log=kmsg on the
 * kernel's command line (tests) each line goes to the kernel's log instead. NAME is the service's folder. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "system/common/accounts.h"
#include "system/common/cmdline.h"

enum { LINE_MAX_BYTES = 900 }; /* a record of the kernel's log holds about so many */

/* "/etc/service/kiosk/log" -> "kiosk" */
static bool service_name(char *out, size_t size)
{
    char place[FILE_PATH_MAX];
    if (!getcwd(place, sizeof place))
        return false;
    char *slash = strrchr(place, '/');
    if (slash)
        *slash = 0;
    slash = strrchr(place, '/');
    return slash && slash[1] && text_copy(out, size, slash + 1);
}

static bool become_log(void)
{
    return setgroups(0, NULL) == 0 && setresgid(ACCOUNT_LOG, ACCOUNT_LOG, ACCOUNT_LOG) == 0 &&
           setresuid(ACCOUNT_LOG, ACCOUNT_LOG, ACCOUNT_LOG) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

static int to_kernel(const char *name)
{
    char line[LINE_MAX_BYTES], record[LINE_MAX_BYTES + 128];
    int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
    if (fd < 0 || !become_log())
        return 111;
    while (fgets(line, sizeof line, stdin)) {
        int length = snprintf(record, sizeof record, "<5>%s: %s", name, line);
        fault f = file_write_all(fd, record, (size_t)length);
        (void)f; /* the kernel may refuse a flood */
    }
    return 0;
}

static void dated(FILE *out)
{
    char line[LINE_MAX_BYTES], day[16];
    bool begins = true; /* a longer line comes in pieces */
    while (fgets(line, sizeof line, stdin)) {
        time_t now = time(NULL);
        struct tm date;
        gmtime_r(&now, &date);
        strftime(day, sizeof day, "%Y-%m-%d ", &date);
        fprintf(out, "%s%s", begins ? day : "", line);
        fflush(out);
        begins = strchr(line, '\n') != NULL;
    }
}

/* svlogd reads what is written to *ret; at its end it ends, too. */
static bool start_keeper(const char *folder, FILE **ret)
{
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC))
        return false;
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[0], STDIN_FILENO);
        execl("/usr/bin/svlogd", "svlogd", folder, (char *)NULL);
        perror("log");
        _exit(111);
    }
    close(pipes[0]);
    *ret = child > 0 ? fdopen(pipes[1], "w") : NULL;
    return *ret != NULL;
}

int main(void)
{
    FILE *keeper = NULL;
    char line[CMDLINE_MAX], name[64], where[16], folder[FILE_PATH_MAX];
    cmdline_read(line);
    if (!service_name(name, sizeof name))
        return 111;
    if (cmdline_word(line, "sirkel.log", where, sizeof where) && strcmp(where, "kmsg") == 0)
        return to_kernel(name);
    snprintf(folder, sizeof folder, "/data/log/%s", name);
    if (!become_log() || !start_keeper(folder, &keeper)) {
        perror("log");
        return 111;
    }
    dated(keeper);
    fclose(keeper);
    while (wait(NULL) < 0 && errno == EINTR)
        ;
    return 0;
}
