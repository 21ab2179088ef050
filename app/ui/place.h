/* Placing one node: boxes and runs when `emit`, and always the height it takes. Measuring and placing are the same
 * function, so they can't disagree. Inside ui only. */
#pragma once

#include "ui/measure.h"
#include "ui/style.h"

struct place {
    struct ui *u;
    struct ui_measure m;
    bool emit;
    bool large_heading; /* a first screen, or one with a ring: the heading is set larger */
    uint16_t from, to;  /* for a long text: the lines of it that are on this page; to = 0: all */
};

/* Any node but SCREEN, TWO, PAIR, TILES, DOCK; `least` is the height it has to fill. Returns its height in mm. */
float ui_place(struct place *p, uint16_t node, float x, float y, float width, float least);
float ui_place_read(struct place *p, uint16_t node, float x, float y, float width);
float ui_place_target(struct place *p, uint16_t node, float x, float y, float width, float least);
float ui_place_keys(struct place *p, uint16_t node, float x, float y, float width);
/* Several targets on one line or, where their words need it, below one another. */
float ui_place_line(struct place *p, uint16_t first, uint16_t count, bool stacked, float x, float y, float width,
                    float least);
bool ui_line_stacks(struct place *p, uint16_t first, uint16_t count, float width);
float ui_line_gap(const struct place *p, uint16_t first);
void ui_place_dock(struct place *p, uint16_t dock);

/* Turns what was laid out from the left into what begins at the right. */
void ui_mirror(struct ui *u);

/* A text at x, y in a column; returns its height. Empty texts have none. */
float ui_place_text(struct place *p, uint16_t node, uint16_t text, const struct ui_type *type, enum ui_align align,
                    float x, float y, float width);
/* An icon in a square box of `side`; `disc` is the diameter behind it, 0 for none. */
void ui_place_icon(struct place *p, uint16_t node, uint8_t icon, uint8_t colour, float x, float y, float side,
                   float disc);
struct ui_type ui_body(const struct place *p, enum ui_face face, uint8_t colour);
struct ui_type ui_rowed(const struct place *p, enum ui_face face, uint8_t colour, float factor);
/* The same type, set smaller until the text's longest word fits, at least at `least_px`. */
struct ui_type ui_shrink(const struct place *p, struct ui_type type, uint16_t text, float width, uint16_t least_px);
struct ui_type ui_heading_type(const struct place *p, uint16_t node, float width);
