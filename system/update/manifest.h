/* What an update says of itself: the file `manifest` in the folder sirkel-update/ of a stick (docs/updates.md). Its
 * signature is checked over all its bytes before a line of it is read. */
#pragma once

#include "base/bytes.h"
#include "seal/basic.h"
#include "seal/keys.h"

#define MANIFEST_PURPOSE "sirkel update " /* how the signature's trusted comment begins; the version follows */
enum { MANIFEST_MAX = 4096, MANIFEST_VERSION = 32, MANIFEST_HASH = 64 };
enum manifest_file { MANIFEST_ROOT, MANIFEST_UKI_A, MANIFEST_UKI_B, MANIFEST_FILES };

struct manifest_part {
    int64_t size;
    uint8_t hash[MANIFEST_HASH]; /* BLAKE2b-512, as `b2sum` prints it */
};
struct update_manifest {
    char version[MANIFEST_VERSION];
    int64_t made;    /* UTC seconds since 1970 */
    uint32_t schema; /* of the data this version writes */
    struct manifest_part part[MANIFEST_FILES];
};
struct manifest_running { /* what the manifest is held against: the system that runs now */
    char version[MANIFEST_VERSION];
    uint32_t schema;
};

/* "root.img", "sirkel-a.efi", "sirkel-b.efi". */
const char *manifest_file_name(enum manifest_file file);
/* One to four numbers of at most six digits, parted by dots, without leading zeros. */
bool manifest_version_good(const char *version);
/* Below 0, 0 or above 0 as `a` is older than, the same as or newer than `b`; a missing number counts as 0. Both good.
 */
int manifest_version_compare(const char *a, const char *b);

/* Checks the signature, then reads. NOT_SIGNED, FILE_DAMAGED (not in its one form), FILE_FOREIGN (another product).
 * `why` (SEAL_WHY bytes, or NULL) gets the reason. */
fault manifest_open(struct update_manifest *ret, const struct seal_public *key, struct span text, struct span signature,
                    char *why);
/* Reads without a signature: what manifest_open does last, for its tests. */
fault manifest_read(struct update_manifest *ret, struct span text, char *why);
/* NO_ENTRY: not newer than what runs. TOO_NEW: the data here are of a newer schema than the manifest's. */
fault manifest_fits(const struct update_manifest *m, const struct manifest_running *running, char *why);
