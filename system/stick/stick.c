/* The stick's disk: found, mounted, mounted again, unmounted. What reads from it runs in a child with a limit. */
#include "system/stick/stick.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/machine.h"
#include "system/common/disk.h"
#include "system/common/watch.h"

/* --- which of the two file systems is it? Looked at here only to name one to the kernel, which then parses it itself.
 * --- */

static bool is_power(unsigned number, unsigned least, unsigned most)
{
    return number >= least && number <= most && (number & (number - 1)) == 0;
}

/* FAT and exFAT share the places of most fields in the boot sector; their names distinguish them. */
static bool is_exfat(const uint8_t *b)
{
    static const uint8_t start[] = {0xeb, 0x76, 0x90, 'E', 'X', 'F', 'A', 'T', ' ', ' ', ' '};
    for (size_t i = sizeof start; i < 64; i++)
        if (b[i])
            return false;
    return memcmp(b, start, sizeof start) == 0 && b[108] >= 9 && b[108] <= 12 && (b[110] == 1 || b[110] == 2);
}

static bool is_vfat(const uint8_t *b)
{
    unsigned sector = (unsigned)b[11] | (unsigned)b[12] << 8, reserved = (unsigned)b[14] | (unsigned)b[15] << 8;
    bool jumps = b[0] == 0xeb || b[0] == 0xe9;
    bool named =
        memcmp(b + 54, "FAT12   ", 8) == 0 || memcmp(b + 54, "FAT16   ", 8) == 0 || memcmp(b + 82, "FAT32   ", 8) == 0;
    return jumps && named && is_power(sector, 512, 4096) && is_power(b[13], 1, 128) && reserved &&
           (b[16] == 1 || b[16] == 2);
}

enum stick_kind stick_kind(const uint8_t block[STICK_BLOCK])
{
    if (block[510] != 0x55 || block[511] != 0xaa)
        return STICK_UNKNOWN;
    if (is_exfat(block))
        return STICK_EXFAT;
    return is_vfat(block) ? STICK_VFAT : STICK_UNKNOWN;
}

/* vfat takes names as UTF-8 by `utf8`; with iocharset=utf8 it would distinguish upper from lower case, which Windows
 * does not. */
void stick_options(enum stick_kind kind, uid_t owner, gid_t group, char *out)
{
    snprintf(out, 160, "uid=%u,gid=%u,fmask=0177,dmask=0077,errors=remount-ro,%s", owner, group,
             kind == STICK_EXFAT ? "iocharset=utf8" : "utf8=1");
}

/* --- found and mounted --- */

#ifndef MS_NOSYMFOLLOW
#define MS_NOSYMFOLLOW 256
#endif
enum { STICK_TRIES = 12 };

struct mounting {
    const char *disk;
    uid_t owner;
    gid_t group;
    bool writable;
};

/* The first whole disk behind the USB port, by name; false when there is none (yet). */
static bool disk_behind(const char *port, char *ret_disk)
{
    char path[PATH_MAX], real[PATH_MAX], mark[USB_PATH + 4];
    snprintf(mark, sizeof mark, "/%s:", port);
    ret_disk[0] = 0;
    DIR *folder = opendir("/sys/block");
    for (struct dirent *e; folder && (e = readdir(folder));) {
        snprintf(path, sizeof path, "/sys/block/%s", e->d_name);
        if (e->d_name[0] == '.' || strlen(e->d_name) >= STICK_NAME || !realpath(path, real) || !strstr(real, mark))
            continue;
        /* A card reader without a card has a disk of 0 bytes. */
        if (disk_bytes("/sys", e->d_name) > 0 && (!ret_disk[0] || strcmp(e->d_name, ret_disk) < 0))
            snprintf(ret_disk, STICK_NAME, "%.*s", STICK_NAME - 1, e->d_name);
    }
    if (folder)
        closedir(folder);
    return ret_disk[0];
}

