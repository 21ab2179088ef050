/* Codes, the person's own record, staff and the stick: verdicts for what comes after joining. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/fault.h"
#include "rule/join.h"

enum code_state { CODE_LIVE, CODE_MISTYPED, CODE_UNKNOWN, CODE_WITHDRAWN, CODE_EXPIRED };
struct tries {
    int32_t wrong;          /* wrong tries in a row, this one not counted */
    int64_t waited_seconds; /* since the newest of them, by the steady clock; 0 after a boot */
};
/* Seconds still to wait after so many wrong tries in a row before the next one counts. */
int32_t tries_code_left_seconds(const struct tries *tries);
int32_t tries_pin_left_seconds(const struct tries *tries);
/* CODE_FOUND, CODE_NOT_FOUND (one row for every other state: nobody learns which; CODE_NOT_HERE on a kiosk that was restored), CODE_PAUSE,
 * or a kiosk row. */
enum verdict code_verdict(const struct kiosk_facts *kiosk, const struct tries *tries, enum code_state state);
/* PIN_RIGHT, PIN_WRONG, PIN_WAIT. */
enum verdict pin_verdict(const struct tries *tries, bool right);

enum own_wish { OWN_CHANGE_CONTACT, OWN_WITHDRAW_PURPOSE, OWN_WITHDRAW_ALL, OWN_LEAVE_GROUP, OWN_ALLOW_PURPOSE };
struct own_facts {
    struct kiosk_facts kiosk;
    bool consent, membership;      /* the two records, each by itself */
    enum answer answer;            /* of the purpose at hand: what stands now */
    bool needs_contact, reachable; /* OWN_ALLOW_PURPOSE: a yes to it means to be contacted; and there is a way to */
};
/* What will be true when the wish is done: CONTACT_CHANGED, PURPOSE_WITHDRAWN, CONSENT_WITHDRAWN, GROUP_LEFT,
 * PURPOSE_ALLOWED; JOIN_CONTACT_NEEDED; or OWN_NOTHING when there is none of it (any more), or the kiosk's row. A low
 * disk refuses none of it: that is what the reserve is for. */
enum verdict own_verdict(const struct own_facts *facts, enum own_wish wish);

/* Before: EXPORT_MAY, STICK_MISSING, EXPORT_CLOCK, EXPORT_CLOSED, KIOSK_MOVED. An empty list may be exported. */
enum verdict export_may(const struct kiosk_facts *kiosk, bool stick_present);
/* After: EXPORT_DONE for FAULT_NONE, else STICK_GONE, STICK_FULL, STICK_LIES, STICK_OTHER_FILE, STICK_FOREIGN or EXPORT_AGAIN. */
enum verdict export_verdict(fault f);
enum moving_way { MOVING_OUT, MOVING_IN, MOVING_COPY, MOVING_RESTORED };
/* The kiosk moves, is copied, or goes on from a copy: MOVED_OUT, MOVED_IN, BACKED_UP, RESTORED, or what the stick did, as
 * export_verdict. */
enum verdict moving_verdict(enum moving_way moving, fault f);
