/* Paints a scene in three layers: papers and boxes, then what is written, then focus ring and scan highlight on top of all. A page of
 * paper is painted by the same code at the printer's pixels; its nodes are lines and words, no boxes. */
#include <math.h>
#include <string.h>
#include "base/bytes.h"
#include "base/text.h"
#include "display/scene.h"
#include "ui/sheet.h"

static const float STRUCK_MM = 0.8f; /* on a display (look of Sirkel, struck text) */

static bool touches(const struct scene *s, struct area a)
{
    return !area_empty(area_cut(a, s->canvas->clip));
}

static bool maximum(const struct scene *s)
{
    return s->ui->setting.theme == THEME_MAX || s->ui->setting.theme == THEME_MAX_INVERSE;
}

static uint32_t colour_of(const struct scene *s, uint8_t token)
{
    return ui_colour((enum ui_theme)s->ui->setting.theme, (enum ui_colour)token);
}

/* --- rings of plain circles: the brand, the free seat, the sign of a badge. Seats are never the group's real number -- */

enum seat { SEAT_GREY, SEAT_INK, SEAT_FREE, SEAT_OPEN, SEAT_HOLE, SEAT_GAP };

struct ring { /* px */
    float x, y, radius, seat;
    int seats;
    uint32_t plain, ink, free, ground;
    bool lines; /* maximum contrast: what would be honey is a circle line */
};

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
        .plain = colour_of(s, wall ? COLOUR_WALLSEAT : COLOUR_SEAT),
        .ink = colour_of(s, wall ? COLOUR_ONWALL : COLOUR_ACCENT),
        .free = colour_of(s, lines  ? COLOUR_INK
                             : wall ? COLOUR_WALLFREE
                                    : COLOUR_FREE),
        .ground = colour_of(s, wall ? COLOUR_WALL : COLOUR_GROUND),
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
    canvas_disc(s->canvas, (struct canvas_disc){x, y, size, hole}, colour);
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

/* Those who have answered are full, whatever they answered; the next one stands at six o'clock, the others wait. */
static void chairs(const struct scene *s, const struct ring *r, int answered)
{
    for (int i = 0; i < r->seats; i++) {
        int turn = (i - r->seats / 2 + r->seats) % r->seats; /* from six o'clock on */
        float angle = (float)M_PI + 2 * (float)M_PI * (float)turn / (float)r->seats;
        bool done = turn >= r->seats - answered;
        seat_at(s, r, angle, done ? SEAT_GREY : turn == 0 ? SEAT_OPEN : SEAT_HOLE);
    }
}

static void paint_ring(const struct scene *s, const struct ui_node *n)
{
    static const struct { /* of the box's width */
        int seats;
        float radius, seat;
    } shapes[] = {[RING_WAITING] = {10, 0.407f, 0.0796f},
                  [RING_JOINED] = {10, 0.394f, 0.0833f},
                  [RING_TABLE] = {0, 0.394f, 0.0833f},
                  [RING_CLOSED] = {10, 0.362f, 0.069f},
                  [RING_ARC] = {0},
                  [RING_HERO] = {12, 0.4074f, 0.0714f},
                  [RING_PASS] = {0, 0.4074f, 0.0714f}};
    struct area box = scene_area(s, n->box);
    float wide = (float)(box.right - box.left), high = (float)(box.bottom - box.top);
    struct ring r = ring_at(s, (float)box.left + wide / 2, (float)box.top + high / 2);

    if (n->number == RING_ARC) {
        arc(s, n);
        return;
    }
    wide = wide < high ? wide : high;
    r.seats = shapes[n->number].seats ? shapes[n->number].seats : n->arg % UI_RING_ANSWERED;
    r.radius = shapes[n->number].radius * wide;
    r.seat = shapes[n->number].seat * wide;
    if (n->number == RING_CLOSED)
        canvas_disc(s->canvas, (struct canvas_disc){r.x, r.y, wide * 0.4966f, wide * 0.4856f}, r.plain);
    if (n->number == RING_PASS) {
        chairs(s, &r, n->arg / UI_RING_ANSWERED);
        return;
    }
    bool joined = n->number == RING_JOINED || n->number == RING_CLOSED || n->number == RING_TABLE;
    ring(s, &r, r.seats / 2, joined ? SEAT_FREE : SEAT_OPEN, SEAT_GREY);
}

