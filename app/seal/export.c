/* The file of an export, written in one pass and read back. Inside is a ZIP, stored only, each of its bytes in the only way we write it:
 * UTF-8 names, 1980-01-01 00:00, nothing extra. Writing: every size and check is known before its entry, so nothing waits but the
 * directory; each 64 KiB of ciphertext is hashed while it is in the cache, and nothing is read again here. Reading: every record is
 * written again from what it says and compared, so a flag, a date, an extra field, a comment, a gap or an overlap that the writer does
 * not make is refused without a rule for each. Structure first, for the whole file; then the entries, each proven by its CRC-32 before
 * anybody sees it. */
#include "seal/inner.h"

#include <stdlib.h>
#include <string.h>

/* --- the records of a ZIP -------------------------------------------------------------------------------------------- */

enum { /* bytes of the records, without names */
       ZIP_LOCAL = 30,
       ZIP_CENTRAL = 46,
       ZIP_END = 22,
       ZIP_END_64 = 56,
       ZIP_LOCATOR = 20,
       ZIP_TAIL_MAX = ZIP_END_64 + ZIP_LOCATOR + ZIP_END,
       ZIP_MANY =
           0xFFFF, /* so many entries and more are counted in the record of 64 bits alone (APPNOTE 4.3.14 to 4.3.16) */
};

struct zip_entry {
    const char *name;
    uint32_t size, crc32, offset; /* of the local record */
};

enum { VERSION = 20, VERSION_64 = 45, FLAG_UTF8 = 1 << 11, FIRST_DAY = 1 << 5 | 1 };
static const char manifest_name[] = "manifest.json";

static bool part_good(const char *part, size_t length)
{
    return length > 0 && part[0] != '.';
}

/* [a-z0-9._-], one '/' at most, SEAL_ZIP_NAME bytes at most, neither part empty or with a leading dot. */
static bool zip_name_good(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-/");
    if (name[length] || length > SEAL_ZIP_NAME)
        return false;
    const char *slash = strchr(name, '/');
    if (!slash)
        return part_good(name, length);
    return !strchr(slash + 1, '/') && part_good(name, (size_t)(slash - name)) &&
           part_good(slash + 1, strlen(slash + 1));
}

/* May `name` follow `before` ("" for the first)? */
static bool zip_name_follows(const char *before, const char *name)
{
    if (!*before || strcmp(name, manifest_name) == 0)
        return !*before && strcmp(name, manifest_name) == 0;
    return strcmp(before, manifest_name) == 0 || strcmp(before, name) < 0;
}

/* What both records share: from "version needed" to the length of the extra field, 26 bytes. */
static void put_common(uint8_t out[26], const struct zip_entry *entry)
{
    memset(out, 0, 26);
    put_le16(out, VERSION);
    put_le16(out + 2, FLAG_UTF8);
    put_le16(out + 8, FIRST_DAY);
    put_le32(out + 10, entry->crc32);
    put_le32(out + 14, entry->size);
    put_le32(out + 18, entry->size);
    put_le16(out + 22, (uint16_t)strlen(entry->name));
}

static size_t put_local(uint8_t out[ZIP_LOCAL + SEAL_ZIP_NAME], const struct zip_entry *entry)
{
    size_t length = strlen(entry->name);
    put_le32(out, 0x04034b50);
    put_common(out + 4, entry);
    memcpy(out + ZIP_LOCAL, entry->name, length);
    return ZIP_LOCAL + length;
}

static size_t put_central(uint8_t out[ZIP_CENTRAL + SEAL_ZIP_NAME], const struct zip_entry *entry)
{
    size_t length = strlen(entry->name);
    memset(out, 0, ZIP_CENTRAL);
    put_le32(out, 0x02014b50);
    put_le16(out + 4, VERSION);
    put_common(out + 6, entry);
    put_le32(out + 42, entry->offset);
    memcpy(out + ZIP_CENTRAL, entry->name, length);
    return ZIP_CENTRAL + length;
}

