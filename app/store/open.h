/* Making, opening and closing the store: DIR/kiosk.db (sign-ups; WAL, FULL, EXCLUSIVE) and DIR/timetable.db (public,
 * built whole from a centre file, on a connection of its own, read-only; the one before is kept as timetable.last.db). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "rule/centre.h"
#include "store/read.h"

enum { STORE_SALT = 16 };

struct kiosk {                        /* what a kiosk is born with */
    char id[CENTRE_ID_MAX];           /* drawn: no two kiosks of a centre have the same (flow/setup/make.c) */
    char centre[CENTRE_ID_MAX];       /* the id of its centre file */
    uint8_t salt[STORE_SALT];         /* of receipt codes */
    uint64_t code_passes, code_bytes; /* Argon2id of receipt codes */
    uint64_t code_first; /* passes of the first codes, whose salt is `salt` itself; 0: this kiosk gave none out */
    int32_t created_day, consent_version; /* the consent text a sign-up now signs */
    bool moved;                           /* to another machine: this one takes no more */
    int32_t restored, restored_list; /* day of the backup it goes on from, 0: none; the office's newest list then */
    bool no_first;                   /* drawn once by lot: No stands before Yes (CNS-03) */
    size_t recipient_count;          /* 1..CENTRE_RECIPIENTS_MAX; no later centre file changes them, a letter does */
    char recipients[CENTRE_RECIPIENTS_MAX][CENTRE_RECIPIENT_MAX];
};

/* Makes DIR/kiosk.db (the folder too); FILE_EXISTS when there is one. Whole or not at all, also over a power cut. */
fault store_create(const char *folder, const struct kiosk *kiosk);

/* Opens, checks and migrates. A damaged kiosk.db is set aside with its -wal and the store opens for reading the
 * timetable only (store_takes_signups, store_reason), so it does when kiosk.db is missing, read-only or the disk is
 * full; a damaged timetable.db is set aside and the last good one shown. Fails with FILE_MISSING (neither file is
 * there), BUSY (another program has it), TOO_NEW, NO_MEMORY; *ret_store is NULL then and `why` (may be NULL) says the
 * rest. */
fault store_open(struct store **ret_store, const char *folder, char *why, size_t why_size);
/* The same before it was looked whether kiosk.db is sound, which takes as long as reading it. Until store_prove says so, nothing
 * goes from the log into the file, so that what is written meanwhile can make no damage worse. */
fault store_open_soon(struct store **ret_store, const char *folder, char *why, size_t why_size);
/* Is it sound? Looks once, where that was left for later; store_begin and store_export_begin do so by themselves. FILE_DAMAGED: nothing is
 * written any more, and store_open sets the file aside. */
fault store_prove(struct store *s);
bool store_unproven(const struct store *s); /* it was not looked at yet, or is damaged */
/* Writes the log back into the file and frees; NULL is fine. */
void store_close(struct store *s);

/* What the kiosk was born with. NO_ENTRY where only the timetable could be opened. */
fault store_kiosk(struct store *s, struct kiosk *out);
/* The thorough look (integrity and foreign keys of both files), for the night and for doctor. FILE_DAMAGED with why. */
fault store_check(struct store *s);
/* The same of the sign-ups alone, and nothing follows from it. */
fault store_whole(struct store *s);
/* The same; indexes that do not say what their tables say are made anew. FILE_DAMAGED: it is not only that. */
fault store_mend(struct store *s, bool *ret_mended);