static void paint_logo(const struct scene *s)
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

static void paint_sign(const struct scene *s, const struct ui_run *run, const char *name)
{
    struct area box = scene_area(s, (struct ui_box){run->x, run->y, run->w, run->h});
    float wide = (float)(box.right - box.left), high = (float)(box.bottom - box.top);
    struct ring r = ring_at(s, (float)box.left + wide / 2, (float)box.top + high / 2);
    enum seat rest = strcmp(name, "resting") == 0 ? SEAT_HOLE : SEAT_INK, lower = rest;

    wide = wide < high ? wide : high;
    r.seats = 6;
    r.radius = wide * 30 / 96;
    r.seat = wide * 12 / 96;
    r.ink = colour_of(s, run->colour);
    if (strcmp(name, "open") == 0)
        lower = SEAT_HOLE;
    if (strcmp(name, "forming") == 0)
        lower = SEAT_GAP;
    for (int i = 0; i < 6; i++)
        seat(s, &r, i, i >= 2 && i <= 4 ? lower : rest);
}

/* --- runs: words one by one from the store of shapes, icons by the em box ------------------------------------------- */

static const uint32_t icon_codes[ICONS] = {
#define ICON(name, code, mirrored) [ICON_##name] = code,
#include "base/icons.def"
#undef ICON
};

static void icon(const struct scene *s, const struct ui_run *r, uint32_t colour)
{
    char text[5];
    size_t bytes = text_put(text, r->text < ICONS ? icon_codes[r->text] : 0);
    float x = (r->x + r->w / 2) * s->x_px;
    const struct fonts_line line = {.language = "",
                                    .text = text,
                                    .bytes = bytes,
                                    .face = FACE_ICON,
                                    .em = r->em_px,
                                    .left = x,
                                    .right = x,
                                    .middle = (r->y + r->h / 2) * s->y_px,
                                    .colour = colour,
                                    .personal = s->ui->paper};

    fonts_draw(s->fonts, s->canvas, &line);
}

/* A page's letters are never seen again: as personal as what is private. */
static void words(const struct scene *s, const struct ui_run *r, uint32_t colour)
{
    const struct fonts_line line = {.language = s->ui->setting.language,
                                    .text = ui_string(s->ui, r->text),
                                    .bytes = r->length,
                                    .face = r->face,
                                    .em = r->em_px,
                                    .left = r->x * s->x_px,
                                    .right = (r->x + r->w) * s->x_px,
                                    .middle = (r->y + r->h / 2) * s->y_px,
                                    .high = r->h * s->y_px,
                                    .colour = colour,
                                    .personal = s->ui->node[r->node].flags & UI_PRIVATE || s->ui->paper};

    fonts_draw(s->fonts, s->canvas, &line);
}

static void disc(const struct scene *s, const struct ui_run *r, const struct ui_look *look, unsigned state)
{
    float x = r->x + r->w / 2, y = r->y + r->h / 2, half = r->disc / 2;
    struct area a = scene_area(s, (struct ui_box){x - half, y - half, r->disc, r->disc});
    uint8_t fill = ui_run_disc(s->ui, r, state);
    struct canvas_box box = {.radius = (a.right - a.left) / 2};

    a.bottom = a.top + (a.right - a.left); /* rounding may differ by a px in height */
    if (fill < COLOURS)
        canvas_box(s->canvas, a, box, colour_of(s, fill));
    if (look->disc_line >= COLOURS || look->disc_line_mm <= 0)
        return;
    box.line = scene_px(s, look->disc_line_mm);
    box.dashed = look->disc_dashed;
    canvas_box(s->canvas, a, box, colour_of(s, look->disc_line));
}

