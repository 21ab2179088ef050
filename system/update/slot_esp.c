/* The boot partition, changed in an order that a cut can't hurt. It is FAT: a name and what it leads to share one
 * entry, a rename makes the entry anew and empty, and only syncing the file itself fills it (docs/updates.md tells how
 * that was measured). So: the name of a file that matters is never changed while nothing else could take its place. */
#include "system/update/slot.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"

#define KERNELS "EFI/Linux"
#define FRESH "EFI/sirkel.new" /* nobody looks for kernels there */

enum { NAMES_MAX = 16, KERNEL_MAX = 64 << 20 };

struct names {
    char name[NAMES_MAX][SLOT_NAME];
    struct slot_name of[NAMES_MAX];
    size_t count;
};

static fault say_why(char *why, fault f, const char *what)
{
    if (why)
        snprintf(why, SEAL_WHY, "%s: %s", what, fault_name(f));
    return f;
}

fault slot_esp_open(const struct slot_places *p, char *why)
{
    if (!*p->esp_device)
        return FAULT_NONE;
    umount2(p->esp, MNT_DETACH); /* what a child that was killed left behind */
    fault f = file_folder(p->esp, 0700);
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOSYMFOLLOW | MS_DIRSYNC;
    if (f == FAULT_NONE && mount(p->esp_device, p->esp, "vfat", flags, "umask=0077") != 0)
        f = fault_errno(errno);
    return f == FAULT_NONE ? f : say_why(why, f, "the boot partition can't be mounted");
}

fault slot_esp_close(const struct slot_places *p)
{
    return !*p->esp_device || umount2(p->esp, 0) == 0 ? FAULT_NONE : fault_errno(errno);
}

static fault esp_path(const struct slot_places *p, char out[FILE_PATH_MAX], const char *folder, const char *name)
{
    char inside[FILE_PATH_MAX];
    fault f = file_path(inside, p->esp, folder);
    return f == FAULT_NONE && name ? file_path(out, inside, name) : f == FAULT_NONE ? file_path(out, inside, ".") : f;
}

static fault sync_kernels(const struct slot_places *p)
{
    char folder[FILE_PATH_MAX];
    fault f = esp_path(p, folder, KERNELS, NULL);
    return f == FAULT_NONE ? file_sync_folder(folder) : f;
}

/* The kernel files of this slot. */
static fault list_kernels(const struct slot_places *p, char slot, struct names *ret)
{
    char folder[FILE_PATH_MAX];
    struct dirent *entry;
    ret->count = 0;
    fault f = esp_path(p, folder, KERNELS, NULL);
    DIR *d = f == FAULT_NONE ? opendir(folder) : NULL;
    if (f == FAULT_NONE && !d)
        return fault_errno(errno);
    while (f == FAULT_NONE && (entry = readdir(d))) {
        struct slot_name n;
        if (!slot_name_parse(&n, entry->d_name) || n.slot != slot)
            continue;
        if (ret->count == NAMES_MAX) {
            f = FAULT_TOO_LARGE;
            break;
        }
        text_copy(ret->name[ret->count], SLOT_NAME, entry->d_name);
        ret->of[ret->count++] = n;
    }
    if (d)
        closedir(d);
    return f;
}

static fault remove_kernel(const struct slot_places *p, const char *name)
{
    char path[FILE_PATH_MAX];
    fault f = esp_path(p, path, KERNELS, name);
    return f != FAULT_NONE || unlink(path) == 0 || errno == ENOENT ? f : fault_errno(errno);
}

fault slot_shut(const struct slot_places *p, char slot, char *why)
{
    struct names found;
    if (slot == p->running)
        return say_why(why, FAULT_BAD_INPUT, "the running slot");
    fault f = list_kernels(p, slot, &found);
    for (size_t i = 0; i < found.count && f == FAULT_NONE; i++)
        f = remove_kernel(p, found.name[i]);
    if (f == FAULT_NONE)
        f = sync_kernels(p);
    return f == FAULT_NONE ? f : say_why(why, f, "the other slot can't be shut");
}

/* A new file whose whole room is taken durably first: a cut during the writing leaves nothing that nobody owns. */
static fault make_fresh(const struct slot_places *p, int64_t size, char path[FILE_PATH_MAX], int *ret_fd)
{
    fault f = file_path(path, p->esp, FRESH);
    if (f != FAULT_NONE)
        return f;
    if (unlink(path) != 0 && errno != ENOENT)
        return fault_errno(errno);
    *ret_fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (*ret_fd < 0)
        return fault_errno(errno);
    return fallocate(*ret_fd, 0, 0, size) == 0 && fsync(*ret_fd) == 0 ? FAULT_NONE : fault_errno(errno);
}

