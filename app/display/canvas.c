/* Areas, plain fills and masks: what every other shape ends in. */
#include "display/canvas.h"

static inline int smaller(int a, int b)
{
    return a < b ? a : b;
}

static inline int larger(int a, int b)
{
    return a > b ? a : b;
}

struct area area_cut(struct area a, struct area b)
{
    return (struct area){larger(a.left, b.left), larger(a.top, b.top), smaller(a.right, b.right),
                         smaller(a.bottom, b.bottom)};
}

struct area area_grow(struct area a, int by)
{
    return (struct area){a.left - by, a.top - by, a.right + by, a.bottom + by};
}

struct area area_join(struct area a, struct area b)
{
    if (area_empty(a))
        return b;
    if (area_empty(b))
        return a;
    return (struct area){smaller(a.left, b.left), smaller(a.top, b.top), larger(a.right, b.right),
                         larger(a.bottom, b.bottom)};
}

void canvas_fill(struct canvas *c, struct area a, uint32_t colour)
{
    struct area cut = area_cut(a, c->clip);

    if (area_empty(cut))
        return;
    for (int y = cut.top; y < cut.bottom; y++) {
        uint32_t *row = canvas_row(c, y);
        for (int x = cut.left; x < cut.right; x++)
            row[x] = colour;
    }
}

/* Most of a letter's box is empty or full: those two ways cost one comparison a pixel. */
static void mask_row(uint32_t *row, const uint8_t *mask, int count, uint32_t colour)
{
    for (int i = 0; i < count; i++) {
        uint32_t alpha = mask[i];
        if (!alpha)
            continue;
        row[i] = alpha == 255 ? colour : canvas_blend(row[i], colour, alpha);
    }
}

void canvas_mask(struct canvas *c, int x, int y, const uint8_t *mask, int width, int height, uint32_t colour)
{
    struct area cut = area_cut((struct area){x, y, x + width, y + height}, c->clip);

    if (area_empty(cut))
        return;
    for (int at = cut.top; at < cut.bottom; at++)
        mask_row(canvas_row(c, at) + cut.left, mask + (long)(at - y) * width + (cut.left - x), cut.right - cut.left,
                 colour);
}
