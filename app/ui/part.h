/* The two passes of layout. Measuring puts a node together as if it stood at 0, 0: its height, and pieces of text and
 * icons. It changes nothing but the scratch that remembers what was measured. Placing adds where the node stands, and
 * breaks the texts into runs: UAX #14 for where a line may end, the bidirectional rules for what stands where. Screens and
 * paper share both. All in mm, from the left. Inside ui only. */
#pragma once

#include "ui/tree.h"

enum { UI_LINES_MAX = 400, UI_TEXT_LONGEST = 6000 };

struct ui_type { /* how a text is set */
    uint8_t face, colour;
    uint16_t em_px;
    float line_mm; /* distance of lines */
};

enum ui_align { ALIGN_START, ALIGN_MIDDLE, ALIGN_END };

/* Width in mm of the widest piece that must stay together. */
float ui_widest_word(const struct ui *u, uint16_t text, const struct ui_type *type);
float ui_text_mm(const struct ui *u, uint16_t text, uint16_t length, const struct ui_type *type);

struct ui_span { /* bytes of the tree's text */
    uint16_t text, length;
};
enum { UI_PIECES_MAX = 1024 };
/* Colours of a piece that depend on where the node will lie: those of its look. */
enum ui_ink { INK_TEXT = COLOURS + 1, INK_QUIET, INK_ICON, INK_DISC };

enum ui_piece_kind {
    PIECE_TEXT, /* broken to its width */
    PIECE_SPAN, /* some bytes, as they are */
    PIECE_ICON, /* `text` is the icon, or for FACE_SIGN the text that names the sign */
    PIECE_BOX,  /* no text: the box of another node inside this one */
};
struct ui_piece {
    uint8_t kind, align, disc_colour;
    bool balance, split;      /* lines about equally long; a word did not fit on a line of its own */
    uint16_t node;            /* whose text it is */
    uint16_t text, length;    /* in the tree's text */
    uint16_t from, to, lines; /* of a text: those of its lines that are here; how many it has in all */
    struct ui_type type;      /* its colour is a token or an ui_ink */
    float x, y, w, h;         /* from the node's upper left; h: of the lines that are here */
    float widest, disc;
};

struct ui_room {        /* what a node gets */
    float width, least; /* least: the height it has to fill */
    uint16_t from, to;  /* for a long text: the lines of it that are on this page; to = 0: all */
};
struct ui_part { /* a node as it was measured */
    uint16_t node;
    struct ui_room room;
    float width, height;    /* of its box */
    uint16_t first, pieces; /* in the scratch */
    uint32_t edition;       /* of the scratch; another, and it is not known */
};

struct ui_scratch { /* what was measured, until the sizes change */
    struct ui_part part[UI_NODES_MAX];
    struct ui_piece piece[UI_PIECES_MAX];
    uint16_t used;
    uint32_t edition;
};

/* Forgets what was measured; to be called when what it was measured by has changed. */
static inline void ui_scratch_forget(struct ui_scratch *s)
{
    s->edition++;
    s->used = 0;
}
/* Putting a node together: begin, add, and place. Text of 0 gives a piece of height 0, which adds nothing. A part is valid
 * until the next one begins. */
struct ui_part ui_part_begin(struct ui_scratch *s, uint16_t node);
void ui_part_add(struct ui_scratch *s, struct ui_part *part, struct ui_piece piece, float x, float y);
struct ui_piece ui_piece_text(const struct ui *u, uint16_t text, const struct ui_type *type, float width, bool balance);
struct ui_piece ui_piece_span(const struct ui *u, struct ui_span span, const struct ui_type *type);
struct ui_piece ui_piece_icon(uint8_t icon, uint8_t colour, float side, float disc);
/* Sets the node's box to x, y and the part's size, and places its pieces. */
void ui_part_place(struct ui *u, const struct ui_scratch *s, const struct ui_part *part, float x, float y);
/* Turns what was laid out from the left into what begins at the right. */
void ui_mirror(struct ui *u);
