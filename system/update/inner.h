/* What of an update its tests read, on plain files: the manifest (docs/updates.md), checking, and writing. The
 * functions here are read by update.c alone and stay public for those tests (system_slot, system_manifest). */
#pragma once

#include "seal/keys.h"
#include "system/slot/slot.h"
#include "system/update/job.h"
#include "system/update/update.h"

/* --- the file `manifest` in the folder sirkel-update/ of a stick. Its signature is checked over all its bytes before a
 * line of it is read. --- */

#define MANIFEST_PURPOSE "sirkel update " /* how the signature's trusted comment begins; the version follows */
enum { MANIFEST_MAX = 4096 };
enum manifest_file { MANIFEST_ROOT, MANIFEST_UKI_A, MANIFEST_UKI_B, MANIFEST_FILES };

struct update_manifest {
    char version[VERSION_MAX];
    int64_t made;    /* UTC seconds since 1970 */
    uint32_t schema; /* of the data this version writes */
    struct slot_file part[MANIFEST_FILES];
};

/* "root.img", "sirkel-a.efi", "sirkel-b.efi". */
const char *manifest_file_name(enum manifest_file file);
/* Reads without looking at the signature. FILE_DAMAGED (not in its one form), FILE_FOREIGN (another product). `why`
 * (SEAL_WHY bytes, or NULL) gets the reason. */
fault manifest_read(struct update_manifest *ret, struct span text, char *why);

/* --- the update --- */

struct update {
    struct slot_places places;
    struct seal_public key;
    char folder[FILE_PATH_MAX];      /* sirkel-update on the stick */
    struct update_manifest manifest; /* once update_check found it good */
};

/* Signature, version, schema, and that every file is there with its size and fits. Reads nothing large. */
fault update_check(struct update *u, char *why);
/* Writes what update_check found good to the slot that does not run. */
fault update_write(struct update *u, struct job *job, char *why);
