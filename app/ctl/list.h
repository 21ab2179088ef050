/* A list from a stick: its bytes, its signature, its claim. For `verify` and `open`. */
#pragma once

#include "ctl/ctl.h"

enum { LIST_BLOCK = 128 * 1024 }; /* bytes of a file that are read at a time */

struct list_claim {
    struct seal_claim claim;
    char key_id[17];
    char minute[24]; /* "2026-11-23 19:40" UTC */
};
/* Checks `file` with `file`.minisig and the public key in `key`. NOT_SIGNED with the reason when it must not be trusted
 * (also without a signature file: then it is no list); else what hinders reading. */
fault list_verify(const char *file, const char *key, struct list_claim *out, char *why, size_t why_size);
