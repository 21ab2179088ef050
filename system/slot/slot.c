/* Which slot runs, where both lie, and how they are changed. */
#include "system/slot/slot.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "system/common/cmdline.h"
#include "system/common/disk.h"

/* systemd-boot counts in at most three digits, and writes what is left before what is done. */
static bool take_count(const char **at, char sign, int *ret)
{
    int digits = 0, value = 0;
    if (**at != sign)
        return false;
    for ((*at)++; isdigit((unsigned char)**at) && digits < 3; digits++, (*at)++)
        value = 10 * value + (**at - '0');
    *ret = value;
    return digits > 0;
}

bool slot_name_parse(struct slot_name *ret, const char *name)
{
    struct slot_name n = {0};
    const char *at = name + strlen("sirkel-");
    if (strlen(name) >= SLOT_NAME || strncasecmp(name, "sirkel-", strlen("sirkel-")) != 0)
        return false;
    n.slot = (char)tolower((unsigned char)*at);
    if (n.slot != 'a' && n.slot != 'b')
        return false;
    at++;
    n.counted = *at == '+';
    if (n.counted && !take_count(&at, '+', &n.left))
        return false;
    if (n.counted && *at == '-' && !take_count(&at, '-', &n.done))
        return false;
    if (strcasecmp(at, ".efi") != 0)
        return false;
    *ret = n;
    return true;
}

static fault partition(char out[FILE_PATH_MAX], const char *disk, const char *label, char *ret_name)
{
    fault f = disk_partition("/sys", disk, label, ret_name);
    return f == FAULT_NONE ? file_path(out, "/dev", ret_name) : f;
}

/* The command line is signed and the disk is not: the root that runs must be the one that the slot's label says. */
static bool below_root(const char *partition_name)
{
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "/sys/block/dm-0/slaves/%s", partition_name);
    return access(path, F_OK) == 0;
}

static fault read_line(struct slot_places *p)
{
    char line[CMDLINE_MAX], slot[8];
    cmdline_read(line);
    if (!cmdline_word(line, "sirkel.slot", slot, sizeof slot) || (strcmp(slot, "a") != 0 && strcmp(slot, "b") != 0))
        return FAULT_BAD_INPUT;
    p->running = slot[0];
    return version_running(&p->system, line);
}

fault slot_places_find(struct slot_places *ret, char *why)
{
    struct slot_places p = {.esp = "/run/sirkel/esp"};
    char disk[DISK_NAME_MAX], name[2][DISK_NAME_MAX], esp[DISK_NAME_MAX];
    fault f = read_line(&p);
    if (f == FAULT_NONE)
        f = disk_running("/sys", disk);
    if (f == FAULT_NONE)
        f = file_path(p.disk, "/dev", disk);
    if (f == FAULT_NONE)
        f = partition(p.root[0], disk, "root-a", name[0]);
    if (f == FAULT_NONE)
        f = partition(p.root[1], disk, "root-b", name[1]);
    if (f == FAULT_NONE)
        f = partition(p.esp_device, disk, "esp", esp);
    if (f == FAULT_NONE && !below_root(name[p.running - 'a']))
        f = FAULT_BAD_INPUT;
    if (f != FAULT_NONE && why)
        snprintf(why, SEAL_WHY,
                 "the disk does not have two slots, or the command line names another one than the running slot");
    if (f == FAULT_NONE)
        *ret = p;
    return f;
}

/* --- bytes from a stick to a partition, and back from the disk to see that they are there --- */

enum { PIECE = 1 << 18, SEND_EVERY = 1 << 22 };

static ssize_t read_some(int fd, void *out, size_t most)
{
    ssize_t n;
    do
        n = read(fd, out, most);
    while (n < 0 && errno == EINTR);
    return n;
}

/* Starts writing to the disk what was copied, so that the last sync is short and other programs are not held up. */
static void send_now(const struct slot_copy *c, int64_t done)
{
    if (c->to >= 0 && done % SEND_EVERY == 0)
        sync_file_range(c->to, done - SEND_EVERY, SEND_EVERY, SYNC_FILE_RANGE_WRITE);
}