static void paint_run(const struct scene *s, const struct ui_run *r)
{
    const struct ui_node *n = &s->ui->node[r->node];
    unsigned state = scene_state(s, n);
    uint32_t colour = colour_of(s, ui_run_colour(s->ui, r, state));

    if (r->disc > 0) {
        struct ui_look look = ui_style(s->ui, n, state);
        disc(s, r, &look, state);
    }
    if (r->face == FACE_ICON)
        icon(s, r, colour);
    else if (r->face == FACE_SIGN)
        paint_sign(s, r, ui_string(s->ui, r->text));
    else
        words(s, r, colour);
}

/* --- the visitor's mark: strokes on the pad, and small where it is shown again. Never kept as a picture ------------- */

static void stroke(const struct scene *s, const struct scene_pad *pad, const struct display_point *point,
                   uint16_t count)
{
    uint32_t ink = colour_of(s, COLOUR_INK);
    struct canvas_stroke l = {.thick = pad->thick};

    if (!count)
        return;
    scene_pad_point(pad, point[0], &l.x0, &l.y0);
    l.x1 = l.x0, l.y1 = l.y0;
    if (count == 1)
        canvas_stroke(s->canvas, l, ink);
    for (uint16_t i = 1; i < count; i++, l.x0 = l.x1, l.y0 = l.y1) {
        scene_pad_point(pad, point[i], &l.x1, &l.y1);
        canvas_stroke(s->canvas, l, ink);
    }
}

/* The dotted line over the middle 70 %: a help for the eye, not a border. */
static void guide(const struct scene *s, const struct ui_node *n)
{
    struct area box = scene_area(s, n->box);
    int wide = box.right - box.left, step = scene_px(s, 4.5f), dot = scene_px(s, 1);
    float y = (float)box.top + 0.72f * (float)(box.bottom - box.top);

    for (int x = box.left + wide * 15 / 100; x <= box.right - wide * 15 / 100; x += step)
        canvas_stroke(s->canvas, (struct canvas_stroke){(float)x, y, (float)(x + dot / 2), y, (float)dot * 0.75f},
                      colour_of(s, COLOUR_LINE));
}

static void paint_mark(const struct scene *s, const struct ui_node *n)
{
    const struct display_strokes *m = &s->state->mark;
    struct scene_pad pad = scene_pad(s, n);

    if (n->role == UI_PAD)
        guide(s, n);
    for (uint16_t i = 0; i < m->strokes; i++) {
        uint16_t from = i ? m->end[i - 1] : 0;
        stroke(s, &pad, m->point + from, (uint16_t)(m->end[i] - from));
    }
}

/* --- where the voice is: under the word a line in the words' own colour, which holds wherever they do, with a soft band behind it where
 * the paper is light or dark and not a button's ---------------------------------------------------------------------- */

static void heard(const struct scene *s, struct area a, const struct ui_look *look, bool band)
{
    struct area line = a;

    if (area_empty(a))
        return;
    line.top = a.bottom - scene_px(s, SCENE_READ_LINE_MM);
    if (band)
        canvas_fill(s->canvas, a, colour_of(s, COLOUR_TINT));
    canvas_fill(s->canvas, line, colour_of(s, look->text));
}

static void paint_reading(const struct scene *s)
{
    struct area bar = scene_read_bar(s);

    if (area_empty(bar))
        return;
    const struct ui_node *n = &s->ui->node[ui_find(s->ui, s->state->read)];
    struct ui_look look = ui_style(s->ui, n, scene_state(s, n));
    bool wall = ui_beneath(s->ui, n) == COLOUR_WALL;
    canvas_fill(s->canvas, bar, colour_of(s, wall ? COLOUR_ONWALL : COLOUR_FOCUS));
    for (int i = 0; i < 2; i++)
        heard(s, scene_read_word(s, i), &look, look.text == COLOUR_INK);
}

/* --- nodes on the display ------------------------------------------------------------------------------------------ */

/* A filled box with a line is two filled boxes: the line's corners then blend with what is beneath, the fill's with the
 * line. */
