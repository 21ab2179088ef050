/* May this visitor join this group now, and is the kiosk open for sign-ups? Facts come from the store; nothing is read or
 * written here. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/fault.h"
#include "rule/consent.h"
#include "rule/group.h"
#include "rule/privacy.h"
#include "rule/sign.h"

enum { JOIN_DAY_LIMIT = 4 }; /* where the centre file says nothing */

struct kiosk_facts {
    bool desk_only;    /* the sign-ups could not be opened: the timetable shows, the desk does the rest */
    bool store_closed; /* the disk refused a write; nothing is accepted until a restart */
    bool disk_low;     /* under the reserve */
    bool full;         /* a list would not hold more people */
    bool behind;       /* the database is not what it was; staff have not gone on with it yet */
    bool moved;        /* to another machine, for good */
    bool restored;     /* from a backup, within the time that records are kept: newer ones are gone */
    bool clock_back;   /* the clock stands before a time seen earlier */
};
struct join_facts {
    struct kiosk_facts kiosk;
    bool listed; /* the group is in the timetable in use */
    enum group_state state;
    int32_t capacity, taken;
    int32_t day_limit, today;     /* places given today; a limit of 0 is the usual one */
    int32_t rules_version, rules; /* how many ground rules the group has, 0..GROUP_RULES_MAX */
};
struct join_request {
    int32_t rules_version, consent_version; /* as read by this visitor */
    uint32_t rules_accepted;                /* bit n: the group's rule n */
    uint32_t facts_seen;                    /* bit n: enum consent_fact */
    const char *name;                       /* as name_check gave it; … */
    bool nameless;                          /* … it was left out, and `name` is "" */
    enum contact_way way;
    const char *contact; /* as contact_check gave it; "" without one */
    enum answer answers[PURPOSE_COUNT];
    struct signing signing;
    bool reviewed; /* said yes on the review screen */
    bool waiting;  /* knows that it is for the waiting list */
};

/* Is there no place now? All are taken, or as many were given today as may be (an evening of invented names closes no
 * group). */
bool join_full(const struct join_facts *facts);
/* KIOSK_OPEN, KIOSK_CLOCK (a soft notice, joining goes on), KIOSK_BEHIND, KIOSK_FULL, KIOSK_CLOSED, KIOSK_DESK. */
enum verdict kiosk_verdict(const struct kiosk_facts *facts);
/* JOIN_MAY; JOIN_WAIT: the journey leads to the waiting list; or why it can't begin: kiosk, group gone, closed, resting. */
enum verdict join_may(const struct join_facts *facts);
/* What is said where a step has to be taken: JOIN_LANGUAGE for one that was taken in another language, else the verdict itself. */
enum verdict join_step_verdict(enum verdict v, bool said_elsewhere);
/* JOINED, WAITING, or the first thing that stands in the way, in the order of the screens. JOIN_WAIT: there was a place
 * when it began, and there is none now. */
enum verdict join_verdict(const struct join_facts *facts, const struct join_request *request);
