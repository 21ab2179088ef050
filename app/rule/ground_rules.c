/* The library of ground rules as a table. */
#include "rule/ground_rules.h"

#include <assert.h>
#include "base/text.h"
#include "base/words.h"
#include "rule/group.h"

static const struct ground_rule_entry entries[] = {
#define GROUND_RULE(key, icon, sentence, why, on, may_be_off) {#key, #icon, sentence, why, on, may_be_off},
#include "rule/ground_rules.def"
#undef GROUND_RULE
};
static_assert(sizeof entries / sizeof *entries <= GROUP_RULES_MAX, "a group may take the whole library");

const struct ground_rule_entry *ground_rules(size_t *ret_count)
{
    *ret_count = sizeof entries / sizeof *entries;
    return entries;
}

int32_t ground_rule_find(const char *key)
{
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        if (text_same(entries[i].key, key))
            return (int32_t)i;
    return -1;
}

const char *ground_rule_sentence(const struct ground_rule *rule)
{
    assert(rule->library < (int32_t)(sizeof entries / sizeof *entries));
    return rule->library >= 0 ? entries[rule->library].sentence : rule->sentence;
}

const char *ground_rule_why(const struct ground_rule *rule)
{
    assert(rule->library < (int32_t)(sizeof entries / sizeof *entries));
    return rule->library >= 0 ? entries[rule->library].why : rule->why;
}