static void box(const struct scene *s, struct area a, const struct ui_look *look)
{
    int line = look->line < COLOURS ? scene_px(s, look->line_mm) : 0;
    struct canvas_box fill = {.radius = scene_px(s, look->radius_mm)}, edge = fill;

    edge.line = line;
    edge.dashed = look->dashed;
    if (line && look->fill < COLOURS && !look->dashed) {
        canvas_box(s->canvas, a, fill, colour_of(s, look->line));
        fill.radius -= line;
        canvas_box(s->canvas, area_grow(a, -line), fill, colour_of(s, look->fill));
        return;
    }
    if (look->fill < COLOURS)
        canvas_box(s->canvas, a, fill, colour_of(s, look->fill));
    if (line)
        canvas_box(s->canvas, a, edge, colour_of(s, look->line));
}

static void dock(const struct scene *s, const struct ui_node *n)
{
    struct area a = scene_area(s, n->box);
    int line = scene_px(s, maximum(s) ? 1.5f : 0.5f);

    canvas_fill(s->canvas, a, colour_of(s, COLOUR_DOCK));
    a.top -= maximum(s) ? line - scene_px(s, 0.5f) : 0;
    canvas_fill(s->canvas, (struct area){a.left, a.top, a.right, a.top + line}, colour_of(s, COLOUR_LINE));
}

/* The caret stands behind the last run of a field; before anything is written, where the first letter will stand. */
static void caret(const struct scene *s, const struct ui_node *n)
{
    struct area a = scene_area(s, n->box);
    bool from_right = s->ui->setting.from_right;
    int gap = scene_px(s, 1.5f), wide = scene_px(s, 1.2f), inset = (a.bottom - a.top) / 4;
    int x = from_right ? a.right - scene_px(s, 8) : a.left + scene_px(s, 8);

    for (uint16_t i = 0; i < s->ui->runs; i++) {
        const struct ui_run *r = &s->ui->run[i];
        if (&s->ui->node[r->node] == n && r->face != FACE_ICON)
            x = (int)lroundf((from_right ? r->x : r->x + r->w) * s->x_px) + (from_right ? -gap - wide : gap);
    }
    canvas_fill(s->canvas, (struct area){x, a.top + inset, x + wide, a.bottom - inset}, colour_of(s, COLOUR_ACCENT));
}

/* Whole px a square, on a sheet that is light in every theme. */
static void paint_qr(const struct scene *s, const struct ui_node *n)
{
    struct area a = scene_area(s, n->box);
    int square = (int)lroundf(ui_qr_square_mm(s->ui, n) * s->x_px), quiet = UI_QR_QUIET * square;
    int side = n->number * square + 2 * quiet;
    uint32_t dark = colour_of(s, COLOUR_PRINT);

    if (s->ui->setting.from_right)
        a.left = a.right - side;
    canvas_fill(s->canvas, (struct area){a.left, a.top, a.left + side, a.top + side}, colour_of(s, COLOUR_SHEET));
    for (int row = 0; row < n->number; row++)
        for (int column = 0; column < n->number; column++) {
            int x = a.left + quiet + column * square, y = a.top + quiet + row * square;
            if (ui_qr_dark(s->ui, n, row, column))
                canvas_fill(s->canvas, (struct area){x, y, x + square, y + square}, dark);
        }
}

/* While it is held, a bar grows along the lower edge, from the reading side. */
static void progress(const struct scene *s, const struct ui_node *n)
{
    float inset = fminf(6, n->box.h * 0.08f);
    struct area a = area_grow(scene_area(s, n->box), -scene_px(s, inset));
    int wide = a.right - a.left, done = (int)((float)wide * (s->state->hold > 1 ? 1 : s->state->hold));
    int high = scene_px(s, fminf(6, n->box.h * 0.14f));

    a.top = a.bottom - high;
    if (done < high)
        return;
    if (s->ui->setting.from_right)
        a.left = a.right - done;
    else
        a.right = a.left + done;
    canvas_box(s->canvas, a, (struct canvas_box){.radius = high / 2}, colour_of(s, COLOUR_ACCENT));
}

static void extras(const struct scene *s, const struct ui_node *n)
{
    if (n->role == UI_RING)
        paint_ring(s, n);
    if (n->role == UI_PAD || n->role == UI_MARK)
        paint_mark(s, n);
    if (n->role == UI_QR)
        paint_qr(s, n);
    if (n->role == UI_FIELD && n->number)
        caret(s, n);
    if (n->id == s->state->pressed && s->state->hold > 0)
        progress(s, n);
}

