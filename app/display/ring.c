/* Rings of plain circles: the brand, the free seat, the sign of a badge. Seats are never the group's real number. */
#include <math.h>
#include <string.h>
#include "display/scene.h"

enum seat { SEAT_GREY, SEAT_INK, SEAT_FREE, SEAT_OPEN, SEAT_HOLE, SEAT_GAP };

struct ring { /* px */
    float x, y, radius, seat;
    int seats;
    uint32_t plain, ink, free, ground;
    bool lines; /* maximum contrast: what would be honey is a circle line */
};

static bool maximum(const struct scene *s)
{
    return s->ui->setting.theme == THEME_MAX || s->ui->setting.theme == THEME_MAX_INVERSE;
}

static bool on_wall(const struct scene *s, float y)
{
    return s->ui->deep && s->ui->wall.w > 0 && y < (s->ui->wall.y + s->ui->wall.h) * s->y_px;
}

static struct ring ring_at(const struct scene *s, float x, float y)
{
    bool wall = on_wall(s, y), lines = maximum(s);

    return (struct ring){
        .x = x,
        .y = y,
        .lines = lines,
        .plain = scene_colour(s, wall ? COLOUR_WALLSEAT : COLOUR_SEAT),
        .ink = scene_colour(s, wall ? COLOUR_ONWALL : COLOUR_ACCENT),
        .free = scene_colour(s, lines  ? COLOUR_INK
                                : wall ? COLOUR_WALLFREE
                                       : COLOUR_FREE),
        .ground = scene_colour(s, wall ? COLOUR_WALL : COLOUR_GROUND),
    };
}

/* A seat stands at an angle from twelve o'clock, with the clock. Not mirrored from right to left: it is the brand. */
static void seat_at(const struct scene *s, const struct ring *r, float angle, enum seat kind)
{
    float x = r->x + r->radius * sinf(angle), y = r->y - r->radius * cosf(angle), size = r->seat, hole = 0;
    uint32_t colour = kind == SEAT_GREY ? r->plain : r->ink;

    if (kind == SEAT_GAP)
        return;
    if (kind == SEAT_OPEN)
        colour = r->free, hole = size * 0.74f;
    if (kind == SEAT_FREE)
        colour = r->free, hole = r->lines ? size * 0.66f : 0;
    if (kind == SEAT_HOLE)
        hole = size * 0.5f;
    canvas_disc(s->canvas, x, y, size, hole, colour);
}

static void seat(const struct scene *s, const struct ring *r, int at, enum seat kind)
{
    seat_at(s, r, 2 * (float)M_PI * (float)at / (float)r->seats, kind);
}

static void ring(const struct scene *s, const struct ring *r, int at, enum seat one, enum seat rest)
{
    for (int i = 0; i < r->seats; i++)
        seat(s, r, i, i == at ? one : rest);
}

/* A circle of which only the near side is seen: nine seats from edge to edge, the outer ones leaning over it. How far
 * it is bent depends on the height there is; at the most it is a circle of 258 mm. */
static void arc(const struct scene *s, const struct ui_node *n)
{
    const float seat_mm = 8.44f, most_mm = 34.6f, under_mm = 4;
    struct area box = scene_area(s, n->box);
    float rise = n->box.h - under_mm - 2 * seat_mm, reach = (float)(box.right - box.left) / 2 - 3 * s->x_px;
    struct ring r = ring_at(s, (float)(box.left + box.right) / 2, (float)box.bottom);

    if (rise <= 0 || reach <= 0)
        return;
    rise = (rise < most_mm ? rise : most_mm) * s->x_px;
    r.seat = seat_mm * s->x_px;
    r.radius = (reach * reach + rise * rise) / (2 * rise);
    r.y = (float)box.bottom - under_mm * s->x_px - r.seat - r.radius;
    float step = asinf(reach / r.radius) / 4;
    for (int i = -4; i <= 4; i++)
        seat_at(s, &r, (float)M_PI - step * (float)i, i ? SEAT_GREY : SEAT_OPEN);
}

void scene_ring(const struct scene *s, const struct ui_node *n)
{
    static const struct { /* of the box's width */
        int seats;
        float radius, seat;
    } shapes[] = {[RING_WAITING] = {10, 0.407f, 0.0796f},
                  [RING_JOINED] = {10, 0.394f, 0.0833f},
                  [RING_CLOSED] = {10, 0.362f, 0.069f},
                  [RING_ARC] = {0},
                  [RING_HERO] = {12, 0.4074f, 0.0714f}};
    struct area box = scene_area(s, n->box);
    float wide = (float)(box.right - box.left), high = (float)(box.bottom - box.top);
    struct ring r = ring_at(s, (float)box.left + wide / 2, (float)box.top + high / 2);

    if (n->number == RING_ARC) {
        arc(s, n);
        return;
    }
    wide = wide < high ? wide : high;
    r.seats = shapes[n->number].seats;
    r.radius = shapes[n->number].radius * wide;
    r.seat = shapes[n->number].seat * wide;
    if (n->number == RING_CLOSED)
        canvas_disc(s->canvas, r.x, r.y, wide * 0.4966f, wide * 0.4856f, r.plain);
    bool joined = n->number == RING_JOINED || n->number == RING_CLOSED;
    ring(s, &r, r.seats / 2, joined ? SEAT_FREE : SEAT_OPEN, SEAT_GREY);
}

void scene_logo(const struct scene *s)
{
    struct area box = scene_area(s, s->ui->logo);
    float wide = (float)(box.right - box.left);
    struct ring r = ring_at(s, (float)box.left + wide / 2, (float)(box.top + box.bottom) / 2);
    bool wall = on_wall(s, r.y);

    if (s->ui->logo.w <= 0)
        return;
    r.seats = 8;
    r.radius = wide * 38 / 112;
    r.seat = wide * 12 / 112;
    ring(s, &r, 4, SEAT_FREE, wall ? SEAT_GREY : SEAT_INK);
}

void scene_sign(const struct scene *s, const struct ui_run *run, const char *name)
{
    struct area box = scene_area(s, (struct ui_box){run->x, run->y, run->w, run->h});
    float wide = (float)(box.right - box.left), high = (float)(box.bottom - box.top);
    struct ring r = ring_at(s, (float)box.left + wide / 2, (float)box.top + high / 2);
    enum seat rest = strcmp(name, "resting") == 0 ? SEAT_HOLE : SEAT_INK, lower = rest;

    wide = wide < high ? wide : high;
    r.seats = 6;
    r.radius = wide * 30 / 96;
    r.seat = wide * 12 / 96;
    r.ink = scene_colour(s, run->colour);
    if (strcmp(name, "open") == 0)
        lower = SEAT_HOLE;
    if (strcmp(name, "forming") == 0)
        lower = SEAT_GAP;
    for (int i = 0; i < 6; i++)
        seat(s, &r, i, i >= 2 && i <= 4 ? lower : rest);
}
