/* What a node looks like in a state: one table for drawing and for the contrast audit (TXT-06, look of Sirkel
 * "States"). Colours are tokens; COLOURS stands for none. Widths in mm (2, 4, 6, 9 px on the reference panel are 0.5,
 * 1, 1.5, 2.2). */
#pragma once

#include "ui/tree.h"

enum { UI_STATE_PRESSED = 1, UI_STATE_FOCUSED = 2, UI_STATE_SCANNED = 4 };

struct ui_look {
    uint8_t fill, line;        /* tokens or COLOURS */
    uint8_t text, quiet, icon; /* tokens */
    uint8_t disc, disc_line;   /* behind the icon, tokens or COLOURS */
    bool dashed, disc_dashed;
    float line_mm, disc_line_mm, radius_mm;
};

/* The focus ring and the scan highlight lie outside the box: gap, then thickness, in FOCUS. */
#define UI_RING_GAP_MM 1.5f
#define UI_RING_MM 3.2f
#define UI_SCAN_MM 3.0f
#define UI_SPOT_MM 28.0f /* the mark of a touch that was not taken: round a finger, not under it */

struct ui_look ui_style(const struct ui *u, const struct ui_node *n, unsigned state);
/* Colour of a run in a state: layout stores the colour at rest; pressed on a primary, colours swap. */
uint8_t ui_run_colour(const struct ui *u, const struct ui_run *r, unsigned state);
/* Colour of a run's disc in a state (tokens or COLOURS). */
uint8_t ui_run_disc(const struct ui *u, const struct ui_run *r, unsigned state);
/* What is painted beneath a node outside its own fill: card, wall, dock or ground. */
uint8_t ui_beneath(const struct ui *u, const struct ui_node *n);
/* 0xRRGGBB of a token in a theme. */
uint32_t ui_colour(enum ui_theme theme, enum ui_colour colour);
