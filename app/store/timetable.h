/* Making a timetable, and knowing which one is shown. For flow/timetable/timetable.c, which decides; see there. */
#pragma once

#include <stddef.h>
#include "base/fault.h"
#include "rule/centre.h"

struct store;

enum { STORE_SOURCE_MAX = 65 }; /* 64 hex digits and NUL */

/* Writes DIR/timetable.db from a checked centre file: built beside, verified, synced, renamed; the old one becomes
 * timetable.last.db. `source` is kept in it: the hash of the kept centre file, "" for none. FILE_FOREIGN when the timetable
 * there belongs to another id. A store that is open keeps showing the old one. `why` (may be NULL) gets a precise line. */
fault store_timetable_build(const char *folder, const struct centre_file *file, const char *source, char *why,
                            size_t why_size);
/* FILE_FOREIGN where store_timetable_build would say so; nothing is written. */
fault store_timetable_fits(const char *folder, const struct centre_file *file, char *why, size_t why_size);
/* A whole timetable of this form or an older one, read back into the record of a centre file; recipients and warnings
 * are none. The caller frees it (centre_file_free). FILE_MISSING, FILE_DAMAGED, FILE_FOREIGN. */
fault store_timetable_read(const char *path, struct centre_file *out, char *why, size_t why_size);

/* Of a store that is open: opens the timetable files again. NO_MEMORY only. */
fault store_timetable_again(struct store *s);
/* Shows that centre file from a timetable in memory. On a fault what was shown before is still shown. */
fault store_timetable_show(struct store *s, const struct centre_file *file, char *why, size_t why_size);
/* The hash of the centre file that the shown timetable was built from; "" where there is none. */
void store_timetable_source(struct store *s, char out[STORE_SOURCE_MAX]);
/* The precise line to store_timetable_shown's reason. */
const char *store_timetable_why(const struct store *s);