static fault pieces(const struct slot_copy *c, struct seal_hash *hash, uint8_t *piece)
{
    for (int64_t done = 0; done < c->size;) {
        size_t most = c->size - done < PIECE ? (size_t)(c->size - done) : PIECE;
        ssize_t n = read_some(c->from, piece, most);
        if (n <= 0)
            return n < 0 ? c->read_fault : FAULT_FILE_DAMAGED;
        seal_hash_add(hash, piece, (size_t)n);
        fault f = c->to < 0 ? FAULT_NONE : file_write_all(c->to, piece, (size_t)n);
        if (f != FAULT_NONE)
            return f;
        done += n;
        send_now(c, done);
        if (c->progress)
            c->progress(c->context, n);
    }
    return FAULT_NONE;
}

fault slot_copy(const struct slot_copy *c, uint8_t ret_hash[SLOT_HASH])
{
    struct seal_hash hash;
    uint8_t *piece = malloc(PIECE);
    if (!piece)
        return FAULT_NO_MEMORY;
    seal_hash_begin(&hash);
    fault f = pieces(c, &hash, piece);
    seal_hash_end(&hash, ret_hash);
    if (f == FAULT_NONE && c->to >= 0 && fsync(c->to) != 0)
        f = fault_errno(errno);
    free(piece);
    return f;
}

/* What was synced is clean, so the cache can let go of it; a partition's cache is dropped by its own call. */
fault slot_read_back(const struct slot_copy *c, int64_t at, const uint8_t hash[SLOT_HASH])
{
    struct slot_copy back = *c;
    uint8_t found[SLOT_HASH];
    back.from = c->to;
    back.to = -1;
    back.read_fault = FAULT_DISK_BROKEN;
    if (posix_fadvise(c->to, 0, 0, POSIX_FADV_DONTNEED) != 0 || lseek(c->to, at, SEEK_SET) != at)
        return FAULT_DISK_BROKEN;
    (void)ioctl(c->to, BLKFLSBUF, 0);
    fault f = slot_copy(&back, found);
    if (f == FAULT_NONE && memcmp(found, hash, SLOT_HASH) != 0)
        f = FAULT_DISK_BROKEN;
    return f == FAULT_FILE_DAMAGED ? FAULT_DISK_BROKEN : f;
}

/* --- the boot partition, changed in an order that a cut can't hurt. It is FAT: a name and what it leads to share one
 * entry, a rename makes the entry anew and empty, and only syncing the file itself fills it (measured:
 * docs/updates.md). So: the name of a file that matters is never changed while nothing else could take its place. ---
 */

#define KERNELS "EFI/Linux"
#define NEW_FILE "EFI/sirkel.new" /* nobody looks for kernels there */

enum { NAMES_MAX = 16, KERNEL_MAX = 64 << 20 };

struct names {
    char name[NAMES_MAX][SLOT_NAME];
    struct slot_name of[NAMES_MAX];
    size_t count;
};

static fault give_reason(char *why, fault f, const char *what)
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
    return f == FAULT_NONE ? f : give_reason(why, f, "cannot mount the boot partition");
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

fault slot_remove_kernels(const struct slot_places *p, char slot, char *why)
{
    struct names found;
    if (slot == p->running)
        return give_reason(why, FAULT_BAD_INPUT, "the running slot is never changed");
    fault f = list_kernels(p, slot, &found);
    for (size_t i = 0; i < found.count && f == FAULT_NONE; i++)
        f = remove_kernel(p, found.name[i]);
    if (f == FAULT_NONE)
        f = sync_kernels(p);
    return f == FAULT_NONE ? f : give_reason(why, f, "cannot remove the kernel files of the other slot");
}

/* A new file whose whole room is taken durably first: a cut during the writing leaves nothing that nobody owns. */
static fault create_new(const struct slot_places *p, int64_t size, char path[FILE_PATH_MAX], int *ret_fd)
{
    fault f = file_path(path, p->esp, NEW_FILE);
    if (f != FAULT_NONE)
        return f;
    if (unlink(path) != 0 && errno != ENOENT)
        return fault_errno(errno);
    *ret_fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (*ret_fd < 0)
        return fault_errno(errno);
    return fallocate(*ret_fd, 0, 0, size) == 0 && fsync(*ret_fd) == 0 ? FAULT_NONE : fault_errno(errno);
}

