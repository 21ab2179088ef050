/* A box mean over whole source pixels: soft enough for a desk, and quick. The appliance never comes here. */
#include "display/shrink.h"

static uint32_t mean(const struct shrink_from *from, int left, int top, int right, int bottom)
{
    uint32_t red = 0, green = 0, blue = 0, count = (uint32_t)((right - left) * (bottom - top));

    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) {
            uint32_t pixel = from->pixel[(long)y * from->stride + x];
            red += pixel >> 16 & 0xFF;
            green += pixel >> 8 & 0xFF;
            blue += pixel & 0xFF;
        }
    return (red / count) << 16 | (green / count) << 8 | blue / count;
}

void shrink(const struct shrink_from *from, uint32_t *to, int to_stride, int to_width, int to_height, struct area area)
{
    for (int y = area.top; y < area.bottom; y++) {
        int top = y * from->height / to_height, bottom = ((y + 1) * from->height + to_height - 1) / to_height;
        bottom = bottom > from->height ? from->height : bottom;
        for (int x = area.left; x < area.right; x++) {
            int left = x * from->width / to_width, right = ((x + 1) * from->width + to_width - 1) / to_width;
            right = right > from->width ? from->width : right;
            to[(long)y * to_stride + x] = mean(from, left, top, right, bottom);
        }
    }
}
