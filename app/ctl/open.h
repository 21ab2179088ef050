/* What the two files of `sirkelctl open` share: open_read.c opens the list, open.c writes what was in it. */
#pragma once

#include "ctl/list.h"
#include "ctl/people.h"
#include "feed/manifest.h"

enum { OPEN_IDENTITIES_MAX = 8, OPEN_WHY = 1200 };

struct opening { /* zero-initialise; opening_free wipes it */
    size_t identities;
    struct seal_identity identity[OPEN_IDENTITIES_MAX];
    struct manifest manifest;
    struct people people;
    char why[OPEN_WHY];
};
/* The keys of an identity file as age-keygen writes it: one a line, lines with # say nothing. */
fault opening_identity(struct opening *o, const char *path);
/* The whole list: outer layer, ZIP, manifest, every record, each proven against the manifest; the people joined. On any
 * fault nothing of it may be used. `claim` (may be NULL) is what the signature said. */
fault opening_read(struct opening *o, const char *file, const struct seal_claim *claim);
void opening_free(struct opening *o);
