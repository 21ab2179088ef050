/* Joining a group: the answers on the way, the mark, and the two records that are written. */
#pragma once

#include "flow/core/core.h"
#include "flow/join/mark.h"

/* record.c: the two records of a sign-up as JSON (docs/export.md) */
struct signup { /* what the texts are made from; all borrowed */
    const struct app *app;
    int32_t day;
    const char *sign_up;                 /* hex; joins the two records at the office and nowhere else */
    const uint8_t *membership, *consent; /* record ids */
    bool waiting;                        /* no place, but the waiting list */
};
/* Either is `over` where it is too long. NO_MEMORY. */
fault flow_signup_json(const struct signup *s, struct buffer *membership, struct buffer *consent);

/* joining.c */
void flow_join_next(struct app *app);  /* from the screen at hand to the one that follows, or back to the review */
fault flow_join_load(struct app *app); /* the texts of the group being joined, in the language at hand */
/* May they join that group, as things are now? Inside a transaction they stay so until its end. */
fault flow_join_look(struct app *app, enum verdict *ret);
void flow_join_mend(struct app *app, enum verdict v); /* to where the visitor can mend it, with the notice */
