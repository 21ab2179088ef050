/* What damages a kiosk's folder: copies of it, and a bit that falls over, always the same ones for a seed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* `to` is what `from` is, without what it held before; both are folders. */
void attack_restore(const char *from, const char *to);
/* A number below `bound`; `seed` goes on. */
uint64_t attack_draw(uint64_t *seed, uint64_t bound);
/* Turns one bit of a file over, among its first `within` bytes (0: all); false where it has none. */
bool attack_flip(const char *folder, const char *name, int64_t within, uint64_t *seed);
