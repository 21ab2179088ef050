/* The four words of a receipt code: the lists they come from, and what is suggested while they are typed. */
#pragma once

#include "flow/core/core.h"

fault flow_lists_open(struct flow_lists *lists, const char *assets, char *why, size_t why_size);
void flow_lists_close(struct flow_lists *lists);
int32_t flow_lists_find(const struct flow_lists *lists, const char *language); /* -1 */
/* Words of a list as the code they are; secret. */
void flow_lists_code(const struct flow_lists *lists, int32_t list, const uint16_t word[CODE_WORDS],
                     struct seal_code *ret);
/* Four words of the list for the first 44 bits of a hash: what two people compare a signed list by. */
enum { FLOW_FOUR_WORDS = 64 }; /* words of 12 bytes at most: assets/words */
void flow_lists_four(const struct flow_lists *lists, int32_t list, const uint8_t hash[8], char out[FLOW_FOUR_WORDS]);

/* look.c: a new code by one of the kiosk's salts, drawn by lot; slow on purpose. NO_MEMORY. */
fault flow_code_hash(const struct kiosk *kiosk, const struct seal_code *code, uint8_t tag[STORE_TAG],
                     struct seal_identity *ret);
/* A code is looked for beside the loop; one at a time */
enum { CODE_WAYS = SEAL_CODE_SALTS + 1, CODE_WAY_FIRST = SEAL_CODE_SALTS };
struct
    code_ways { /* all that a code may have been hashed to: by each salt; and, where `count` says so, as the first codes were */
    int32_t count;
    struct code_way {
        uint8_t tag[STORE_TAG];
        struct seal_identity identity;
    } way[CODE_WAYS]; /* secret */
};
fault flow_look_begin(struct flow *flow, const struct seal_code *code); /* NO_MEMORY */
int32_t flow_look_quarters(struct flow *flow);                          /* 4: done */
fault flow_look_end(struct flow *flow, struct code_ways *ret);          /* once it is done; NO_MEMORY of a hash */
/* Stopped and wiped: at once where the helpers have ended or `wait` says so (a hash takes up to half a second), else as soon as
 * this is called and they have. */
void flow_look_drop(struct flow *flow, bool wait);

void flow_suggest(struct app *app);
void flow_code_clear(struct app *app); /* the four words, and that they were shown */
