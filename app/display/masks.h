/* The store of painted words: found by a hash, the one not used for longest goes first when the bytes run out. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include "display/fonts.h"

enum { MASKS_MAX = 2048, MASKS_BYTES = 6 << 20 };

struct masks;

struct masks *masks_open(void); /* NULL without memory */
void masks_close(struct masks *m);
const struct mask *masks_get(struct masks *m, uint64_t key); /* NULL when it is not there */
/* Takes the pixels over (and frees them, sooner or later). A key that is there already is a bug. */
void masks_put(struct masks *m, uint64_t key, struct mask mask);
size_t masks_bytes(const struct masks *m);
