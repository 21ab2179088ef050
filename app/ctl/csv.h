/* CSV that a spreadsheet opens as text and as nothing else (docs/export.md). */
#pragma once

#include "base/bytes.h"

/* One cell, quoted. Control characters become a space; what a spreadsheet would take for a formula gets an apostrophe.
 */
void csv_cell(struct buffer *out, const char *text);
void csv_begin(struct buffer *out); /* the mark that says UTF-8 */
void csv_next(struct buffer *out);  /* between two cells */
void csv_end(struct buffer *out);   /* of a row */
