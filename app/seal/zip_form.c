/* The bytes of a ZIP's records, each in the only way we write it: stored, UTF-8 names, 1980-01-01 00:00, nothing extra.
 */
#include "seal/inner.h"

#include <string.h>

enum { VERSION = 20, FLAG_UTF8 = 1 << 11, FIRST_DAY = 1 << 5 | 1 };
static const char manifest[] = "manifest.json";

static bool part_good(const char *part, size_t length)
{
    return length > 0 && part[0] != '.';
}

bool seal_zip_name_good(const char *name)
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

bool seal_zip_follows(const char *before, const char *name)
{
    if (!*before || strcmp(name, manifest) == 0)
        return !*before && strcmp(name, manifest) == 0;
    return strcmp(before, manifest) == 0 || strcmp(before, name) < 0;
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

size_t seal_zip_put_local(uint8_t out[ZIP_LOCAL + SEAL_ZIP_NAME], const struct zip_entry *entry)
{
    size_t length = strlen(entry->name);
    put_le32(out, 0x04034b50);
    put_common(out + 4, entry);
    memcpy(out + ZIP_LOCAL, entry->name, length);
    return ZIP_LOCAL + length;
}

size_t seal_zip_put_central(uint8_t out[ZIP_CENTRAL + SEAL_ZIP_NAME], const struct zip_entry *entry)
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

void seal_zip_put_end(uint8_t out[ZIP_END], size_t entries, uint32_t size, uint32_t offset)
{
    memset(out, 0, ZIP_END);
    put_le32(out, 0x06054b50);
    put_le16(out + 8, (uint16_t)entries);
    put_le16(out + 10, (uint16_t)entries);
    put_le32(out + 12, size);
    put_le32(out + 16, offset);
}
