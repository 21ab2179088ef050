/* Writing the system that runs to another disk. A cut leaves a disk without a table of partitions, which starts
 * nothing: the old table goes first, the new one is written when everything it names has been read back. */
#include "system/update/install_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The heads of old file systems and locks go too: what was there must not be taken for data of ours (system/data/data.h). */
enum { HEAD = 16 << 20, TAIL = 1 << 20, BLANK = 1 << 18 };

static fault blank(int fd, int64_t at, int64_t length)
{
    uint8_t *zeros = calloc(1, BLANK);
    fault f = zeros ? FAULT_NONE : FAULT_NO_MEMORY;
    for (int64_t done = 0; done < length && f == FAULT_NONE;) {
        size_t piece = length - done < BLANK ? (size_t)(length - done) : BLANK;
        ssize_t n = pwrite(fd, zeros, piece, at + done);
        if (n <= 0)
            f = n < 0 ? fault_errno(errno) : FAULT_DISK_BROKEN;
        else
            done += n;
    }
    free(zeros);
    return f;
}

static fault empty_disk(int fd, int64_t bytes, const struct gpt_place place[GPT_COUNT])
{
    fault f = blank(fd, 0, TAIL);
    if (f == FAULT_NONE)
        f = blank(fd, bytes - TAIL, TAIL);
    if (f == FAULT_NONE && fsync(fd) != 0) /* from here on the disk starts nothing */
        f = fault_errno(errno);
    for (int i = 0; i < GPT_COUNT && f == FAULT_NONE; i++)
        f = blank(fd, place[i].start, place[i].size < HEAD ? place[i].size : HEAD);
    return f != FAULT_NONE || fsync(fd) == 0 ? f : fault_errno(errno);
}

/* One whole partition, and back. */
static fault copy_part(const char *source, int disk, const struct gpt_place *place, struct job *job)
{
    uint8_t hash[MANIFEST_HASH];
    int from = open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (from < 0)
        return fault_errno(errno);
    struct slot_copy c = {from, disk, lseek(from, 0, SEEK_END), FAULT_STICK_GONE, job_tell, job};
    fault f = c.size == place->size ? FAULT_NONE : FAULT_FILE_FOREIGN;
    job_step(job, JOB_COPYING);
    if (f == FAULT_NONE && (lseek(from, 0, SEEK_SET) != 0 || lseek(disk, place->start, SEEK_SET) != place->start))
        f = FAULT_DISK_BROKEN;
    if (f == FAULT_NONE)
        f = slot_copy(&c, hash);
    job_step(job, JOB_READING);
    if (f == FAULT_NONE)
        f = slot_read_back(&c, place->start, hash);
    close(from);
    return f;
}

static fault write_disk(const struct install *in, int disk, int64_t bytes, struct job *job, char *why)
{
    struct gpt_place place[GPT_COUNT];
    fault f = gpt_plan(bytes, place);
    if (f != FAULT_NONE)
        return f;
    job_all(job, 2 * (place[GPT_ESP].size + place[GPT_ROOT_A].size));
    job_step(job, JOB_EMPTYING);
    f = empty_disk(disk, bytes, place);
    if (f == FAULT_NONE)
        f = copy_part(in->esp, disk, &place[GPT_ESP], job);
    if (f == FAULT_NONE)
        f = copy_part(in->root, disk, &place[GPT_ROOT_A], job);
    job_step(job, JOB_STARTING);
    if (f == FAULT_NONE)
        f = gpt_write(disk, bytes);
    if (f == FAULT_NONE)
        (void)ioctl(disk, BLKRRPART, 0); /* the kernel may look at it now, or at the next start */
    if (f != FAULT_NONE)
        snprintf(why, SEAL_WHY, "the disk can't be written, or this one can't be read");
    return f;
}

fault install_write(const struct install *in, struct job *job, char *why)
{
    int disk = open(in->target, O_RDWR | O_EXCL | O_NOFOLLOW | O_CLOEXEC); /* BUSY where something of it is mounted */
    if (disk < 0) {
        snprintf(why, SEAL_WHY, "the disk can't be opened");
        return fault_errno(errno);
    }
    fault f = write_disk(in, disk, lseek(disk, 0, SEEK_END), job, why);
    if (close(disk) != 0 && f == FAULT_NONE)
        f = fault_errno(errno);
    return f;
}
