/* Lists of a kiosk, opened at the office: each layer by layer, where nothing is believed before the layer around it ended well; and
 * several, held against each other and against those that were opened before. */
#pragma once

#include "base/bytes.h"
#include "base/fault.h"
#include "ctl/ctl.h"
#include "ctl/people.h"
#include "feed/manifest.h"
#include "seal/seal.h"

enum { IDENTITIES_MAX = 8, OPENING_WHY = 1200, OPENING_MAX = SEAL_ZIP_MAX + (4 << 20) };
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

/* What a kiosk's lists say of each other, as the office has noted it. */
struct seen_list {
    int32_t sequence,
        restored; /* restored: the backup it goes on from is older than the lists up to that number; 0: none */
    uint8_t next[SEAL_HASH];                      /* hash of its second signature: no other list has it */
    uint8_t previous[SEAL_HASH], root[SEAL_HASH]; /* the list before, as it names it; of the event log … */
    uint64_t entries;                             /* … which has so many */
    bool is_short;                                /* noted by an earlier version: number and next alone */
};
enum seen_news {
    SEEN_FIRST,
    SEEN_FOLLOWS,
    SEEN_OLDER,
    SEEN_AGAIN
};            /* the newest list, to whoever opened those noted before */
struct seen { /* of signed lists */
    char key_id[17];
    struct seen_list *list; /* opened now, and after seen_check those noted before too, in order */
    size_t count;
    int32_t before; /* the newest number noted before, 0: none */
    enum seen_news news;
};

struct lists_wish {
    const char *identity, *key, *seen; /* files; key and seen may be NULL */
    struct ctl_operands files;
};
struct lists {                       /* zero-initialise; lists_free */
    struct opening newest, next;     /* `next` is being read */
    uint8_t hash[64], next_hash[64]; /* of the two files */
    char digits[SEAL_DIGITS];        /* of the key that signed them */
    const char *about;               /* the file that is being read */
    int32_t *sequence;               /* of each list, in order */
    size_t count;
    struct seen seen;
    struct buffer erased; /* ids of every list, MANIFEST_ID bytes each with its NUL, in order */
    char why[OPENING_WHY];
};

/* Opens every list and keeps the newest: each must be proven, of the same kiosk, another number, and hold together with those noted in
 * `seen`, where the new ones are added. On a fault, with `about` and `why`, nothing of it may be used. */
fault lists_open(struct lists *l, const struct lists_wish *w);
void lists_free(struct lists *l);

/* Read by the unit test ctl_open and a reader's harness, beside opening.c itself. The whole list: outer layer, ZIP, manifest, every record
 * and text, each proven against the manifest; the people joined. On any fault nothing of it may be used. `identity` (NULL: the keys are
 * there) is a file of keys as age-keygen writes it: one a line, lines with # say nothing; BAD_INPUT with a line in `why` for anything
 * else in it, or nothing. `claim` (may be NULL) is what the signature said. */
fault opening_read(struct opening *o, const char *identity, const char *file, const struct seal_claim *claim);
void opening_free(struct opening *o);
