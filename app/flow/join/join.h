/* Joining a group: the answers on the way, the mark, and the two records that are written. */
#pragma once

#include "flow/core/core.h"
#include "flow/join/mark.h"

/* record.c: the two records of a sign-up as JSON (docs/export.md) */
struct signup { /* what the texts are made from; all borrowed */
    const struct app *app;
    int32_t day;
    const char *sign_up; /* hex; joins the two records at the office and nowhere else */
    const uint8_t *membership, *consent; /* record ids */
    const uint8_t *notice; /* flow_consent_hash */
    bool waiting;          /* no place, but the waiting list */
};
void flow_membership_json(struct buffer *out, const struct signup *s);
void flow_consent_json(struct buffer *out, const struct signup *s);
/* SHA-256 of every piece of the consent text as this visitor saw it, each ended by LF. NO_MEMORY. */
fault flow_consent_hash(const struct app *app, uint8_t out[SEAL_HASH]);
void flow_mark_path(struct buffer *out, const struct strokes *mark);

/* joining.c */
void flow_join_next(struct app *app); /* from the screen at hand to the one that follows, or back to the review */
fault flow_join_load(struct app *app); /* the texts of the group being joined, in the language at hand */
struct join_request flow_request(const struct app *app);
fault flow_join_facts(struct app *app, const char *group_key, struct join_facts *out);
void flow_join_mend(struct app *app, enum verdict v); /* to where the visitor can mend it, with the notice */

/* mark.c */
struct signing flow_signing(const struct joining *j, enum sign_way way);
