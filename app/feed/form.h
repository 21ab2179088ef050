/* What reads a centre file (centre.c, group.c) and what writes it (centre_write.c) share. Feed's own header. */
#pragma once

#include "feed/take.h"

#define KEYS(...)                                                                                                      \
    (const char *const[])                                                                                              \
    {                                                                                                                  \
        __VA_ARGS__, NULL                                                                                              \
    }

enum { FEED_CENTRE_FORMAT = 1 };

/* The words of the file, in the order of enum group_state, group_held and meeting_repeat, each from 1; NULL ends them. */
extern const char *const feed_states[], *const feed_held[], *const feed_repeats[];

struct named { /* a row of topics or groups by a name of it */
    const char *name;
    size_t row;
};
struct group_reading { /* of all groups */
    struct take *take;
    struct named *topic; /* the file's topics, in the order of their keys */
    bool *used;          /* for each topic: a group has it */
    struct value *group; /* what stands in the file for each group */
};

/* group.c. Reads all; languages, areas and topics are there already. False when there is no memory for them. */
bool feed_groups(struct group_reading *r, const struct at *list);
