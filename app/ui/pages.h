/* How a screen's children become units, and units become pages; page.c places one. Inside ui only. */
#pragma once

#include "ui/compose.h"

enum { UNITS_MAX = 320, PAGES_MAX = UNITS_MAX + 1, CHOICES_MAX = 5 /* SIZ-07 */ };

struct page_unit {     /* what is never split: a child of the screen, of a card, or a line of targets */
    uint16_t node;     /* the first node of it */
    uint16_t count;    /* how many siblings stand on its line */
    uint16_t box;      /* the CARD, TWO, PAIR or TILES it stands in; UI_NONE */
    uint16_t from, to; /* lines of a text that is longer than a page; to = 0: all */
    uint16_t words;    /* to read; those of a text that is split are not counted */
    uint8_t choices;
    bool target, commit, stacked, early;
    float width, height; /* measured at this width; 0 = not yet */
    float grown;         /* the height it is given, 0 = its own */
    struct ui_box slot;  /* where it stands, a card's margin included: as pages_stack left it */
    float card_y;        /* where its card begins */
};

struct page_head { /* what stands at the top of a page, where its reading begins, and what lies behind it */
    struct ui_box ring, logo, step;
    bool inside; /* the heading stands in the middle of the ring */
    float heading_x, heading_y, heading_width, badge_x, badge_y;
    float wall; /* how far down the head goes, for the wall behind it */
    float end;  /* where reading goes on */
};

struct paging {
    struct placing p;
    struct page_unit unit[UNITS_MAX];
    uint16_t units, page_first[PAGES_MAX + 1], pages;
    uint16_t tall;                                  /* pages with one unit that is too tall for it */
    uint16_t heading, step, badge, ring, nav, dock; /* UI_NONE where there is none */
    uint16_t glue_from, glue_to;                    /* no page ends inside */
    uint8_t page_bare[PAGES_MAX + 1];               /* what a page leaves out of the head to hold what can't be split */
    uint16_t head_words;                            /* on each of the pages */
    uint8_t bare;                                   /* 1: step and badge; 2: the heading and the brand too */
    bool tight, ring_on, whole_wall;
    bool plain; /* beside a ring the heading is no larger than elsewhere */
    struct page_head head;
};

struct page_plan {            /* one page */
    uint16_t from, to, split; /* units; reading before `split`, the table from there */
    bool nav;
    float read_end, table_top, block, nav_height;
    bool fits;
};

static inline uint16_t page_card(const struct paging *f, const struct page_unit *v) /* that it stands in; UI_NONE */
{
    return v->box != UI_NONE && f->p.u->node[v->box].role == UI_CARD ? v->box : UI_NONE;
}
/* stack.c. Stacks units from..to-1 from y on: for reading, in the column beside the ring; else in the table's. Sets their slots,
 * returns the end. */
float pages_stack(struct paging *f, uint16_t from, uint16_t to, bool reading, float y);
/* Places them where they were stacked. For page.c alone. */
void pages_put(struct paging *f, uint16_t from, uint16_t to);
/* Measures the head of a page that is so bare: sets `head`. Exported, as the next, for pages.c alone. */
void page_head(struct paging *f);
void page_place(struct paging *f, struct page_plan plan);