static size_t put_end_64(uint8_t *out, size_t entries, uint32_t size, uint32_t offset)
{
    memset(out, 0, ZIP_END_64 + ZIP_LOCATOR);
    put_le32(out, 0x06064b50);
    put_le64(out + 4, ZIP_END_64 - 12);
    put_le16(out + 12, VERSION_64);
    put_le16(out + 14, VERSION_64);
    put_le64(out + 24, entries);
    put_le64(out + 32, entries);
    put_le64(out + 40, size);
    put_le64(out + 48, offset);
    out += ZIP_END_64;
    put_le32(out, 0x07064b50);
    put_le64(out + 8, (uint64_t)offset + size);
    put_le32(out + 16, 1);
    return ZIP_END_64 + ZIP_LOCATOR;
}

/* What stands behind the directory. */
static size_t put_tail(uint8_t tail[ZIP_TAIL_MAX], size_t entries, uint32_t size, uint32_t offset)
{
    size_t before = entries >= ZIP_MANY ? put_end_64(tail, entries, size, offset) : 0;
    uint16_t count = (uint16_t)(before ? ZIP_MANY : entries);
    uint8_t *out = tail + before;
    memset(out, 0, ZIP_END);
    put_le32(out, 0x06054b50);
    put_le16(out + 8, count);
    put_le16(out + 10, count);
    put_le32(out + 12, size);
    put_le32(out + 16, offset);
    return before + ZIP_END;
}

/* --- writing the ZIP ------------------------------------------------------------------------------------------------- */

struct zip_writer {
    struct seal_sink sink;
    struct buffer directory;
    char last[SEAL_ZIP_NAME + 1];
    size_t entries;
    uint64_t offset;
    uint32_t missing, crc32, crc32_promised; /* of the entry being written */
    bool broken;
};

static fault zip_writer_open(struct zip_writer **ret_writer, struct seal_sink sink)
{
    struct zip_writer *w = *ret_writer = calloc(1, sizeof *w);
    if (!w)
        return FAULT_NO_MEMORY;
    w->sink = sink;
    w->directory.limit = SEAL_ZIP_ENTRIES * (size_t)(ZIP_CENTRAL + SEAL_ZIP_NAME);
    return FAULT_NONE;
}

static void zip_writer_close(struct zip_writer *w)
{
    if (!w)
        return;
    buffer_free(&w->directory);
    free(w);
}

static fault break_off(struct zip_writer *w, fault f)
{
    w->broken = w->broken || f != FAULT_NONE;
    return f;
}

static fault zip_put(struct zip_writer *w, const void *data, size_t length)
{
    w->offset += length;
    return length ? w->sink.write(w->sink.to, data, length) : FAULT_NONE;
}

/* The entry before must be whole and as promised. */
static bool entry_whole(const struct zip_writer *w)
{
    return !w->broken && w->missing == 0 && w->crc32 == w->crc32_promised;
}

static fault zip_writer_entry(struct zip_writer *w, const char *name, uint32_t size, uint32_t crc32)
{
    uint8_t record[ZIP_CENTRAL + SEAL_ZIP_NAME];
    if (!entry_whole(w) || !zip_name_good(name) || !zip_name_follows(w->last, name))
        return break_off(w, FAULT_BAD_INPUT);
    uint64_t whole = w->offset + w->directory.length + size + 2 * strlen(name) + ZIP_LOCAL + ZIP_CENTRAL + ZIP_TAIL_MAX;
    if (w->entries == SEAL_ZIP_ENTRIES || size > SEAL_ZIP_ENTRY_MAX || whole > SEAL_ZIP_MAX)
        return break_off(w, FAULT_TOO_LARGE);
    struct zip_entry entry = {name, size, crc32, (uint32_t)w->offset};
    buffer_add(&w->directory, record, put_central(record, &entry));
    if (w->directory.over)
        return break_off(w, FAULT_NO_MEMORY);
    memcpy(w->last, name, strlen(name) + 1);
    w->entries++;
    w->missing = size;
    w->crc32 = 0;
    w->crc32_promised = crc32;
    return break_off(w, zip_put(w, record, put_local(record, &entry)));
}

static fault zip_writer_add(struct zip_writer *w, const void *data, size_t length)
{
    if (w->broken || length > w->missing)
        return break_off(w, FAULT_BAD_INPUT);
    w->crc32 = seal_crc32(w->crc32, data, length);
    w->missing -= (uint32_t)length;
    return break_off(w, zip_put(w, data, length));
}