static fault fill_fresh(int source, int fresh, const struct manifest_part *part)
{
    struct slot_copy c = {.from = source, .to = fresh, .size = part->size, .unread = FAULT_STICK_GONE};
    uint8_t found[MANIFEST_HASH];
    if (lseek(source, 0, SEEK_SET) != 0)
        return FAULT_STICK_GONE;
    fault f = slot_copy(&c, found);
    if (f == FAULT_NONE && memcmp(found, part->hash, MANIFEST_HASH) != 0)
        f = FAULT_FILE_DAMAGED;
    return f == FAULT_NONE ? slot_read_back(&c, 0, part->hash) : f;
}

/* The file is synced once more after its move: that writes its size and place into the new entry. */
static fault put_kernel(const struct slot_places *p, const char *name, int source, const struct manifest_part *part)
{
    char fresh[FILE_PATH_MAX], place[FILE_PATH_MAX], above[FILE_PATH_MAX];
    int fd = -1;
    fault f = part->size > 0 && part->size <= KERNEL_MAX ? make_fresh(p, part->size, fresh, &fd) : FAULT_TOO_LARGE;
    if (f == FAULT_NONE)
        f = fill_fresh(source, fd, part);
    if (f == FAULT_NONE)
        f = esp_path(p, place, KERNELS, name);
    if (f == FAULT_NONE && (rename(fresh, place) != 0 || fsync(fd) != 0))
        f = fault_errno(errno);
    if (f == FAULT_NONE)
        f = sync_kernels(p);
    if (f == FAULT_NONE)
        f = file_path(above, p->esp, "EFI");
    if (f == FAULT_NONE)
        f = file_sync_folder(above);
    if (fd >= 0)
        close(fd);
    if (f != FAULT_NONE && fd >= 0)
        unlink(fresh);
    return f;
}

fault slot_offer(const struct slot_places *p, char slot, int fd, const struct manifest_part *part, char *why)
{
    char name[SLOT_NAME];
    if (slot == p->running)
        return say_why(why, FAULT_BAD_INPUT, "the running slot");
    snprintf(name, sizeof name, "sirkel-%c+%d.efi", slot, SLOT_TRIES);
    fault f = put_kernel(p, name, fd, part);
    return f == FAULT_NONE ? f : say_why(why, f, "the kernel file can't be put in place");
}

/* Size and hash of a kernel file that stands there. */
static fault look_kernel(const struct slot_places *p, const char *name, int *ret_fd, struct manifest_part *ret)
{
    char path[FILE_PATH_MAX];
    struct stat s;
    fault f = esp_path(p, path, KERNELS, name);
    if (f != FAULT_NONE)
        return f;
    *ret_fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (*ret_fd < 0 || fstat(*ret_fd, &s) != 0)
        return fault_errno(errno);
    ret->size = s.st_size;
    struct slot_copy c = {.from = *ret_fd, .to = -1, .size = s.st_size, .unread = FAULT_DISK_BROKEN};
    return slot_copy(&c, ret->hash);
}

/* Does the file without a counter stand there already, the same as the counted one? After a cut between the two it may.
 */
static bool stands(const struct slot_places *p, const char *name, const struct manifest_part *part)
{
    struct manifest_part other;
    int fd = -1;
    fault f = look_kernel(p, name, &fd, &other);
    if (fd >= 0)
        close(fd);
    return f == FAULT_NONE && other.size == part->size && memcmp(other.hash, part->hash, MANIFEST_HASH) == 0;
}

/* A copy takes the name without a counter, and only then the counted one goes: a rename would leave an empty entry, for
 * a moment, as the only one of the newest version. */
static fault settle_as(const struct slot_places *p, const char *counted)
{
    char final[SLOT_NAME];
    struct manifest_part part;
    int fd = -1;
    snprintf(final, sizeof final, "sirkel-%c.efi", p->running);
    fault f = look_kernel(p, counted, &fd, &part);
    if (f == FAULT_NONE && !stands(p, final, &part)) {
        f = remove_kernel(p, final);
        if (f == FAULT_NONE)
            f = put_kernel(p, final, fd, &part);
    }
    if (fd >= 0)
        close(fd);
    if (f == FAULT_NONE)
        f = remove_kernel(p, counted);
    return f == FAULT_NONE ? sync_kernels(p) : f;
}

fault slot_settle(const struct slot_places *p, char *why)
{
    struct names found;
    fault f = list_kernels(p, p->running, &found);
    for (size_t i = 0; i < found.count && f == FAULT_NONE; i++)
        if (found.of[i].counted)
            f = settle_as(p, found.name[i]);
    return f == FAULT_NONE ? f : say_why(why, f, "the start can't be marked as good");
}

fault slot_on_trial(const struct slot_places *p, bool *ret_trial)
{
    struct names found;
    *ret_trial = false;
    fault f = list_kernels(p, p->running, &found);
    for (size_t i = 0; i < found.count && f == FAULT_NONE; i++)
        *ret_trial = *ret_trial || found.of[i].counted;
    return f;
}
