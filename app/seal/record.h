/* One person's record: an age file to the centre (and to the person's own receipt code), made in the moment it is
 * stored. */
#pragma once

#include "seal/keys.h"

enum {
    SEAL_RECORD_MAX = 64 * 1024, /* plain bytes of a record */
    SEAL_RECORD_STEP = 256,      /* padded with spaces to a multiple, so that its length does not tell the group */
    SEAL_RECORD_FILE_MAX = SEAL_RECORD_MAX + 2048, /* the age file; under its slot SEAL_SLOT_EXTRA more */
};

/* `plain` is JSON text (spaces behind it mean nothing). `own` may be NULL. The age file is appended to `out`. 0.7 ms.
 */
fault seal_record_make(const struct seal *seal, struct span plain, const struct seal_recipient *own,
                       struct buffer *out);
/* With the person's own identity, or the office's. The padding is taken off. NOT_FOR_US, FILE_DAMAGED. */
fault seal_record_open(const struct seal_identity *identity, struct span file, struct buffer *out);
