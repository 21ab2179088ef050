/* A page of paper: the same painter, at the printer's pixels, some rows at a time. Every shape stands where the whole
 * page has it, whatever rows are asked for, so that bands of any height make the same page. */
#include <assert.h>
#include <math.h>
#include <string.h>
#include "base/bytes.h"
#include "display/scene.h"
#include "ui/sheet.h"

enum { BAND = PRINTER_ROWS };
static_assert((int)UI_SHEET_WIDTH_PX == (int)PRINTER_WIDTH && (int)UI_SHEET_HEIGHT_PX == (int)PRINTER_HEIGHT &&
                  (int)UI_SHEET_DPI == (int)PRINTER_DPI,
              "a sheet is laid out for what the printer takes");

static uint32_t ink(const struct scene *s)
{
    return scene_colour(s, COLOUR_INK);
}

/* A line across a box, hanging down from y. */
static void rule(const struct scene *s, struct ui_box box, float y)
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

    rule(s, n->box, n->box.y);
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

void scene_paper(const struct scene *s, const struct ui_node *n)
{
    if (has_line(s, n))
        rule(s, n->box, n->box.y);
    switch ((enum ui_role)n->role) {
    case UI_CARD:
        rule(s, n->box, n->box.y + n->box.h);
        break;
    case UI_FOOT:
        rule(s, n->box, n->box.y);
        break;
    case UI_CODE:
        canvas_round_line(s->canvas, scene_area(s, n->box), scene_px(s, 4), scene_px(s, 2 * UI_SHEET_LINE_MM), ink(s));
        break;
    case UI_RING:
        scene_ring(s, n);
        break;
    case UI_QR:
        scene_qr(s, n);
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

void scene_struck(const struct scene *s, const struct ui_run *r)
{
    const struct ui_node *n = &s->ui->node[r->node];
    bool label = r->text >= n->label && r->text < n->label + strlen(ui_string(s->ui, n->label));

    if (!(n->flags & UI_STRUCK) || r->face == FACE_ICON || !label)
        return;
    struct area a = scene_area(s, (struct ui_box){r->x, r->y, r->w, r->h});
    int middle = (a.top + a.bottom) / 2 + r->em_px / 12, thick = scene_px(s, 1.4f * UI_SHEET_LINE_MM);
    canvas_fill(s->canvas, (struct area){a.left, middle, a.right, middle + thick}, ink(s));
}

void scene_sheet(struct fonts *fonts, struct corners *corners, const struct ui *u, int from, int rows, uint8_t *grey)
{
    static const struct display_state at_rest = {0};
    const struct ui_panel *panel = &u->setting.panel;
    uint32_t pixel[BAND * PRINTER_WIDTH];
    struct canvas canvas = {
        .pixel = pixel, .stride = PRINTER_WIDTH, .width = PRINTER_WIDTH, .height = PRINTER_HEIGHT, .corners = corners};
    struct scene scene = {.canvas = &canvas,
                          .fonts = fonts,
                          .ui = u,
                          .state = &at_rest,
                          .x_px = (float)panel->width_px / panel->width_mm,
                          .y_px = (float)panel->height_px / panel->height_mm};

    assert(u->paper && from >= 0 && rows >= 0 && from + rows <= PRINTER_HEIGHT);
    for (int y = from; y < from + rows; y += BAND) {
        int end = y + BAND < from + rows ? y + BAND : from + rows;
        canvas.top = y;
        canvas.clip = (struct area){0, y, PRINTER_WIDTH, end};
        scene_paint(&scene);
        for (int i = 0; i < (end - y) * PRINTER_WIDTH; i++)
            *grey++ = (uint8_t)(pixel[i] >> 8); /* black to white has three alike */
    }
    bytes_wipe(pixel, sizeof pixel);
    if (from + rows == PRINTER_HEIGHT) /* megabytes of letters that no screen wants */
        fonts_trim(fonts);
}
