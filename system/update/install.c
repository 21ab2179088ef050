/* Installing: which disks there are, the partition table, writing, and the device manager's two requests. */
#include "system/update/install_inner.h"

#include <assert.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/text.h"
#include "seal/basic.h"
#include "system/common/cmdline.h"
#include "system/common/disk.h"
#include "system/common/log.h"

/* --- a GUID partition table, written as UEFI 2.10, chapter 5, has it. Nothing here reads one. --- */

enum { ENTRIES = 128, TABLE_SECTORS = ENTRIES * 128 / GPT_SECTOR, FIRST_USABLE = 2 + TABLE_SECTORS, HEAD_BYTES = 92 };

struct guid {
    uint8_t bytes[16];
};
struct gpt_entry { /* all numbers little-endian, as is every machine we run on */
    struct guid type, id;
    uint64_t first, last, flags;
    uint16_t name[36];
};
struct gpt_head {
    char mark[8];
    uint32_t revision, size, crc, zero;
    uint64_t here, other, first_usable, last_usable;
    struct guid disk;
    uint64_t table;
    uint32_t count, entry_size, table_crc;
    uint8_t rest[GPT_SECTOR - HEAD_BYTES];
} __attribute__((packed));
static_assert(sizeof(struct gpt_entry) == 128 && sizeof(struct gpt_head) == GPT_SECTOR);
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

static const struct {
    const char *label, *type, *id;
    int64_t mib;
} parts[GPT_COUNT] = {
#define GPT_PART(name, label, size, type, id) [GPT_##name] = {label, type, id, size},
    GPT_PARTS(GPT_PART)
#undef GPT_PART
};

fault gpt_plan(int64_t disk_bytes, struct gpt_place ret[GPT_COUNT])
{
    int64_t start = GPT_MIB, end = disk_bytes / GPT_MIB * GPT_MIB - GPT_MIB;
    for (int i = 0; i < GPT_COUNT; i++) {
        ret[i] = (struct gpt_place){start, parts[i].mib * GPT_MIB};
        start += ret[i].size;
    }
    if (start > end)
        return FAULT_TOO_LARGE;
    ret[GPT_COUNT - 1].size += end - start;
    return FAULT_NONE;
}

/* The first three groups of a GUID's text are numbers, and so stand the other way round. */
static struct guid guid_of(const char *text)
{
    static const uint8_t order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    char hex[33];
    uint8_t straight[16] = {0};
    struct guid out;
    size_t n = 0;
    for (; *text && n < sizeof hex - 1; text++)
        if (*text != '-')
            hex[n++] = (char)tolower((unsigned char)*text);
    hex[n] = 0;
    bool good = bytes_unhex(straight, sizeof straight, hex);
    assert(good);
    (void)good;
    for (int i = 0; i < 16; i++)
        out.bytes[i] = straight[order[i]];
    return out;
}

static void fill_entries(struct gpt_entry entries[ENTRIES], const struct gpt_place place[GPT_COUNT])
{
    memset(entries, 0, ENTRIES * sizeof *entries);
    for (int i = 0; i < GPT_COUNT; i++) {
        entries[i].type = guid_of(parts[i].type);
        entries[i].id = guid_of(parts[i].id);
        entries[i].first = (uint64_t)(place[i].start / GPT_SECTOR);
        entries[i].last = (uint64_t)((place[i].start + place[i].size) / GPT_SECTOR) - 1;
        for (size_t c = 0; parts[i].label[c]; c++)
            entries[i].name[c] = (uint8_t)parts[i].label[c];
    }
}

static struct gpt_head head_of(uint64_t sectors, bool copy, const struct guid *disk, uint32_t table_crc)
{
    struct gpt_head h = {.mark = {'E', 'F', 'I', ' ', 'P', 'A', 'R', 'T'}, .revision = 0x10000, .size = HEAD_BYTES};
    h.here = copy ? sectors - 1 : 1;
    h.other = copy ? 1 : sectors - 1;
    h.first_usable = FIRST_USABLE;
    h.last_usable = sectors - FIRST_USABLE;
    h.disk = *disk;
    h.table = copy ? sectors - 1 - TABLE_SECTORS : 2;
    h.count = ENTRIES;
    h.entry_size = sizeof(struct gpt_entry);
    h.table_crc = table_crc;
    h.crc = seal_crc32(0, &h, HEAD_BYTES);
    return h;
}

static fault put(int fd, uint64_t sector, const void *data, size_t length)
{
    ssize_t n = pwrite(fd, data, length, (off_t)sector * GPT_SECTOR);
    return n == (ssize_t)length ? FAULT_NONE : n < 0 ? fault_errno(errno) : FAULT_DISK_BROKEN;
}

