/* Reading the inner file of an export. Every record is written again from what it says and compared, so a flag, a date,
 * an extra field, a comment, a gap or an overlap that the writer does not make is refused without a rule for each.
 * Structure first, for the whole file; then the entries, each proven by its CRC-32 before anybody sees it. */
#include "seal/inner.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

struct reader {
    struct seal_source source;
    uint8_t *directory;
    size_t directory_length, entries;
    uint32_t directory_offset;
    char *why;
};

static fault read_fd(void *from, uint64_t offset, void *out, size_t length)
{
    return seal_pread(*(const int *)from, out, length, (off_t)offset);
}

static fault read_bytes(void *from, uint64_t offset, void *out, size_t length)
{
    const struct span *bytes = from;
    if (offset > bytes->length || length > bytes->length - offset)
        return FAULT_FILE_DAMAGED;
    memcpy(out, bytes->data + offset, length);
    return FAULT_NONE;
}

struct seal_source seal_source_file(const int *fd, uint64_t size)
{
    return (struct seal_source){read_fd, (void *)(uintptr_t)fd, size};
}

struct seal_source seal_source_bytes(const struct span *bytes)
{
    return (struct seal_source){read_bytes, (void *)(uintptr_t)bytes, bytes->length};
}

static fault damaged(const struct reader *r, const char *what, const char *name)
{
    return seal_say(r->why, FAULT_FILE_DAMAGED, "zip: %s%s%s", what, *name ? ": " : "", name);
}

static fault read_directory(struct reader *r)
{
    uint8_t end[ZIP_END], again[ZIP_END];
    uint64_t size = r->source.size;
    if (size > SEAL_ZIP_MAX)
        return seal_say(r->why, FAULT_TOO_LARGE, "zip: larger than %d MiB", SEAL_ZIP_MAX >> 20);
    if (size < ZIP_END)
        return damaged(r, "too short", "");
    fault f = r->source.read(r->source.from, size - ZIP_END, end, ZIP_END);
    if (f != FAULT_NONE)
        return f;
    r->entries = get_le16(end + 10);
    r->directory_length = get_le32(end + 12);
    r->directory_offset = get_le32(end + 16);
    seal_zip_put_end(again, r->entries, (uint32_t)r->directory_length, r->directory_offset);
    if (memcmp(end, again, ZIP_END) != 0 || (uint64_t)r->directory_offset + r->directory_length != size - ZIP_END)
        return damaged(r, "a broken end", "");
    if (r->entries < 1 || r->entries > SEAL_ZIP_ENTRIES)
        return seal_say(r->why, FAULT_TOO_LARGE, "zip: none or more than %d entries", SEAL_ZIP_ENTRIES);
    r->directory = malloc(r->directory_length + 1);
    if (!r->directory)
        return FAULT_NO_MEMORY;
    return r->source.read(r->source.from, r->directory_offset, r->directory, r->directory_length);
}

/* The entry at *at in the directory, moving *at on. `name` gets its name. */
static bool next_entry(const struct reader *r, size_t *at, struct zip_entry *entry, char name[SEAL_ZIP_NAME + 1])
{
    uint8_t again[ZIP_CENTRAL + SEAL_ZIP_NAME];
    const uint8_t *record = r->directory + *at;
    if (r->directory_length - *at < ZIP_CENTRAL)
        return false;
    size_t length = get_le16(record + 28);
    if (length > SEAL_ZIP_NAME || r->directory_length - *at < ZIP_CENTRAL + length)
        return false;
    memcpy(name, record + ZIP_CENTRAL, length);
    name[length] = 0;
    if (!seal_zip_name_good(name)) {
        name[0] = 0; /* never shown */
        return false;
    }
    *entry = (struct zip_entry){name, get_le32(record + 24), get_le32(record + 16), get_le32(record + 42)};
    *at += ZIP_CENTRAL + length;
    return strlen(name) == length && memcmp(again, record, seal_zip_put_central(again, entry)) == 0;
}

static fault check_local(const struct reader *r, const struct zip_entry *entry, uint64_t *end)
{
    uint8_t local[ZIP_LOCAL + SEAL_ZIP_NAME], again[ZIP_LOCAL + SEAL_ZIP_NAME];
    size_t length = seal_zip_put_local(again, entry);
    if (entry->size > SEAL_ZIP_ENTRY_MAX)
        return seal_say(r->why, FAULT_TOO_LARGE, "zip: an entry is larger than %d MiB: %s", SEAL_ZIP_ENTRY_MAX >> 20,
                        entry->name);
    if (entry->offset != *end || *end + length + entry->size > r->directory_offset)
        return damaged(r, "a gap or an overlap", entry->name);
    fault f = r->source.read(r->source.from, entry->offset, local, length);
    *end += length + entry->size;
    return f == FAULT_NONE && memcmp(local, again, length) != 0 ? damaged(r, "two records differ", entry->name) : f;
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
        if (!seal_zip_follows(before, name))
            return damaged(r, "out of order", name);
        fault f = check_local(r, &entry, &end);
        if (f != FAULT_NONE)
            return f;
        memcpy(before, name, sizeof before);
    }
    return at == r->directory_length && end == r->directory_offset ? FAULT_NONE : damaged(r, "something between", "");
}

static fault visit(const struct reader *r, const struct zip_entry *entry, struct seal_zip_visitor visitor)
{
    uint8_t *data = malloc(entry->size + 1u);
    if (!data)
        return FAULT_NO_MEMORY;
    uint64_t from = entry->offset + ZIP_LOCAL + strlen(entry->name);
    fault f = entry->size ? r->source.read(r->source.from, from, data, entry->size) : FAULT_NONE;
    if (f == FAULT_NONE && seal_crc32(0, data, entry->size) != entry->crc32)
        f = damaged(r, "wrong CRC", entry->name);
    if (f == FAULT_NONE)
        f = visitor.entry(visitor.to, entry->name, (struct span){data, entry->size});
    free(data);
    return f;
}

fault seal_zip_read(struct seal_source source, struct seal_zip_visitor visitor, char *why)
{
    struct reader r = {.source = source, .why = why};
    char name[SEAL_ZIP_NAME + 1];
    struct zip_entry entry;
    size_t at = 0;
    fault f = read_directory(&r);
    if (f == FAULT_NONE)
        f = check_structure(&r);
    for (size_t i = 0; i < r.entries && f == FAULT_NONE; i++)
        f = next_entry(&r, &at, &entry, name) ? visit(&r, &entry, visitor) : FAULT_FILE_DAMAGED;
    free(r.directory);
    return f;
}
