/* Paints a tree in three layers: papers and boxes, then what is written, then focus ring and scan highlight on top of
 * all. */
#include <math.h>
#include "display/scene.h"
#include "ui/style.h"

static bool touches(const struct scene *s, struct area a)
{
    return !area_empty(area_cut(a, s->canvas->clip));
}

static bool maximum(const struct scene *s)
{
    return s->ui->setting.theme == THEME_MAX || s->ui->setting.theme == THEME_MAX_INVERSE;
}

/* A filled box with a line is two filled boxes: the line's corners then blend with what is beneath, the fill's with the
 * line. */
static void box(const struct scene *s, struct area a, const struct ui_look *look)
{
    int line = look->line < COLOURS ? scene_px(s, look->line_mm) : 0, radius = scene_px(s, look->radius_mm);
    bool filled = look->fill < COLOURS;

    if (line && filled && !look->dashed) {
        canvas_round(s->canvas, a, radius, scene_colour(s, look->line));
        canvas_round(s->canvas, area_grow(a, -line), radius - line, scene_colour(s, look->fill));
        return;
    }
    if (filled)
        canvas_round(s->canvas, a, radius, scene_colour(s, look->fill));
    if (line && look->dashed)
        canvas_round_dashes(s->canvas, a, radius, line, scene_colour(s, look->line));
    else if (line)
        canvas_round_line(s->canvas, a, radius, line, scene_colour(s, look->line));
}

static void dock(const struct scene *s, const struct ui_node *n)
{
    struct area a = scene_area(s, n->box);
    int line = scene_px(s, maximum(s) ? 1.5f : 0.5f);

    canvas_fill(s->canvas, a, scene_colour(s, COLOUR_DOCK));
    a.top -= maximum(s) ? line - scene_px(s, 0.5f) : 0;
    canvas_fill(s->canvas, (struct area){a.left, a.top, a.right, a.top + line}, scene_colour(s, COLOUR_LINE));
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
    canvas_fill(s->canvas, (struct area){x, a.top + inset, x + wide, a.bottom - inset}, scene_colour(s, COLOUR_ACCENT));
}

/* Whole px a square, on a sheet that is light in every theme. */
void scene_qr(const struct scene *s, const struct ui_node *n)
{
    struct area a = scene_area(s, n->box);
    int square = (int)lroundf(ui_qr_square_mm(s->ui, n) * s->x_px), quiet = UI_QR_QUIET * square;
    int side = n->number * square + 2 * quiet;
    uint32_t dark = scene_colour(s, COLOUR_PRINT);

    if (s->ui->setting.from_right)
        a.left = a.right - side;
    canvas_fill(s->canvas, (struct area){a.left, a.top, a.left + side, a.top + side}, scene_colour(s, COLOUR_SHEET));
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
    struct area a = area_grow(scene_area(s, n->box), -scene_px(s, 6));
    int wide = a.right - a.left, done = (int)((float)wide * (s->state->hold > 1 ? 1 : s->state->hold));
    int high = scene_px(s, 6);

    a.top = a.bottom - high;
    if (done < high)
        return;
    if (s->ui->setting.from_right)
        a.left = a.right - done;
    else
        a.right = a.left + done;
    canvas_round(s->canvas, a, high / 2, scene_colour(s, COLOUR_ACCENT));
}

static void extras(const struct scene *s, const struct ui_node *n)
{
    if (n->role == UI_RING)
        scene_ring(s, n);
    if (n->role == UI_PAD || n->role == UI_MARK)
        scene_mark(s, n);
    if (n->role == UI_QR)
        scene_qr(s, n);
    if (n->role == UI_FIELD && n->number)
        caret(s, n);
    if (n->role == UI_HOLD && n->id == s->state->pressed && s->state->hold > 0)
        progress(s, n);
}

static void papers(const struct scene *s)
{
    const struct ui *u = s->ui;

    canvas_fill(s->canvas, s->canvas->clip, scene_colour(s, COLOUR_GROUND));
    if (u->deep && u->wall.w > 0)
        canvas_fill(s->canvas, scene_area(s, u->wall), scene_colour(s, COLOUR_WALL));
    if (touches(s, area_grow(scene_area(s, u->logo), 1)))
        scene_logo(s);
}

/* A help number has a line above it and no box. */
static void rule(const struct scene *s, const struct ui_node *n, const struct ui_look *look)
{
    struct area a = scene_area(s, n->box);

    a.bottom = a.top + scene_px(s, look->line_mm);
    canvas_fill(s->canvas, a, scene_colour(s, look->line));
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
    canvas_round_line(s->canvas, area_grow(outer, -thick), radius - thick, gap, scene_colour(s, under));
    canvas_round_line(s->canvas, outer, radius, thick, scene_colour(s, on_wall ? COLOUR_ONWALL : COLOUR_FOCUS));
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
    canvas_round_line(s->canvas, a, radius, thick, scene_colour(s, COLOUR_GROUND));
    canvas_round_line(s->canvas, area_grow(a, -thick), radius - thick, thick, scene_colour(s, COLOUR_LINE));
}

void scene_paint(const struct scene *s)
{
    const struct ui *u = s->ui;

    papers(s);
    for (uint16_t i = 1; i < u->count; i++)
        if (scene_shown(&u->node[i]) && touches(s, scene_reach(s, &u->node[i])))
            (u->paper ? scene_paper : node)(s, &u->node[i]);
    scene_read(s);
    for (uint16_t i = 0; i < u->runs; i++)
        if (touches(s, scene_run_reach(s, &u->run[i])))
            scene_run(s, &u->run[i]);
    for (uint16_t i = 0; u->paper && i < u->runs; i++)
        scene_struck(s, &u->run[i]);
    struct area focus = scene_focus(s);
    if (!area_empty(focus))
        halo(s, focus, UI_RING_MM, focus_radius(s));
    halo(s, scene_scan(s), UI_SCAN_MM, 7);
    spot(s);
}
