/* The office's secret keys, from their file. */
#pragma once

#include "base/fault.h"
#include "seal/seal.h"

enum { IDENTITIES_MAX = 8 };

struct identities { /* wiped by the caller */
    size_t count;
    struct seal_identity key[IDENTITIES_MAX];
};
/* The keys of an identity file as age-keygen writes it: one a line, lines with # say nothing. Adds to `out`. BAD_INPUT with a line in
 * `why` for anything else in it, or nothing. */
fault identities_read(const char *path, struct identities *out, char *why, size_t why_size);
