/* The folders of /data with their owners, made at each start where missing, and the log of the start itself. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "system/common/accounts.h"
#include "system/boot/boot.h"
#include "system/common/say.h"

enum { BOOT_LOG_MAX = 64 * 1024 };

static void folder(const char *path, uid_t owner, mode_t mode)
{
    if (mkdir(path, mode) != 0 && errno != EEXIST)
        say("boot", "%s: %s", path, strerror(errno));
    else if (chmod(path, mode) != 0 || chown(path, owner, owner) != 0)
        say("boot", "%s: %s", path, strerror(errno));
}

/* svlogd reads its limits from its own folder; the ones that count are the checked root's. */
static void log_folder(const char *service)
{
    char folder_path[FILE_PATH_MAX], kept[FILE_PATH_MAX], limits[FILE_PATH_MAX];
    struct buffer text = {.limit = 4096}, before = {.limit = 4096};
    snprintf(folder_path, sizeof folder_path, "/data/log/%s", service);
    snprintf(kept, sizeof kept, "/data/log/%s/config", service);
    snprintf(limits, sizeof limits, "/etc/service/%s/log/config", service);
    if (access(limits, F_OK) != 0)
        return; /* a service without a log */
    folder(folder_path, ACCOUNT_LOG, 0750);
    fault f = file_read(limits, &text);
    if (f == FAULT_NONE && (file_read(kept, &before) != FAULT_NONE || before.length != text.length ||
                            memcmp(before.data, text.data, text.length) != 0))
        f = file_replace(kept, text.data, text.length, 0644);
    if (f != FAULT_NONE)
        say("boot", "the limits of the log of %s: %s", service, fault_name(f));
    buffer_free(&text);
    buffer_free(&before);
}

void boot_folders(void)
{
    folder("/data/kiosk", ACCOUNT_KIOSK, 0700);
    folder("/data/site", ACCOUNT_ROOT, 0755);
    folder("/data/log", ACCOUNT_ROOT, 0755);
    folder("/data/log/boot", ACCOUNT_ROOT, 0750);
    DIR *services = opendir("/etc/service");
    for (struct dirent *one; services && (one = readdir(services));)
        if (one->d_name[0] != '.')
            log_folder(one->d_name);
    if (services)
        closedir(services);
}

void boot_keep_log(void)
{
    static const char path[] = "/data/log/boot/current";
    struct buffer said = {.limit = BOOT_LOG_MAX};
    struct stat kept;
    fault f = file_read("/run/sirkel/boot.log", &said);
    if (stat(path, &kept) == 0 && kept.st_size > BOOT_LOG_MAX)
        rename(path, "/data/log/boot/before");
    int fd = f == FAULT_NONE ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0640) : -1;
    if (fd >= 0) {
        f = file_write_all(fd, said.data, said.length);
        if (f == FAULT_NONE && fsync(fd) != 0)
            f = fault_errno(errno);
        close(fd);
    }
    if (fd < 0 || f != FAULT_NONE)
        say("boot", "what was said is not kept: %s", fault_name(f));
    buffer_free(&said);
}
