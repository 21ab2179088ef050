/* All that a kiosk holds, on its way to another machine (docs/moving.md): signed by the kiosk, sealed first to the centre's receivers, then
 * by the office to the one machine that its letter names. */
#pragma once

#include "seal/keys.h"

enum { SEAL_MOVING_NAME = 64, SEAL_MOVING_SIGNATURE_MAX = 1400 };

/* The machine as an age recipient: its signing key's point on the other curve, so that the digits people compared name it. BAD_INPUT for
 * a key that is no point. */
fault seal_moving_recipient(struct seal_recipient *ret, const struct seal_public *machine);
/* Opens what was sealed to this machine, appended to `out`. NOT_FOR_US: it was sealed to another one; FILE_DAMAGED; with `why`. */
fault seal_moving_open(const struct seal *seal, struct span file, struct buffer *out, char *why);
/* The signature over a sealed file, appended. BAD_INPUT for a kiosk name that is none. */
fault seal_moving_sign(const struct seal *seal, const char *kiosk, struct span file, struct buffer *out);
/* NOT_SIGNED, with the reason in `why`, for anything but such a signature by `key` over these bytes. */
fault seal_moving_verify(const struct seal_public *key, struct span file, struct span signature, char *why);
/* The digits of the signing key in such a key file (keys/sign.key); FILE_DAMAGED. */
fault seal_moving_digits(char out[SEAL_DIGITS], struct span key_file);
