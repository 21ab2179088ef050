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

/* In order of group; FILE_DAMAGED when one sign-up has two places or two consents. */
fault people_join(struct people *p);
/* signups.csv or signups.jsonl; docs/export.md names the columns. */
enum people_form { PEOPLE_CSV, PEOPLE_JSONL };
void people_write(const struct people *p, enum people_form form, struct buffer *out);