/* One partition of the kind 0xee over everything: old programs take the disk for full. */
static fault put_shield(int fd, uint64_t sectors)
{
    uint8_t sector[GPT_SECTOR] = {
        [450] = 0xee, [447] = 0, [448] = 2, [451] = 0xff, [452] = 0xff, [453] = 0xff, [510] = 0x55, [511] = 0xaa};
    uint32_t first = 1, count = sectors - 1 > UINT32_MAX ? UINT32_MAX : (uint32_t)(sectors - 1);
    memcpy(sector + 454, &first, 4);
    memcpy(sector + 458, &count, 4);
    return put(fd, 0, sector, sizeof sector);
}

static struct guid fresh_guid(void)
{
    struct guid out;
    seal_random(&out, sizeof out);
    out.bytes[7] = (uint8_t)(0x40 | (out.bytes[7] & 0x0f));
    out.bytes[8] = (uint8_t)(0x80 | (out.bytes[8] & 0x3f));
    return out;
}

/* Writes the table, its copy at the end, and the old-style table that shields both; syncs. The copy goes first. */
static fault gpt_write(int fd, int64_t disk_bytes)
{
    struct gpt_entry entries[ENTRIES];
    struct gpt_place place[GPT_COUNT];
    struct guid disk = fresh_guid();
    uint64_t sectors = (uint64_t)(disk_bytes / GPT_SECTOR);
    fault f = gpt_plan(disk_bytes, place);
    if (f != FAULT_NONE)
        return f;
    fill_entries(entries, place);
    uint32_t crc = seal_crc32(0, entries, sizeof entries);
    struct gpt_head first = head_of(sectors, false, &disk, crc), copy = head_of(sectors, true, &disk, crc);
    f = put(fd, copy.table, entries, sizeof entries);
    if (f == FAULT_NONE)
        f = put(fd, copy.here, &copy, sizeof copy);
    if (f == FAULT_NONE)
        f = put(fd, first.table, entries, sizeof entries);
    if (f == FAULT_NONE)
        f = put(fd, first.here, &first, sizeof first);
    if (f == FAULT_NONE)
        f = put_shield(fd, sectors);
    return f != FAULT_NONE || fsync(fd) == 0 ? f : fault_errno(errno);
}

/* --- writing the system that runs to another disk. A cut leaves a disk without a table of partitions, which starts
 * nothing: the old table goes first, the new one is written when everything it names has been read back. --- */

/* The heads of old file systems and locks go too: what was there must not be taken for data of ours
 * (system/data/data.h). */
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
    uint8_t hash[SLOT_HASH];
    int from = open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (from < 0)
        return fault_errno(errno);
    struct slot_copy c = {from, disk, lseek(from, 0, SEEK_END), FAULT_STICK_GONE, job_advance, job};
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
    job_total(job, 2 * (place[GPT_ESP].size + place[GPT_ROOT_A].size));
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
        snprintf(why, SEAL_WHY, "cannot write the disk, or cannot read this one");
    return f;
}

fault install_write(const struct install *in, struct job *job, char *why)
{
    int disk = open(in->target, O_RDWR | O_EXCL | O_NOFOLLOW | O_CLOEXEC); /* BUSY where something of it is mounted */
    if (disk < 0) {
        snprintf(why, SEAL_WHY, "cannot open the disk");
        return fault_errno(errno);
    }
    fault f = write_disk(in, disk, lseek(disk, 0, SEEK_END), job, why);
    if (close(disk) != 0 && f == FAULT_NONE)
        f = fault_errno(errno);
    return f;
}

/* --- which disks there are --- */

enum { DISKS_MAX = 16, FACT_MAX = 80 };

/* A fact about a disk from /sys, without the spaces around it; "" when there is none. */
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

/* Recognised by its layout (image/disk.list); what lies in it is encrypted. */
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
static fault find_source(struct install *ret, struct install_disk *ret_disks, size_t *ret_count)
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
        log_kernel("install", "the machine does not run from an install stick (%s)", fault_name(f));
    return f;
}

fault install_disks(struct machine_answer *ret)
{
    struct install_disk disks[DISKS_MAX];
    struct install in;
    size_t count = 0, length = 0;
    fault f = find_source(&in, disks, &count);
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
    fault f = find_source(&in, disks, &count);
    if (f == FAULT_NONE)
        f = seal_start();
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < count; i++) {
        if (disks[i].row != row)
            continue;
        f = file_path(in.target, "/dev", disks[i].device);
        log_kernel("install", "installing to %s, %lld bytes", disks[i].device, (long long)disks[i].bytes);
        return f == FAULT_NONE ? job_begin(in_child, &in) : f;
    }
    return FAULT_NO_ENTRY;
}
