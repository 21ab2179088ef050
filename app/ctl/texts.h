/* The consent texts of an opened list: what people signed, each under its SHA-256. */
#pragma once

#include "base/bytes.h"
#include "base/fault.h"
#include "ctl/people.h"
#include "feed/manifest.h"

#define TEXTS_FOLDER "notices" /* of an opened list; in the ZIP too */

struct texts {           /* zero-initialise; texts_free */
    struct buffer rows;  /* hash, place and length of each */
    struct buffer bytes; /* one behind the other */
};
/* "notices/<64 hex>.txt" is such a file, by its folder alone. */
bool texts_is(const char *name);
/* FILE_DAMAGED for one that is not what its name says, or that the manifest does not name. */
fault texts_add(struct texts *t, const char *name, struct span text, const struct manifest *m);
size_t texts_count(const struct texts *t);
void texts_json(const struct texts *t, struct buffer *out); /* "<hex>", of each */
/* Where they lie, and how many consents name one that is not there. */
void texts_say(const struct texts *t, const struct people *p, const char *folder, struct buffer *out);
/* Each as FOLDER/notices/<hash>.txt; a fault leaves none of them. */
fault texts_write(const struct texts *t, const char *folder);
void texts_free(struct texts *t);
