/* minisign signatures, prehashed ("ED") only: four lines, each ended by one LF, nothing behind (formats.md 2.2). */
#pragma once

#include "seal/keys.h"

enum { SEAL_TRUSTED_MAX = 1000, SEAL_SIGNATURE_MAX = 1400 };

/* Signs a BLAKE2b-512 of a file (struct seal_hash) and a trusted comment (printable ASCII, at most SEAL_TRUSTED_MAX),
 * verifies what it signed, and appends the file's text to `out`. ret_global: the second signature, whose hash is the
 * next one's `prev`. */
fault seal_sign(const struct seal *seal, const uint8_t hash[64], const char *trusted, struct buffer *out,
                uint8_t ret_global[64]);

/* NOT_SIGNED, with the reason in `why`, for anything but a genuine signature by `key` in the one spelling we write. */
fault seal_verify(const struct seal_public *key, const uint8_t hash[64], struct span signature,
                  char ret_trusted[SEAL_TRUSTED_MAX + 1], uint8_t ret_global[64], char *why);
