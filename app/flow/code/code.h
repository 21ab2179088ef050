/* The four words of a receipt code: the lists they come from, and what is suggested while they are typed. */
#pragma once

#include "flow/core/core.h"

fault flow_lists_open(struct flow_lists *lists, const char *assets, char *why, size_t why_size);
void flow_lists_close(struct flow_lists *lists);
int32_t flow_lists_find(const struct flow_lists *lists, const char *language); /* -1 */
/* Four words of the list for the first 44 bits of a hash: what two people compare a signed list by. */
enum { FLOW_FOUR_WORDS = 64 }; /* words of 12 bytes at most: assets/words */
void flow_lists_four(const struct flow_lists *lists, int32_t list, const uint8_t hash[8], char out[FLOW_FOUR_WORDS]);
void flow_suggest(struct app *app);
void flow_code_clear(struct app *app); /* the four words, and that they were shown */
