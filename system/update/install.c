/* Which disks there are, and the steward's two questions about them. */
#include "system/update/install_inside.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"
#include "system/common/cmdline.h"
#include "system/common/disk.h"
#include "system/common/say.h"

enum { DISKS_MAX = 16, FACT_MAX = 80 };

/* A fact the kernel tells about a disk, without the spaces around it; "" when it tells none. */
static void read_fact(const char *sys, const char *device, const char *fact, char out[FACT_MAX])
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = 4096};
    out[0] = 0;
    int n = snprintf(path, sizeof path, "%s/block/%s/%s", sys, device, fact);
    fault f = n > 0 && n < (int)sizeof path ? file_read(path, &text) : FAULT_BAD_INPUT;
    const char *at = f == FAULT_NONE ? buffer_string(&text) : "";
    size_t length = 0;
    for (; *at && length < FACT_MAX - 1; at++) {
        bool plain = *at > ' ' && *at < 0x7f;
        if (plain || (length > 0 && out[length - 1] != ' '))
            out[length++] = plain ? *at : ' ';
    }
    out[length] = 0;
    while (length > 0 && out[length - 1] == ' ')
        out[--length] = 0;
    buffer_free(&text);
}

static int64_t read_number(const char *sys, const char *device, const char *fact)
{
    char text[FACT_MAX], *end;
    read_fact(sys, device, fact, text);
    int64_t value = strtoll(text, &end, 10);
    return *text && !*end ? value : -1;
}

/* What has no disk behind it, or can be taken out, is no place for an installation. */
static bool is_disk(const char *sys, const char *device, const char *running)
{
    static const char *const others[] = {"loop", "ram", "zram", "dm-", "md", "sr", "fd", "mtd", "nbd"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strncmp(device, others[i], strlen(others[i])) == 0)
            return false;
    return device[0] != '.' && strcmp(device, running) != 0 && !strstr(device, "boot") &&
           read_number(sys, device, "ro") == 0 && read_number(sys, device, "removable") == 0 &&
           read_number(sys, device, "queue/logical_block_size") == GPT_SECTOR;
}

static void name_disk(const char *sys, const char *device, char out[INSTALL_NAME])
{
    char vendor[FACT_MAX], model[FACT_MAX];
    read_fact(sys, device, "device/vendor", vendor);
    read_fact(sys, device, "device/model", model);
    if (!*model)
        read_fact(sys, device, "device/name", model);
    if (strncmp(vendor, "0x", 2) == 0 || strcmp(vendor, "ATA") == 0) /* a number, or no maker's name */
        vendor[0] = 0;
    int n = snprintf(out, INSTALL_NAME, "%s%s%s", vendor, *vendor && *model ? " " : "", model);
    if (n <= 0 || n >= INSTALL_NAME)
        snprintf(out, INSTALL_NAME, "%s", *model ? model : device);
}

/* Its layout tells (image/disk.list); what lies in it is encrypted. */
static bool holds_kiosk(const char *sys, const char *device)
{
    char name[DISK_NAME_MAX];
    return disk_partition(sys, device, "root-a", name) == FAULT_NONE &&
           disk_partition(sys, device, "root-b", name) == FAULT_NONE &&
           disk_partition(sys, device, "data", name) == FAULT_NONE;
}

static int by_device(const void *a, const void *b)
{
    return strcmp(((const struct install_disk *)a)->device, ((const struct install_disk *)b)->device);
}

size_t install_list(const char *sys, const char *running, struct install_disk *ret, size_t most)
{
    char path[FILE_PATH_MAX];
    struct gpt_place place[GPT_COUNT];
    struct dirent *entry;
    size_t count = 0;
    DIR *d = file_path(path, sys, "block") == FAULT_NONE ? opendir(path) : NULL;
    while (d && count < most && (entry = readdir(d))) {
        struct install_disk *disk = &ret[count];
        if (!text_copy(disk->device, sizeof disk->device, entry->d_name) || !is_disk(sys, disk->device, running))
            continue;
        disk->row = read_number(sys, disk->device, "diskseq");
        disk->bytes = read_number(sys, disk->device, "size") * GPT_SECTOR;
        if (disk->row < 0 || gpt_plan(disk->bytes, place) != FAULT_NONE)
            continue;
        name_disk(sys, disk->device, disk->name);
        disk->kiosk = holds_kiosk(sys, disk->device);
        count++;
    }
    if (d)
        closedir(d);
    qsort(ret, count, sizeof *ret, by_device);
    return count;
}

/* What of the stick that runs is copied, and where it may go. NO_ENTRY: this is no stick that installs. */
static fault look_here(struct install *ret, struct install_disk *ret_disks, size_t *ret_count)
{
    char line[CMDLINE_MAX], stick[DISK_NAME_MAX];
    cmdline_read(line);
    fault f = cmdline_stick(line) ? disk_running("/sys", stick) : FAULT_NO_ENTRY;
    if (f == FAULT_NONE)
        f = disk_find("install", ret->esp);
    if (f == FAULT_NONE)
        f = disk_find("root", ret->root);
    if (f == FAULT_NONE)
        *ret_count = install_list("/sys", stick, ret_disks, DISKS_MAX);
    else
        say("install", "this does not run from a stick that installs (%s)", fault_name(f));
    return f;
}

fault install_disks(struct machine_answer *ret)
{
    struct install_disk disks[DISKS_MAX];
    struct install in;
    size_t count = 0, length = 0;
    fault f = look_here(&in, disks, &count);
    for (size_t i = 0; i < count; i++) {
        int n = snprintf(ret->text + length, sizeof ret->text - length, "%lld\t%lld\t%s%s\n", (long long)disks[i].row,
                         (long long)disks[i].bytes, disks[i].name, disks[i].kiosk ? "\tsirkel" : "");
        if (n < 0 || (size_t)n >= sizeof ret->text - length) {
            ret->text[length] = 0; /* no half line */
            break;
        }
        length += (size_t)n;
    }
    return f;
}

static fault in_child(struct job *job, void *what, char *why)
{
    return install_write(what, job, why);
}

fault install_begin(int64_t row)
{
    struct install_disk disks[DISKS_MAX];
    struct install in;
    size_t count = 0;
    if (job_running())
        return FAULT_BUSY;
    fault f = look_here(&in, disks, &count);
    if (f == FAULT_NONE)
        f = seal_start();
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < count; i++) {
        if (disks[i].row != row)
            continue;
        f = file_path(in.target, "/dev", disks[i].device);
        say("install", "to %s, %lld bytes", disks[i].device, (long long)disks[i].bytes);
        return f == FAULT_NONE ? job_begin(in_child, &in) : f;
    }
    return FAULT_NO_ENTRY;
}
