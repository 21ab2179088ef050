/* An export, written in one pass: ZIP -> age (to the centre's recipients) -> BLAKE2b-512 -> the stick; then its
 * signature. Memory: 0.2 MiB, and about 90 bytes an entry for the ZIP's directory. */
#pragma once

#include "seal/claim.h"
#include "seal/zip.h"

struct seal_export;
fault seal_export_open(struct seal_export **ret_export, const struct seal *seal, struct seal_sink sink);
/* As seal_zip_entry and seal_zip_add. */
fault seal_export_entry(struct seal_export *e, const char *name, uint32_t size, uint32_t crc32);
fault seal_export_add(struct seal_export *e, const void *data, size_t length);
/* The last bytes; then size and hash of the file are known. */
fault seal_export_end(struct seal_export *e, uint64_t *ret_size, uint8_t ret_hash[64]);
void seal_export_close(struct seal_export *e);

/* Signs; the claim's `file` and `size` must be those of the export. ret_next: the following export's `previous`. */
fault seal_export_sign(const struct seal *seal, const struct seal_claim *claim, const uint8_t hash[64],
                       struct buffer *out, uint8_t ret_next[SEAL_HASH]);
