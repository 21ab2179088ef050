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

/* Reads "groups" of the whole file and looks at them beside each other; languages, areas and topics are there already. */
void feed_groups(struct take *t, const struct at *topics, const struct at *list);
