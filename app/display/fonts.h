/* Typefaces: measures lines of text (host_text_width) and paints them. One a process is open: host_text_width has no handle to pass.
 * Each call is for one neighbour, display.c or paint.c: what is behind them is 600 lines. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "base/fault.h"
#include "display/canvas.h"

struct fonts;

struct fonts_line { /* one line of text, or one icon; borrowed */
    const char *language, *text;
    size_t bytes;
    int face, em; /* enum ui_face; px */
    float left, right,
        middle; /* px: from side to side as wide as host_text_width says, and half way down; an icon stands amid them */
    float high; /* px: of the row, in the middle of which it stands; a word whose marks would leave it is set smaller */
    uint32_t colour;
    bool personal; /* its shapes are never cached, and each is wiped when the next one is made */
};

/* FILE_MISSING without the text faces or the icons in <assets>/fonts and <assets>/icons. */
fault fonts_open(struct fonts **ret, const char *assets);
void fonts_close(struct fonts *f); /* wipes; takes NULL */
/* Shapes of words that are not personal are kept, 6 MB of them at most. A word that can't be drawn leaves a gap. */
void fonts_draw(struct fonts *f, struct canvas *c, const struct fonts_line *line);
/* Forgets every width and every personal shape, and closes every size that is open; shapes that are not personal stay. */
void fonts_forget(struct fonts *f);
/* For tests: bytes of shapes that are kept, and how often a shape had to be made. */
void fonts_figures(const struct fonts *f, size_t *ret_bytes, size_t *ret_misses);
