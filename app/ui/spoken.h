/* Texts as a voice must get them (AUD-09): it misreads clocks, groups of figures, rooms, dates and short forms, so
 * those become words, piece by piece. Inside ui only. */
#pragma once

#include "base/bytes.h"

/* Appends the spoken form; soft hyphens and line ends are for the eye only. */
void ui_spoken_text(struct buffer *out, const char *text);
/* The bytes of the text that bytes from..from+bytes-1 of its spoken form stand for, whole pieces; false for none. */
bool ui_spoken_where(const char *text, size_t from, size_t bytes, size_t *ret_from, size_t *ret_to);
