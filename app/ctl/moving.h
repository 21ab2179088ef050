/* The office's part in a kiosk's move: what the old machine sealed for the office is sealed anew for the one machine that
 * takes its place. */
#pragma once

#include "ctl/ctl.h"
#include "seal/minisign.h"

struct moving_wish {
    const char *file;              /* kx-...-moving.zip.age or kx-...-backup.zip.age, FILE.minisig beside it */
    const char *identity;          /* the office's or the recovery key */
    const char *old_key, *new_key; /* public key files of the two machines, as they were recorded at their setup */
};
struct moving {               /* zero-initialise, but for: */
    const char *seen;         /* of a backup: where `open` notes the lists that it opened */
    struct seal_recipient to; /* the new machine, … */
    struct buffer sealed;     /* … for which alone this is; the caller frees it */
    char hash[2 * SEAL_HASH + 1], old_digits[SEAL_DIGITS], new_digits[SEAL_DIGITS];
    char day[SEAL_DAY]; /* of a backup, "": the kiosk moved */
    uint32_t list;      /* the newest that it or the office knows, 0: none */
};
/* BAD_INPUT: a backup, and `seen` is not given or can't be read; NOT_SIGNED: the old machine did not sign it; NOT_FOR_US: not this
 * identity's; with a line in `why`. */
fault moving_reseal(struct moving *m, const struct moving_wish *w, char *why, size_t why_size);
