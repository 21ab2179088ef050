/* Bytes from a stick to a partition, and back from the disk to see that they are there. */
#include "system/update/slot.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PIECE = 1 << 18, SEND_EVERY = 1 << 22 };

static ssize_t read_some(int fd, void *out, size_t most)
{
    ssize_t n;
    do
        n = read(fd, out, most);
    while (n < 0 && errno == EINTR);
    return n;
}

/* Asks the disk to begin with what was written, so that the last sync is short and other programs get their turn. */
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
            return n < 0 ? c->unread : FAULT_FILE_DAMAGED;
        seal_hash_add(hash, piece, (size_t)n);
        fault f = c->to < 0 ? FAULT_NONE : file_write_all(c->to, piece, (size_t)n);
        if (f != FAULT_NONE)
            return f;
        done += n;
        send_now(c, done);
        if (c->tell)
            c->tell(c->whom, n);
    }
    return FAULT_NONE;
}

fault slot_copy(const struct slot_copy *c, uint8_t ret_hash[MANIFEST_HASH])
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
fault slot_read_back(const struct slot_copy *c, int64_t at, const uint8_t hash[MANIFEST_HASH])
{
    struct slot_copy back = *c;
    uint8_t found[MANIFEST_HASH];
    back.from = c->to;
    back.to = -1;
    back.unread = FAULT_DISK_BROKEN;
    if (posix_fadvise(c->to, 0, 0, POSIX_FADV_DONTNEED) != 0 || lseek(c->to, at, SEEK_SET) != at)
        return FAULT_DISK_BROKEN;
    (void)ioctl(c->to, BLKFLSBUF, 0);
    fault f = slot_copy(&back, found);
    if (f == FAULT_NONE && memcmp(found, hash, MANIFEST_HASH) != 0)
        f = FAULT_DISK_BROKEN;
    return f == FAULT_FILE_DAMAGED ? FAULT_DISK_BROKEN : f;
}
