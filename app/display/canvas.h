/* Pixels in memory, and the few flat shapes the look is made of. Integer work only where it is hot: corners come from
 * quarter masks that are made once per radius. All coordinates are px; everything is cut to the clip rectangle.
 * Boxes, discs and strokes are exported for the painter alone (paint.c): together they would be past 700 lines. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct area { /* px; right and bottom are one past */
    int left, top, right, bottom;
};
enum { CORNERS = 24, CORNERS_RADIUS = 128 };
struct
    corners { /* zero-initialise. Quarter masks of circles; the one used longest ago goes first. 0.4 MB, touched as needed */
    uint32_t clock;
    struct quarter {
        int radius;    /* px; 0: none yet */
        uint32_t used; /* when last */
        uint8_t
            alpha[CORNERS_RADIUS * CORNERS_RADIUS]; /* `radius` rows of `radius`: the upper left quarter, 255 inside */
    } quarter[CORNERS];
};
struct canvas {
    uint32_t *pixel; /* 0x00RRGGBB, row by row */
    int stride;      /* px from one row to the next */
    int width, height;
    int top; /* the row that `pixel` begins with: of a page of paper only some rows are held; the clip lies in them */
    struct area clip;
    struct corners *corners; /* borrowed */
};

static inline bool area_empty(struct area a)
{
    return a.left >= a.right || a.top >= a.bottom;
}
struct area area_cut(struct area a, struct area b);
struct area area_grow(struct area a, int by);
struct area area_join(struct area a, struct area b); /* the smallest that holds both; an empty one adds nothing */

void canvas_fill(struct canvas *c, struct area a, uint32_t colour);

struct canvas_box {
    int radius;  /* larger than half the box becomes half the box: a pill, a disc; CORNERS_RADIUS at most */
    int line;    /* 0: filled. Else only its line, so many px wide, inside the box */
    bool dashed; /* the line in dashes of about three lines and gaps of two */
};
void canvas_box(struct canvas *c, struct area a, struct canvas_box box, uint32_t colour);

struct canvas_disc {          /* px, anywhere between pixels */
    float x, y, radius, hole; /* hole: the radius left free in the middle, 0 for none */
};
void canvas_disc(struct canvas *c, struct canvas_disc disc, uint32_t colour);

struct canvas_stroke {
    float x0, y0, x1, y1, thick; /* px; its ends are round */
};
void canvas_stroke(struct canvas *c, struct canvas_stroke stroke, uint32_t colour);

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
