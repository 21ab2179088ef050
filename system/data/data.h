/* The data partition: found, opened, repaired, mounted at /data, or left alone. The program /usr/sbin/data does it
 * ("data open", "data close"); boot runs it. MUSTs:
 * 1. Nothing is ever formatted but a blank partition, or one that we ourselves began to make and did not finish.
 * 2. A TPM that refuses, or a disk that can't be repaired, leads to a state and safe mode, never to a new format.
 * 3. A power cut at any moment of the creation leaves a partition that is created again at the next start. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"

/* How it went, as one word in /run/sirkel/data. Columns: name, word. The kiosk may write under /data up to MEMORY only.
 */
#define DATA_STATES(X)                                                                                                 \
    X(TPM, "tpm")           /* encrypted; the key comes from the chip, which gives it to this start-up only */         \
    X(PLAIN, "plain")       /* encrypted, but the key stands in the header: quick to erase, no protection */           \
    X(MEMORY, "memory")     /* on the stick that installs: what is tried there is gone with the power */               \
    X(FOREIGN, "foreign")   /* somebody else's data: left alone */                                                     \
    X(LOCKED, "locked")     /* the chip does not give the key */                                                       \
    X(BROKEN, "broken")     /* can't be read, repaired or mounted */                                                   \
    X(NONE, "none")         /* there is no data partition on the disk we run from */                                   \
    X(UNCOPIED, "uncopied") /* there, but no copy from before a new version could be made: nothing may write to it */  \
    X(NEWER, "newer")       /* a newer program wrote it */
enum data_state {
#define DATA_STATE(name, word) DATA_##name,
    DATA_STATES(DATA_STATE)
#undef DATA_STATE
};
/* What is recorded about this place. */
#define SITE_FOLDER "/data/site"
#define SITE_TURN_FILE                                                                                                 \
    "turn" /* the panel's rotation in degrees; the device manager writes it, the kiosk's start reads it */
#define DATA_STATE_FILE "/run/sirkel/data"
#define DATA_MOUNT "/data"

const char *data_state_name(enum data_state state);