static enum stick_kind kind_of(const char *device)
{
    uint8_t block[STICK_BLOCK];
    int fd = open(device, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : pread(fd, block, sizeof block, 0);
    if (fd >= 0)
        close(fd);
    return n == (ssize_t)sizeof block ? stick_kind(block) : STICK_UNKNOWN;
}

/* The kernel's line about the stick's mount, from the device on; false when there is none, or several (one is still
 * there that should be gone). */
bool stick_mount_line(char *out, size_t size)
{
    char line[512];
    int count = 0;
    FILE *file = fopen("/proc/self/mounts", "re");
    out[0] = 0;
    while (file && fgets(line, sizeof line, file)) {
        char *place = strstr(line, " " MACHINE_STICK " ");
        if (!place)
            continue;
        count++;
        line[strcspn(line, "\n")] = 0;
        snprintf(out, size, "%s", place + strlen(" " MACHINE_STICK " "));
    }
    if (file)
        fclose(file);
    return count == 1;
}

/* In a child. The whole disk when it carries the file system itself, otherwise its first partition. */
static fault mount_disk(const void *given)
{
    const struct mounting *m = given;
    char device[STICK_NAME + 8], options[160];
    unsigned long flags =
        MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOSYMFOLLOW | MS_NOATIME | (m->writable ? 0 : MS_RDONLY);
    snprintf(device, sizeof device, "/dev/%s", m->disk);
    enum stick_kind kind = kind_of(device);
    if (kind == STICK_UNKNOWN) {
        snprintf(device, sizeof device, "/dev/%s1", m->disk);
        kind = kind_of(device);
    }
    if (kind == STICK_UNKNOWN)
        return FAULT_FILE_FOREIGN;
    stick_options(kind, m->owner, m->group, options);
    const char *type = kind == STICK_EXFAT ? "exfat" : "vfat";
    if (mount(device, MACHINE_STICK, type, flags, options) == 0)
        return FAULT_NONE;
    if (errno == EROFS || errno == EACCES) /* its switch says read-only: an update can still be read from it */
        return mount(device, MACHINE_STICK, type, flags | MS_RDONLY, options) ? fault_errno(errno) : FAULT_NONE;
    return fault_errno(errno);
}

/* Something is mounted there, though we gave up on it: a child that the kernel let go of late. */
static bool is_mounted(void)
{
    struct stat place, above;
    return stat(MACHINE_STICK, &place) == 0 && stat(MACHINE_STICK "/..", &above) == 0 && place.st_dev != above.st_dev;
}

static fault unmount(const void *)
{
    return umount2(MACHINE_STICK, UMOUNT_NOFOLLOW) && errno != EINVAL ? fault_errno(errno) : FAULT_NONE;
}

static fault unmount_whatever(const void *)
{
    if (unmount(NULL))
        umount2(MACHINE_STICK, MNT_DETACH | UMOUNT_NOFOLLOW);
    return FAULT_NONE;
}

static struct mounting mounting_of(const struct stick *stick, bool writable)
{
    return (struct mounting){.disk = stick->disk, .owner = stick->owner, .group = stick->group, .writable = writable};
}

static fault mount_stick(struct stick *stick, bool writable)
{
    struct mounting m = mounting_of(stick, writable);
    fault f = child_run(STICK_SECONDS, mount_disk, &m);
    stick->state = f ? STICK_REFUSED : writable ? STICK_IN : STICK_READ;
    return f;
}

/* The first mount of a stick that nobody knows yet: beside the loop, for its file system may be made to take long. */
static bool begin(struct stick *stick, const char *port)
{
    stick->tries++;
    snprintf(stick->port, sizeof stick->port, "%.*s", USB_PATH - 1, port);
    bool there = disk_behind(port, stick->disk);
    if (there) {
        struct mounting m = mounting_of(stick, true);
        int64_t until_ms = watch_now() + STICK_SECONDS * 1000;
        stick->state = child_begin(&stick->job, until_ms, mount_disk, &m) || stick->job.handle < 0 ? STICK_REFUSED
                                                                                                   : STICK_MOUNTING;
    } else if (stick->tries >= STICK_TRIES) {
        stick->state = STICK_REFUSED;
    }
    return stick->state != STICK_REFUSED;
}

/* Its partitions may not have been read yet, then it is tried again. What the kernel has looked at and refused is not
 * given to it again. */
static bool ended(struct stick *stick, fault f)
{
    bool again = f == FAULT_FILE_FOREIGN && stick->tries < STICK_TRIES;
    stick->state = !f ? STICK_IN : again ? STICK_NONE : STICK_REFUSED;
    return again;
}

bool stick_look(struct stick *stick, const char *port)
{
    fault f = FAULT_NONE;
    if (stick->state == STICK_MOUNTING)
        return !child_over(&stick->job, watch_now(), &f) || ended(stick, f);
    if (stick->state != STICK_IN && stick->state != STICK_READ && is_mounted())
        (void)!child_run(STICK_SECONDS, unmount_whatever, NULL);
    return stick->state == STICK_NONE && begin(stick, port);
}

bool stick_is_there(const struct stick *stick)
{
    char disk[STICK_NAME];
    return disk_behind(stick->port, disk) && strcmp(disk, stick->disk) == 0;
}

fault stick_out(struct stick *stick)
{
    if (stick->state == STICK_MOUNTING)
        return FAULT_BUSY;
    if (stick->state != STICK_IN && stick->state != STICK_READ)
        return FAULT_NONE;
    fault f = child_run(STICK_SECONDS, unmount, NULL);
    if (!f)
        stick->state = STICK_DONE;
    return f;
}

fault stick_again(struct stick *stick, bool writable)
{
    if (stick->state < STICK_IN || stick->state == STICK_REFUSED || !stick_is_there(stick))
        return FAULT_STICK_GONE;
    fault f = stick_out(stick);
    if (!f)
        f = mount_stick(stick, writable);
    return f && f != FAULT_BUSY ? FAULT_STICK_GONE : f;
}

void stick_forget(struct stick *stick)
{
    fault f;
    (void)child_over(&stick->job, INT64_MAX, &f); /* a mount under way is given up */
    (void)!child_run(STICK_SECONDS, unmount_whatever, NULL);
    *stick = (struct stick){.owner = stick->owner, .group = stick->group, .job = stick->job};
}
