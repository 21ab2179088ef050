/* Sealed records: made, kept, found, changed in place by nobody, and erased. */
#pragma once

#include "flow/core/core.h"

/* record_store.c: sealing, keeping, finding, erasing */
struct new_record { /* one record being made; row.id and row.kind are set by the caller */
    struct record row;
    struct buffer age, sealed;
    bool kept; /* its slot is taken */
};
fault new_record_seal(const struct flow *flow, struct new_record *out, const uint8_t tag[STORE_TAG],
                      const struct seal_recipient *own, struct span plain);
fault new_record_keep(struct flow *flow, struct new_record *record,
                      size_t count); /* at most 2: slots in one sync, then wrapped */
/* Gives the slots back: nothing was committed. Where a commit was answered with an error, they stay. */
void new_record_drop(struct app *app, struct new_record *record, size_t count);
void new_record_free(struct new_record *record, size_t count);
void flow_slot_erase(struct flow *flow, const struct record *row);
/* Appends the record's age file, proven: by its key, and by size, CRC-32 and SHA-256 of its row. FILE_DAMAGED: it is not what
 * was written, or its key is gone. */
fault flow_record_proof(struct seal_slots *slots, const struct record *row, struct buffer *age);
/* Opens the record under the visitor's own tag with their identity; its JSON is appended. NO_ENTRY: there is
 * none; FILE_DAMAGED: it is there and can't be read. */
fault flow_record_open(struct app *app, enum record_kind kind, struct buffer *plain, struct record *ret_row);
void flow_own_identity(const struct app *app, struct seal_identity *out); /* of the open sign-up; the caller wipes it */

/* missing.c: does the database know of every key, and of every entry of the event log that other files have heard of? */
struct missing {
    int64_t entries;    /* of the event log that are gone, at least */
    struct buffer left; /* struct seal_left: keys whose rows are gone, and nobody knows why */
    bool renewed;       /* it was made anew from what could be read */
    bool older;         /* it is older than the keys: more is gone than a power cut takes */
};
/* After flow_slots_keep; nothing is written. The caller frees `left`. */
fault flow_missing_look(struct store *store, struct seal_slots *slots, struct missing *out);
/* At a start, before anything else is written: what is gone is named, and the state stands in the database until staff go on. */
fault flow_missing_note(struct app *app, const struct missing *missing);
/* Overwrites the keys that no row leads to; but none while the database is older than they are or not sound. After flow_slots_keep. */
fault flow_missing_sweep(struct app *app);
/* At rest: what kiosk.db alone would have goes to DIR/kiosk.spare, where it changed. */
void flow_spare_save(struct app *app);
/* The event log's count goes to the slot file. */
void flow_missing_remember(struct app *app);

/* recover.c: where kiosk.db was damaged or is gone, a new one of what can be read and of DIR/kiosk.spare. NO_ENTRY: there is nothing to do;
 * another fault: it could not be made, and nothing has changed. `reason`: why the one in place can't be used. */
fault flow_recover(const char *data, fault reason);

/* places.c: at a start, behind the event log; and at rest, what a visit has changed */
fault flow_places_start(struct app *app);
void flow_places_save(struct app *app);

/* check.c: keeps the slot of every row (seal/slots.h), and looks through the whole file for the keys that are not where their rows say.
 * Nothing is written. */
struct slots_kept {
    size_t rows, lost, keys; /* lost: whose slot does not hold their key for sure; keys: in the file, whoever's */
};
fault flow_slots_keep(struct store *store, struct seal_slots *slots, struct slots_kept *ret);
/* Is every record what was written? What is not is known from then on: table `damaged`, one line of the event log for
 * four of them, staff are told. All at once (staff ask for it, or a start found keys missing), or a few at a time at rest, all
 * of them in a day; flow_scrub_ms is the next moment for that, -1: none. */
fault flow_records_check(struct app *app);
void flow_scrub(struct app *app);
/* Key files and the head of the slot file, each of which stands twice: what is damaged is written again, and told. */
fault flow_copies_mend(struct app *app);
int64_t flow_scrub_ms(const struct app *app);
/* These are damaged: `count` ids. Nothing is told twice. */
fault flow_damaged_note(struct app *app, const uint8_t (*ids)[STORE_ID], size_t count);

/* retain.c: at rest, some of what has been kept long enough; the next moment for it, -1: none */
void flow_retain(struct app *app);
int64_t flow_retain_ms(const struct app *app);
