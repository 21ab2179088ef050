/* What is kept about sign-ups, as the flows read it: sealed records, places, journal, exports, tries. Nothing in here
 * can be opened by the kiosk alone. Functions ending in _next walk: each call gives a row, NO_ENTRY ends the walk;
 * store_rewind breaks walks off. Bytes behind a walked row are borrowed until the next call. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/bytes.h"
#include "base/fault.h"
#include "rule/group.h"
#include "store/read.h"

enum {
    STORE_ID = 16,
    STORE_TAG = 32,
    STORE_HASH = 32,
    STORE_PIN_MAX = 129,
    STORE_ENTRY_MAX = 513,
    STORE_NAME_MAX = 65,
    STORE_RANGE_MAX = 64 * 32,
    STORE_CHECKPOINT_MAX = 1025,
    STORE_SEALED_MAX = 1 << 20
};
enum record_kind { RECORD_MEMBERSHIP = 1, RECORD_CONSENT = 2 }; /* stored */
enum tries_of { TRIES_PIN = 1, TRIES_CODE = 2 };                /* stored */

struct record {
    int64_t row; /* given by the store */
    uint8_t id[STORE_ID], tag[STORE_TAG];
    enum record_kind kind;
    int64_t slot;
    int32_t schema;             /* of what was sealed */
    uint64_t generation;        /* of its slot, when it is added */
    uint32_t size, crc32;       /* of the record's age file … */
    uint8_t sha256[STORE_HASH]; /* … so that an export can list it without opening it */
    struct span sealed;         /* that file under its slot key */
    int32_t day;                /* of store_age when it was first written; given by the store */
    bool torn;                  /* its columns are not what was written; the id may be all zeros, `sealed` empty */
};
struct place_facts { /* what joining depends on, read inside the transaction */
    enum group_state state;
    int32_t capacity, taken, rules_version;
    int32_t today, day_limit; /* places given today, and as the centre file has it */
};
struct journal_head { /* count 0: nothing written yet */
    int64_t count;
    uint8_t link[STORE_HASH], range[STORE_RANGE_MAX];
    size_t range_length;
    char checkpoint[STORE_CHECKPOINT_MAX];
};
struct export_row {
    int64_t seq, size, rows, log_count;
    char name[STORE_NAME_MAX];
    uint8_t gsig_hash[STORE_HASH];
    int32_t day;
};
struct tries_row {
    int32_t count;
    int64_t boot, steady_ms;
}; /* of the last one */

fault store_place_facts(struct store *s, const char *group_key, struct place_facts *out); /* NO_ENTRY */
/* The record under a receipt's tag; its sealed bytes are appended to `bytes` and out->sealed points into it. NO_ENTRY.
 */
fault store_record_of(struct store *s, const uint8_t tag[STORE_TAG], enum record_kind kind, struct record *out,
                      struct buffer *bytes);
/* The first record behind that row, for a check of all of them; `bytes` is emptied first, and `sealed` is borrowed from it.
 * NO_ENTRY: there is none. */
fault store_record_after(struct store *s, int64_t row, struct record *out, struct buffer *bytes);
/* Records that are known to be damaged. */
fault store_damaged_count(struct store *s, int64_t *ret_count);
enum behind {
    BEHIND_NOT,
    BEHIND_OLDER,
    BEHIND_NEW
}; /* stored: as it was; older than the keys; made anew from what could be read */
struct store_behind {
    enum behind state;
    uint64_t generation;  /* of the newest slot that a committed record has; 0: from before that was counted */
    int64_t lost, untold; /* records whose keys are there and whose rows are gone; those that no list has told */
};
fault store_behind(struct store *s, struct store_behind *out);
/* A row of that id is gone, and it is known why: erased, or known to be lost. */
fault store_gone(struct store *s, const uint8_t id[STORE_ID], bool *ret_known);
/* One record written on or before that day of store_age, without its sealed bytes; NO_ENTRY when there is none. */
fault store_record_past(struct store *s, int32_t day, struct record *out);
struct store_age {
    int32_t day, seen; /* the day by which keeping is counted, and the clock's day when it was last moved */
    bool slow;         /* staff have set the clock on since it was last the clock's own */
};
fault store_age(struct store *s, struct store_age *out);
enum { RETENTIONS_MAX = 16 };
struct store_retention { /* since that day of store_age: days that records are kept, and proof after a withdrawal */
    int32_t day, kept, evidence;
};
/* All of them, the newest last; there is always one. */
fault store_retentions(struct store *s, struct store_retention out[RETENTIONS_MAX], size_t *ret_count);
/* The last day of which no record may be kept any longer: for each, the shortest time that has held since it was written. */
fault store_kept_until(struct store *s, int32_t *ret_day);
fault store_slot_next(struct store *s, int64_t *ret_slot, uint8_t ret_id[STORE_ID]); /* every live slot */
void store_rewind(struct store *s);

