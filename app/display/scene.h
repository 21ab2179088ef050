/* What is being painted: a tree, how the hands stand, and where to. Internal to the display. */
#pragma once

#include "display/canvas.h"
#include "display/fonts.h"
#include "display/display.h"

struct scene {
    struct canvas *canvas;
    struct fonts *fonts;
    const struct ui *ui;
    const struct display_state *state;
    float x_px, y_px; /* px per mm */
};

/* A box in whole px. Edges are rounded, not sizes, so that neighbours meet. */
struct area scene_area(const struct scene *s, struct ui_box box);
int scene_px(const struct scene *s, float mm); /* a length, at least 1 px for any above 0 */
uint32_t scene_colour(const struct scene *s, uint8_t token);
unsigned scene_state(const struct scene *s, const struct ui_node *n); /* UI_STATE_… */
bool scene_shown(const struct ui_node *n);
/* How far a node's picture may reach: its box and its runs with room for ink beyond them. */
struct area scene_reach(const struct scene *s, const struct ui_node *n);
struct area scene_run_reach(const struct scene *s, const struct ui_run *r);
/* Outer edges of the focus ring and the scan highlight; empty when there is none. */
struct area scene_focus(const struct scene *s);
struct area scene_scan(const struct scene *s);
/* The mark of a touch that was not taken: two rings, thin enough to read through; empty when there is none. */
struct area scene_spot(const struct scene *s);

/* The bar beside what is read aloud, and the words of it that are heard; empty when nothing is read. */
struct area scene_read_bar(const struct scene *s);
struct area scene_read_word(const struct scene *s, int i); /* 0 or 1 */

/* Paints everything that touches the canvas's clip rectangle. */
void scene_paint(const struct scene *s);

void scene_read(const struct scene *s); /* the bar, and the band under the word: beneath what is written */
void scene_run(const struct scene *s, const struct ui_run *r);                    /* words, an icon, a sign */
void scene_ring(const struct scene *s, const struct ui_node *n);                  /* RING */
void scene_logo(const struct scene *s);                                           /* the eight dots */
void scene_sign(const struct scene *s, const struct ui_run *r, const char *name); /* a badge's sign */
void scene_mark(const struct scene *s, const struct ui_node *n);                  /* strokes of PAD and MARK */
/* On paper: what a node is beside its words, lines of 0.35 mm; and a line through words that no longer hold. */
void scene_paper(const struct scene *s, const struct ui_node *n);
void scene_struck(const struct scene *s, const struct ui_run *r);
void scene_qr(const struct scene *s, const struct ui_node *n);
/* Rows of a sheet as grey, see display_sheet. */
void scene_sheet(struct fonts *fonts, struct corners *corners, const struct ui *u, int from, int rows, uint8_t *grey);
/* What the points from..to of the mark cover on a PAD or MARK. */
struct area scene_mark_reach(const struct scene *s, const struct ui_node *n, uint16_t from, uint16_t to);
