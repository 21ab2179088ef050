#include "attack_kit.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "scratch.h"

void attack_restore(const char *from, const char *to)
{
    char inside[FILE_PATH_MAX];
    snprintf(inside, sizeof inside, "%s/.", from);
    scratch_remove(to);
    int status = RUN("cp", "-a", inside, to);
    assert(status == 0);
    (void)status;
}

uint64_t attack_draw(uint64_t *seed, uint64_t bound)
{
    uint64_t x = *seed += UINT64_C(0x9E3779B97F4A7C15); /* splitmix64 */
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return (x ^ x >> 31) % bound;
}

bool attack_flip(const char *folder, const char *name, int64_t within, uint64_t *seed)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    uint8_t byte;
    fault f = file_path(path, folder, name);
    int fd = f == FAULT_NONE ? open(path, O_RDWR | O_CLOEXEC) : -1;
    bool done = fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0;
    int64_t size = done && within > 0 && within < st.st_size ? within : st.st_size;
    off_t at = done ? (off_t)attack_draw(seed, (uint64_t)size) : 0;
    done = done && pread(fd, &byte, 1, at) == 1;
    byte ^= (uint8_t)(1 << attack_draw(seed, 8));
    done = done && pwrite(fd, &byte, 1, at) == 1;
    if (fd >= 0)
        close(fd);
    return done;
}
