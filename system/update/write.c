/* An update, written to the slot that does not run, in an order that a cut can't hurt (docs/updates.md):
 * 1 all files are read from the stick and compared with the signed manifest, before anything is changed;
 * 2 the other slot's kernel file goes: what is half written from here on can't be started;
 * 3 the root is written, synced, and read back from the disk;
 * 4 its kernel file is made, synced, read back, and put in its place with three tries. */
#include "system/update/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum manifest_file kernel_of(char slot)
{
    return slot == 'a' ? MANIFEST_UKI_A : MANIFEST_UKI_B;
}

static fault compare(const struct update *u, enum manifest_file file, struct job *job, char *why)
{
    const struct manifest_part *part = &u->manifest.part[file];
    uint8_t found[MANIFEST_HASH];
    int fd = -1;
    fault f = update_file(u, manifest_file_name(file), part->size, INT64_MAX, &fd);
    struct slot_copy c = {fd, -1, part->size, FAULT_STICK_GONE, job_tell, job};
    if (f == FAULT_NONE)
        f = slot_copy(&c, found);
    if (f == FAULT_NONE && memcmp(found, part->hash, MANIFEST_HASH) != 0)
        f = FAULT_FILE_DAMAGED;
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "%s is not what the manifest says", manifest_file_name(file));
    if (fd >= 0)
        close(fd);
    return f;
}

static fault open_root(const char *path, int64_t size, int *ret_fd)
{
    *ret_fd = open(path, O_RDWR | O_EXCL | O_NOFOLLOW | O_CLOEXEC);
    if (*ret_fd < 0)
        return fault_errno(errno);
    if (lseek(*ret_fd, 0, SEEK_END) < size)
        return FAULT_TOO_LARGE;
    return lseek(*ret_fd, 0, SEEK_SET) == 0 ? FAULT_NONE : FAULT_DISK_BROKEN;
}

static fault write_root(const struct update *u, const char *path, struct job *job, char *why)
{
    const struct manifest_part *part = &u->manifest.part[MANIFEST_ROOT];
    uint8_t found[MANIFEST_HASH];
    int from = -1, to = -1;
    fault f = update_file(u, manifest_file_name(MANIFEST_ROOT), part->size, INT64_MAX, &from);
    if (f == FAULT_NONE)
        f = open_root(path, part->size, &to);
    struct slot_copy c = {from, to, part->size, FAULT_STICK_GONE, job_tell, job};
    job_step(job, JOB_COPYING);
    if (f == FAULT_NONE)
        f = slot_copy(&c, found);
    if (f == FAULT_NONE && memcmp(found, part->hash, MANIFEST_HASH) != 0)
        f = FAULT_FILE_DAMAGED;
    job_step(job, JOB_READING);
    if (f == FAULT_NONE)
        f = slot_read_back(&c, 0, part->hash);
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "the other root can't be written");
    if (from >= 0)
        close(from);
    if (to >= 0)
        close(to);
    return f;
}

static fault offer(const struct update *u, char slot, struct job *job, char *why)
{
    enum manifest_file file = kernel_of(slot);
    int fd = -1;
    job_step(job, JOB_STARTING);
    fault f = update_file(u, manifest_file_name(file), u->manifest.part[file].size, INT64_MAX, &fd);
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "%s is gone", manifest_file_name(file));
    if (f == FAULT_NONE)
        f = slot_offer(&u->places, slot, fd, &u->manifest.part[file], why);
    if (fd >= 0)
        close(fd);
    return f;
}

/* With the boot partition open. */
static fault replace_slot(const struct update *u, char slot, struct job *job, char *why)
{
    job_step(job, JOB_EMPTYING);
    fault f = slot_shut(&u->places, slot, why);
    if (f == FAULT_NONE)
        f = write_root(u, u->places.root[slot - 'a'], job, why);
    return f == FAULT_NONE ? offer(u, slot, job, why) : f;
}

static fault fits_slot(const struct update *u, char slot, char *why)
{
    int fd = -1;
    fault f = open_root(u->places.root[slot - 'a'], u->manifest.part[MANIFEST_ROOT].size, &fd);
    if (fd >= 0)
        close(fd);
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "the other root can't be opened, or is too small");
    return f;
}

fault update_write(struct update *u, struct job *job, char *why)
{
    char slot = slot_other(u->places.running);
    int64_t root = u->manifest.part[MANIFEST_ROOT].size;
    job_all(job, 3 * root + u->manifest.part[kernel_of(slot)].size);
    job_step(job, JOB_CHECKING);
    fault f = fits_slot(u, slot, why);
    if (f == FAULT_NONE)
        f = compare(u, MANIFEST_ROOT, job, why);
    if (f == FAULT_NONE)
        f = compare(u, kernel_of(slot), job, why);
    if (f == FAULT_NONE)
        f = slot_esp_open(&u->places, why);
    if (f != FAULT_NONE)
        return f;
    f = replace_slot(u, slot, job, why);
    fault closed = slot_esp_close(&u->places);
    return f == FAULT_NONE ? closed : f;
}
