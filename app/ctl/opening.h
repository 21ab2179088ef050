/* One list of a kiosk, opened layer by layer at the office: nothing is believed before the layer around it ended well. */
#pragma once

#include "base/bytes.h"
#include "base/fault.h"
#include "ctl/people.h"
#include "feed/manifest.h"
#include "seal/seal.h"

enum { IDENTITIES_MAX = 8, OPENING_WHY = 1200, OPENING_MAX = 1 << 30 };
#define TEXTS_FOLDER "notices" /* of an opened list; in the ZIP too */

struct identities { /* the office's secret keys; wiped by the caller */
    size_t count;
    struct seal_identity key[IDENTITIES_MAX];
};
struct text_row { /* a consent text that somebody signed */
    uint8_t sha256[SEAL_HASH];
    size_t at, length; /* in the bytes */
};
struct texts {           /* zero-initialise */
    struct buffer rows;  /* of struct text_row */
    struct buffer bytes; /* one behind the other */
};
struct opening { /* zero-initialise; opening_free wipes it */
    struct identities keys;
    struct manifest manifest;
    struct people people;
    struct texts texts;
    char why[OPENING_WHY];
};
static inline size_t texts_count(const struct texts *t)
{
    return t->rows.length / sizeof(struct text_row);
}

/* For open.c alone, as the next: together they would be past 700 lines. The whole list: outer layer, ZIP, manifest, every record and text,
 * each proven against the manifest; the people joined. On any fault nothing of it may be used. `identity` (NULL: the keys are there) is a
 * file of keys as age-keygen writes it: one a line, lines with # say nothing; BAD_INPUT with a line in `why` for anything else in it, or
 * nothing. `claim` (may be NULL) is what the signature said. */
fault opening_read(struct opening *o, const char *identity, const char *file, const struct seal_claim *claim);
void opening_free(struct opening *o);
