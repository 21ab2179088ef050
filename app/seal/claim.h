/* What the kiosk claims about an export: the trusted comment of its signature, field by field (formats.md 2.2). */
#pragma once

#include "seal/minisign.h"

enum { SEAL_KIOSK_MAX = 16, SEAL_EXPORT_NAME = 48 };

struct seal_claim {
    char kiosk[SEAL_KIOSK_MAX + 1]; /* [a-z0-9-] */
    uint32_t sequence;              /* from 1, at most 999,999 */
    uint8_t previous[SEAL_HASH];    /* BLAKE2b-256 of the previous export's second signature; zeros for the first */
    char file[SEAL_EXPORT_NAME];    /* kx-<kiosk>-<seq6>.zip.age */
    uint64_t size;                  /* of the file, bytes */
    uint32_t rows;                  /* records in it */
    uint64_t log_size;              /* the journal's entries */
    uint8_t log_root[SEAL_HASH];
    int64_t minute; /* moment in UTC seconds, a whole minute; years 1970 to 9999 */
    bool clock_sure;
    uint32_t boot; /* how many times the kiosk was started */
};

bool seal_kiosk_name_good(const char *kiosk);
/* "kx-<kiosk>-<seq6>.zip.age" */
fault seal_export_name(char out[SEAL_EXPORT_NAME], const char *kiosk, uint32_t sequence);

/* BAD_INPUT when a field is out of its range. */
fault seal_claim_text(const struct seal_claim *claim, char out[SEAL_TRUSTED_MAX + 1]);
/* Exactly what seal_claim_text writes, else FILE_DAMAGED. */
fault seal_claim_parse(struct seal_claim *ret_claim, const char *text);

/* Signature and claim in one: `name` and `size` are those of the file at hand. NOT_SIGNED with the reason in `why`.
 * ret_next: what the following export must name as `previous`. */
fault seal_claim_verify(const struct seal_public *key, const uint8_t hash[64], const char *name, uint64_t size,
                        struct span signature, struct seal_claim *ret_claim, uint8_t ret_next[SEAL_HASH], char *why);
