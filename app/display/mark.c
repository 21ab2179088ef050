/* The visitor's mark: strokes on the pad, and small where it is shown again. Never kept as a picture. */
#include "display/scene.h"

enum { PAD_UNITS = 800 };

struct spot { /* where the pad's units lie on the display, px */
    float x, y, unit;
};

/* On the pad 800 units are its width. MARK shows the same, smaller where a mark from a taller pad needs that. */
static struct spot spot_of(const struct scene *s, const struct ui_node *n)
{
    const struct display_strokes *m = &s->state->mark;
    struct area box = scene_area(s, n->box);
    float unit = (float)(box.right - box.left) / PAD_UNITS, high = 0;
    uint16_t points = m->strokes && n->role == UI_MARK ? m->end[m->strokes - 1] : 0;

    for (uint16_t i = 0; i < points; i++)
        high = m->point[i].y > high ? m->point[i].y : high;
    if (high * unit > (float)(box.bottom - box.top) * 0.95f)
        unit = (float)(box.bottom - box.top) * 0.95f / high;
    return (struct spot){(float)box.left, (float)box.top, unit};
}

static void place(const struct spot *spot, struct display_point p, float *x, float *y)
{
    *x = spot->x + (float)p.x * spot->unit;
    *y = spot->y + (float)p.y * spot->unit;
}

static float thick(const struct scene *s, const struct ui_node *n)
{
    return s->x_px * (n->role == UI_PAD ? 2.2f : 1.4f);
}

struct area scene_mark_reach(const struct scene *s, const struct ui_node *n, uint16_t from, uint16_t to)
{
    struct spot spot = spot_of(s, n);
    struct area all = {0};
    float x, y;

    for (uint16_t i = from; i < to; i++) {
        place(&spot, s->state->mark.point[i], &x, &y);
        all = area_join(all, (struct area){(int)x - 1, (int)y - 1, (int)x + 2, (int)y + 2});
    }
    return area_empty(all) ? all : area_grow(all, (int)thick(s, n) + 2);
}

static void stroke(const struct scene *s, const struct ui_node *n, const struct display_point *point, uint16_t count)
{
    struct spot spot = spot_of(s, n);
    uint32_t ink = scene_colour(s, COLOUR_INK);
    float x0, y0, x1, y1;

    if (!count)
        return;
    place(&spot, point[0], &x0, &y0);
    if (count == 1)
        canvas_stroke(s->canvas, x0, y0, x0, y0, thick(s, n), ink);
    for (uint16_t i = 1; i < count; i++, x0 = x1, y0 = y1) {
        place(&spot, point[i], &x1, &y1);
        canvas_stroke(s->canvas, x0, y0, x1, y1, thick(s, n), ink);
    }
}

/* The dotted line over the middle 70 %: a help for the eye, not a border. */
static void guide(const struct scene *s, const struct ui_node *n)
{
    struct area box = scene_area(s, n->box);
    int wide = box.right - box.left, step = scene_px(s, 4.5f), dot = scene_px(s, 1);
    float y = (float)box.top + 0.72f * (float)(box.bottom - box.top);

    for (int x = box.left + wide * 15 / 100; x <= box.right - wide * 15 / 100; x += step)
        canvas_stroke(s->canvas, (float)x, y, (float)(x + dot / 2), y, (float)dot * 0.75f,
                      scene_colour(s, COLOUR_LINE));
}

void scene_mark(const struct scene *s, const struct ui_node *n)
{
    const struct display_strokes *m = &s->state->mark;

    if (n->role == UI_PAD)
        guide(s, n);
    for (uint16_t i = 0; i < m->strokes; i++) {
        uint16_t from = i ? m->end[i - 1] : 0;
        stroke(s, n, m->point + from, (uint16_t)(m->end[i] - from));
    }
}
