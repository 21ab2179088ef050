/* Random numbers, hashes, comparing and wiping: what every other part of the seal stands on.
 * seal_start() first, once per process; the rest cannot fail after it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/bytes.h"
#include "base/fault.h"

enum {
    SEAL_ID = 16,   /* a record's random name */
    SEAL_HASH = 32, /* SHA-256, BLAKE2b-256 */
    SEAL_WHY = 160, /* room for a reason in words; every `why` below may be NULL */
};

/* Where a stream goes. Called with 1 byte or more; its fault stops the stream and is handed on. */
struct seal_sink {
    fault (*write)(void *to, const void *data, size_t length);
    void *to;
};

/* Starts the library; waits for the machine's random numbers. NO_RANDOM when there are none. Calling again is harmless.
 */
fault seal_start(void);

void seal_random(void *out, size_t length);
uint32_t seal_random_below(uint32_t limit); /* 0..limit-1, evenly */
void seal_wipe(void *secret, size_t length);
bool seal_same(const void *a, const void *b, size_t length); /* in constant time */

/* SHA-256: for names other programs check by hand. 179 MB/s: not for bulk. */
void seal_sha256(uint8_t out[SEAL_HASH], const void *data, size_t length);
/* BLAKE2b of 16 to 64 bytes. */
void seal_blake2b(void *out, size_t out_length, const void *data, size_t length);
/* CRC-32 as ZIP has it; begin with 0 and hand the last value in again. Finds accidents, proves nothing. */
uint32_t seal_crc32(uint32_t before, const void *data, size_t length);

/* Streaming BLAKE2b-512 (the hash minisign signs). */
struct seal_hash {
    _Alignas(64) uint8_t opaque[384];
};
void seal_hash_begin(struct seal_hash *h);
void seal_hash_add(struct seal_hash *h, const void *data, size_t length);
void seal_hash_end(struct seal_hash *h, uint8_t out[64]);

/* Are these the bytes that were written? Poly1305 under a key that seal_mark_key draws for one such question: four times
 * as fast as a hash, and as good against a medium that does not know key or mark. For nothing else. */
enum { SEAL_MARK = 16, SEAL_MARK_KEY = 32 };
struct seal_mark {
    _Alignas(16) uint8_t opaque[256];
};
void seal_mark_key(uint8_t key[SEAL_MARK_KEY]);
void seal_mark_begin(struct seal_mark *m, const uint8_t key[SEAL_MARK_KEY]);
void seal_mark_add(struct seal_mark *m, const void *data, size_t length);
void seal_mark_end(struct seal_mark *m, uint8_t out[SEAL_MARK]);