/* One moment of the store for an export; until it ends (or store_export_done) writing answers BUSY. */
fault store_export_begin(struct store *s, int64_t *ret_membership_count, int64_t *ret_consent_count);
/* Id and sha256 of every record of a kind, in order of id, from an index: a fiftieth of the reading. */
fault store_export_list(struct store *s, enum record_kind kind, uint8_t ret_id[STORE_ID],
                        uint8_t ret_sha256[STORE_HASH]);
/* In order of id; one that is damaged is handed out, too: the caller proves each. */
fault store_export_next(struct store *s, enum record_kind kind, struct record *out);
fault store_erased_next(struct store *s, uint8_t ret_id[STORE_ID], enum record_kind *ret_kind); /* not yet told */
fault store_lost_next(struct store *s, uint8_t ret_id[STORE_ID]);                               /* the same */
void store_export_end(struct store *s);
fault store_export_last(struct store *s, struct export_row *out); /* the last finished; NO_ENTRY */

fault store_journal_head(struct store *s, struct journal_head *out);
void store_journal_from(struct store *s,
                        int64_t number); /* the next walk begins there; after a rewind at the first again */
fault store_journal_next(struct store *s, int64_t *ret_number, const char **ret_entry, uint8_t ret_link[STORE_HASH]);
/* The same from the newest entry back, until NO_ENTRY or store_rewind. */
fault store_journal_back(struct store *s, int64_t *ret_number, const char **ret_entry);
fault store_tries(struct store *s, enum tries_of whose, struct tries_row *out);
fault store_pin(struct store *s, char out[STORE_PIN_MAX]); /* "" before one is set */
fault store_time_newest(struct store *s, int64_t *ret_seconds);

struct office_row { /* what the office may say by letter; all empty on a kiosk without an office key */
    char key[57];   /* its public key, the second line of a minisign key file; "": it has none here */
    bool staff;     /* staff may take an unsigned timetable */
    int32_t letter; /* number of the newest letter taken, 0: none */
    char hash[65];  /* SHA-256 of that letter, hex */
    char source[65],
        before[65];    /* hashes of the kept centre file in force, "": the one that lies there; and of the one before
                                 * the letter, "": there is nothing to take back */
    uint32_t places;   /* counts up when a letter sets places, or is taken back */
    int32_t pin_until; /* last day on which a new PIN may be drawn by leave of the office, 0: not at all */
};
fault store_office(struct store *s, struct office_row *out);
/* The days on which the house is closed by letter, in their order. */
fault store_letter_closed(struct store *s, struct meeting_closed out[HOUSE_CLOSED_MAX], size_t *ret_count);
/* Places held by people who came by this kiosk. */
int32_t store_place_taken(const struct store *s, const char *group_key);
struct letter_place_row {
    char group_key[GROUP_KEY_MAX];
    int32_t taken, more; /* of people who came by this kiosk, by the letter; how many more that is than before it */
};
/* Every consent text that was shown to a visitor, in order of its hash: NO_ENTRY ends the walk. The text is borrowed. */
fault store_consent_text_next(struct store *s, uint8_t ret_sha256[STORE_HASH], struct span *ret_text);
/* The one with that hash, appended to `out`. NO_ENTRY: it is not kept here (versions before 0.4 kept none). */
fault store_consent_text(struct store *s, const uint8_t sha256[STORE_HASH], struct buffer *out);
/* What the newest letter made of the places, group by group: NO_ENTRY ends the walk, store_rewind breaks it off. */
fault store_letter_place_next(struct store *s, struct letter_place_row *out);
