/* What groups do themselves, by their code: see rule/own.h for what is theirs. */
#pragma once

#include "app.h"
#include "base/fault.h"
#include "rule/own.h"

/* The newest act of a group is in the event log from now on, where it was not. */
fault flow_group_settle(struct app *app);

struct group_deed { /* one act of a group on what it owns; what is NULL stays */
    const char *key, *text, *edition, *table;
    int event;          /* enum event */
    const char *fields; /* behind the group's key in its line; NULL: nothing */
    bool keeps_day;     /* nothing that the group decides: the day of its newest change stays, and its state */
};
/* The group that is open goes to that state. */
fault flow_group_state(struct app *app, enum group_state state, const char *more);
/* Each line of these kinds goes; what is left, appended. */
void flow_group_without(struct buffer *out, const char *text, const enum own_line *lines, size_t count);
/* Lines of its own from now on, that state (0: as it is), and the event, fields and keeps_day of `as`; written, told to
 * the event log, and shown: the timetable is built anew where that is another one. */
fault flow_group_set(struct app *app, const char *text, enum group_state state, const struct group_deed *as);
void flow_table_written(struct app *app); /* own words of a rule */
void flow_own_written(struct app *app);   /* own words of the group: what it is for */
/* By a letter's leave: draws a new code for paper. False: there is no leave, or it failed. */
bool flow_group_renew(struct app *app);
/* The sheet with it is out, or is not: from here on it holds, or is forgotten. */
void flow_group_printed(struct app *app, bool out);

/* Says so where it failed: a notice that nothing was changed. */
void flow_group_failed(struct app *app, fault f);

/* A tag that no sign-up has: is it a group's code? Then its group is open, and its page is shown. Every group is looked at. */
bool flow_group_open(struct app *app, const uint8_t tag[OWN_TAG]);
