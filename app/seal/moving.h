/* All that a kiosk holds, on its way to another machine or as a backup (docs/moving.md): sealed first to the centre's receivers,
 * then by the office to the one machine that its letter names. Its signature: minisign.h. */
#pragma once

#include "seal/keys.h"

enum { SEAL_MOVING_NAME = 64 };

/* The machine as an age recipient: its signing key's point on the other curve, so that the digits people compared name it. BAD_INPUT for
 * a key that is no point. */
fault seal_moving_recipient(struct seal_recipient *ret, const struct seal_public *machine);
/* Opens what was sealed to this machine, appended to `out`. NOT_FOR_US: it was sealed to another one; FILE_DAMAGED; with `why`. */
fault seal_moving_open(const struct seal *seal, struct span file, struct buffer *out, char *why);
/* The digits of the signing key in such a key file (keys/sign.key); FILE_DAMAGED. */
fault seal_moving_digits(char out[SEAL_DIGITS], struct span key_file);
