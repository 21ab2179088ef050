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
/* DISK_BROKEN: what became of it only the next start knows (store_unsure from then on), and nothing more is written. */
fault store_commit(struct store *s);
bool store_unsure(const struct store *s);
void store_rollback(struct store *s);      /* without a transaction: nothing happens */
fault store_end(struct store *s, fault f); /* commits where all went well so far, else takes it back and returns `f` */

/* The two records of a sign-up. Inside store_begin. The row is the membership's. */
fault store_signup_add(struct store *s, const struct record *membership, const struct record *consent,
                       int64_t *ret_row);
/* A correction: `fresh` (own id, slot and sealed bytes; same tag and kind) stands in for `old_id`, whose id is told as
 * erased in the next export like a withdrawn one, marked as corrected. It is kept no longer than the old one would have
 * been. The caller overwrites the old slot after commit. */
fault store_record_replace(struct store *s, const uint8_t old_id[STORE_ID], const struct record *fresh, int32_t day);
/* Moves the day by which keeping is counted; BAD_INPUT for an earlier one. */
fault store_age_set(struct store *s, const struct store_age *age);
fault store_age_slow(struct store *s); /* from now on, until store_age_set says otherwise */
/* A withdrawal: the row goes, a tombstone stays. NO_ENTRY when it is not there. Slot: overwrite after the commit. */
fault store_record_erase(struct store *s, const uint8_t id[STORE_ID], int32_t day);
/* A record is known to be damaged from now on, or known to be whole after all; *ret_news where it was not known before. When
 * the record goes, that goes with it. */
fault store_damaged_set(struct store *s, const uint8_t id[STORE_ID], int32_t day, bool *ret_news);
fault store_damaged_clear(struct store *s, const uint8_t id[STORE_ID]);
/* What the kiosk was born with and what staff and office set, a second time, in DIR/kiosk.spare: written where it has changed. */
fault store_spare_save(struct store *s);
/* What this database is from now on; and one record more whose key is there and whose row is gone (not one that was erased). */
fault store_behind_set(struct store *s, enum behind state);
fault store_lost_add(struct store *s, const uint8_t id[STORE_ID], int32_t day);

/* --- places taken, by group and month of joining (places.c; docs/decisions/places.md) ---
 * Counted in memory, after the commit that they belong to, and written by store_places_save when the visitor has left: no
 * commit of the sign-ups has a group in it. What a cut takes is found at the next start and counts in every group. */
/* Room for a count of that group, before the commit. NO_MEMORY; BAD_INPUT, TOO_LARGE for what is no key. */
fault store_place_keep(struct store *s, const char *group_key);
/* After the commit of a sign-up; `waiting`: it takes no place. The group was given to store_place_keep. */
void store_place_take(struct store *s, const char *group_key, bool waiting);
/* After the commit that took a place away: struct record's `day`. Never below 0. */
void store_place_give(struct store *s, const char *group_key, int32_t joined_day);
/* A new day of the clock: from now on places of today are counted anew. `before`: sign-ups of that day before this start;
 * of which group they are nobody knows, so they count in each. */
void store_places_day(struct store *s, int32_t day, int32_t before);
/* How many entries the event log had when the file was written: what was signed up behind them it does not know. Then,
 * once a start: so many were found there. */
int64_t store_places_mark(const struct store *s);
void store_places_settle(struct store *s, int32_t lost);
/* NONE, FILE_MISSING or FILE_DAMAGED: how the file was found; and how many sign-ups count in every group because of it or
 * of a cut. */
fault store_places_reason(const struct store *s, int32_t *ret_unknown);
/* Two copies, one after the other, each synced; where nothing changed nothing is written. DISK_FULL: it is still pending;
 * any other fault closes the store. */
fault store_places_save(struct store *s);
bool store_places_pending(const struct store *s);
struct place_set {
    const char *group_key;
    int32_t taken; /* 0..65535 */
};
struct places_letter {
    uint32_t number;  /* kept with it: store_places_letter */
    int32_t from_day; /* sign-ups of this day's month and later count on top; those before are in `taken` */
    const struct place_set *set;
    size_t count;
};
/* What the office knows goes before what was counted here, group by group; durable. Once more with the same letter changes
 * nothing. BAD_INPUT and nothing is changed; after another fault it holds until the end of this run: give it again then. */
fault store_places_set(struct store *s, const struct places_letter *letter);
uint32_t store_places_letter(const struct store *s); /* the number in the file; 0: none */

/* What holds over the timetable from now on, instead of what did; durable, on its own. Begin with a copy of store_house, so
 * that staff and office each leave to the other what is theirs (closed[HOUSE_OFFICE] is the letter's). On a fault what
 * held before holds on. */
fault store_house_set(struct store *s, const struct house *house);

/* What cards say together from now on (rule/interest.h); durable, on its own. On a fault what was said before holds on. */
fault store_interest_set(struct store *s, const struct interest *all);
struct own_change { /* of one group; what is NULL stays */
    const char *key;
    const char *text;    /* its lines from now on */
    const char *edition; /* one more */
    const char *table;   /* the lines of its table from now on; "": there is none any more */
    struct own_log log;  /* did NULL: no act, as a touch at the table */
};
/* Durable, on its own. On a fault what held before holds on. TOO_LARGE. */
fault store_own_set(struct store *s, const struct own_change *change);

/* The entry gets the number head->count - 1, so head is the state after it. */
fault store_journal_add(struct store *s, const char *entry, const struct journal_head *head);

/* The next export's number; used up even if the export fails. */
fault store_export_claim(struct store *s, int64_t *ret_seq);
/* Ends the snapshot of store_export_begin and records the export as done; what was erased or lost before it is now
 * told. */
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

/* Inside store_begin: the kiosk has moved to another machine, or was taken over by this one. */
fault store_moved_set(struct store *s, bool moved);
/* The same: from now on, by a letter. Of more than RETENTIONS_MAX the two oldest become one, the shorter. */
fault store_retention_add(struct store *s, const struct store_retention *row);
/* The same: the kiosk goes on from the backup of that day, 0: from none; its lists are numbered from above `list`, and above its own. */
fault store_restored_set(struct store *s, int32_t day, int32_t list);
/* kiosk.db as it is now, its log in it, appended to `out`: whole, and good to be opened. TOO_LARGE: out->limit. */
fault store_copy(struct store *s, struct buffer *out);

/* Inside store_begin: what a letter changes (store/office.c). The number of the letter never goes down. */
fault store_office_set(struct store *s, const struct office_row *row);
/* Two to eight age recipients instead of those before. */
fault store_recipients_set(struct store *s, const char *const *texts, size_t count);
/* What store_places_set is to be given once this is committed; forgets all of it. */
fault store_letter_place_add(struct store *s, const struct letter_place_row *row);
fault store_letter_places_go(struct store *s);
/* A consent text that is shown from now on; one that is kept already stays as it is. */
fault store_consent_text_add(struct store *s, const uint8_t sha256[STORE_HASH], const char *text);
/* Instead of those of earlier letters. */
fault store_letter_closed_set(struct store *s, const struct meeting_closed *spans, size_t count);
