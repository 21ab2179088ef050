/* A sum over the bytes of timetable.db, kept in the file's own tail, where sqlite does not look (it goes by the number
 * of pages in its header). It catches what quick_check can't: a flipped bit inside a telephone number. It guards
 * against a tired disk, not against a hand: whoever can write the file can write the sum. */
#include "store/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

struct tail {
    char mark[8];
    uint64_t sum;
};
_Static_assert(sizeof(struct tail) == 16, "the tail is a format");
static const char mark[8] = {'s', 'i', 'r', 'k', 'e', 'l', 'T', '1'};

/* FNV-1a with eight bytes at a time, folded so that every bit of the input reaches every bit of the sum. */
uint64_t sum_bytes(uint64_t sum, const void *bytes, size_t length)
{
    const uint8_t *data = bytes;
    for (; length >= 8; data += 8, length -= 8) {
        uint64_t word;
        memcpy(&word, data, 8);
        sum = (sum ^ word) * 0x9E3779B97F4A7C15u;
        sum ^= sum >> 29;
    }
    for (; length > 0; data++, length--)
        sum = (sum ^ *data) * 0x100000001B3u;
    return sum;
}

static fault sum_of(int fd, int64_t length, uint64_t *ret_sum)
{
    uint8_t block[65536];
    uint64_t sum = 0xCBF29CE484222325u ^ (uint64_t)length;
    while (length > 0) {
        size_t want = length < (int64_t)sizeof block ? (size_t)length : sizeof block;
        size_t have = 0;
        while (have < want) {
            ssize_t n = read(fd, block + have, want - have);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return n < 0 ? fault_errno(errno) : FAULT_FILE_DAMAGED;
            have += (size_t)n;
        }
        sum = sum_bytes(sum, block, want);
        length -= (int64_t)want;
    }
    *ret_sum = sum;
    return FAULT_NONE;
}

static fault open_sized(const char *path, int flags, int *ret_fd, int64_t *ret_size)
{
    struct stat st;
    *ret_fd = open(path, flags | O_NOFOLLOW | O_CLOEXEC);
    if (*ret_fd < 0)
        return fault_errno(errno);
    if (fstat(*ret_fd, &st) == 0 && S_ISREG(st.st_mode)) {
        *ret_size = st.st_size;
        return FAULT_NONE;
    }
    close(*ret_fd);
    return FAULT_FILE_FOREIGN;
}

fault sum_add(const char *path)
{
    int fd;
    int64_t size = 0;
    struct tail tail;
    memcpy(tail.mark, mark, sizeof mark);
    fault f = open_sized(path, O_RDWR, &fd, &size);
    if (f != FAULT_NONE)
        return f;
    f = sum_of(fd, size, &tail.sum);
    if (f == FAULT_NONE)
        f = file_write_all(fd, &tail, sizeof tail);
    if (f == FAULT_NONE && fsync(fd) != 0)
        f = fault_errno(errno);
    if (close(fd) != 0 && f == FAULT_NONE)
        f = fault_errno(errno);
    return f;
}

fault sum_check(const char *path)
{
    int fd;
    int64_t size = 0;
    struct tail tail;
    uint64_t sum = 0;
    fault f = open_sized(path, O_RDONLY, &fd, &size);
    if (f != FAULT_NONE)
        return f;
    if (size <= (int64_t)sizeof tail)
        f = FAULT_FILE_DAMAGED;
    else
        f = sum_of(fd, size - (int64_t)sizeof tail, &sum);
    if (f == FAULT_NONE) {
        bool whole = read(fd, &tail, sizeof tail) == (ssize_t)sizeof tail;
        if (!whole || memcmp(tail.mark, mark, sizeof mark) != 0 || tail.sum != sum)
            f = FAULT_FILE_DAMAGED;
    }
    close(fd);
    return f;
}
