/* A GUID partition table, written as UEFI 2.10, chapter 5, has it. Nothing here reads one. */
#include "system/update/install_gpt.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/bytes.h"
#include "seal/basic.h"

enum { ENTRIES = 128, TABLE_SECTORS = ENTRIES * 128 / GPT_SECTOR, FIRST_USABLE = 2 + TABLE_SECTORS, HEAD_BYTES = 92 };

struct guid {
    uint8_t bytes[16];
};
struct gpt_entry { /* all numbers little-endian, as is every machine we run on */
    struct guid type, id;
    uint64_t first, last, flags;
    uint16_t name[36];
};
struct head {
    char mark[8];
    uint32_t revision, size, crc, zero;
    uint64_t here, other, first_usable, last_usable;
    struct guid disk;
    uint64_t table;
    uint32_t count, entry_size, table_crc;
    uint8_t rest[GPT_SECTOR - HEAD_BYTES];
} __attribute__((packed));
static_assert(sizeof(struct gpt_entry) == 128 && sizeof(struct head) == GPT_SECTOR);
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

static struct head head_of(uint64_t sectors, bool copy, const struct guid *disk, uint32_t table_crc)
{
    struct head h = {.mark = {'E', 'F', 'I', ' ', 'P', 'A', 'R', 'T'}, .revision = 0x10000, .size = HEAD_BYTES};
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

fault gpt_write(int fd, int64_t disk_bytes)
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
    struct head first = head_of(sectors, false, &disk, crc), copy = head_of(sectors, true, &disk, crc);
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
