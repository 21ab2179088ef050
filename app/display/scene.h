/* What is being painted: a tree, the state of input, and where to. scene.c says where everything lies on the canvas: for the painter
 * (paint.c) and for whoever looks what has to be painted again (display.c). Internal to the display. */
#pragma once

#include <math.h>
#include "display/canvas.h"
#include "display/display.h"
#include "display/fonts.h"
#include "ui/style.h"

#define SCENE_READ_LINE_MM 0.9f /* under the word that is heard */

struct scene {
    struct canvas *canvas;
    struct fonts *fonts;
    const struct ui *ui;
    const struct display_state *state;
    float x_px, y_px; /* px per mm */
};
struct scene_pad { /* where the mark's units lie on a PAD or MARK, px */
    float x, y, unit;
    float thick; /* of a stroke */
};

static inline int scene_px(const struct scene *s, float mm) /* a length, at least 1 px for any above 0 */
{
    int px = (int)lroundf(mm * s->x_px);

    return px < 1 && mm > 0 ? 1 : px;
}
/* A box in whole px. Edges are rounded, not sizes, so that neighbours meet. */
struct area scene_area(const struct scene *s, struct ui_box box);
unsigned scene_state(const struct scene *s, const struct ui_node *n); /* UI_STATE_… */
bool scene_shown(const struct ui_node *n);
/* How far a node's picture may reach: its box and its runs with room for ink beyond them. */
struct area scene_reach(const struct scene *s, const struct ui_node *n);
struct area scene_run_reach(const struct scene *s, const struct ui_run *r);
/* Outer edges of the focus ring and the scan highlight; empty when there is none. */
struct area scene_focus(const struct scene *s);
struct area scene_scan(const struct scene *s);
/* The marker of a touch that was not taken: two rings, thin enough to read through; empty when there is none. */
struct area scene_spot(const struct scene *s);
/* Where the voice is (AUD-17): the bar beside the node that is read, and the words of it that are heard, `i` being 0 or 1; empty when
 * nothing is read. */
struct area scene_read_bar(const struct scene *s);
struct area scene_read_word(const struct scene *s, int i);
/* On the pad 800 units are its width. MARK shows the same, smaller where a mark from a taller pad needs that. */
struct scene_pad scene_pad(const struct scene *s, const struct ui_node *n);
void scene_pad_point(const struct scene_pad *pad, struct display_point p, float *ret_x, float *ret_y);

/* Paints everything that touches the canvas's clip rectangle (paint.c; for display.c alone). */
void scene_paint(const struct scene *s);
