/* The file of an export. Writing, in one pass: ZIP -> age (to the centre's recipients) -> BLAKE2b-512 -> the stick; its signature comes
 * after (minisign.h). Memory: 0.2 MiB, and about 90 bytes an entry for the ZIP's directory. Reading the ZIP inside: stored only, one
 * spelling (docs/formats.md); whatever the writer would not have written is refused. */
#pragma once

#include "seal/keys.h"

enum {
    SEAL_ZIP_ENTRIES = 150000, /* a list holds all that a kiosk may keep (flow/export/job.h) */
    SEAL_ZIP_NAME = 80,
    SEAL_ZIP_ENTRY_MAX = 64 << 20, /* bytes of one entry */
    SEAL_ZIP_MAX = 1 << 30,        /* bytes of the whole */
};

struct seal_export;
fault seal_export_open(struct seal_export **ret_export, const struct seal *seal, struct seal_sink sink);
/* An entry: manifest.json first, then names in byte order ([a-z0-9._-], one '/' at most, SEAL_ZIP_NAME bytes, neither part empty or with a
 * leading dot), else BAD_INPUT. Then its bytes in as many pieces as you like: together exactly `size` with that CRC-32, else BAD_INPUT
 * here or at the next call. */
fault seal_export_entry(struct seal_export *e, const char *name, uint32_t size, uint32_t crc32);
fault seal_export_add(struct seal_export *e, const void *data, size_t length);
/* The last bytes; then size and hash of the file are known. */
fault seal_export_end(struct seal_export *e, uint64_t *ret_size, uint8_t ret_hash[64]);
void seal_export_close(struct seal_export *e);

struct seal_zip_visitor {
    /* One whole entry, its CRC-32 proven, after the structure of the whole file was; `data` lies in the ZIP. Its fault ends the reading. */
    fault (*entry)(void *to, const char *name, struct span data);
    void *to;
};
/* FILE_DAMAGED, TOO_LARGE, with the reason and the entry's name in `why`. */
fault seal_zip_read(struct span zip, struct seal_zip_visitor visitor, char *why);
