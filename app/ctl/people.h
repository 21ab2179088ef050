/* The people of an opened list: a person is a place in a group and a consent, or one of the two, joined by their
 * sign-up. */
#pragma once

#include "base/bytes.h"
#include "base/fault.h"
#include "feed/signup.h"

struct people_record {
    struct signup_record read;
    size_t at, length; /* its JSON in people.text */
};
struct people {
    size_t count, room, persons; /* records; persons after people_join */
    struct people_record *record;
    struct buffer text;
};

/* Room for so many records. What passes through is wiped by people_free. */
fault people_open(struct people *p, size_t records);
void people_free(struct people *p);
/* FILE_DAMAGED for what is no record of ours, or more than were announced. */
fault people_add(struct people *p, struct span json);
/* In order of group; FILE_DAMAGED when one sign-up has two places or two consents. */
fault people_join(struct people *p);
/* signups.csv and signups.jsonl; docs/export.md names the columns. */
void people_csv(const struct people *p, struct buffer *out);
void people_jsonl(const struct people *p, struct buffer *out);
