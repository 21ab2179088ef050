/* Reads and writes a centre file (docs/centre-file.md). One reader for the check, for commissioning, for every change and for the
 * kiosk's own kept file: it finds all that there is to find (findings.def), and takes the file when nothing of it is refused. */
#pragma once

#include <stddef.h>
#include "base/bytes.h"
#include "base/fault.h"
#include "feed/findings.h"
#include "rule/centre.h"

/* At most CENTRE_FILE_MAX bytes. `today` is for what depends on the day; 0 leaves that out. `found` is zero-initialised by the caller,
 * who frees it whatever happens. NONE: the caller frees `out` (centre_file_free). BAD_INPUT: something is refused; TOO_NEW: a higher
 * `format`; TOO_LARGE; all three stand in `found`. NO_MEMORY, and what else reading says (FILE_MISSING …). On a fault `out` is empty. */
fault feed_centre_read(const char *path, int32_t today, struct centre_file *out, struct findings *found);
/* The two halves of it, for whoever keeps the bytes: `bytes` has the limit CENTRE_FILE_MAX. */
fault feed_centre_bytes(const char *path, struct buffer *bytes, struct findings *found);
fault feed_centre_parse(struct span json, int32_t today, struct centre_file *out, struct findings *found);
/* The text of a centre file, appended: one record has one text. Without recipients. TOO_LARGE past out->limit. */
fault feed_centre_write(const struct centre_file *file, struct buffer *out);
/* Reads what feed_centre_write wrote, of any version: what PASSES in findings.def is not looked for, and the most a group may have of
 * places is not asked. */
fault feed_kept_parse(struct span json, struct centre_file *out, struct findings *found);

struct feed_kiosk { /* what a kiosk has now */
    const struct centre_file *file;
    const int32_t *joined; /* for each group of `file`: people who joined at the kiosk */
};
/* Adds what a file that was taken would do there: groups that go, places under what is taken, rules changed in silence. For a
 * file that nothing refuses. NO_MEMORY. */
fault feed_against(const struct centre_file *file, const struct feed_kiosk *kiosk, struct findings *found);
