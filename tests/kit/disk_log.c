/* The disk is one file of a file system in user space (FUSE, by its own protocol), served by a child out of memory that both share; a loop
 * device stands on it, and ext4 on that. What ext4 writes comes as writes, its barriers as syncs. A disk of an earlier moment is a file in
 * memory under a loop device of its own. All mounts are of a namespace that goes with the process. */
#include "disk_log.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <linux/loop.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>
#include "attack_kit.h"
#include "scratch.h"

enum { ENTRIES = 1 << 18, ARENA = 1 << 30, SECTOR = 512, WRITE_MAX = 128 * 1024, ROOT_NODE = 1, DISK_NODE = 2 };

struct entry { /* length 0: a flush */
    uint32_t at, length, data;
};
struct shared { /* by both processes; the child alone writes, until it has ended */
    uint8_t disk[DISK_LOG_BYTES], before[DISK_LOG_BYTES];
    bool on; /* what comes is noted */
    size_t count, used;
    struct entry entry[ENTRIES];
    uint8_t arena[ARENA];
};
struct disk_log {
    struct shared *s;
    pid_t child;
    char serving[64], folder[256];
    uint8_t *state; /* the disk as far as it is durable at `state_at` */
    size_t state_at;
};

/* --- serving ------------------------------------------------------------------------------------------------------- */

static void note(struct shared *s, uint64_t at, const void *data, uint32_t length)
{
    if (!s->on)
        return;
    if (s->count == ENTRIES || s->used + length > ARENA)
        abort(); /* a log with holes would prove nothing */
    s->entry[s->count] = (struct entry){(uint32_t)at, length, (uint32_t)s->used};
    if (length)
        memcpy(s->arena + s->used, data, length);
    s->used += length;
    s->count++;
}

static struct fuse_attr attr_of(uint64_t node)
{
    bool disk = node == DISK_NODE;
    return (struct fuse_attr){.ino = node,
                              .size = disk ? DISK_LOG_BYTES : 0,
                              .blocks = disk ? DISK_LOG_BYTES / SECTOR : 0,
                              .mode = disk ? S_IFREG | 0600 : S_IFDIR | 0700,
                              .nlink = 1,
                              .blksize = 4096};
}

static void reply(int fd, const struct fuse_in_header *in, int error, const void *data, size_t length)
{
    static uint8_t out[sizeof(struct fuse_out_header) + WRITE_MAX];
    struct fuse_out_header head = {.len = (uint32_t)(sizeof head + length), .error = -error, .unique = in->unique};
    memcpy(out, &head, sizeof head);
    if (length)
        memcpy(out + sizeof head, data, length);
    if (write(fd, out, head.len) < 0 && errno != ENOENT)
        _exit(1);
}

static void serve_write(struct shared *s, int fd, const struct fuse_in_header *in, const struct fuse_write_in *w)
{
    struct fuse_write_out out = {.size = w->size};
    if (w->offset > DISK_LOG_BYTES || w->size > DISK_LOG_BYTES - w->offset) {
        reply(fd, in, ENOSPC, NULL, 0);
        return;
    }
    memcpy(s->disk + w->offset, w + 1, w->size);
    note(s, w->offset, w + 1, w->size);
    reply(fd, in, 0, &out, sizeof out);
}

static void serve_read(const struct shared *s, int fd, const struct fuse_in_header *in, const struct fuse_read_in *r)
{
    uint64_t left = r->offset < DISK_LOG_BYTES ? DISK_LOG_BYTES - r->offset : 0;
    uint64_t length = r->size < left ? r->size : left;
    reply(fd, in, 0, s->disk + (left ? r->offset : 0), length < WRITE_MAX ? length : WRITE_MAX);
}

