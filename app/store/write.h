/* What may be written. Every function is durable when it returns NONE outside store_begin/commit, and else at the
 * commit. All refuse with store_reason when the store takes no sign-ups; after a failed write or fsync the store closes
 * for good (nothing is ever retried). A full disk refuses that one transaction and leaves the store as it was. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "store/open.h"
#include "store/kept.h"

/* BEGIN IMMEDIATE: what is read after it stays true until the commit. Not nested. */
fault store_begin(struct store *s);
fault store_commit(struct store *s);
void store_rollback(struct store *s); /* without a transaction: nothing happens */

/* The two records of a sign-up, and one place of the group taken. Inside store_begin. The row is the membership's. */
fault store_signup_add(struct store *s, const char *group_key, const struct record *membership,
                       const struct record *consent, int64_t *ret_row);
/* A correction: `fresh` (own id, slot and sealed bytes; same tag and kind) stands in for `old_id`, whose id is told as
 * erased in the next export like a withdrawn one, marked as corrected. It is kept no longer than the old one would have
 * been. The caller overwrites the old slot after commit. */
fault store_record_replace(struct store *s, const uint8_t old_id[STORE_ID], const struct record *fresh, int32_t day);
/* Moves the day by which keeping is counted; BAD_INPUT for an earlier one. */
fault store_age_set(struct store *s, int32_t age_day, int32_t seen_day);
/* A withdrawal: the row goes, a tombstone stays. NO_ENTRY when it is not there. Slot: overwrite after the commit. */
fault store_record_erase(struct store *s, const uint8_t id[STORE_ID], int32_t day);
/* +1 or -1; never below 0 (then nothing changes). */
fault store_place_add(struct store *s, const char *group_key, int32_t change);

/* The entry gets the number head->count - 1, so head is the state after it. */
fault store_journal_add(struct store *s, const char *entry, const struct journal_head *head);

/* The next export's number; used up even if the export fails. */
fault store_export_claim(struct store *s, int64_t *ret_seq);
/* Ends the snapshot of store_export_begin and records the export as done; what was erased before it is now told. */
fault store_export_done(struct store *s, const struct export_row *row);

fault store_pin_set(struct store *s, const char *hash);
/* Counts a try, durable BEFORE the check that it belongs to. */
fault store_tries_add(struct store *s, enum tries_of whose, int64_t boot, int64_t steady_ms);
fault store_tries_clear(struct store *s, enum tries_of whose);

/* One boot more; its number (from 1). */
fault store_boot(struct store *s, int64_t *ret_boot);
/* The newest UTC second ever seen, raised to `now` when that is newer by a minute; never lowered. */
fault store_time_seen(struct store *s, int64_t now, int64_t *ret_newest);
/* The same, set by a person who knows what time it is: also to an earlier one. */
fault store_time_set(struct store *s, int64_t now);
fault store_consent_version_set(struct store *s, int32_t version);
