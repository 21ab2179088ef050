/* What the office's letter says, and what it would change. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "rule/finding.h"
#include "rule/group.h"
#include "rule/letter.h"
#include "rule/meeting.h"
#include "rule/verdict.h"
#include "setup_view.h"

enum {
    LETTER_KEYS_MAX = CENTRE_RECIPIENTS_MAX + 1, /* new receivers and a new office key; or the old kiosk's */
    LETTER_WHY_MAX = 256,
};
enum letter_change { /* what one line of a preview is about */
                     LETTER_GROUP_NEW,
                     LETTER_GROUP_GONE,
                     LETTER_GROUP_FACT, /* which: enum group_fact */
                     LETTER_GROUP_TEXT, /* which: enum group_text */
                     LETTER_GROUP_TOPICS,
                     LETTER_GROUP_TIMES,
                     LETTER_GROUP_DATES, /* called off and moved */
                     LETTER_GROUP_RULES,
                     LETTER_GROUP_PLACES, /* by the part `places` */
                     LETTER_CENTRE_TEXT,  /* which: enum letter_centre_text */
                     LETTER_CENTRE_LANGUAGES,
                     LETTER_CENTRE_TOPICS,
                     LETTER_CLOSED,    /* by the part `closed`; was, becomes: the first and the last day */
                     LETTER_REOPENED,  /* the same of days that no longer stand there */
                     LETTER_NEW_CODE,  /* by the part `codes`, of a group */
                     LETTER_PIN_LEAVE, /* by the part `pin` */
                     LETTER_ERASES,    /* by the part `erase`; how many: in the view */
                     LETTER_RECEIVERS, /* by the part `receivers` */
                     LETTER_OFFICE_KEY,
                     LETTER_RETENTION, /* by the part `retention`; which: 0 sign-ups, 1 proof of a consent */
                     LETTER_RESTORES,  /* by the part `restore` */
};
enum letter_centre_text {
    LETTER_TEXT_NAME,
    LETTER_TEXT_DESK,
    LETTER_TEXT_HOURS,
    LETTER_TEXT_PHONE,
    LETTER_TEXT_RESPONSIBLE,
    LETTER_TEXT_APPROVAL,
    LETTER_TEXTS
};
struct letter_times { /* before or after */
    size_t count;
    struct meeting_rule rule[MEETING_RULES_MAX];
};
struct letter_change_view { /* one change, in the language of whoever looks */
    enum letter_change kind;
    int32_t which;
    bool owned; /* the group decides it: `before` stays, whatever the letter says */
    char group[GROUP_NAME_MAX];
    char before[GROUP_TEXT_MAX], after[GROUP_TEXT_MAX]; /* texts; names of topics; "" where there was or is none */
    int32_t was, becomes;                               /* facts, places, and how many dates or rules */
    struct letter_times times_before, times_after;
};
struct letter_view {          /* the letter from the office that was read last */
    bool read;                /* there is one to speak of */
    enum verdict verdict;     /* LETTER_MAY: it may be taken; else why not, or how it ended */
    char why[LETTER_WHY_MAX]; /* a precise line, where there is a mistake */
    int32_t number, issued, last;
    bool is_signed;
    uint32_t parts;
    char hash[LETTER_HASH];
    int32_t groups, groups_new, groups_changed, groups_same, groups_gone; /* groups = new + changed + same */
    int32_t changes, places, places_under;                                /* under: fewer than came by this kiosk */
    int32_t erase, erase_absent;
    int32_t keys; /* to be compared: the receivers, then the office's key */
    char print[LETTER_KEYS_MAX][SETUP_PRINT];
    uint32_t same;       /* bit per key that a person called the same */
    int32_t shown;       /* the change at hand */
    int32_t restore_day; /* of the backup that this machine would go on from; 0: none */
    struct letter_change_view change;
    int32_t beside;    /* other letters on the stick */
    int32_t pin_until; /* of this kiosk: the last day on which a new PIN may be drawn; 0: not */
    int32_t in_use;    /* number of the newest letter taken */
    bool can_go_back, knows_office, staff_bring; /* of this kiosk: struct office_row */
    char given[LETTER_KEY_MAX],
        given_print[SETUP_PRINT]; /* an office key on the stick that nobody compared yet; "": none */
};
