/* The machine's own acts, called by runit as /etc/runit/1, 2 and 3: prepare, supervise, stop. There is no ctrlaltdel:
 * the kernel has no terminal whose keys could request it. This program needs the C library alone; what needs more is a
 * program beside it. No part stops the start: a failure is logged, and the kiosk shows what can still be shown. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "system/common/accounts.h"
#include "system/common/cmdline.h"
#include "system/common/run.h"
#include "system/common/log.h"
#include "system/common/watch.h"

/* --- mounts: the kernel's file systems, memory for /run and /tmp, the machine's name. Sizes are limits, not
 * reservations: memory is taken when something is written. --- */

/* hidepid: an account sees its own processes only. */
static const struct mount_row {
    const char *kind, *place, *options;
    unsigned long flags;
} rows[] = {
    {"proc", "/proc", "hidepid=invisible", MS_NOSUID | MS_NODEV | MS_NOEXEC},
    {"sysfs", "/sys", NULL, MS_NOSUID | MS_NODEV | MS_NOEXEC},
    {"tmpfs", "/run", "mode=0755,size=8m", MS_NOSUID | MS_NODEV | MS_NOEXEC},
    {"tmpfs", "/tmp", "mode=1777,size=8m", MS_NOSUID | MS_NODEV | MS_NOEXEC},
};

static void make_places(void)
{
    /* A socket made in a folder with the set-group-ID bit is of the folder's group: so the kiosk may connect, and
     * nobody else. */
    static const struct {
        const char *place;
        uid_t owner;
        gid_t group;
        mode_t mode;
    } folders[] = {
        {"/run/runit", ACCOUNT_ROOT, ACCOUNT_ROOT, 0755},
        {"/run/sirkel", ACCOUNT_ROOT, ACCOUNT_ROOT, 0755},
        {"/run/sirkel/stick", ACCOUNT_ROOT, ACCOUNT_ROOT, 0755},
        {"/run/sirkel/voice", ACCOUNT_VOICE, ACCOUNT_KIOSK, 02750},
        {"/run/sirkel/printer", ACCOUNT_PRINTER, ACCOUNT_KIOSK, 02750},
        {"/run/sirkel/bridge", ACCOUNT_BRIDGE, ACCOUNT_BRIDGE, 0700},
    };
    static const char *const wishes[] = {"/run/runit.stopit", "/run/runit.reboot"}; /* runit looks at their x bit */
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (mkdir(folders[i].place, 0700) != 0 || chown(folders[i].place, folders[i].owner, folders[i].group) != 0 ||
            chmod(folders[i].place, folders[i].mode) != 0)
            log_kernel("boot", "cannot create %s: %s", folders[i].place, strerror(errno));
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        int fd = open(wishes[i], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
        if (fd >= 0)
            close(fd);
    }
}

/* The loopback is the only interface there is; a printer on USB is reached over it. */
static void raise_loopback(void)
{
    struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &lo) != 0)
        log_kernel("boot", "cannot raise the loopback interface: %s", strerror(errno));
    if (fd >= 0)
        close(fd);
}

static void mount_all(void)
{
    umask(022);
    if (mount("devtmpfs", "/dev", "devtmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755") != 0 && errno == EBUSY &&
        mount(NULL, "/dev", NULL, MS_REMOUNT | MS_NOSUID | MS_NOEXEC, "mode=0755") != 0)
        log_kernel("boot", "cannot mount /dev: %s", strerror(errno));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mount(rows[i].kind, rows[i].place, rows[i].kind, rows[i].flags, rows[i].options) != 0)
            log_kernel("boot", "cannot mount %s: %s", rows[i].place, strerror(errno));
    make_places();
    raise_loopback();
    static const char name[] = "sirkel";
    if (sethostname(name, sizeof name - 1) != 0)
        log_kernel("boot", "cannot set the host name: %s", strerror(errno));
}

/* --- rights of the devices that are there at the start (the device manager sets those of later ones), and the
 * kernel's switches --- */

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

