/* A disk that remembers: every write and every flush that a file system makes on it, in their order, and the disk as it stood at any of
 * them. Root alone may have one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DISK_LOG_BYTES = 24 << 20 };

struct disk_log;
/* Where on the disk what was lost is drawn from; DISK_LOG_ALL: nothing was, the writes came in their order. */
enum { DISK_LOG_ALL = 0 };

/* A file system (ext4, as the machine's) on a disk of its own is mounted at `folder`, for this process and its children alone. NULL: this
 * machine lets nobody mount, with the reason in `why`. */
struct disk_log *disk_log_open(const char *folder, const char **ret_why);
/* Writes and flushes so far. */
size_t disk_log_count(const struct disk_log *d);
/* Takes the file system off; from here on nothing is written. False: it would not go. */
bool disk_log_settle(struct disk_log *d);
/* Is entry `at` a flush? What was written before it stays. */
bool disk_log_flushes(const struct disk_log *d, size_t at);
/* Mounts at the same folder the disk as it stood when `count` entries had come. With a seed, every write since the last flush is there or
 * not, and the last one perhaps in part, as a drive's own cache would have it. False: the file system could not be mounted. */
bool disk_log_show(struct disk_log *d, size_t count, uint64_t seed);
/* Takes that one off. */
bool disk_log_hide(struct disk_log *d);
void disk_log_close(struct disk_log *d);
