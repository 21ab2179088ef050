/* What a node is put together from, by its role (ui/part.h has the two passes). Inside ui only. */
#pragma once

#include "ui/measure.h"

struct placing {
    struct ui *u;
    struct ui_measure m;
    bool large_heading; /* a first screen, or one with a ring: the heading is set larger */
    struct ui_scratch scratch;
};

/* Any node but SCREEN, TWO, PAIR, TILES, DOCK. Valid until the next call. */
const struct ui_part *ui_measure_node(struct placing *p, uint16_t node, struct ui_room room);
void ui_place_node(struct placing *p, uint16_t node, struct ui_room room, float x, float y);
/* The space between the targets of the line, pair or tiles that this one stands first in. */
float ui_line_gap(const struct placing *p, uint16_t first);
struct ui_type ui_body(const struct placing *p, enum ui_face face);
