/* Reads and writes a centre file (docs/centre-file.md). The only door to jansson. Strict: the first thing that is not as described
 * refuses the whole file with its place in it; what is merely unwise is a warning in the result. */
#pragma once

#include <stddef.h>
#include "base/bytes.h"
#include "base/fault.h"
#include "rule/centre.h"

/* At most CENTRE_FILE_MAX bytes. On NONE the caller frees `out` (centre_file_free); on a fault it is empty and `why`
 * (may be NULL) holds one line for a person: "groups[3].meetings[0].start: not a time like 18:00". FILE_MISSING and its
 * like come from reading; BAD_INPUT from the contents; TOO_NEW from a higher `format`. */
fault feed_centre_read(const char *path, struct centre_file *out, char *why, size_t why_size);
fault feed_centre_parse(struct span json, struct centre_file *out, char *why, size_t why_size);
/* The text of a centre file, appended: one record has one text. Without recipients. TOO_LARGE past out->limit. */
fault feed_centre_write(const struct centre_file *file, struct buffer *out);
/* Reads what feed_centre_write wrote; the most a group may have of places is not asked. */
fault feed_kept_parse(struct span json, struct centre_file *out, char *why, size_t why_size);
