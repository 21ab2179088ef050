/* A day at a kiosk, always the same: six people join, one changes how she is reached, one takes back his consent, one leaves, staff take out
 * a list. What each of them was told, and when; and whether it is so after a start, whatever became of the disk meanwhile. */
#pragma once

#include "flow_kit.h"

enum { DAY_PEOPLE = 6 };
enum day_act { DAY_JOIN, DAY_CHANGE, DAY_WITHDRAW, DAY_LEAVE, DAY_ACTS };

struct day_person {
    struct kit_code code;
    size_t begun[DAY_ACTS], told[DAY_ACTS]; /* moments of the day's clock; 0: not */
};
struct day { /* zero-initialise; may lie in memory that processes share */
    struct day_person person[DAY_PEOPLE];
    size_t listed; /* when staff were told that the list is out */
    int64_t list;  /* its number */
};
struct day_tally {
    int tried, survived, lost, closed, lied;
};

/* The day, at a kiosk that is open. `clock` counts up from 1; NULL: it is always 1. */
void day_run(struct kit *k, struct day *day, size_t (*clock)(void));
/* Opens the kiosk as it was left at that moment of the day's clock, looks, takes a list out, and closes it. Counts in `t` one more that was
 * tried, and how it stands: lost: what somebody was told is kept is not; lied: what is told is not so, what was erased among it; closed:
 * nobody can join, or no list goes out. `where` is printed with whatever is wrong. */
void day_judge(struct kit *k, const struct day *day, size_t moment, const char *where, struct day_tally *t);
/* Prints it as a line of JSON; false unless all survived. */
bool day_tell(const char *attack, const struct day_tally *t);