static fault zip_writer_end(struct zip_writer *w)
{
    uint8_t tail[ZIP_TAIL_MAX];
    if (!entry_whole(w) || w->entries == 0)
        return break_off(w, FAULT_BAD_INPUT);
    size_t length = put_tail(tail, w->entries, (uint32_t)w->directory.length, (uint32_t)w->offset);
    fault f = zip_put(w, w->directory.data, w->directory.length);
    if (f == FAULT_NONE)
        f = zip_put(w, tail, length);
    w->broken = true; /* nothing may follow */
    return f;
}

/* --- reading the ZIP ------------------------------------------------------------------------------------------------- */

struct reader {
    struct span zip, directory;
    size_t entries;
    char *why;
};

static fault damaged(const struct reader *r, const char *what, const char *name)
{
    return seal_say(r->why, FAULT_FILE_DAMAGED, "zip: %s%s%s", what, *name ? ": " : "", name);
}

static fault read_directory(struct reader *r)
{
    uint8_t again[ZIP_TAIL_MAX];
    if (r->zip.length > SEAL_ZIP_MAX)
        return seal_say(r->why, FAULT_TOO_LARGE, "zip: larger than %d MiB", SEAL_ZIP_MAX >> 20);
    if (r->zip.length < ZIP_END)
        return damaged(r, "too short", "");
    const uint8_t *end = r->zip.data + r->zip.length - ZIP_END;
    uint32_t length = get_le32(end + 12), offset = get_le32(end + 16);
    r->entries = get_le16(end + 10);
    if (r->entries == ZIP_MANY && r->zip.length >= ZIP_TAIL_MAX) {
        uint64_t many = get_le64(r->zip.data + r->zip.length - ZIP_TAIL_MAX + 32);
        r->entries = many <= SEAL_ZIP_ENTRIES ? (size_t)many : SIZE_MAX;
    }
    if (r->entries < 1 || r->entries > SEAL_ZIP_ENTRIES)
        return seal_say(r->why, FAULT_TOO_LARGE, "zip: none or more than %d entries", SEAL_ZIP_ENTRIES);
    size_t tail = put_tail(again, r->entries, length, offset);
    if (tail > r->zip.length || memcmp(r->zip.data + r->zip.length - tail, again, tail) != 0 ||
        (uint64_t)offset + length != r->zip.length - tail)
        return damaged(r, "a broken end", "");
    r->directory = (struct span){r->zip.data + offset, length};
    return FAULT_NONE;
}

/* The entry at *at in the directory, moving *at on. `name` gets its name. */
static bool next_entry(const struct reader *r, size_t *at, struct zip_entry *entry, char name[SEAL_ZIP_NAME + 1])
{
    uint8_t again[ZIP_CENTRAL + SEAL_ZIP_NAME];
    const uint8_t *record = r->directory.data + *at;
    if (r->directory.length - *at < ZIP_CENTRAL)
        return false;
    size_t length = get_le16(record + 28);
    if (length > SEAL_ZIP_NAME || r->directory.length - *at < ZIP_CENTRAL + length)
        return false;
    memcpy(name, record + ZIP_CENTRAL, length);
    name[length] = 0;
    if (!zip_name_good(name)) {
        name[0] = 0; /* never shown */
        return false;
    }
    *entry = (struct zip_entry){name, get_le32(record + 24), get_le32(record + 16), get_le32(record + 42)};
    *at += ZIP_CENTRAL + length;
    return strlen(name) == length && memcmp(again, record, put_central(again, entry)) == 0;
}

/* *end: where the entry before ended; moved to where this one does. */
static fault check_local(const struct reader *r, const struct zip_entry *entry, uint64_t *end)
{
    uint8_t again[ZIP_LOCAL + SEAL_ZIP_NAME];
    size_t length = put_local(again, entry);
    if (entry->size > SEAL_ZIP_ENTRY_MAX)
        return seal_say(r->why, FAULT_TOO_LARGE, "zip: an entry is larger than %d MiB: %s", SEAL_ZIP_ENTRY_MAX >> 20,
                        entry->name);
    if (entry->offset != *end || *end + length + entry->size > (uint64_t)(r->directory.data - r->zip.data))
        return damaged(r, "a gap or an overlap", entry->name);
    *end += length + entry->size;
    return memcmp(r->zip.data + entry->offset, again, length) == 0 ? FAULT_NONE
                                                                   : damaged(r, "two records differ", entry->name);
}

