/* Placing one node on paper: boxes and runs when `emit`, and always the height it takes, so that measuring and placing
 * can't disagree. All in mm, as if everything began at the left. Inside ui only. */
#pragma once

#include "ui/lines.h"
#include "ui/sheet.h"

struct sheet_place {
    struct ui *u;
    bool emit;
    bool further; /* not the first page: the heading is small, and has no ring */
    float points; /* of plain text */
    float air;    /* 1, or less where that saves a page: of the white around rules and between parts */
};

/* Any node that stands by itself or in a CARD, and a PAIR as a whole. */
float sheet_place(const struct sheet_place *p, uint16_t node, float x, float y, float width);
bool sheet_ring_fits(const struct sheet_place *p);
/* Heading, ring and the texts beside it; `last`: the last of those. */
float sheet_place_head(const struct sheet_place *p, uint16_t heading, uint16_t last, float y);
/* From the page's top to where the foot begins. */
float sheet_foot_top(const struct sheet_place *p, uint16_t foot);
void sheet_place_foot(const struct sheet_place *p, uint16_t foot);
/* A PAIR stands side by side where both have room. */
bool sheet_pair_fits(const struct sheet_place *p, uint16_t pair);
