/* How a screen's children become units, and units become pages. Inside ui only. */
#pragma once

#include "ui/place.h"

enum { UNITS_MAX = 320, PAGES_MAX = UNITS_MAX + 1, CHOICES_MAX = 5 /* SIZ-07 */ };

struct unit {          /* what is never split: a child of the screen, of a card, or a line of targets */
    uint16_t node;     /* the first node of it */
    uint16_t count;    /* how many siblings stand on its line */
    uint16_t box;      /* the CARD, TWO, PAIR or TILES it stands in; UI_NONE */
    uint16_t from, to; /* lines of a text that is longer than a page; to = 0: all */
    uint8_t choices;
    bool target, commit, stacked;
    float width, height; /* measured at this width; 0 = not yet */
    float grown;         /* the height it is given, 0 = its own */
};

struct flow {
    struct place p;
    struct unit unit[UNITS_MAX];
    uint16_t units, page_first[PAGES_MAX + 1], pages;
    uint16_t heading, step, badge, ring, nav, dock; /* UI_NONE where there is none */
    uint16_t glue_from, glue_to;                    /* no page ends inside */
    uint8_t page_bare[PAGES_MAX + 1];               /* what a page leaves out of the head to hold what can't be split */
    uint8_t bare;                                   /* 1: step and badge; 2: the heading and the brand too */
    bool tight, ring_on, whole_wall;
    bool plain; /* beside a ring the heading is no larger than elsewhere */
    struct ui_box ring_box;
    float head_end; /* where reading goes on after the heading */
};

struct plan {                 /* one page */
    uint16_t from, to, split; /* units; reading before `split`, the table from there */
    bool nav;
    float read_end, table_top, block;
    bool fits;
};

void flow_collect(struct flow *f, struct ui *u);
/* Heading, step, badge, brand, ring: boxes and runs when emitting; sets head_end. */
void flow_head(struct flow *f);
/* Stacks units from y on; in the reading column before `split`. Returns the end. */
float flow_stack(struct flow *f, uint16_t from, uint16_t to, bool reading, float y);
struct plan flow_plan(struct flow *f, uint16_t from, uint16_t to, bool nav);
void flow_paginate(struct flow *f);
float flow_nav_height(struct flow *f);
