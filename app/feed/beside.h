/* What two groups, or a topic and all groups, have to do with each other. For group.c, which reads them. */
#pragma once

#include "feed/take.h"

struct named { /* a row of topics or groups by a name of it */
    const char *name;
    size_t row;
};
int named_order(const void *a, const void *b); /* for qsort */

struct beside { /* all that was read; borrowed */
    struct take *take;
    bool *used;          /* for each topic: a group has it */
    struct value *group; /* what stands in the file for each group */
};
/* Adds what it finds. False when there is no memory for it. */
bool look_beside(const struct beside *beside, const struct at *topics, const struct at *groups);
