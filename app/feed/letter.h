/* Reads a letter from the office (docs/office.md): what it is and what it says. Whether the kiosk takes it: rule/letter.h. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include "base/bytes.h"
#include "rule/centre.h"
#include "rule/house.h"
#include "rule/letter.h"

enum {
    LETTER_FILE_MAX = CENTRE_FILE_MAX,
    LETTER_KIOSKS_MAX = 32,
    LETTER_DIGITS_MAX = 40, /* eight groups of four digits, NUL included */
    LETTER_ERASE_MAX = 1000,
    LETTER_CODES_MAX = 64,
    LETTER_ID = 16, /* bytes of a record's id */
    LETTER_FILE_NAME = 32,
};

struct letter_place {
    char key[GROUP_KEY_MAX];
    int32_t taken;
};

struct letter {
    char centre[CENTRE_ID_MAX];
    int32_t number, issued, last;
    size_t kiosk_count; /* 0: every kiosk of the centre */
    char kiosk[LETTER_KIOSKS_MAX][LETTER_DIGITS_MAX];
    uint32_t parts;        /* LETTER_BIT of each that it carries */
    struct span timetable; /* that part as it is written, a centre file; borrowed from the letter's bytes */
    size_t place_count, erase_count, receiver_count, closed_count, code_count;
    char code[LETTER_CODES_MAX][GROUP_KEY_MAX];     /* groups that may have a new one */
    struct meeting_closed closed[HOUSE_CLOSED_MAX]; /* in order, apart from each other */
    struct letter_place *place;                     /* owned */
    uint8_t (*erase)[LETTER_ID];                    /* owned */
    char receiver[CENTRE_RECIPIENTS_MAX][CENTRE_RECIPIENT_MAX];
    char office_key[LETTER_KEY_MAX];
    char restore[LETTER_DIGITS_MAX],
        restore_hash[LETTER_HASH]; /* the old kiosk's digits; SHA-256 of the sealed file, hex */
    int32_t restore_day, /* of a backup: its day, and the newest list that the office has; 0 of a kiosk that moved */
        restore_list;
    int32_t kept_days, evidence_days; /* the part retention; else 0 */
    size_t language_count;            /* of the texts below */
    char language[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    char responsible[CENTRE_LANGUAGES_MAX][GROUP_LINE_MAX];
    char approval[CENTRE_LANGUAGES_MAX][GROUP_LINE_MAX];
    char phone[CENTRE_LANGUAGES_MAX][GROUP_NAME_MAX];
};

/* The bytes of a letter, which stay the caller's and must outlive `out`. On LETTER_WHOLE letter_free ends it; else `out` is empty and
 * `why` has one precise line: "places.tirsdagsgruppa: not a whole number from 0 to 12". The timetable part is found here and read by
 * feed_centre_parse; receivers and keys are looked at for their shape alone. */
enum letter_form feed_letter_parse(struct span json, struct letter *out, char *why, size_t why_size);
void letter_free(struct letter *letter);

/* What a centre file says of letters; both may be left out. */
struct letter_office {
    char key[LETTER_KEY_MAX]; /* "office_key": the office's public key; "": this kiosk takes no signed letters yet */
    bool staff;               /* "timetable_by": "staff" */
};
/* From the text of a centre file that feed_centre_parse took. BAD_INPUT with a line in `why`. */
fault feed_letter_office(struct span centre_json, struct letter_office *out, char *why, size_t why_size);

/* "sirkel-office-000007.json" */
void letter_file_name(char out[LETTER_FILE_NAME], int32_t number);
/* The number in such a name, 0 for any other name. */
int32_t letter_file_number(const char *name);
