/* The inner file of an export: ZIP, stored only, one spelling (formats.md 2.3). The writer streams: size and CRC-32 of
 * an entry are known before it, nothing is held back but the directory. The reader refuses whatever the writer would
 * not have written. */
#pragma once

#include "seal/basic.h"

enum {
    SEAL_ZIP_ENTRIES = 40000,
    SEAL_ZIP_NAME = 64,
    SEAL_ZIP_ENTRY_MAX = 16 << 20, /* bytes of one entry */
    SEAL_ZIP_MAX = 512 << 20,      /* bytes of the whole */
};

/* [a-z0-9._-], one '/' at most, 64 bytes at most, neither part empty or with a leading dot. */
bool seal_zip_name_good(const char *name);

struct seal_zip_writer;
fault seal_zip_writer_open(struct seal_zip_writer **ret_writer, struct seal_sink sink);
/* manifest.json first, then names in byte order (BAD_INPUT otherwise, and for a name that breaks the rule). */
fault seal_zip_entry(struct seal_zip_writer *w, const char *name, uint32_t size, uint32_t crc32);
/* In as many pieces as you like; together exactly `size` bytes with that CRC-32, else BAD_INPUT here or at the next
 * call. */
fault seal_zip_add(struct seal_zip_writer *w, const void *data, size_t length);
fault seal_zip_end(struct seal_zip_writer *w);
void seal_zip_writer_close(struct seal_zip_writer *w);

/* What the reader reads from: exactly `length` bytes at `offset`, always inside `size`. */
struct seal_source {
    fault (*read)(void *from, uint64_t offset, void *out, size_t length);
    void *from;
    uint64_t size;
};
/* A file descriptor (pread), or bytes in memory; `*fd` and `*bytes` are borrowed. */
struct seal_source seal_source_file(const int *fd, uint64_t size);
struct seal_source seal_source_bytes(const struct span *bytes);

struct seal_zip_visitor {
    /* One whole entry, its CRC-32 proven, after the structure of the whole file was. Its fault ends the reading. */
    fault (*entry)(void *to, const char *name, struct span data);
    void *to;
};
/* FILE_DAMAGED, TOO_LARGE, with the reason and the entry's name in `why`. */
fault seal_zip_read(struct seal_source source, struct seal_zip_visitor visitor, char *why);
