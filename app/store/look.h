/* Looking at a store without touching it, as `sirkelctl doctor` does. */
#pragma once

#include "store/kept.h"
#include "store/open.h"

/* As store_open, but nothing is set aside, migrated, recovered into the file or written, whatever is found: what
 * store_open would set aside is store_reason, and store_timetable_shown says that the newest timetable is not good.
 * Writing answers DISK_READONLY. BUSY while a kiosk is running. */
fault store_look(struct store **ret_store, const char *folder, char *why, size_t why_size);
/* Opens the public half alone: DIR/timetable.db, else the one before it, else none (store_timetable_shown). kiosk.db is
 * not so much as looked for, and nothing is written, whatever is found. Takes no sign-ups; store_reason is FILE_MISSING.
 * Fails for want of memory only. */
fault store_look_public(struct store **ret_store, const char *folder, char *why, size_t why_size);
