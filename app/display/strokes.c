/* Discs and strokes that stand between pixels. Only pixels at an edge cost a square root; the rest is filled. */
#include <math.h>
#include "display/canvas.h"

static uint32_t covered(float distance)
{
    float alpha = distance + 0.5f;

    return alpha <= 0 ? 0 : alpha >= 1 ? 255 : (uint32_t)(alpha * 255 + 0.5f);
}

static void put(struct canvas *c, int x, int y, uint32_t colour, uint32_t alpha)
{
    uint32_t *at = canvas_row(c, y) + x;

    if (alpha)
        *at = alpha == 255 ? colour : canvas_blend(*at, colour, alpha);
}

/* Half the width of a circle at height dy; 0 outside. */
static float half_width(float radius, float dy)
{
    float square = radius * radius - dy * dy;

    return radius > 0 && square > 0 ? sqrtf(square) : 0;
}

struct ring_row {
    float x, dy, radius, hole; /* the middle, how far the row is from it, and the two radii */
};

static void ring_pixels(struct canvas *c, struct ring_row r, int from, int to, int y, uint32_t colour)
{
    from = from < c->clip.left ? c->clip.left : from;
    to = to > c->clip.right ? c->clip.right : to;
    for (int x = from; x < to; x++) {
        float dx = (float)x + 0.5f - r.x, away = sqrtf(dx * dx + r.dy * r.dy);
        uint32_t alpha = covered(r.radius - away);
        if (r.hole > 0) {
            uint32_t inner = covered(r.hole - away);
            alpha = alpha > inner ? alpha - inner : 0;
        }
        put(c, x, y, colour, alpha);
    }
}

static void disc_row(struct canvas *c, struct ring_row r, int y, uint32_t colour)
{
    float wide = half_width(r.radius + 1, r.dy), solid = half_width(r.radius - 1, r.dy);
    int from = (int)floorf(r.x - wide), to = (int)ceilf(r.x + wide);
    int solid_from = (int)ceilf(r.x - solid), solid_to = (int)floorf(r.x + solid);

    if (r.hole > 0 || solid_from >= solid_to) {
        float open = r.hole > 0 ? half_width(r.hole - 1, r.dy) : 0;
        ring_pixels(c, r, from, (int)ceilf(r.x - open), y, colour);
        ring_pixels(c, r,
                    (int)ceilf(r.x - open) > (int)floorf(r.x + open) ? (int)ceilf(r.x - open) : (int)floorf(r.x + open),
                    to, y, colour);
        return;
    }
    ring_pixels(c, r, from, solid_from, y, colour);
    canvas_fill(c, (struct area){solid_from, y, solid_to, y + 1}, colour);
    ring_pixels(c, r, solid_to, to, y, colour);
}

void canvas_disc(struct canvas *c, float x, float y, float radius, float hole, uint32_t colour)
{
    struct area box = {(int)floorf(x - radius - 1), (int)floorf(y - radius - 1), (int)ceilf(x + radius + 1),
                       (int)ceilf(y + radius + 1)};

    box = area_cut(box, c->clip);
    if (area_empty(box))
        return;
    for (int row = box.top; row < box.bottom; row++)
        disc_row(c, (struct ring_row){x, (float)row + 0.5f - y, radius, hole}, row, colour);
}

struct segment {
    float x, y, dx, dy, square; /* begin, way, length squared */
};

static float away(const struct segment *s, float x, float y)
{
    float along = s->square > 0 ? ((x - s->x) * s->dx + (y - s->y) * s->dy) / s->square : 0;

    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return hypotf(x - s->x - along * s->dx, y - s->y - along * s->dy);
}

/* The part of a row that may be nearer than `reach`: where the endless line crosses it, cut to the segment's box. */
static void row_range(const struct segment *s, float y, float reach, float *from, float *to)
{
    float left = fminf(s->x, s->x + s->dx) - reach, right = fmaxf(s->x, s->x + s->dx) + reach;

    *from = left, *to = right;
    if (fabsf(s->dy) < 0.01f)
        return;
    float middle = s->x + (y - s->y) * s->dx / s->dy, half = reach * sqrtf(s->square) / fabsf(s->dy);
    *from = fmaxf(left, middle - half);
    *to = fminf(right, middle + half);
}

void canvas_stroke(struct canvas *c, float x0, float y0, float x1, float y1, float thick, uint32_t colour)
{
    struct segment s = {x0, y0, x1 - x0, y1 - y0, (x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)};
    float reach = thick / 2 + 1, from, to;
    struct area box = {(int)floorf(fminf(x0, x1) - reach), (int)floorf(fminf(y0, y1) - reach),
                       (int)ceilf(fmaxf(x0, x1) + reach), (int)ceilf(fmaxf(y0, y1) + reach)};

    box = area_cut(box, c->clip);
    if (area_empty(box))
        return;
    for (int y = box.top; y < box.bottom; y++) {
        row_range(&s, (float)y + 0.5f, reach, &from, &to);
        int begin = (int)floorf(from), end = (int)ceilf(to) + 1;
        begin = begin < box.left ? box.left : begin;
        end = end > box.right ? box.right : end;
        for (int x = begin; x < end; x++)
            put(c, x, y, colour, covered(thick / 2 - away(&s, (float)x + 0.5f, (float)y + 0.5f)));
    }
}
