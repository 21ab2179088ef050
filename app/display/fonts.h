/* Typefaces: which one a word gets, how wide it is, and its shape as an 8-bit mask that any colour can go through. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"

struct fonts;

struct mask { /* borrowed until the next call of fonts_mask or fonts_forget */
    uint8_t *alpha;
    int16_t left, top; /* of the upper left pixel: from the pen, and from the baseline (negative above) */
    int16_t width, height;
};
struct fonts_word { /* one word, or one icon; borrowed */
    const char *language;
    int face, em; /* enum ui_face; px */
    const char *text;
    size_t bytes;
    bool personal; /* never cached, and wiped when the next one is made */
};

/* FILE_MISSING without the text faces or the icons in <assets>/fonts and <assets>/icons. */
fault fonts_open(struct fonts **ret, const char *assets);
void fonts_close(struct fonts *f); /* wipes; takes NULL */
/* Width in px of a line, the sum of its words and spaces: as wide as it is painted, in proportion at every size. */
float fonts_width(struct fonts *f, const char *language, int face, int em, const char *text, size_t bytes);
/* The shape of a word without spaces; empty (0 x 0) when nothing can be drawn. At most 6 MB of them are kept. */
struct mask fonts_mask(struct fonts *f, const struct fonts_word *word);
/* From the middle of a line's box down to its baseline, in ems: the language's own face decides. */
float fonts_baseline(struct fonts *f, const char *language, int face);
/* True when the first strong letter runs from right to left. */
bool fonts_from_right(const char *text, size_t bytes);
/* Forgets every width and every personal shape. */
void fonts_forget(struct fonts *f);
/* Lets go of every size that is open; the words already painted stay. Called when a page of paper is done. */
void fonts_trim(struct fonts *f);
void fonts_figures(const struct fonts *f, size_t *ret_bytes, size_t *ret_misses);
/* host_text_width (base/host.h) has no handle to pass: it measures with these fonts. NULL: no text can be measured. */
void text_width_with(struct fonts *fonts);
