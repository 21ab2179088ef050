/* A table that a spreadsheet shows as it is written: 0047… and 0007 keep their zeros, nothing is a formula. */
#pragma once

#include "base/bytes.h"

/* The rows go to `content`, a buffer of the caller's: begin, then cells, and next_row between rows. The last row stays open for `ods_end`. */
void ods_begin(struct buffer *content);
void ods_cell(struct buffer *content, const char *text);
void ods_next_row(struct buffer *content);
/* The whole file to `out`; `over` there when either did not fit. At most 4 GB. */
void ods_end(struct buffer *content, struct buffer *out);
