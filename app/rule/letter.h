/* A letter from the office, and whether this kiosk takes it. The letter itself is read in feed/letter.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "rule/verdict.h"

enum {
    LETTER_NUMBER_MAX = 999999, /* six figures in its file's name */
    LETTER_KEY_MAX = 57,        /* the second line of a minisign key file, NUL included */
    LETTER_HASH = 65,           /* SHA-256 of its bytes, hex, NUL included */
    LETTER_PIN_DAYS = 7,        /* after the letter was taken */
    LETTER_CODES_DAYS = 60,
};

enum letter_part {
#define PART(key, leave, digits, undo, title, what) LETTER_##key,
#include "rule/letter.def"
#undef PART
    LETTER_PARTS
};
#define LETTER_BIT(part) (UINT32_C(1) << (part))

struct letter_part_row {
    const char *key;
    bool staff;        /* where staff answer for the timetable it may come unsigned */
    bool compared;     /* it brings keys; people compare their digits */
    bool back;         /* "As it was before the letter" undoes it */
    const char *title; /* untranslated */
};
extern const struct letter_part_row letter_parts[LETTER_PARTS];

/* How far a letter could be read. */
enum letter_form {
    LETTER_WHOLE,
    LETTER_ABSENT, /* there is none */
    LETTER_UNREAD, /* the stick did not give it */
    LETTER_TOO_LARGE,
    LETTER_BROKEN,   /* no JSON, or cut off */
    LETTER_TOO_DEEP, /* more brackets inside each other than any letter has */
    LETTER_TOO_NEW,  /* of a later format */
    LETTER_MANY,     /* more groups than a kiosk takes */
    LETTER_MISTAKEN, /* something in it is not as described */
    LETTER_FORMS
};
/* LETTER_MAY for a whole one. */
enum verdict letter_form_verdict(enum letter_form form);

/* Who vouches for a letter. NOBODY: no signature lies beside it. ALTERED: signed by the office, but not these bytes. BROKEN: the
 * signature is none. NO_KEY: this
 * kiosk has no office key to hold it against. */
enum letter_signed {
    LETTER_BY_OFFICE,
    LETTER_BY_NOBODY,
    LETTER_BY_STRANGER,
    LETTER_SIGNED_ALTERED,
    LETTER_SIGNATURE_BROKEN,
    LETTER_NO_OFFICE_KEY
};

struct letter_facts { /* what decides */
    enum letter_signed signed_by;
    bool staff; /* this centre's staff may take an unsigned timetable */
    bool same_centre, same_kiosk;
    bool clock_sure;
    uint32_t parts;              /* LETTER_BIT of each */
    int32_t number, last_number; /* of this letter, 0 for a centre file; of the newest that was taken, 0 for none */
    bool same_hash;              /* this letter is that one */
    int32_t issued, last, today; /* days; `today`: never earlier than the newest day that was seen */
};
/* LETTER_MAY, or the first reason why not: whose it is comes before what it says. */
enum verdict letter_verdict(const struct letter_facts *facts);
/* Whether this machine takes another's place: nobody signed up here, and the sealed file beside the letter is what it names. LETTER_MAY,
 * LETTER_NOT_NEW, LETTER_SEALED. */
enum verdict letter_place_verdict(bool is_new, fault sealed);
/* Whether people called all `keys` keys of a letter with those parts the same (a bit of `same` each). Never where a part that is to be
 * compared brought no key. */
bool letter_compared(uint32_t parts, int32_t keys, uint32_t same);
/* Whether one of those parts can be undone by "As it was before the letter". */
bool letter_goes_back(uint32_t parts);
/* After somebody compared a key's digits: LETTER_MAY, or LETTER_DIFFERS. */
enum verdict letter_digits_verdict(bool same);
/* After two people compared the office's own key: OFFICE_KNOWN or OFFICE_DIFFERS. */
enum verdict office_digits_verdict(bool same);
/* A letter where nobody wrote the PIN. One that may be taken (LETTER_MAY) stays so where it gives leave to draw one and says nothing else;
 * else it is LETTER_DOOR. One that is in use (LETTER_AGAIN) and gave that leave: LETTER_LEAVE, once there is none any more. */
enum verdict letter_door_verdict(enum verdict inside, bool leave_alone);
/* After a new PIN was kept: PIN_NEW, or what kept it from holding. */
enum verdict letter_pin_verdict(fault f);
/* What an office key's file on the stick is: OFFICE_KNOWN, or why it is none. */
enum verdict letter_key_verdict(fault f);
/* After the hold: LETTER_IN_USE, or what kept it from being taken. */
enum verdict letter_taken_verdict(fault f);
/* After "as it was before": LETTER_BACK, or what kept it. */
enum verdict letter_back_verdict(fault f);
