/* The two files of the centre file share this: centre.c (the centre and its topics) and group.c (its groups). */
#pragma once

#include "feed/take.h"

#define KEYS(...)                                                                                                      \
    (const char *const[])                                                                                              \
    {                                                                                                                  \
        __VA_ARGS__, NULL                                                                                              \
    }

/* The row of a key among the first `count` topics of the file; -1 for none. */
int32_t feed_topic_find(const struct centre_file *file, size_t count, const char *key);
/* The words of the file, in the order of enum group_state and enum meeting_repeat, both from 1; NULL ends them. */
extern const char *const feed_states[], *const feed_repeats[];
enum { FEED_CENTRE_FORMAT = 1 };

/* Reads "groups" of the whole file; topics and languages are there already. */
void feed_groups(struct take *t, json_t *top);
