/* The four words of a receipt code: the lists they come from, and what is suggested while they are typed. */
#pragma once

#include "flow/core/core.h"

fault flow_lists_open(struct flow_lists *lists, const char *assets, char *why, size_t why_size);
void flow_lists_close(struct flow_lists *lists);
int32_t flow_lists_find(const struct flow_lists *lists, const char *language); /* -1 */
void flow_suggest(struct app *app);
void flow_code_clear(struct app *app); /* the four words, and that they were shown */
