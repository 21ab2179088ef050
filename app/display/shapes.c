/* Rounded boxes and their lines: rows of solid colour between corners taken from the quarter masks. */
#include <math.h>
#include <string.h>
#include "display/corners.h"

enum { RADIUS_MAX = 128 };

static int radius_for(struct area a, int radius)
{
    int half = (a.right - a.left < a.bottom - a.top ? a.right - a.left : a.bottom - a.top) / 2;

    radius = radius < half ? radius : half;
    return radius < 0 ? 0 : radius > RADIUS_MAX ? RADIUS_MAX : radius;
}

/* The mask row that belongs to row y of a rounded box; NULL between the corners. */
static const uint8_t *corner_row(const struct quarter *q, struct area a, int y)
{
    int from_top = y - a.top, from_bottom = a.bottom - 1 - y;
    int row = from_top < from_bottom ? from_top : from_bottom;

    return q && row < q->radius ? q->alpha + (long)row * q->radius : NULL;
}

static void put(struct canvas *c, int x, int y, uint32_t colour, uint32_t alpha)
{
    uint32_t *at = canvas_row(c, y) + x;

    if (alpha && x >= c->clip.left && x < c->clip.right)
        *at = alpha == 255 ? colour : canvas_blend(*at, colour, alpha);
}

static void round_row(struct canvas *c, struct area a, int y, const uint8_t *mask, int radius, uint32_t colour)
{
    for (int i = 0; i < radius; i++) {
        put(c, a.left + i, y, colour, mask[i]);
        put(c, a.right - 1 - i, y, colour, mask[i]);
    }
    canvas_fill(c, (struct area){a.left + radius, y, a.right - radius, y + 1}, colour);
}

void canvas_round(struct canvas *c, struct area a, int radius, uint32_t colour)
{
    struct area cut = area_cut(a, c->clip);

    if (area_empty(cut))
        return;
    radius = radius_for(a, radius);
    const struct quarter *q = corners_quarter(c->corners, radius);
    if (!q) {
        canvas_fill(c, a, colour);
        return;
    }
    for (int y = cut.top; y < cut.bottom && y < a.top + radius; y++)
        round_row(c, a, y, corner_row(q, a, y), radius, colour);
    canvas_fill(c, (struct area){a.left, a.top + radius, a.right, a.bottom - radius}, colour);
    for (int y = cut.top > a.bottom - radius ? cut.top : a.bottom - radius; y < cut.bottom; y++)
        if (y >= a.top + radius)
            round_row(c, a, y, corner_row(q, a, y), radius, colour);
}

/* What of column i (from the side) and row y belongs to the line: the outer box less the inner one. */
static uint32_t line_alpha(int i, const uint8_t *outer, int radius, bool inside, const uint8_t *inner, int line,
                           int rest)
{
    uint32_t whole = outer && i < radius ? outer[i] : 255;

    if (!inside || i < line)
        return whole;
    uint32_t hole = inner && i - line < rest ? inner[i - line] : 255;
    return whole > hole ? whole - hole : 0;
}

void canvas_round_line(struct canvas *c, struct area a, int radius, int line, uint32_t colour)
{
    struct area cut = area_cut(a, c->clip), hole = area_grow(a, -line);
    uint8_t outer_row[RADIUS_MAX];

    if (area_empty(cut) || line <= 0)
        return;
    radius = radius_for(a, radius);
    int rest = radius > line ? radius - line : 0, zone = radius > line ? radius : line;
    for (int y = cut.top; y < cut.bottom; y++) {
        const uint8_t *mask = corner_row(corners_quarter(c->corners, radius), a, y), *inner = NULL;
        bool inside = y >= hole.top && y < hole.bottom;
        if (mask) /* asking for the second mask may drop the first */
            mask = memcpy(outer_row, mask, (size_t)radius);
        if (inside)
            inner = corner_row(corners_quarter(c->corners, rest), hole, y);
        for (int i = 0; i < zone; i++) {
            uint32_t alpha = line_alpha(i, mask, radius, inside, inner, line, rest);
            put(c, a.left + i, y, colour, alpha);
            put(c, a.right - 1 - i, y, colour, alpha);
        }
        if (!inside)
            canvas_fill(c, (struct area){a.left + zone, y, a.right - zone, y + 1}, colour);
    }
}

/* Dashes between two ends, evenly, beginning and ending with one. */
static void dashes(struct canvas *c, int from, int to, int across, int line, bool upright, uint32_t colour)
{
    int steps = (to - from) / (line * 5), length = to - from;

    if (steps < 1)
        steps = 1;
    for (int i = 0; i < steps; i++) {
        int a = from + (2 * i + 0) * length / (2 * steps) + length / (5 * steps);
        int b = a + 3 * length / (5 * steps);
        struct area dash =
            upright ? (struct area){across, a, across + line, b} : (struct area){a, across, b, across + line};
        canvas_fill(c, dash, colour);
    }
}

/* One corner's arc as short strokes. The middle stands at x, y; the arc runs a quarter from `turn` quarters on. */
static void dash_arc(struct canvas *c, float x, float y, float radius, int line, int turn, uint32_t colour)
{
    const float quarter = (float)M_PI / 2;
    int steps = (int)lroundf(radius * quarter / (float)(line * 5));

    if (steps < 1)
        steps = 1;
    for (int i = 0; i < steps; i++) {
        float a = quarter * ((float)turn + ((float)i + 0.2f) / (float)steps);
        float b = quarter * ((float)turn + ((float)i + 0.8f) / (float)steps);
        canvas_stroke(c, x + radius * cosf(a), y + radius * sinf(a), x + radius * cosf(b), y + radius * sinf(b),
                      (float)line * 0.9f, colour);
    }
}

void canvas_round_dashes(struct canvas *c, struct area a, int radius, int line, uint32_t colour)
{
    radius = radius_for(a, radius);
    float middle = (float)radius - (float)line / 2, r = (float)radius;

    if (area_empty(area_cut(a, c->clip)))
        return;
    dashes(c, a.left + radius, a.right - radius, a.top, line, false, colour);
    dashes(c, a.left + radius, a.right - radius, a.bottom - line, line, false, colour);
    dashes(c, a.top + radius, a.bottom - radius, a.left, line, true, colour);
    dashes(c, a.top + radius, a.bottom - radius, a.right - line, line, true, colour);
    dash_arc(c, (float)a.right - r, (float)a.bottom - r, middle, line, 0, colour);
    dash_arc(c, (float)a.left + r, (float)a.bottom - r, middle, line, 1, colour);
    dash_arc(c, (float)a.left + r, (float)a.top + r, middle, line, 2, colour);
    dash_arc(c, (float)a.right - r, (float)a.top + r, middle, line, 3, colour);
}
