/* The library of ground rules that a group picks from. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ground_rule_entry {
    const char *key, *icon;     /* icon: a row of base/icons.def */
    const char *sentence, *why; /* untranslated; sentence < GROUP_SENTENCE_MAX, why < GROUP_WHY_MAX bytes */
    bool on;                    /* by default for a new group */
    bool may_be_off;            /* false: every group has it (confidentiality, S49) */
};

/* Row numbers are stored (struct ground_rule, `library`). */
const struct ground_rule_entry *ground_rules(size_t *ret_count);
/* The row with that key, -1 for none. */
int32_t ground_rule_find(const char *key);

struct ground_rule;
/* The words of a group's rule: the library's, untranslated, or the group's own, which a catalogue leaves as they are. */
const char *ground_rule_sentence(const struct ground_rule *rule);
const char *ground_rule_why(const struct ground_rule *rule);
