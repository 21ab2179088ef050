/* Finds partitions by what stands under /sys/class/block: each entry is a link to the device's folder, a
 * partition's folder lies in its disk's, and its `uevent` names it as the GPT does. */
#include "system/common/disk.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "base/text.h"

enum { UEVENT_MAX = 4096 };

/* The last part of a path. */
static const char *last(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The first entry of a folder that isn't hidden. */
static fault first_entry(const char *folder, char ret_name[DISK_NAME_MAX])
{
    fault f = FAULT_NO_ENTRY;
    DIR *all = opendir(folder);
    for (struct dirent *one; all && f != FAULT_NONE && (one = readdir(all));)
        if (one->d_name[0] != '.')
            f = text_copy(ret_name, DISK_NAME_MAX, one->d_name) ? FAULT_NONE : FAULT_BAD_INPUT;
    if (all)
        closedir(all);
    return f;
}

fault disk_running(const char *sys, char ret_disk[DISK_NAME_MAX])
{
    char path[FILE_PATH_MAX], slave[DISK_NAME_MAX];
    snprintf(path, sizeof path, "%s/class/block/dm-0/slaves", sys);
    fault f = first_entry(path, slave);
    if (f != FAULT_NONE)
        return f;
    snprintf(path, sizeof path, "%s/class/block/%s/..", sys, slave);
    char *real = realpath(path, NULL);
    if (!real)
        return FAULT_NO_ENTRY;
    f = text_copy(ret_disk, DISK_NAME_MAX, last(real)) ? FAULT_NONE : FAULT_BAD_INPUT;
    free(real);
    return f;
}

/* True when the uevent file of disk/partition has the line PARTNAME=label. */
static bool is_named(const char *folder, const char *label)
{
    char path[FILE_PATH_MAX], line[DISK_NAME_MAX + 16];
    struct buffer text = {.limit = UEVENT_MAX};
    buffer_text(&text, "\n");
    fault f = file_path(path, folder, "uevent");
    if (f == FAULT_NONE)
        f = file_read(path, &text);
    snprintf(line, sizeof line, "\nPARTNAME=%s\n", label);
    bool named = f == FAULT_NONE && strstr(buffer_string(&text), line);
    buffer_free(&text);
    return named;
}

fault disk_partition(const char *sys, const char *disk, const char *label, char ret_name[DISK_NAME_MAX])
{
    char folder[FILE_PATH_MAX / 2], child[FILE_PATH_MAX];
    fault f = FAULT_NO_ENTRY;
    snprintf(folder, sizeof folder, "%s/class/block/%s", sys, disk);
    DIR *all = opendir(folder);
    for (struct dirent *one; all && (one = readdir(all));) {
        if (strncmp(one->d_name, disk, strlen(disk)) != 0)
            continue;
        snprintf(child, sizeof child, "%s/%s", folder, one->d_name);
        if (!is_named(child, label))
            continue;
        bool second = f != FAULT_NO_ENTRY;
        f = !second && text_copy(ret_name, DISK_NAME_MAX, one->d_name) ? FAULT_NONE : FAULT_BAD_INPUT;
    }
    if (all)
        closedir(all);
    return f;
}

fault disk_find(const char *label, char ret_device[DISK_NAME_MAX])
{
    char disk[DISK_NAME_MAX], name[DISK_NAME_MAX];
    fault f = disk_running("/sys", disk);
    if (f == FAULT_NONE)
        f = disk_partition("/sys", disk, label, name);
    if (f == FAULT_NONE && snprintf(ret_device, DISK_NAME_MAX, "/dev/%s", name) >= DISK_NAME_MAX)
        f = FAULT_BAD_INPUT;
    return f;
}

int64_t disk_bytes(const char *sys, const char *name)
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = 64};
    snprintf(path, sizeof path, "%s/class/block/%s/size", sys, name);
    fault f = file_read(path, &text);
    char *end = NULL;
    long long sectors = f == FAULT_NONE ? strtoll(buffer_string(&text), &end, 10) : -1;
    if (f == FAULT_NONE && *end != '\n')
        sectors = -1;
    buffer_free(&text);
    return sectors < 0 || sectors > INT64_MAX / 512 ? -1 : sectors * 512; /* the kernel counts in 512 bytes, always */
}