static void serve_one(struct shared *s, int fd, const struct fuse_in_header *in)
{
    const void *body = in + 1;
    switch (in->opcode) {
    case FUSE_INIT:
        reply(fd, in, 0,
              &(struct fuse_init_out){.major = FUSE_KERNEL_VERSION,
                                      .minor = FUSE_KERNEL_MINOR_VERSION,
                                      .max_readahead = WRITE_MAX,
                                      .flags = FUSE_BIG_WRITES | FUSE_MAX_PAGES,
                                      .max_write = WRITE_MAX,
                                      .max_pages = WRITE_MAX / 4096},
              sizeof(struct fuse_init_out));
        break;
    case FUSE_LOOKUP: {
        struct fuse_entry_out out = {
            .nodeid = DISK_NODE, .attr_valid = 3600, .entry_valid = 3600, .attr = attr_of(DISK_NODE)};
        bool found = in->nodeid == ROOT_NODE && strcmp(body, "disk") == 0;
        reply(fd, in, found ? 0 : ENOENT, &out, found ? sizeof out : 0);
        break;
    }
    case FUSE_GETATTR:
    case FUSE_SETATTR: {
        struct fuse_attr_out out = {.attr_valid = 3600, .attr = attr_of(in->nodeid)};
        reply(fd, in, 0, &out, sizeof out);
        break;
    }
    case FUSE_OPEN:
        reply(fd, in, 0, &(struct fuse_open_out){.fh = 1, .open_flags = FOPEN_DIRECT_IO}, sizeof(struct fuse_open_out));
        break;
    case FUSE_READ:
        serve_read(s, fd, in, body);
        break;
    case FUSE_WRITE:
        serve_write(s, fd, in, body);
        break;
    case FUSE_FSYNC:
        note(s, 0, NULL, 0);
        reply(fd, in, 0, NULL, 0);
        break;
    case FUSE_FLUSH:
    case FUSE_RELEASE:
        reply(fd, in, 0, NULL, 0);
        break;
    case FUSE_FORGET:
    case FUSE_BATCH_FORGET:
    case FUSE_INTERRUPT:
        break; /* are not answered */
    default:
        reply(fd, in, ENOSYS, NULL, 0);
    }
}

static void serve(struct shared *s, int fd)
{
    static _Alignas(8) uint8_t in[WRITE_MAX + 8192];
    for (;;) {
        ssize_t n = read(fd, in, sizeof in);
        if (n < 0 && (errno == EINTR || errno == ENOENT || errno == EAGAIN))
            continue;
        if (n <= 0)
            _exit(0); /* it was taken off */
        serve_one(s, fd, (const struct fuse_in_header *)(const void *)in);
    }
}

/* --- mounting ------------------------------------------------------------------------------------------------------ */

/* A loop device over an open file, which goes by itself when the last who uses it is gone. Its file descriptor; -1. */
static int loop_over(int file, char path[32])
{
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC), loop = -1;
    for (int tries = 0; control >= 0 && loop < 0 && tries < 20; tries++) {
        int number = ioctl(control, LOOP_CTL_GET_FREE);
        struct loop_config config = {.fd = (uint32_t)file, .info.lo_flags = LO_FLAGS_AUTOCLEAR};
        snprintf(path, 32, "/dev/loop%d", number);
        if (number >= 0 && access(path, F_OK) != 0)
            (void)mknod(path, S_IFBLK | 0600, makedev(7, (unsigned)number));
        loop = number >= 0 ? open(path, O_RDWR | O_CLOEXEC) : -1;
        if (loop >= 0 && ioctl(loop, LOOP_CONFIGURE, &config) != 0) { /* another was quicker */
            close(loop);
            loop = -1;
        }
    }
    if (control >= 0)
        close(control);
    return loop;
}

static bool mount_file(int file, const char *folder)
{
    char path[32];
    int loop = loop_over(file, path);
    if (loop < 0)
        return false;
    bool mounted = mount(path, folder, "ext4", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME,
                         "data=ordered,errors=remount-ro") == 0;
    close(loop);
    return mounted;
}

static bool take_off(const char *folder)
{
    for (int tries = 0; tries < 50; tries++) {
        if (umount2(folder, 0) == 0)
            return true;
        usleep(20000);
    }
    return false;
}

static bool begin_serving(struct disk_log *d)
{
    char options[80];
    int fd = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0", fd);
    if (fd < 0 || mount("disk", d->serving, "fuse", MS_NOSUID | MS_NODEV, options) != 0)
        return false;
    fflush(stdout);
    d->child = fork();
    if (d->child == 0)
        serve(d->s, fd);
    close(fd);
    return d->child > 0;
}

