/* The slot file: one random key per record, outside the database, overwritten in place to erase (docs/formats.md).
 * A record is kept as XChaCha20-Poly1305 under its slot's key, bound to its table, id and schema; the key never leaves
 * here. Order of a sign-up: take (durable) -> wrap -> database commit -> done screen. Order of an erasure: tombstone and row in one
 * commit -> erase. One process at a time (locked). For ext4 with data=ordered; in no backup but
 * flow/move/move.c's, sealed to those who have the records anyway. */
#pragma once

#include "seal/basic.h"

enum {
    SEAL_SLOT_EXTRA = 40,            /* nonce 24 and tag 16: what a wrapped file is longer by */
    SEAL_SLOT_PLAIN_MAX = 68 * 1024, /* what may be wrapped */
    SEAL_SLOTS_STEP = 4096,          /* slots the file grows by: 256 KiB */
    SEAL_SLOTS_MAX = 1 << 17,        /* 8 MiB, 65,536 people: what one list holds; then DISK_FULL */
    SEAL_SLOTS_AT_ONCE = 64,         /* one block */
};

struct seal_slots;
struct seal_slot {
    uint32_t index;
    uint8_t record[SEAL_ID];
};
struct seal_place {    /* where a record belongs; a wrapped record moved elsewhere does not open */
    const char *table; /* 1 to 32 bytes */
    uint32_t schema;
    struct seal_slot slot;
};

/* Makes the file (durably, 0600) when `create` and there is none. BUSY when another process has it. */
fault seal_slots_open(struct seal_slots **ret_slots, const char *path, bool create);
void seal_slots_close(struct seal_slots *slots);
/* Slots that hold a key, and slots in all. */
size_t seal_slots_used(const struct seal_slots *slots, size_t *ret_all);

/* Writes the header's copy that is not good from the other. *ret_was_damaged: the first one was not (a file of before version 0.4 has
 * no second one). */
fault seal_slots_mend(struct seal_slots *s, bool *ret_was_damaged);

/* The newest slot ever taken, at least `known`: no slot taken from now on has a number up to that. */
uint64_t seal_slots_generation(struct seal_slots *s, uint64_t known);
/* How many entries the event log has: a second place that knows, against a database that forgets. It is written after each commit
 * and not synced: the end of the program does not take it, a power cut may. seal_slots_noted: 0 where nothing is known. */
fault seal_slots_note(struct seal_slots *s, uint64_t entries);
uint64_t seal_slots_noted(const struct seal_slots *s);

/* Gives each record (slots[i].record filled in by the caller) a fresh key and fills in slots[i].index; at most 64,
 * neighbours, in one write and one sync. On a fault none is taken. */
fault seal_slots_take(struct seal_slots *s, struct seal_slot *slots, size_t count);
/* Overwrites with random bytes; neighbours in one write. A slot that holds another record or none is passed over:
 * erasing again is harmless. */
fault seal_slots_erase(struct seal_slots *s, const struct seal_slot *slots, size_t count);

/* Appends to `out`. NO_ENTRY when the slot does not hold that record (erased, or lost); FILE_DAMAGED when the bytes do not
 * fit. A slot whose check does not fit is used where the record proves its key: a bit of the slot fell over elsewhere. */
fault seal_slots_wrap(struct seal_slots *s, const struct seal_place *place, struct span plain, struct buffer *out);
fault seal_slots_unwrap(struct seal_slots *s, const struct seal_place *place, struct span wrapped, struct buffer *out);

/* At boot, with a sound database only: keep every slot a row names, find what was not where its row says, then sweep: what
 * nobody kept is overwritten. Keeping is forgotten after a sweep.
 * Where a slot does not hold its record's key for sure, what stands there is kept all the same; those come first in `slots` then, and
 * *ret_lost says how many. In the order of slots each block is read once. */
fault seal_slots_keep(struct seal_slots *s, struct seal_slot *slots, size_t count, size_t *ret_lost);
/* Looks through the whole file for the keys of these records, keeps them, and unwraps and erases by them until the file is
 * closed or this is called again. */
fault seal_slots_find(struct seal_slots *s, const struct seal_slot *lost, size_t count);
struct seal_left {
    uint8_t record[SEAL_ID];
    uint64_t generation;
};
/* Those that a sweep would overwrite: struct seal_left, appended to `out`. */
fault seal_slots_left(struct seal_slots *s, struct buffer *out);
fault seal_slots_sweep(struct seal_slots *s, size_t *ret_erased);