/* The device manager judges what hangs on USB before anybody may read it. */
static bool is_on_usb(const char *name)
{
    char link[128], place[256];
    snprintf(link, sizeof link, "/sys/class/input/%.64s", name);
    ssize_t n = readlink(link, place, sizeof place - 1);
    place[n > 0 ? n : 0] = 0;
    return strstr(place, "/usb") != NULL;
}

static void allow(const struct device_row *row)
{
    DIR *all = opendir(row->folder);
    for (struct dirent *one; all && (one = readdir(all));) {
        if (one->d_name[0] == '.' || strncmp(one->d_name, row->begins, strlen(row->begins)) != 0 ||
            (row->group == GROUP_INPUT && is_on_usb(one->d_name)))
            continue;
        if (fchownat(dirfd(all), one->d_name, 0, row->group, AT_SYMLINK_NOFOLLOW) != 0 ||
            fchmodat(dirfd(all), one->d_name, row->mode, 0) != 0)
            log_kernel("boot", "cannot set the owner or mode of %s/%s: %s", row->folder, one->d_name, strerror(errno));
    }
    if (all)
        closedir(all);
}

static void set_switch(const struct switch_row *row)
{
    char path[128];
    snprintf(path, sizeof path, "/proc/sys/%s", row->place);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || file_write_all(fd, row->value, strlen(row->value)) != FAULT_NONE)
        log_kernel("boot", "cannot set the kernel switch %s: %s", row->place, strerror(errno));
    if (fd >= 0)
        close(fd);
}

static void set_rights(void)
{
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        allow(&devices[i]);
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        set_switch(&switches[i]);
}

/* The clock is never before `made` (UTC seconds), when the image was made. */
static void set_clock(long long made)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (made <= 0 || now.tv_sec >= made)
        return;
    log_kernel("boot", "the clock (%lld) is earlier than the image; it is set to the image's time",
               (long long)now.tv_sec);
    if (clock_settime(CLOCK_REALTIME, &(struct timespec){.tv_sec = made}) != 0)
        log_kernel("boot", "cannot set the clock: %s", strerror(errno));
}

/* --- the whole root is read once. The kernel checks each block when it is read, and panics on a wrong one; what is
 * never read is never checked. Read here, the blocks are dropped again behind the reader, so a small machine keeps its
 * memory. --- */

enum { BLOCK = 256 * 1024 };

/* The number of bytes read, or -1 with errno. */
static int64_t read_all(int fd)
{
    static uint8_t block[BLOCK];
    int64_t whole = 0;
    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? -1 : whole;
        posix_fadvise(fd, whole, n, POSIX_FADV_DONTNEED);
        whole += n;
    }
}

/* A root that can't be read is as bad as a changed one: start again, and after some tries the loader takes the other
 * slot. */
static void read_root(int fd)
{
    uint64_t size = 0;
    int64_t began_ms = watch_now();
    int64_t whole = read_all(fd);
    if (whole < 0 || ioctl(fd, BLKGETSIZE64, &size) != 0 || (uint64_t)whole != size) {
        log_kernel("boot", "cannot read the whole root: %s; the machine restarts", strerror(errno));
        sync();
        reboot(RB_AUTOBOOT);
    }
    log_kernel("boot", "the whole root matches its signature: read %lld bytes in %lld ms", (long long)whole,
               (long long)(watch_now() - began_ms));
}

/* In a process of its own, while the disk is opened: a changed byte in a place that nobody uses ends in a panic too,
 * before a person sees anything. Gives the process, or -1. */
static int start_root_reader(void)
{
    int fd = open("/dev/dm-0", O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        log_kernel("boot", "the root is not verified");
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        read_root(fd);
        _exit(0);
    }
    if (child < 0)
        log_kernel("boot", "cannot start reading the whole root: %s", strerror(errno));
    close(fd);
    return child;
}

static void wait_for_root_reader(int process)
{
    while (process > 0 && waitpid(process, NULL, 0) < 0 && errno == EINTR)
        ;
}

