/* Pixels in memory, and the few flat shapes the look is made of. Integer work only where it is hot: corners come from
 * quarter masks that are made once per radius. All coordinates are px; everything is cut to the clip rectangle. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/fault.h"

struct area { /* px; right and bottom are one past */
    int left, top, right, bottom;
};
struct canvas {
    uint32_t *pixel; /* 0x00RRGGBB, row by row */
    int stride;      /* px from one row to the next */
    int width, height;
    int top; /* the row that `pixel` begins with: of a page of paper only some rows are held; the clip lies in them */
    struct area clip;
    struct corners *corners; /* owned by whoever made it with corners_open */
};

static inline bool area_empty(struct area a)
{
    return a.left >= a.right || a.top >= a.bottom;
}
struct area area_cut(struct area a, struct area b);
struct area area_grow(struct area a, int by);
struct area area_join(struct area a, struct area b); /* the smallest that holds both; an empty one adds nothing */

/* At most 24 radii of at most 128 px are kept (about 200 KB); the one asked for longest ago goes first. NULL: no
 * memory. */
struct corners *corners_open(void);
void corners_close(struct corners *c);

void canvas_fill(struct canvas *c, struct area a, uint32_t colour);
/* A rounded box. A radius larger than half the box becomes half the box: a pill, a disc. */
void canvas_round(struct canvas *c, struct area a, int radius, uint32_t colour);
/* Its line: `line` px wide, lying inside the box. */
void canvas_round_line(struct canvas *c, struct area a, int radius, int line, uint32_t colour);
/* The same in dashes of about three lines and gaps of two. */
void canvas_round_dashes(struct canvas *c, struct area a, int radius, int line, uint32_t colour);
/* A disc anywhere; `hole` is the radius left free in the middle, 0 for none. */
void canvas_disc(struct canvas *c, float x, float y, float radius, float hole, uint32_t colour);
/* A line with round ends, `thick` px. */
void canvas_stroke(struct canvas *c, float x0, float y0, float x1, float y1, float thick, uint32_t colour);
/* Lays `colour` through an 8-bit mask whose upper left stands at x, y. */
void canvas_mask(struct canvas *c, int x, int y, const uint8_t *mask, int width, int height, uint32_t colour);

static inline uint32_t *canvas_row(const struct canvas *c, int y)
{
    return c->pixel + (long)(y - c->top) * c->stride;
}

/* For the shapes: one pixel, covered by alpha 0..255. */
static inline uint32_t canvas_blend(uint32_t under, uint32_t colour, uint32_t alpha)
{
    uint32_t scale = alpha + (alpha >> 7); /* 0..256 */
    uint32_t rb = under & 0xFF00FF, g = under & 0x00FF00;

    rb += (((colour & 0xFF00FF) - rb) * scale) >> 8;
    g += (((colour & 0x00FF00) - g) * scale) >> 8;
    return (rb & 0xFF00FF) | (g & 0x00FF00);
}
