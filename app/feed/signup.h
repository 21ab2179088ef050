/* The records of a sign-up, read back from their JSON (docs/export.md): by the visitor's own code at the kiosk, and at the
 * office. Read strictly: a record of another schema, with a field too long or of another type, is FILE_DAMAGED. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/bytes.h"
#include "base/fault.h"
#include "rule/consent.h"
#include "rule/group.h"
#include "rule/privacy.h"

enum { SIGNUP_ID = 33, SIGNUP_DAY = 11, SIGNUP_LANGUAGE = 9, SIGNUP_WAY = 9, SIGNUP_TEXT = 256, SIGNUP_HASH = 65 };

struct signup_record { /* one of the two; what the other holds is empty */
    bool is_consent;
    char record_id[SIGNUP_ID], sign_up[SIGNUP_ID], kiosk[SIGNUP_LANGUAGE * 2];
    char group[GROUP_KEY_MAX], language[SIGNUP_LANGUAGE], day[SIGNUP_DAY];
    int32_t rules_version;
    bool waiting; /* a place on the waiting list */
    char name[SIGNUP_TEXT], contact[SIGNUP_TEXT], sign_way[SIGNUP_WAY], witness[SIGNUP_TEXT];
    enum contact_way contact_way;
    enum answer answers[PURPOSE_COUNT];
    int32_t notice_version, notice_edition;
    char notice_sha256[SIGNUP_HASH]; /* of the consent text; "" in a record that names none */
};

struct signup_change {     /* of a consent */
    const char *record_id; /* the new record's, hex */
    const char *day;       /* "2026-11-24" */
    enum contact_way way;  /* CONTACT_UNASKED: the contact stays */
    const char *contact;
    int32_t purpose;    /* whose answer becomes another, or -1 */
    enum answer answer; /* YES: given later, in that language and under the consent text of that hash; NO: withdrawn */
    const char *language, *notice_sha256;
};

/* The output is wiped by the caller. */
fault signup_read(struct span json, struct signup_record *out);
/* The same record with the change in it and a line more in its events; appended to `out`. */
fault signup_change(struct span json, const struct signup_change *change, struct buffer *out);
