/* The disk we run from, and its partitions by their GPT names, without udev: all of it stands under /sys. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"

enum { DISK_NAME_MAX = 64 };

/* The disk that carries the running root ("vda"): dm-0's first slave's parent. `sys` is "/sys" (another folder in
 * tests). */
fault disk_running(const char *sys, char ret_disk[DISK_NAME_MAX]);
/* A disk's partition with this GPT name, as the kernel's name ("vda4"). Two of that name: BAD_INPUT; none: NO_ENTRY. */
fault disk_partition(const char *sys, const char *disk, const char *label, char ret_name[DISK_NAME_MAX]);
/* Both of the above: "/dev/vda4" for "data" on the disk we run from. */
fault disk_find(const char *label, char ret_device[DISK_NAME_MAX]);
/* A block device's size in bytes by its kernel name; -1 when unknown. */
int64_t disk_bytes(const char *sys, const char *name);
