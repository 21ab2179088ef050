/* An export in one pass. Each 64 KiB of ciphertext is hashed while it is warm and handed on; nothing is read again here
 * (the reading back from the stick is the flow's). */
#include "seal/inner.h"

#include <stdlib.h>
#include <string.h>

struct seal_export {
    struct seal_zip_writer *zip;
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
        f = seal_zip_writer_open(&e->zip, (struct seal_sink){into_age, e});
    if (f == FAULT_NONE)
        *ret_export = e;
    else
        seal_export_close(e);
    return f;
}

fault seal_export_entry(struct seal_export *e, const char *name, uint32_t size, uint32_t crc32)
{
    return seal_zip_entry(e->zip, name, size, crc32);
}

fault seal_export_add(struct seal_export *e, const void *data, size_t length)
{
    return seal_zip_add(e->zip, data, length);
}

fault seal_export_end(struct seal_export *e, uint64_t *ret_size, uint8_t ret_hash[64])
{
    fault f = seal_zip_end(e->zip);
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
    seal_zip_writer_close(e->zip);
    seal_age_writer_close(e->age);
    free(e);
}

fault seal_export_sign(const struct seal *seal, const struct seal_claim *claim, const uint8_t hash[64],
                       struct buffer *out, uint8_t ret_next[SEAL_HASH])
{
    char trusted[SEAL_TRUSTED_MAX + 1];
    uint8_t global[64];
    fault f = seal_claim_text(claim, trusted);
    if (f == FAULT_NONE)
        f = seal_sign(seal, hash, trusted, out, global);
    if (f == FAULT_NONE)
        seal_blake2b(ret_next, SEAL_HASH, global, sizeof global);
    return f;
}
