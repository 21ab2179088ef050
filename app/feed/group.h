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
/* Reads "groups" of the whole file; topics and languages are there already. */
void feed_groups(struct take *t, json_t *top);
