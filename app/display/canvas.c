/* Areas and shapes. A rounded box is rows of solid colour between corners taken from quarter masks; discs and strokes stand between pixels:
 * only pixels at an edge cost a square root. */
#include "display/canvas.h"

#include <assert.h>
#include <math.h>
#include <string.h>
#include <wchar.h>

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
    for (int y = cut.top; y < cut.bottom; y++) /* the C library's is as wide as the processor */
        wmemset((wchar_t *)canvas_row(c, y) + cut.left, (wchar_t)colour, (size_t)(cut.right - cut.left));
}
static_assert(sizeof(wchar_t) == sizeof(uint32_t), "a pixel is a wide character to wmemset");

/* How much of a pixel lies inside: by the distance of its middle from the edge, good to 2 % for radii over 2 px. */
static uint8_t covered(float distance)
{
    float alpha = distance + 0.5f;

    if (alpha <= 0)
        return 0;
    return alpha >= 1 ? 255 : (uint8_t)(alpha * 255 + 0.5f);
}

/* One pixel of a row that lies within the clip. */
static void put(struct canvas *c, int x, int y, uint32_t colour, uint32_t alpha)
{
    uint32_t *at = canvas_row(c, y) + x;

    if (alpha && x >= c->clip.left && x < c->clip.right)
        *at = alpha == 255 ? colour : canvas_blend(*at, colour, alpha);
}

/* --- rounded boxes ------------------------------------------------------------------------------------------------- */

static void quarter_make(uint8_t *alpha, int radius)
{
    for (int y = 0; y < radius; y++)
        for (int x = 0; x < radius; x++) {
            float dx = (float)(radius - x) - 0.5f, dy = (float)(radius - y) - 0.5f;
            alpha[y * radius + x] = covered((float)radius - sqrtf(dx * dx + dy * dy));
        }
}

/* The mask of a radius 1..CORNERS_RADIUS, NULL for any other. Valid until the next call. */
static const struct quarter *quarter_get(struct corners *c, int radius)
{
    struct quarter *oldest = c->quarter;

    if (radius < 1 || radius > CORNERS_RADIUS)
        return NULL;
    for (int i = 0; i < CORNERS; i++) {
        struct quarter *q = &c->quarter[i];
        if (q->radius == radius) {
            q->used = ++c->clock;
            return q;
        }
        if (q->used < oldest->used)
            oldest = q;
    }
    quarter_make(oldest->alpha, radius);
    oldest->radius = radius;
    oldest->used = ++c->clock;
    return oldest;
}

static int radius_for(struct area a, int radius)
{
    int wide = a.right - a.left, high = a.bottom - a.top, half = (wide < high ? wide : high) / 2;

    radius = smaller(radius, half);
    return larger(smaller(radius, CORNERS_RADIUS), 0);
}

/* The mask row that belongs to row y of a rounded box; NULL between the corners. */
static const uint8_t *corner_row(const struct quarter *q, struct area a, int y)
{
    int from_top = y - a.top, from_bottom = a.bottom - 1 - y;
    int row = from_top < from_bottom ? from_top : from_bottom;

    return q && row < q->radius ? q->alpha + (long)row * q->radius : NULL;
}

/* Both corners of a row of a filled box, and what lies between them. */
static void round_row(struct canvas *c, struct area a, int y, const struct quarter *q, uint32_t colour)
{
    const uint8_t *mask = corner_row(q, a, y);

    for (int i = 0; i < q->radius; i++) {
        put(c, a.left + i, y, colour, mask[i]);
        put(c, a.right - 1 - i, y, colour, mask[i]);
    }
    canvas_fill(c, (struct area){a.left + q->radius, y, a.right - q->radius, y + 1}, colour);
}

static void round_fill(struct canvas *c, struct area a, int radius, uint32_t colour)
{
    struct area cut = area_cut(a, c->clip);
    const struct quarter *q = quarter_get(c->corners, radius);

    if (!q) {
        canvas_fill(c, a, colour);
        return;
    }
    for (int y = cut.top; y < cut.bottom && y < a.top + radius; y++)
        round_row(c, a, y, q, colour);
    canvas_fill(c, (struct area){a.left, a.top + radius, a.right, a.bottom - radius}, colour);
    for (int y = larger(cut.top, a.bottom - radius); y < cut.bottom; y++)
        if (y >= a.top + radius)
            round_row(c, a, y, q, colour);
}

