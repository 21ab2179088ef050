/* The two slots: a root partition and a signed kernel file each. Which one runs, which one an update may write, and how
 * the boot partition is changed so that a cut at any write leaves one that starts (docs/updates.md).
 *
 * MUST 1: the slot that runs is never written to.
 * MUST 2: a kernel file stands in EFI/Linux only while the root it names is whole.
 * MUST 3: a file is made beside its place, read back from the disk, and only then moved there. */
#pragma once

#include <stdbool.h>
#include "base/file.h"
#include "seal/basic.h"
#include "system/common/version.h"

enum { SLOT_TRIES = 3, SLOT_NAME = 32, SLOT_HASH = 64 };

struct slot_file { /* a file of an update, as its manifest names it */
    int64_t size;
    uint8_t hash[SLOT_HASH]; /* BLAKE2b-512, as `b2sum` prints it */
};

struct slot_places {                /* the machine's own, or plain files and a folder in a test */
    char running;                   /* 'a' or 'b' */
    struct version_system system;   /* its version and schema */
    char root[2][FILE_PATH_MAX];    /* the root partitions of a and b */
    char disk[FILE_PATH_MAX];       /* the disk they are on */
    char esp_device[FILE_PATH_MAX]; /* "": `esp` stands ready, nothing is mounted */
    char esp[FILE_PATH_MAX];        /* the boot partition's folder */
};

struct slot_name { /* of a kernel file: sirkel-b.efi, sirkel-b+3.efi, sirkel-b+2-1.efi */
    char slot;
    bool counted;
    int left, done;
};

/* False for any other name. Upper and lower case are the same: so FAT has it. */
bool slot_name_parse(struct slot_name *ret, const char *name);
/* What the kernel's command line and the disk whose root runs say; BAD_INPUT when they contradict each other. */
fault slot_places_find(struct slot_places *ret, char *why);

/* --- bytes from here to there --- */

struct slot_copy {
    int from, to;                                   /* `to` -1: only read and hash */
    int64_t size;                                   /* exactly so many bytes, else FILE_DAMAGED */
    fault read_fault;                               /* what it means when reading fails */
    void (*progress)(void *context, int64_t bytes); /* after each piece; may be NULL */
    void *context;
};
/* Copies, durably, and hashes on the way. */
fault slot_copy(const struct slot_copy *c, uint8_t ret_hash[SLOT_HASH]);
/* Reads what was written to `to`, from its byte `at` on, past the cache: DISK_BROKEN when it is something else. */
fault slot_read_back(const struct slot_copy *c, int64_t at, const uint8_t hash[SLOT_HASH]);

/* --- the boot partition --- */

/* Mounts it for as long as it is needed. */
fault slot_esp_open(const struct slot_places *p, char *why);
fault slot_esp_close(const struct slot_places *p);
/* Takes every kernel file of `slot` away, durably. The running slot's: BAD_INPUT. */
fault slot_remove_kernels(const struct slot_places *p, char slot, char *why);
/* Puts a kernel file of this size and hash in place, with SLOT_TRIES tries. */
fault slot_install_kernel(const struct slot_places *p, char slot, int fd, const struct slot_file *part, char *why);
/* The running slot is good: its kernel file loses its counter. A whole one stands there at every moment. */
fault slot_confirm(const struct slot_places *p, char *why);
/* Is the running slot still being tried? */
fault slot_on_trial(const struct slot_places *p, bool *ret_trial);
