/* Texts that are read, not answered: about self-help groups, what happens to what one writes, a first visit, help
 * now. */
#pragma once

#include <stddef.h>
#include "base/date.h"
#include "rule/group.h"

struct page { /* one screen; untranslated; at most 60 words with its heading (COG-01); tokens as in consent_fill */
    const char *key, *icon, *heading, *text;
    enum setting of; /* only where the centre has such a group; 0: always */
};
const struct page *pages_about(size_t *ret_count);
/* Which of them are shown at a centre, `settings` a bit for each setting of its groups: their rows, in order, into `out`; how many. */
enum { PAGES_ABOUT_MAX = 12 };
size_t pages_about_here(uint32_t settings, size_t out[PAGES_ABOUT_MAX]);
const struct page *pages_after(size_t *ret_count);
const struct page *pages_privacy(size_t *ret_count);

struct told_tile { /* what people told researchers, in three tiles; untranslated */
    const char *key, *icon, *heading, *hint;
    size_t first; /* of its texts, among pages_told */
};
const struct told_tile *pages_told_tiles(size_t *ret_count);
const struct page *pages_told(size_t *ret_count); /* its texts, in the order of the tiles; an icon each, its tile's */

struct expect_line { /* what to expect at a first visit, in order */
    const char *key, *icon, *text;
};
const struct expect_line *pages_expect(size_t *ret_count);

struct help_line { /* CRS-02; opening help changes and logs nothing */
    const char *key, *icon;
    const char *who;     /* when to call it, short; untranslated */
    const char *hours;   /* "Day and night"; untranslated */
    const char *number;  /* as written ("116 123"), not translated; spoken digit by digit, a pause for a space */
    struct date checked; /* when somebody rang or read it up (CRS-05) */
};
enum { HELP_CHECKED_DAYS_MAX = 180 };
const struct help_line *pages_help(size_t *ret_count);
