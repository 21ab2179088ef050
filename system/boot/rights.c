/* Rights of the devices that are there at the start, and the kernel's switches. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "system/common/accounts.h"
#include "system/boot/boot.h"
#include "system/common/say.h"

static const struct device_row {
    const char *folder, *begins; /* names in `folder` that begin so */
    gid_t group;
    mode_t mode;
} devices[] = {
    {"/dev/dri", "card", GROUP_VIDEO, 0660},
    {"/dev/input", "event", GROUP_INPUT, 0640},
    {"/dev/snd", "", GROUP_AUDIO, 0660},
};

/* Columns: place under /proc/sys, value, and why. */
static const struct switch_row {
    const char *place, *value;
} switches[] = {
    {"kernel/kptr_restrict", "2"},      /* addresses of the kernel help only an attacker */
    {"kernel/dmesg_restrict", "1"},     /* and so does its log */
    {"kernel/yama/ptrace_scope", "2"},  /* no program looks into another of its account */
    {"kernel/panic_on_oops", "1"},      /* a kernel that stumbled is started again, not trusted */
    {"kernel/randomize_va_space", "2"}, /* places in memory differ at every start */
    {"vm/mmap_rnd_bits", "32"},         /* by as much as there is */
    {"vm/mmap_min_addr", "65536"},      /* nothing lies where a null pointer leads */
    {"fs/suid_dumpable", "0"},          /* no memory on the disk */
    {"fs/protected_hardlinks", "1"},    /* links in shared folders are followed for their owner only */
    {"fs/protected_symlinks", "1"},     {"fs/protected_fifos", "2"}, {"fs/protected_regular", "2"},
};

/* What hangs on USB is judged by the steward before anybody may read it. */
static bool is_left_to_steward(const char *name)
{
    char link[128], place[256];
    snprintf(link, sizeof link, "/sys/class/input/%.64s", name);
    ssize_t n = readlink(link, place, sizeof place - 1);
    place[n > 0 ? n : 0] = 0;
    return strstr(place, "/usb") != NULL;
}

static void give(const struct device_row *row)
{
    DIR *all = opendir(row->folder);
    for (struct dirent *one; all && (one = readdir(all));) {
        if (one->d_name[0] == '.' || strncmp(one->d_name, row->begins, strlen(row->begins)) != 0 ||
            (row->group == GROUP_INPUT && is_left_to_steward(one->d_name)))
            continue;
        if (fchownat(dirfd(all), one->d_name, 0, row->group, AT_SYMLINK_NOFOLLOW) != 0 ||
            fchmodat(dirfd(all), one->d_name, row->mode, 0) != 0)
            say("boot", "%s/%s: %s", row->folder, one->d_name, strerror(errno));
    }
    if (all)
        closedir(all);
}

static void turn(const struct switch_row *row)
{
    char path[128];
    snprintf(path, sizeof path, "/proc/sys/%s", row->place);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || file_write_all(fd, row->value, strlen(row->value)) != FAULT_NONE)
        say("boot", "switch %s: %s", row->place, strerror(errno));
    if (fd >= 0)
        close(fd);
}

void boot_rights(void)
{
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        give(&devices[i]);
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        turn(&switches[i]);
}

void boot_clock(long long made)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (made <= 0 || now.tv_sec >= made)
        return;
    say("boot", "the clock stood before the image was made (%lld); it is set to that", (long long)now.tv_sec);
    if (clock_settime(CLOCK_REALTIME, &(struct timespec){.tv_sec = made}) != 0)
        say("boot", "the clock can't be set: %s", strerror(errno));
}