/* --- the folders of /data with their owners, made at each start where missing, and the log of the start itself --- */

enum { BOOT_LOG_MAX = 64 * 1024 };

static void folder(const char *path, uid_t owner, mode_t mode)
{
    if (mkdir(path, mode) != 0 && errno != EEXIST)
        log_kernel("boot", "cannot create %s: %s", path, strerror(errno));
    else if (chmod(path, mode) != 0 || chown(path, owner, owner) != 0)
        log_kernel("boot", "cannot set the owner or mode of %s: %s", path, strerror(errno));
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
        log_kernel("boot", "cannot set the log limits of %s: %s", service, fault_name(f));
    buffer_free(&text);
    buffer_free(&before);
}

static void make_folders(void)
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

static void keep_log(void)
{
    static const char path[] = "/data/log/boot/current";
    struct buffer lines = {.limit = BOOT_LOG_MAX};
    struct stat kept;
    fault f = file_read("/run/sirkel/boot.log", &lines);
    if (stat(path, &kept) == 0 && kept.st_size > BOOT_LOG_MAX)
        rename(path, "/data/log/boot/before");
    int fd = f == FAULT_NONE ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0640) : -1;
    if (fd >= 0) {
        f = file_write_all(fd, lines.data, lines.length);
        if (f == FAULT_NONE && fsync(fd) != 0)
            f = fault_errno(errno);
        close(fd);
    }
    if (fd < 0 || f != FAULT_NONE)
        log_kernel("boot", "cannot keep the boot log: %s", fault_name(f));
    buffer_free(&lines);
}

/* --- stopping, in order: the kiosk first (it closes its databases), then the device manager (it unmounts the stick),
 * then the logs, then whatever is left; then the disk. The hardware watchdog runs on meanwhile: an end that hangs
 * becomes a restart. --- */

static void stop(const char *service)
{
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "/etc/service/%s", service);
    if (run_program((const char *const[]){"/usr/bin/sv", "-w", "5", "force-stop", path, NULL}) != 0)
        log_kernel("boot", "%s did not stop in time and was killed", service);
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

static void unmount(const char *place)
{
    if (umount2(place, 0) == 0 || errno == EINVAL)
        return;
    log_kernel("boot", "%s is still in use: %s", place, strerror(errno));
    umount2(place, MNT_DETACH);
}

/* Whether the power goes off or the machine starts again, runit knows. */
static void stop_machine(void)
{
    log_kernel("boot", "stopping");
    stop_services();
    end_all(SIGTERM);
    end_all(SIGKILL);
    unmount("/run/sirkel/stick");
    sync();
    const int status = run_program((const char *const[]){"/usr/sbin/data", "close", NULL});
    log_kernel("boot", status == 0 ? "stopped" : "stopped, but the data partition is not closed");
}

/* --- the three acts --- */

static void prepare(void)
{
    char line[CMDLINE_MAX];
    mount_all();
    const int reader = start_root_reader();
    cmdline_read(line);
    set_rights();
    set_clock(cmdline_number(line, "sirkel.made"));
    const int status = run_program((const char *const[]){"/usr/sbin/data", "open", NULL});
    if (status != 0)
        log_kernel("boot", "the program data exited with status %d", status);
    make_folders();
    wait_for_root_reader(reader);
    log_kernel("boot", "prepared");
    keep_log();
}

/* Becomes the supervisor; comes back only when that can't be started, and then runit starts the machine again. */
static int supervise(void)
{
    static const char *const words[] = {"runsvdir", "-P", "/etc/service", NULL};
    static const char *const places[] = {"PATH=/usr/bin:/usr/sbin", "LC_ALL=C", NULL};
    execve("/usr/bin/runsvdir", (char *const *)words, (char *const *)places);
    log_kernel("boot", "cannot start runsvdir");
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
        return stop_machine(), 0;
    fputs("boot: runit calls this as /etc/runit/1, 2 and 3\n", stderr);
    return 2;
}