static fault check_structure(const struct reader *r)
{
    char name[SEAL_ZIP_NAME + 1] = "", before[SEAL_ZIP_NAME + 1] = "";
    struct zip_entry entry;
    uint64_t end = 0;
    size_t at = 0;
    for (size_t i = 0; i < r->entries; i++) {
        if (!next_entry(r, &at, &entry, name))
            return damaged(r, "a broken directory", name);
        if (!zip_name_follows(before, name))
            return damaged(r, "out of order", name);
        fault f = check_local(r, &entry, &end);
        if (f != FAULT_NONE)
            return f;
        memcpy(before, name, sizeof before);
    }
    bool whole = at == r->directory.length && r->zip.data + end == r->directory.data;
    return whole ? FAULT_NONE : damaged(r, "something between", "");
}

static fault visit(const struct reader *r, const struct zip_entry *entry, struct seal_zip_visitor visitor)
{
    const struct span data = {r->zip.data + entry->offset + ZIP_LOCAL + strlen(entry->name), entry->size};
    if (seal_crc32(0, data.data, data.length) != entry->crc32)
        return damaged(r, "wrong CRC", entry->name);
    return visitor.entry(visitor.to, entry->name, data);
}

fault seal_zip_read(struct span zip, struct seal_zip_visitor visitor, char *why)
{
    struct reader r = {.zip = zip, .why = why};
    char name[SEAL_ZIP_NAME + 1];
    struct zip_entry entry;
    size_t at = 0;
    fault f = read_directory(&r);
    if (f == FAULT_NONE)
        f = check_structure(&r);
    for (size_t i = 0; i < r.entries && f == FAULT_NONE; i++)
        f = next_entry(&r, &at, &entry, name) ? visit(&r, &entry, visitor) : FAULT_FILE_DAMAGED;
    return f;
}

/* --- ZIP, age, hash -------------------------------------------------------------------------------------------------- */

struct seal_export {
    struct zip_writer *zip;
    struct seal_age_writer *age;
    struct seal_sink sink;
    struct seal_hash hash;
    uint64_t size;
};

static fault into_age(void *to, const void *data, size_t length)
{
    struct seal_export *e = to;
    return seal_age_write(e->age, data, length);
}

static fault into_sink(void *to, const void *data, size_t length)
{
    struct seal_export *e = to;
    seal_hash_add(&e->hash, data, length);
    e->size += length;
    return e->sink.write(e->sink.to, data, length);
}

fault seal_export_open(struct seal_export **ret_export, const struct seal *seal, struct seal_sink sink)
{
    *ret_export = NULL;
    if (seal->recipient_count < SEAL_RECIPIENTS_MIN)
        return FAULT_BAD_INPUT;
    struct seal_export *e = aligned_alloc(64, (sizeof *e + 63) / 64 * 64);
    if (!e)
        return FAULT_NO_MEMORY;
    memset(e, 0, sizeof *e);
    e->sink = sink;
    seal_hash_begin(&e->hash);
    fault f = seal_age_writer_open(&e->age, seal->recipients, seal->recipient_count, (struct seal_sink){into_sink, e});
    if (f == FAULT_NONE)
        f = zip_writer_open(&e->zip, (struct seal_sink){into_age, e});
    if (f == FAULT_NONE)
        *ret_export = e;
    else
        seal_export_close(e);
    return f;
}

fault seal_export_entry(struct seal_export *e, const char *name, uint32_t size, uint32_t crc32)
{
    return zip_writer_entry(e->zip, name, size, crc32);
}

fault seal_export_add(struct seal_export *e, const void *data, size_t length)
{
    return zip_writer_add(e->zip, data, length);
}

fault seal_export_end(struct seal_export *e, uint64_t *ret_size, uint8_t ret_hash[64])
{
    fault f = zip_writer_end(e->zip);
    if (f == FAULT_NONE)
        f = seal_age_write_end(e->age);
    if (f != FAULT_NONE)
        return f;
    seal_hash_end(&e->hash, ret_hash);
    *ret_size = e->size;
    return FAULT_NONE;
}

void seal_export_close(struct seal_export *e)
{
    if (!e)
        return;
    zip_writer_close(e->zip);
    seal_age_writer_close(e->age);
    free(e);
}