/* The file system, and from then on the log. */
static bool begin_disk(struct disk_log *d)
{
    char path[96];
    snprintf(path, sizeof path, "%s/disk", d->serving);
    if (RUN("mke2fs", "-q", "-F", "-t", "ext4", "-b", "4096", "-J", "size=4", "-E",
            "lazy_itable_init=0,lazy_journal_init=0,nodiscard", path) != 0)
        return false;
    int file = open(path, O_RDWR | O_CLOEXEC);
    memcpy(d->s->before, d->s->disk, DISK_LOG_BYTES);
    d->s->on = true;
    bool mounted = file >= 0 && mount_file(file, d->folder);
    if (file >= 0)
        close(file);
    return mounted;
}

struct disk_log *disk_log_open(const char *folder, const char **ret_why)
{
    struct disk_log *d = calloc(1, sizeof *d);
    *ret_why = "only root may mount";
    if (!d || geteuid() != 0 || unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        free(d);
        return NULL;
    }
    snprintf(d->folder, sizeof d->folder, "%s", folder);
    snprintf(d->serving, sizeof d->serving, "/tmp/sirkel-disk-XXXXXX");
    d->s = mmap(NULL, sizeof *d->s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    d->state = malloc(DISK_LOG_BYTES);
    *ret_why = "no file system in user space, or no loop device";
    if (d->s != MAP_FAILED && d->state && mkdtemp(d->serving) && begin_serving(d) && begin_disk(d)) {
        memcpy(d->state, d->s->before, DISK_LOG_BYTES);
        return d;
    }
    disk_log_close(d);
    return NULL;
}

size_t disk_log_count(const struct disk_log *d)
{
    return d->s->count;
}

bool disk_log_settle(struct disk_log *d)
{
    return take_off(d->folder);
}

bool disk_log_flushes(const struct disk_log *d, size_t at)
{
    return d->s->entry[at].length == 0;
}

/* --- as it stood --------------------------------------------------------------------------------------------------- */

static void put(const struct disk_log *d, size_t at, uint8_t *disk, uint32_t length)
{
    const struct entry *e = &d->s->entry[at];
    memcpy(disk + e->at, d->s->arena + e->data, length);
}

/* All that was flushed before `count`; where the rest begins. */
static size_t durable(struct disk_log *d, size_t count)
{
    size_t flushed = 0;
    for (size_t i = 0; i < count; i++)
        flushed = disk_log_flushes(d, i) ? i + 1 : flushed;
    if (flushed < d->state_at) {
        memcpy(d->state, d->s->before, DISK_LOG_BYTES);
        d->state_at = 0;
    }
    for (; d->state_at < flushed; d->state_at++)
        put(d, d->state_at, d->state, d->s->entry[d->state_at].length);
    return flushed;
}

static void put_rest(const struct disk_log *d, size_t from, size_t count, uint64_t seed, uint8_t *disk)
{
    for (size_t i = from; i < count; i++) {
        uint32_t length = d->s->entry[i].length;
        if (seed != DISK_LOG_ALL && attack_draw(&seed, 2) == 0)
            continue;
        if (seed != DISK_LOG_ALL && i + 1 == count && length > SECTOR)
            length = SECTOR * (uint32_t)(1 + attack_draw(&seed, length / SECTOR - 1));
        put(d, i, disk, length);
    }
}

bool disk_log_show(struct disk_log *d, size_t count, uint64_t seed)
{
    size_t from = durable(d, count);
    int file = memfd_create("disk", MFD_CLOEXEC);
    bool shown = file >= 0 && ftruncate(file, DISK_LOG_BYTES) == 0;
    uint8_t *disk = shown ? mmap(NULL, DISK_LOG_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
    if (disk != MAP_FAILED) {
        memcpy(disk, d->state, DISK_LOG_BYTES);
        put_rest(d, from, count, seed, disk);
        munmap(disk, DISK_LOG_BYTES);
    }
    shown = disk != MAP_FAILED && mount_file(file, d->folder);
    if (file >= 0)
        close(file);
    return shown;
}

bool disk_log_hide(struct disk_log *d)
{
    return take_off(d->folder);
}

void disk_log_close(struct disk_log *d)
{
    if (!d)
        return;
    (void)umount2(d->folder, MNT_DETACH);
    (void)umount2(d->serving, MNT_DETACH);
    if (d->child > 0) {
        kill(d->child, SIGKILL);
        (void)waitpid(d->child, NULL, 0);
    }
    rmdir(d->serving);
    if (d->s && d->s != MAP_FAILED)
        munmap(d->s, sizeof *d->s);
    free(d->state);
    free(d);
}
