/* The one sheet that is being printed: rows of grey, packed (PackBits a row, with a count of equal rows before it), in
 * memory that no core file holds and that is shared with the program's own children, so that wiping it here wipes it
 * for them too. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/printer.h"

enum {
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

/* Makes room for a sheet; false when there is no memory. What was there is wiped first. */
bool pages_begin(struct pages *p, uint32_t pages);
/* Adds rows of PRINTER_WIDTH bytes; false, and nothing is added, when the sheet would have more rows than its pages.
 * Look at `over`. */
bool pages_add(struct pages *p, const uint8_t *grey, uint32_t rows);
bool pages_whole(const struct pages *p);
/* The next row; false after the last. */
bool pages_next(struct pages_reader *reader, uint8_t row[PRINTER_WIDTH]);
/* Wipes and gives the memory back (OUT-06). */
void pages_wipe(struct pages *p);
