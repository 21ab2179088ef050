/* The people of an opened list: a person is a place in a group and a consent, or one of the two, joined by their
 * sign-up. */
#pragma once

#include <string.h>
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

/* The record at `i` and the next one are the same person. */
static inline bool people_pair(const struct people *p, size_t i)
{
    return i + 1 < p->count && strcmp(p->record[i].read.sign_up, p->record[i + 1].read.sign_up) == 0;
}
/* signups.csv, signups.ods or signups.jsonl; docs/export.md names the columns. In the order of open.c's names. */
enum people_form { PEOPLE_CSV, PEOPLE_ODS, PEOPLE_JSONL, PEOPLE_FORMS };
void people_write(const struct people *p, enum people_form form, struct buffer *out);
