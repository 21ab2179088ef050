/* Which slot runs, and where both of them lie. */
#include "system/update/slot.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include "system/common/cmdline.h"
#include "system/common/disk.h"

char slot_other(char slot)
{
    return slot == 'a' ? 'b' : 'a';
}

/* systemd-boot counts in at most three digits, and writes what is left before what is done. */
static bool take_count(const char **at, char sign, int *ret)
{
    int digits = 0, value = 0;
    if (**at != sign)
        return false;
    for ((*at)++; isdigit((unsigned char)**at) && digits < 3; digits++, (*at)++)
        value = 10 * value + (**at - '0');
    *ret = value;
    return digits > 0;
}

bool slot_name_parse(struct slot_name *ret, const char *name)
{
    struct slot_name n = {0};
    const char *at = name + strlen("sirkel-");
    if (strlen(name) >= SLOT_NAME || strncasecmp(name, "sirkel-", strlen("sirkel-")) != 0)
        return false;
    n.slot = (char)tolower((unsigned char)*at);
    if (n.slot != 'a' && n.slot != 'b')
        return false;
    at++;
    n.counted = *at == '+';
    if (n.counted && !take_count(&at, '+', &n.left))
        return false;
    if (n.counted && *at == '-' && !take_count(&at, '-', &n.done))
        return false;
    if (strcasecmp(at, ".efi") != 0)
        return false;
    *ret = n;
    return true;
}

static fault partition(char out[FILE_PATH_MAX], const char *disk, const char *label, char *ret_name)
{
    fault f = disk_partition("/sys", disk, label, ret_name);
    return f == FAULT_NONE ? file_path(out, "/dev", ret_name) : f;
}

/* The command line is signed and the disk is not: the root that runs must be the one that the slot's label says. */
static bool below_root(const char *partition_name)
{
    char path[FILE_PATH_MAX];
    snprintf(path, sizeof path, "/sys/block/dm-0/slaves/%s", partition_name);
    return access(path, F_OK) == 0;
}

fault slot_system(struct manifest_running *ret, const char *line)
{
    int64_t schema = cmdline_number(line, "sirkel.schema");
    if (!cmdline_word(line, "sirkel.version", ret->version, sizeof ret->version) ||
        !manifest_version_good(ret->version) || schema > UINT32_MAX)
        return FAULT_BAD_INPUT;
    ret->schema = schema < 0 ? 0 : (uint32_t)schema;
    return FAULT_NONE;
}

static fault read_line(struct slot_places *p)
{
    char line[CMDLINE_MAX], slot[8];
    cmdline_read(line);
    if (!cmdline_word(line, "sirkel.slot", slot, sizeof slot) || (strcmp(slot, "a") != 0 && strcmp(slot, "b") != 0))
        return FAULT_BAD_INPUT;
    p->running = slot[0];
    return slot_system(&p->system, line);
}

fault slot_places_find(struct slot_places *ret, char *why)
{
    struct slot_places p = {.esp = "/run/sirkel/esp"};
    char disk[DISK_NAME_MAX], name[2][DISK_NAME_MAX], esp[DISK_NAME_MAX];
    fault f = read_line(&p);
    if (f == FAULT_NONE)
        f = disk_running("/sys", disk);
    if (f == FAULT_NONE)
        f = file_path(p.disk, "/dev", disk);
    if (f == FAULT_NONE)
        f = partition(p.root[0], disk, "root-a", name[0]);
    if (f == FAULT_NONE)
        f = partition(p.root[1], disk, "root-b", name[1]);
    if (f == FAULT_NONE)
        f = partition(p.esp_device, disk, "esp", esp);
    if (f == FAULT_NONE && !below_root(name[p.running - 'a']))
        f = FAULT_BAD_INPUT;
    if (f != FAULT_NONE && why)
        snprintf(why, SEAL_WHY,
                 "the disk is not laid out in two slots, or another one runs than the command line says");
    if (f == FAULT_NONE)
        *ret = p;
    return f;
}
