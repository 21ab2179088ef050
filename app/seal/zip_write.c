/* Writing the inner file of an export as a stream: every size and check is known before its entry, so nothing waits but
 * the directory. */
#include "seal/inner.h"

#include <stdlib.h>
#include <string.h>

struct seal_zip_writer {
    struct seal_sink sink;
    struct buffer directory;
    char last[SEAL_ZIP_NAME + 1];
    size_t entries;
    uint64_t offset;
    uint32_t missing, crc32, crc32_promised; /* of the entry being written */
    bool broken;
};

fault seal_zip_writer_open(struct seal_zip_writer **ret_writer, struct seal_sink sink)
{
    struct seal_zip_writer *w = *ret_writer = calloc(1, sizeof *w);
    if (!w)
        return FAULT_NO_MEMORY;
    w->sink = sink;
    w->directory.limit = SEAL_ZIP_ENTRIES * (size_t)(ZIP_CENTRAL + SEAL_ZIP_NAME);
    return FAULT_NONE;
}

void seal_zip_writer_close(struct seal_zip_writer *w)
{
    if (!w)
        return;
    buffer_free(&w->directory);
    free(w);
}

static fault break_off(struct seal_zip_writer *w, fault f)
{
    w->broken = w->broken || f != FAULT_NONE;
    return f;
}

static fault put(struct seal_zip_writer *w, const void *data, size_t length)
{
    w->offset += length;
    return length ? w->sink.write(w->sink.to, data, length) : FAULT_NONE;
}

/* The entry before must be whole and as promised. */
static bool entry_whole(const struct seal_zip_writer *w)
{
    return !w->broken && w->missing == 0 && w->crc32 == w->crc32_promised;
}

fault seal_zip_entry(struct seal_zip_writer *w, const char *name, uint32_t size, uint32_t crc32)
{
    uint8_t record[ZIP_CENTRAL + SEAL_ZIP_NAME];
    if (!entry_whole(w) || !seal_zip_name_good(name) || !seal_zip_follows(w->last, name))
        return break_off(w, FAULT_BAD_INPUT);
    uint64_t whole = w->offset + w->directory.length + size + 2 * strlen(name) + ZIP_LOCAL + ZIP_CENTRAL + ZIP_END;
    if (w->entries == SEAL_ZIP_ENTRIES || size > SEAL_ZIP_ENTRY_MAX || whole > SEAL_ZIP_MAX)
        return break_off(w, FAULT_TOO_LARGE);
    struct zip_entry entry = {name, size, crc32, (uint32_t)w->offset};
    buffer_add(&w->directory, record, seal_zip_put_central(record, &entry));
    if (w->directory.over)
        return break_off(w, FAULT_NO_MEMORY);
    memcpy(w->last, name, strlen(name) + 1);
    w->entries++;
    w->missing = size;
    w->crc32 = 0;
    w->crc32_promised = crc32;
    return break_off(w, put(w, record, seal_zip_put_local(record, &entry)));
}

fault seal_zip_add(struct seal_zip_writer *w, const void *data, size_t length)
{
    if (w->broken || length > w->missing)
        return break_off(w, FAULT_BAD_INPUT);
    w->crc32 = seal_crc32(w->crc32, data, length);
    w->missing -= (uint32_t)length;
    return break_off(w, put(w, data, length));
}

fault seal_zip_end(struct seal_zip_writer *w)
{
    uint8_t end[ZIP_END];
    if (!entry_whole(w) || w->entries == 0)
        return break_off(w, FAULT_BAD_INPUT);
    seal_zip_put_end(end, w->entries, (uint32_t)w->directory.length, (uint32_t)w->offset);
    fault f = put(w, w->directory.data, w->directory.length);
    if (f == FAULT_NONE)
        f = put(w, end, sizeof end);
    w->broken = true; /* nothing may follow */
    return f;
}
