/* The lists of a kiosk that the office opened before (`open --seen`): their numbers, what each says of the one before it, and how far the
 * kiosk's event log went. Two machines that go on with one key are found by them. */
#pragma once

#include "seal/seal.h"

struct seen_list {
    int32_t sequence;
    uint8_t next[SEAL_HASH];                      /* hash of its second signature: no other list has it */
    uint8_t previous[SEAL_HASH], root[SEAL_HASH]; /* the list before, as it names it; of the event log … */
    uint64_t entries;                             /* … which has so many */
    bool is_short;                                /* noted by an earlier version: number and next alone */
};
enum seen_news { SEEN_FIRST, SEEN_FOLLOWS, SEEN_OLDER, SEEN_AGAIN };
struct seen { /* zero-initialise; seen_free */
    char key_id[17];
    struct seen_list *list; /* opened now, and after seen_check those noted before too, in order */
    size_t count;
    int32_t before; /* the newest number noted before, 0: none */
};
/* Notes a list that was opened now, of `key_id`. NO_MEMORY. */
fault seen_add(struct seen *s, const char *key_id, const struct seal_claim *claim, const uint8_t next[SEAL_HASH]);
/* Reads what was noted in the file `path` (made where there is none), holds the lists against each other, and adds what is new. NOT_SIGNED:
 * two machines go on with one key; FILE_DAMAGED: a line that is none of ours; each with a sentence in `why`, and nothing is written. */
fault seen_check(struct seen *s, const char *path, char *why, size_t why_size);
/* What the list of that number is to whoever opened the ones noted before. After seen_check. */
enum seen_news seen_news(const struct seen *s, int32_t sequence);
void seen_free(struct seen *s);
