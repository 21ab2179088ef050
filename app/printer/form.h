/* The form of a sheet on its way to a printer (PWG 5102.4): a kind of px and a resolution, the best of what the printer offers. */
#pragma once

#include <cups/http.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/printer.h"

enum { FORM_DPI_MIN = 100, FORM_DPI_MAX = 1200, FORM_WIDTH_MAX = 9921 /* A4 at FORM_DPI_MAX */ };
/* In what form a printer wants its PWG raster (PWG 5102.4). */
enum form_type {
    FORM_NONE,
#define FORM(name, keyword, bits) FORM_##name,
#include "printer/form.def"
#undef FORM
    FORM_TYPES
};
struct form {
    enum form_type type;
    uint32_t x_dpi, y_dpi;
};

/* The one sheet that is being printed: rows of grey, packed (PackBits a row, with a count of equal rows before it), in
 * memory that no core file holds and that is shared with the program's own children, so that wiping it here wipes it
 * for them too. */
enum {
    PAGES_RUN = 128, /* PackBits: at most so many bytes a piece */
    /* A page of our sheets takes 0.1 to 0.5 MB packed, a page of noise 9; eight such pages fit three times. */
    PAGES_BYTES = 12 << 20
};
struct pages {      /* zero-initialise */
    uint8_t *data;  /* owned; NULL: there is no sheet */
    size_t used;    /* bytes of it */
    size_t last;    /* where the newest packed row begins; 0 with `rows` 0 */
    uint32_t rows;  /* so far, all pages */
    uint32_t pages; /* that the sheet will have */
    bool over;      /* it did not fit */
};
struct pages_reader { /* {.pages = p} reads from the first row on; always into the same row */
    const struct pages *pages;
    size_t at;
    uint32_t again; /* how often the row that was given last comes again */
};

/* All pages in that form, through libcups' PWG raster, into the request that is open. False: they are not whole there. All buffers with a
 * row in them die with this child. */
bool form_send(const struct form *form, const struct pages *pages, http_t *http);
