/* Staff PINs: 4 to 12 digits, kept as an Argon2id string. The tries are counted in the store, before the check. */
#pragma once

#include "seal/code.h"

enum { SEAL_PIN_MIN = 4, SEAL_PIN_MAX = 12, SEAL_PIN_MADE = 6, SEAL_PIN_HASH = 128 };
#define SEAL_PIN_COST ((struct seal_cost){8, 64u << 20}) /* docs/decisions/pin.md */

/* 4 to 12 digits, nothing else. */
bool seal_pin_formed(const char *pin);
/* One digit repeated, a run up or down (also over 9-0), a repeated pair or half, a day and month with or without a
 * year. */
bool seal_pin_weak(const char *pin);
/* Six random digits that are not weak. */
void seal_pin_make(char out[SEAL_PIN_MADE + 1]);
/* BAD_INPUT for a PIN that is not formed; a weak one is the caller's to refuse. */
fault seal_pin_hash(char out[SEAL_PIN_HASH], const char *pin, struct seal_cost cost);
/* FILE_DAMAGED when `hash` is no Argon2id string of ours; NO_MEMORY is never a wrong PIN. */
fault seal_pin_check(bool *ret_right, const char *hash, const char *pin);
