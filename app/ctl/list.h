/* A list from a stick: its bytes, its signature, its claim, and what people compare. For `verify`, `open` and `digits`. */
#pragma once

#include "ctl/ctl.h"

enum { LIST_BLOCK = 128 * 1024 }; /* bytes of a file that are read at a time */

struct list_claim {
    struct seal_claim claim;
    char key_id[17];
    char minute[24];          /* "2026-11-23 19:40" UTC */
    char digits[SEAL_DIGITS]; /* of the key it was checked with */
    uint8_t hash[64];         /* BLAKE2b-512 of the file */
    uint8_t next[SEAL_HASH];  /* of its second signature: no two lists have the same */
};
/* Checks `file` with `file`.minisig and the public key in `key`. NOT_SIGNED with the reason when it must not be trusted
 * (also without a signature file: then it is no list); else what hinders reading. */
fault list_verify(const char *file, const char *key, struct list_claim *out, char *why, size_t why_size);
/* BLAKE2b-512 of a file of any size; FILE_FOREIGN for what is none. */
fault list_hash(const char *path, uint8_t hash[64], uint64_t *ret_size);
/* Appends the four words that the display shows for a list with this hash, in each language that has receipt codes (the display
 * uses the centre's first): `"words":{"nb":"...",...},` or a line each. Nothing, with a note on standard error, where the word
 * lists can't be read. */
void list_words(struct buffer *out, const uint8_t hash[64], const char *assets, bool json);