static fault fill_new(int source, int target, const struct slot_file *part)
{
    struct slot_copy c = {.from = source, .to = target, .size = part->size, .read_fault = FAULT_STICK_GONE};
    uint8_t found[SLOT_HASH];
    if (lseek(source, 0, SEEK_SET) != 0)
        return FAULT_STICK_GONE;
    fault f = slot_copy(&c, found);
    if (f == FAULT_NONE && memcmp(found, part->hash, SLOT_HASH) != 0)
        f = FAULT_FILE_DAMAGED;
    return f == FAULT_NONE ? slot_read_back(&c, 0, part->hash) : f;
}

/* The file is synced once more after its move: that writes its size and place into the new entry. */
static fault install_kernel(const struct slot_places *p, const char *name, int source, const struct slot_file *part)
{
    char source_path[FILE_PATH_MAX], place[FILE_PATH_MAX], above[FILE_PATH_MAX];
    int fd = -1;
    fault f =
        part->size > 0 && part->size <= KERNEL_MAX ? create_new(p, part->size, source_path, &fd) : FAULT_TOO_LARGE;
    if (f == FAULT_NONE)
        f = fill_new(source, fd, part);
    if (f == FAULT_NONE)
        f = esp_path(p, place, KERNELS, name);
    if (f == FAULT_NONE && (rename(source_path, place) != 0 || fsync(fd) != 0))
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
        unlink(source_path);
    return f;
}

fault slot_install_kernel(const struct slot_places *p, char slot, int fd, const struct slot_file *part, char *why)
{
    char name[SLOT_NAME];
    if (slot == p->running)
        return give_reason(why, FAULT_BAD_INPUT, "the running slot is never changed");
    snprintf(name, sizeof name, "sirkel-%c+%d.efi", slot, SLOT_TRIES);
    fault f = install_kernel(p, name, fd, part);
    return f == FAULT_NONE ? f : give_reason(why, f, "cannot install the kernel file");
}

/* Size and hash of a kernel file that stands there. */
static fault look_kernel(const struct slot_places *p, const char *name, int *ret_fd, struct slot_file *ret)
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
    struct slot_copy c = {.from = *ret_fd, .to = -1, .size = s.st_size, .read_fault = FAULT_DISK_BROKEN};
    return slot_copy(&c, ret->hash);
}

/* Does the file without a counter stand there already, the same as the counted one? After a cut between the two it may.
 */
static bool is_there(const struct slot_places *p, const char *name, const struct slot_file *part)
{
    struct slot_file other;
    int fd = -1;
    fault f = look_kernel(p, name, &fd, &other);
    if (fd >= 0)
        close(fd);
    return f == FAULT_NONE && other.size == part->size && memcmp(other.hash, part->hash, SLOT_HASH) == 0;
}

/* A copy takes the name without a counter, and only then the counted one goes: a rename would leave an empty entry, for
 * a moment, as the only one of the newest version. */
static fault confirm_as(const struct slot_places *p, const char *counted)
{
    char final[SLOT_NAME];
    struct slot_file part;
    int fd = -1;
    snprintf(final, sizeof final, "sirkel-%c.efi", p->running);
    fault f = look_kernel(p, counted, &fd, &part);
    if (f == FAULT_NONE && !is_there(p, final, &part)) {
        f = remove_kernel(p, final);
        if (f == FAULT_NONE)
            f = install_kernel(p, final, fd, &part);
    }
    if (fd >= 0)
        close(fd);
    if (f == FAULT_NONE)
        f = remove_kernel(p, counted);
    return f == FAULT_NONE ? sync_kernels(p) : f;
}

fault slot_confirm(const struct slot_places *p, char *why)
{
    struct names found;
    fault f = list_kernels(p, p->running, &found);
    for (size_t i = 0; i < found.count && f == FAULT_NONE; i++)
        if (found.of[i].counted)
            f = confirm_as(p, found.name[i]);
    return f == FAULT_NONE ? f : give_reason(why, f, "cannot mark the start as good");
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
