/* Shows the panel's pixels in a smaller (or larger) window on a desk. */
#pragma once

#include <stdint.h>
#include "display/canvas.h"

struct shrink_from {
    const uint32_t *pixel;
    int stride, width, height;
};

/* Fills `area` of the target (to_width x to_height px in all). Each pixel is the mean of what it stands for, computed
 * from its own place alone: so areas painted one by one fit together without seams. */
void shrink(const struct shrink_from *from, uint32_t *to, int to_stride, int to_width, int to_height, struct area area);