struct line_row {                 /* of a line: the outer box less the inner one */
    const uint8_t *outer, *inner; /* mask rows; NULL between the corners */
    int radius, rest, line;       /* of the outer corners, of the inner ones; the line's width */
    bool inside;                  /* the row crosses the inner box */
};

/* What of column i (from the side) belongs to the line. */
static uint32_t line_alpha(const struct line_row *r, int i)
{
    uint32_t whole = r->outer && i < r->radius ? r->outer[i] : 255;

    if (!r->inside || i < r->line)
        return whole;
    uint32_t hole = r->inner && i - r->line < r->rest ? r->inner[i - r->line] : 255;
    return whole > hole ? whole - hole : 0;
}

static void round_line(struct canvas *c, struct area a, int radius, int line, uint32_t colour)
{
    struct area cut = area_cut(a, c->clip), hole = area_grow(a, -line);
    uint8_t outer_row[CORNERS_RADIUS];
    struct line_row r = {.radius = radius, .rest = radius > line ? radius - line : 0, .line = line};
    int zone = larger(radius, line);

    for (int y = cut.top; y < cut.bottom; y++) {
        r.outer = corner_row(quarter_get(c->corners, radius), a, y);
        r.inside = y >= hole.top && y < hole.bottom;
        if (r.outer) /* the second mask may take the place of the first */
            r.outer = memcpy(outer_row, r.outer, (size_t)radius);
        r.inner = r.inside ? corner_row(quarter_get(c->corners, r.rest), hole, y) : NULL;
        for (int i = 0; i < zone; i++) {
            uint32_t alpha = line_alpha(&r, i);
            put(c, a.left + i, y, colour, alpha);
            put(c, a.right - 1 - i, y, colour, alpha);
        }
        if (!r.inside)
            canvas_fill(c, (struct area){a.left + zone, y, a.right - zone, y + 1}, colour);
    }
}

struct dashes {           /* along one side of a box */
    int from, to, across; /* its ends, and where it lies in the other direction */
    bool upright;
};

/* Evenly, beginning and ending with a dash. */
static void dash_side(struct canvas *c, struct dashes d, int line, uint32_t colour)
{
    int length = d.to - d.from, steps = larger(length / (line * 5), 1);

    for (int i = 0; i < steps; i++) {
        int a = d.from + (2 * i + 0) * length / (2 * steps) + length / (5 * steps);
        int b = a + 3 * length / (5 * steps);
        struct area upright = {d.across, a, d.across + line, b}, level = {a, d.across, b, d.across + line};
        canvas_fill(c, d.upright ? upright : level, colour);
    }
}

struct arc {
    float x, y, radius;
    int quarter; /* it runs a quarter from so many quarters on */
};

/* One corner's arc as short strokes. */
static void dash_arc(struct canvas *c, struct arc arc, int line, uint32_t colour)
{
    const float quarter = (float)M_PI / 2;
    int steps = larger((int)lroundf(arc.radius * quarter / (float)(line * 5)), 1);

    for (int i = 0; i < steps; i++) {
        float a = quarter * ((float)arc.quarter + ((float)i + 0.2f) / (float)steps);
        float b = quarter * ((float)arc.quarter + ((float)i + 0.8f) / (float)steps);
        canvas_stroke(c,
                      (struct canvas_stroke){arc.x + arc.radius * cosf(a), arc.y + arc.radius * sinf(a),
                                             arc.x + arc.radius * cosf(b), arc.y + arc.radius * sinf(b),
                                             (float)line * 0.9f},
                      colour);
    }
}

static void round_dashes(struct canvas *c, struct area a, int radius, int line, uint32_t colour)
{
    float middle = (float)radius - (float)line / 2, r = (float)radius;

    dash_side(c, (struct dashes){a.left + radius, a.right - radius, a.top, false}, line, colour);
    dash_side(c, (struct dashes){a.left + radius, a.right - radius, a.bottom - line, false}, line, colour);
    dash_side(c, (struct dashes){a.top + radius, a.bottom - radius, a.left, true}, line, colour);
    dash_side(c, (struct dashes){a.top + radius, a.bottom - radius, a.right - line, true}, line, colour);
    dash_arc(c, (struct arc){(float)a.right - r, (float)a.bottom - r, middle, 0}, line, colour);
    dash_arc(c, (struct arc){(float)a.left + r, (float)a.bottom - r, middle, 1}, line, colour);
    dash_arc(c, (struct arc){(float)a.left + r, (float)a.top + r, middle, 2}, line, colour);
    dash_arc(c, (struct arc){(float)a.right - r, (float)a.top + r, middle, 3}, line, colour);
}

