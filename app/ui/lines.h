/* Texts into lines and runs: UAX #14 for where a line may end, the bidirectional rules for what stands where. Inside ui
 * only. */
#pragma once

#include "ui/tree.h"

enum { UI_LINES_MAX = 400, UI_TEXT_LONGEST = 6000 };

struct ui_type { /* how a text is set */
    uint8_t face, colour;
    uint16_t em_px;
    float line_mm; /* distance of lines */
};

struct ui_line {
    uint16_t text, length;
    bool hyphen;    /* a word was split here: a hyphen is drawn behind it */
    float width_mm; /* hyphen included */
};

struct ui_block { /* a text broken to a width */
    struct ui_line line[UI_LINES_MAX];
    size_t count;
    float widest_mm;
    bool split; /* a word did not fit on a line of its own */
};

enum ui_align { ALIGN_START, ALIGN_MIDDLE, ALIGN_END };

/* Breaks a text; `balance` makes the lines about equally long, else only the last is spared standing as a lone word.
 * Words too long for a line are split with a hyphen. */
void ui_break(const struct ui *u, uint16_t text, const struct ui_type *type, float room_mm, bool balance,
              struct ui_block *out);
/* Puts lines from..to-1 at x, y in a column; returns the height used. */
float ui_put_lines(struct ui *u, uint16_t node, const struct ui_block *block, size_t from, size_t to,
                   const struct ui_type *type, enum ui_align align, float x, float y, float room_mm);
/* Width in mm of the widest piece that must stay together. */
float ui_widest_word(const struct ui *u, uint16_t text, const struct ui_type *type);
float ui_text_mm(const struct ui *u, uint16_t text, uint16_t length, const struct ui_type *type);
struct ui_run *ui_put_run(struct ui *u, uint16_t node, uint16_t text, uint16_t length, const struct ui_type *type,
                          struct ui_box box);
