/* Bech32 (BIP 173) of 32 bytes without its limit of 90 characters, as age writes its keys. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* `prefix` in lower case, `upper`: the whole text in upper case. `out` holds strlen(prefix) + 60 bytes. */
void bech32_put(char *out, const char *prefix, const uint8_t data[32], bool upper);
/* False, and `data` wiped, for a text that is not exactly one: another length or prefix, both cases, a letter that is none of
 * Bech32's, a checksum that does not fit. */
bool bech32_get(uint8_t data[32], const char *prefix, const char *text, bool upper);