static void papers(const struct scene *s)
{
    const struct ui *u = s->ui;

    canvas_fill(s->canvas, s->canvas->clip, colour_of(s, COLOUR_GROUND));
    if (u->deep && u->wall.w > 0)
        canvas_fill(s->canvas, scene_area(s, u->wall), colour_of(s, COLOUR_WALL));
    if (touches(s, area_grow(scene_area(s, u->logo), 1)))
        paint_logo(s);
}

/* A help number has a line above it and no box. */
static void rule(const struct scene *s, const struct ui_node *n, const struct ui_look *look)
{
    struct area a = scene_area(s, n->box);

    a.bottom = a.top + scene_px(s, look->line_mm);
    canvas_fill(s->canvas, a, colour_of(s, look->line));
}

static void node(const struct scene *s, const struct ui_node *n)
{
    struct ui_look look = ui_style(s->ui, n, scene_state(s, n));

    if (n->role == UI_DOCK)
        dock(s, n);
    else if (n->role == UI_NUMBER)
        rule(s, n, &look);
    else if (n->role != UI_RING)
        box(s, scene_area(s, n->box), &look);
    extras(s, n);
}

/* The gap shows the ground, so that the ring holds against whatever lies on both sides of it. */
static void halo(const struct scene *s, struct area outer, float thick_mm, float radius_mm)
{
    int thick = scene_px(s, thick_mm), gap = scene_px(s, UI_RING_GAP_MM);
    int radius = scene_px(s, radius_mm + thick_mm + UI_RING_GAP_MM);

    if (area_empty(outer) || !touches(s, outer))
        return;
    struct area wall = scene_area(s, s->ui->wall), middle = area_cut(outer, wall);
    bool on_wall = s->ui->deep && middle.right - middle.left > (outer.right - outer.left) / 2 && !area_empty(middle);
    uint8_t under = on_wall ? COLOUR_WALL : COLOUR_GROUND;
    canvas_box(s->canvas, area_grow(outer, -thick), (struct canvas_box){.radius = radius - thick, .line = gap},
               colour_of(s, under));
    canvas_box(s->canvas, outer, (struct canvas_box){.radius = radius, .line = thick},
               colour_of(s, on_wall ? COLOUR_ONWALL : COLOUR_FOCUS));
}

static float focus_radius(const struct scene *s)
{
    uint16_t at = ui_find(s->ui, s->state->focus);

    return at == UI_NONE ? 0 : ui_style(s->ui, &s->ui->node[at], 0).radius_mm;
}

/* Larger than a finger, so that it shows round it; a line on a line, so that it holds against whatever lies beneath. */
static void spot(const struct scene *s)
{
    struct area a = scene_spot(s);
    int thick = scene_px(s, 1), radius = (a.right - a.left) / 2;

    if (area_empty(a) || !touches(s, a))
        return;
    canvas_box(s->canvas, a, (struct canvas_box){.radius = radius, .line = thick}, colour_of(s, COLOUR_GROUND));
    canvas_box(s->canvas, area_grow(a, -thick), (struct canvas_box){.radius = radius - thick, .line = thick},
               colour_of(s, COLOUR_LINE));
}

/* --- nodes on paper: lines of 0.35 mm ------------------------------------------------------------------------------ */

static uint32_t ink(const struct scene *s)
{
    return colour_of(s, COLOUR_INK);
}

/* A line across a box, hanging down from y. */
static void paper_line(const struct scene *s, struct ui_box box, float y)
{
    struct area a = scene_area(s, box);
    int top = (int)lroundf(y * s->y_px);

    canvas_fill(s->canvas, (struct area){a.left, top, a.right, top + scene_px(s, UI_SHEET_LINE_MM)}, ink(s));
}

static void fold(const struct scene *s, const struct ui_node *n)
{
    struct area a = scene_area(s, n->box);
    int dash = scene_px(s, 3), line = scene_px(s, UI_SHEET_LINE_MM);

    for (int x = a.left; x < a.right; x += 2 * dash)
        canvas_fill(s->canvas, (struct area){x, a.top, x + dash < a.right ? x + dash : a.right, a.top + line}, ink(s));
}