void canvas_box(struct canvas *c, struct area a, struct canvas_box box, uint32_t colour)
{
    int radius = radius_for(a, box.radius);

    if (area_empty(area_cut(a, c->clip)) || box.line < 0)
        return;
    if (box.line == 0)
        round_fill(c, a, radius, colour);
    else if (box.dashed)
        round_dashes(c, a, radius, box.line, colour);
    else
        round_line(c, a, radius, box.line, colour);
}

/* --- discs and strokes --------------------------------------------------------------------------------------------- */

/* Half the width of a circle at height dy; 0 outside. */
static float half_width(float radius, float dy)
{
    float square = radius * radius - dy * dy;

    return radius > 0 && square > 0 ? sqrtf(square) : 0;
}

struct ring_row {
    int y;
    float x, dy, radius, hole; /* the middle, how far the row is from it, and the two radii */
};

static void ring_pixels(struct canvas *c, const struct ring_row *r, int from, int to, uint32_t colour)
{
    from = larger(from, c->clip.left);
    to = smaller(to, c->clip.right);
    for (int x = from; x < to; x++) {
        float dx = (float)x + 0.5f - r->x, away = sqrtf(dx * dx + r->dy * r->dy);
        uint32_t alpha = covered(r->radius - away);
        if (r->hole > 0) {
            uint32_t inner = covered(r->hole - away);
            alpha = alpha > inner ? alpha - inner : 0;
        }
        put(c, x, r->y, colour, alpha);
    }
}

static void disc_row(struct canvas *c, const struct ring_row *r, uint32_t colour)
{
    float wide = half_width(r->radius + 1, r->dy), solid = half_width(r->radius - 1, r->dy);
    int from = (int)floorf(r->x - wide), to = (int)ceilf(r->x + wide);
    int solid_from = (int)ceilf(r->x - solid), solid_to = (int)floorf(r->x + solid);

    if (r->hole > 0 || solid_from >= solid_to) {
        float open = r->hole > 0 ? half_width(r->hole - 1, r->dy) : 0;
        int open_from = (int)ceilf(r->x - open), open_to = (int)floorf(r->x + open);
        ring_pixels(c, r, from, open_from, colour);
        ring_pixels(c, r, larger(open_from, open_to), to, colour);
        return;
    }
    ring_pixels(c, r, from, solid_from, colour);
    canvas_fill(c, (struct area){solid_from, r->y, solid_to, r->y + 1}, colour);
    ring_pixels(c, r, solid_to, to, colour);
}

void canvas_disc(struct canvas *c, struct canvas_disc d, uint32_t colour)
{
    struct area box = {(int)floorf(d.x - d.radius - 1), (int)floorf(d.y - d.radius - 1), (int)ceilf(d.x + d.radius + 1),
                       (int)ceilf(d.y + d.radius + 1)};

    box = area_cut(box, c->clip);
    for (int row = box.top; row < box.bottom && box.left < box.right; row++)
        disc_row(c, &(struct ring_row){row, d.x, (float)row + 0.5f - d.y, d.radius, d.hole}, colour);
}

struct segment {
    float x, y, dx, dy, square; /* begin, way, length squared */
};

static float away(const struct segment *s, float x, float y)
{
    float along = s->square > 0 ? ((x - s->x) * s->dx + (y - s->y) * s->dy) / s->square : 0;

    if (along < 0)
        along = 0;
    else if (along > 1)
        along = 1;
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

void canvas_stroke(struct canvas *c, struct canvas_stroke l, uint32_t colour)
{
    struct segment s = {l.x0, l.y0, l.x1 - l.x0, l.y1 - l.y0, 0};
    float reach = l.thick / 2 + 1, from, to;
    struct area box = {(int)floorf(fminf(l.x0, l.x1) - reach), (int)floorf(fminf(l.y0, l.y1) - reach),
                       (int)ceilf(fmaxf(l.x0, l.x1) + reach), (int)ceilf(fmaxf(l.y0, l.y1) + reach)};

    s.square = s.dx * s.dx + s.dy * s.dy;
    box = area_cut(box, c->clip);
    if (area_empty(box))
        return;
    for (int y = box.top; y < box.bottom; y++) {
        row_range(&s, (float)y + 0.5f, reach, &from, &to);
        int begin = larger((int)floorf(from), box.left), end = smaller((int)ceilf(to) + 1, box.right);
        for (int x = begin; x < end; x++)
            put(c, x, y, colour, covered(l.thick / 2 - away(&s, (float)x + 0.5f, (float)y + 0.5f)));
    }
}
