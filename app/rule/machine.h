/* What the machine says of itself, read; and what its answers mean to whoever stands there. The words between the kiosk
 * and the machine's steward stand in base/machine.def. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "base/machine.h"
#include "rule/verdict.h"

enum { MACHINE_WORD = 48, MACHINE_HASH = 65, MACHINE_SIGNED_TEXT = 256 };

/* How the data partition is locked. PLAIN: its key lies beside it, so it can be erased fast but keeps nobody out. */
enum machine_lock { LOCK_UNKNOWN, LOCK_TPM, LOCK_PLAIN };
enum machine_known { KNOWN_NOT, KNOWN_YES, KNOWN_NO };

struct machine_about { /* "" for what was not said */
    char version[MACHINE_WORD], slot[MACHINE_WORD], kernel[MACHINE_WORD], made[MACHINE_WORD];
    char root[MACHINE_HASH]; /* of the verified root, hex; "" where the start is not verified */
    char copy[MACHINE_WORD]; /* the version whose data are kept from before the newest update; "" for none */
    enum machine_known secure_boot;
    enum machine_known packages_locked; /* NO: made of other versions than a release is (docs/decisions/packages.md) */
    enum machine_known keyboard;        /* YES: staff named a port for a keyboard or switch box */
    enum machine_lock lock;
    enum verdict trouble; /* why the data did not open, DATA_…; KIOSK_OPEN: they did, or nothing was said */
};

/* Lines "key=value"; keys it does not know are passed over, values that are no plain words count as not said. */
void machine_about_read(struct machine_about *out, const char *text);
/* Was each part of the start checked by the part before it? Only then do the words of this screen come from what they
 * name. */
bool machine_start_verified(const struct machine_about *about);
/* "sirkel1;kiosk=...;version=...;root=...;slot=...;seq=...;time=2026-11-25T12:00Z", without a line's end; time in UTC.
 * False when it does not fit. */
bool machine_signed_text(char out[MACHINE_SIGNED_TEXT], const char *kiosk, const struct machine_about *about,
                         int64_t seq, int64_t now);

/* The clock is set part by part, the one that is wrong most often first. */
enum machine_part { PART_MINUTE, PART_HOUR, PART_DAY, PART_MONTH, PART_YEAR, MACHINE_PARTS };
/* The moment (UTC) after one part of its wall time went `by` on, round and round within the parts above it; years stay
 * from 2024 to 2099, a day that the month does not have becomes its last. Seconds become 0. */
int64_t machine_clock_turn(int64_t moment, enum machine_part part, int by);

/* What the machine's answer to a verb means; KIOSK_OPEN where it did as asked and there is nothing to say. PROGRESS: how
 * writing an update ended. */
enum verdict machine_verdict(enum machine_verb verb, fault f);
/* The same for KEYBOARD: a port was named, or (`closes`) none is any more. */
enum verdict machine_keyboard_verdict(bool closes, fault f);
/* How much is written, 0 to 100. */
int machine_percent(int64_t done, int64_t all);