/* Below the line black, and lines one, two and four line widths apart. */
static void patches(const struct scene *s, struct area a, int line)
{
    int side = (a.right - a.left) / 4, gap = side / 6;

    for (int i = 0; i < 4; i++) {
        struct area p = {a.left + i * side, a.top, a.left + (i + 1) * side - gap, a.bottom};
        int step = i == 0 ? line : line + (line << (i - 1));
        for (int y = p.top; y < p.bottom; y += step)
            canvas_fill(s->canvas, (struct area){p.left, y, p.right, y + line < p.bottom ? y + line : p.bottom},
                        ink(s));
    }
}

/* Ticks every 10 mm, the outer ones and the middle longer. */
static void scale(const struct scene *s, const struct ui_node *n)
{
    struct area a = scene_area(s, n->box);
    int line = scene_px(s, UI_SHEET_LINE_MM), ticks = n->number / 1000;

    paper_line(s, n->box, n->box.y);
    for (int i = 0; i <= ticks; i++) {
        int x = (int)lroundf((n->box.x + (float)(i * 10)) * s->x_px), long_one = i % 5 ? 3 : 6;
        x -= i == ticks ? line : 0;
        canvas_fill(s->canvas, (struct area){x, a.top, x + line, a.top + scene_px(s, (float)long_one)}, ink(s));
    }
    a.top += scene_px(s, 12);
    patches(s, a, line);
}

static bool has_line(const struct scene *s, const struct ui_node *n)
{
    return n->parent != UI_NONE && s->ui->node[n->parent].role == UI_CARD;
}

static void paper_node(const struct scene *s, const struct ui_node *n)
{
    if (has_line(s, n))
        paper_line(s, n->box, n->box.y);
    switch ((enum ui_role)n->role) {
    case UI_CARD:
        paper_line(s, n->box, n->box.y + n->box.h);
        break;
    case UI_FOOT:
        paper_line(s, n->box, n->box.y);
        break;
    case UI_CODE:
        canvas_box(s->canvas, scene_area(s, n->box),
                   (struct canvas_box){.radius = scene_px(s, 4), .line = scene_px(s, 2 * UI_SHEET_LINE_MM)}, ink(s));
        break;
    case UI_RING:
        paint_ring(s, n);
        break;
    case UI_QR:
        paint_qr(s, n);
        break;
    case UI_FOLD:
        fold(s, n);
        break;
    case UI_SCALE:
        scale(s, n);
        break;
    default:
        break;
    }
}

/* A line through words that no longer hold. */
static void struck(const struct scene *s, const struct ui_run *r)
{
    const struct ui_node *n = &s->ui->node[r->node];
    bool label = r->text >= n->label && r->text < n->label + strlen(ui_string(s->ui, n->label));

    if (!(n->flags & UI_STRUCK) || r->face == FACE_ICON || !label)
        return;
    struct area a = scene_area(s, (struct ui_box){r->x, r->y, r->w, r->h});
    float mm = s->ui->paper ? 1.4f * UI_SHEET_LINE_MM : STRUCK_MM;
    int middle = (a.top + a.bottom) / 2 + r->em_px / 12, thick = scene_px(s, mm);
    canvas_fill(s->canvas, (struct area){a.left, middle, a.right, middle + thick}, colour_of(s, r->colour));
}

void scene_paint(const struct scene *s)
{
    const struct ui *u = s->ui;

    papers(s);
    for (uint16_t i = 1; i < u->count; i++)
        if (scene_shown(&u->node[i]) && touches(s, scene_reach(s, &u->node[i])))
            (u->paper ? paper_node : node)(s, &u->node[i]);
    paint_reading(s);
    for (uint16_t i = 0; i < u->runs; i++)
        if (touches(s, scene_run_reach(s, &u->run[i])))
            paint_run(s, &u->run[i]);
    for (uint16_t i = 0; i < u->runs; i++)
        struck(s, &u->run[i]);
    struct area focus = scene_focus(s);
    if (!area_empty(focus))
        halo(s, focus, UI_RING_MM, focus_radius(s));
    halo(s, scene_scan(s), UI_SCAN_MM, 7);
    spot(s);
}
