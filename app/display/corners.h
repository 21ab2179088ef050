/* Quarter masks of circles, made once per radius. */
#pragma once

#include <stdint.h>
#include "display/canvas.h"

struct quarter {
    int radius;     /* px */
    uint32_t used;  /* when last */
    uint8_t *alpha; /* radius rows of radius: the upper left quarter, 255 inside */
};

/* The mask of a radius 1..128; NULL when memory ran out (the corner is then square). Valid until the next call. */
const struct quarter *corners_quarter(struct corners *c, int radius);
