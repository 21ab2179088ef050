/* What may be written down about a person, how long it stays, and how often a secret may be tried. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "rule/verdict.h"

enum {
    NAME_CODES_MAX = 40,                      /* letters */
    PERSON_NAME_MAX = 4 * NAME_CODES_MAX + 1, /* bytes with NUL */
    CONTACT_MAX = 255,                        /* bytes with NUL */
};

/* Stored. One way, or none (CNS-14). */
enum contact_way { CONTACT_UNASKED = 0, CONTACT_NONE = 1, CONTACT_PHONE = 2, CONTACT_MAIL = 3 };

enum { /* days; PRV-13 */
       RETAIN_UNANSWERED_DAYS = 30,
       RETAIN_MEMBER_DAYS = 365, /* at most, and where no letter says less, which may be down to: */
       RETAIN_MEMBER_DAYS_MIN = 30,
       RETAIN_EVIDENCE_DAYS = 90, /* after withdrawal; a letter may set down and up to: */
       RETAIN_EVIDENCE_DAYS_MIN = 7,
       RETAIN_EVIDENCE_DAYS_MAX = 1095,
       RETAIN_LEAP_DAYS = 31,    /* a pause the clock may leap over and be believed (T13) … */
       RETAIN_CATCH_UP_DAYS = 2, /* … a longer one is made up for by so much a day */
       RETAIN_SLOW_HOURS = 6,    /* and where staff have set the clock on, after so many hours of running */
};
enum { /* tries and seconds: PRV-16, docs/threats.md T2 */
       CODE_TRIES_FREE = 5,
       CODE_WAIT_SECONDS = 120,
       PIN_TRIES_FREE = 5,
       PIN_WAIT_SECONDS = 15,
       PIN_WAIT_SECONDS_MAX = 3600,
       IDLE_SECONDS_MIN = 120,  /* TIM-02 */
       STILL_HERE_SECONDS = 60, /* TIM-03 */
       CODE_SECONDS = 600,      /* a receipt code stays in sight: it is copied by hand, and can't be found again */
};

/* A first name or nickname, outer spaces removed, into `out` (PERSON_NAME_MAX): NAME_GOOD, NAME_MISSING, NAME_LONG,
 * NAME_UNCLEAR (control characters, broken text), NATIONAL_NUMBER. `out` is "" unless good. */
enum verdict name_check(char *out, const char *typed);
enum { /* of rule/names.def */
#define NAME(name) +1
       NAMES_OFFERED = 0
#include "rule/names.def"
#undef NAME
};
const char *name_offered(int32_t at); /* untranslated; NULL outside 0 to NAMES_OFFERED - 1 */
/* One way to be reached, in the form that is stored, into `out` (CONTACT_MAX): phones as 0047..., any spacing.
 * CONTACT_GOOD, PHONE_UNCLEAR, MAIL_UNCLEAR, CONTACT_MISSING, NATIONAL_NUMBER. `refused` is how often this field was
 * refused before in this visit: odd counts get the ..._AGAIN rows, so no refusal comes twice in the same words.
 * CONTACT_NONE is good and gives "". */
enum verdict contact_check(char *out, enum contact_way way, const char *typed, int32_t refused);
/* What may be shown after entry: the last two digits of a phone, the first letter and the domain's end of an
 * address, the rest as dots. `out` holds CONTACT_MAX. */
void contact_veil(char *out, enum contact_way way, const char *contact);
/* True if the text holds a Norwegian national identity, D, H or test number, spaced or not. */
bool privacy_national_number(const char *text);

/* The day by which keeping is counted, on a new day of the clock: never back, and no leap of the clock ages anybody by more
 * than RETAIN_LEAP_DAYS. Asked once a day. */
int32_t retain_age_day(int32_t age_day, int32_t today,
                       bool slow); /* slow: no leap is believed, staff have set the clock on */
/* Seconds without a touch before "Are you still here?". */
int32_t idle_seconds(int32_t words_on_screen);
