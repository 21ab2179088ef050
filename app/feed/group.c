/* The groups of a centre file: their facts, topics, times and rules. */
#include "feed/group.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "rule/ground_rules.h"

const char *const feed_states[] = {"forming", "meeting", "resting", "closed", NULL};
const char *const feed_repeats[] = {"once", "weekly", "nth", "last", NULL};

static size_t word_in(const char *word, const char *const *words)
{
    size_t n = 0;
    while (words[n] && !text_same(word, words[n]))
        n++;
    return n;
}

int32_t feed_topic_find(const struct centre_file *file, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (text_same(file->topics[i].key, key))
            return (int32_t)i;
    return -1;
}

/* --- a group's times ------------------------------------------------------------------------------------------------
 */
static void add_change(struct take *t, const struct at *at, struct centre_group *g, struct meeting_change change)
{
    for (size_t i = 0; i < g->change_count; i++) {
        if (g->changes[i].day != change.day)
            continue;
        if (!g->changes[i].cancelled || !change.cancelled)
            take_refuse(t, at, "this date is changed twice");
        return; /* two slots of one day, both called off */
    }
    if (g->change_count == MEETING_CHANGES_MAX)
        take_refuse(t, at, "more than %d changed dates for a group", MEETING_CHANGES_MAX);
    if (!t->failed)
        g->changes[g->change_count++] = change;
}

static void read_changes(struct take *t, const struct at *up, json_t *slot, struct centre_group *g)
{
    struct at list = {.up = up, .key = "cancelled"};
    json_t *value = json_object_get(slot, "cancelled");
    size_t count = take_list(t, &list, value, 0, MEETING_CHANGES_MAX, false);
    for (size_t i = 0; i < count && !t->failed; i++) {
        struct at at = {.up = &list, .row = i};
        int32_t day = take_day_value(t, &at, json_array_get(value, i));
        add_change(t, &at, g, (struct meeting_change){.day = day, .cancelled = true});
    }
    list.key = "moved";
    value = json_object_get(slot, "moved");
    count = take_list(t, &list, value, 0, MEETING_CHANGES_MAX, false);
    for (size_t i = 0; i < count && !t->failed; i++) {
        struct at at = {.up = &list, .row = i};
        json_t *row = json_array_get(value, i);
        if (!take_object(t, &at, row, KEYS("from", "to", "start")))
            return;
        struct meeting_change change = {.day = take_day(t, &at, row, "from"),
                                        .to_day = take_day(t, &at, row, "to"),
                                        .to_minute = take_minute(t, &at, row, "start")};
        add_change(t, &at, g, change);
    }
}

static void warn_long(struct take *t, const struct at *at, const struct meeting_rule *rule)
{
    char place[160], line[256];
    if (t->failed || !meeting_advice_long(rule))
        return;
    take_place(place, sizeof place, at);
    snprintf(line, sizeof line,
             "%s: %d minutes; two hours at most is the advice, unless the group agreed otherwise"
             " (longer_agreed)",
             place, rule->minutes);
    char *kept = take_memory(t, strlen(line) + 1, 1);
    if (kept)
        t->file->warnings[t->file->warning_count++] = memcpy(kept, line, strlen(line) + 1);
}

static void read_slot(struct take *t, const struct at *at, json_t *slot, struct centre_group *g)
{
    struct meeting_rule *rule = &g->meetings[g->meeting_count++];
    struct at repeat = {.up = at, .key = "repeat"};
    rule->repeat = (enum meeting_repeat)(word_in(take_string(t, at, slot, "repeat", 16), feed_repeats) + 1);
    if (rule->repeat > MEETING_LAST_WEEKDAY)
        take_refuse(t, &repeat, "not once, weekly, nth or last");
    const char *const *keys = /* a key that means nothing for this kind is a mistake too */
        rule->repeat == MEETING_ONCE
            ? KEYS("repeat", "first", "start", "minutes", "longer_agreed", "cancelled", "moved")
        : rule->repeat == MEETING_WEEKLY ? KEYS("repeat", "weekday", "every", "first", "last", "start", "minutes",
                                                "longer_agreed", "cancelled", "moved")
        : rule->repeat == MEETING_NTH_WEEKDAY
            ? KEYS("repeat", "weekday", "nth", "first", "last", "start", "minutes", "longer_agreed", "cancelled",
                   "moved")
            : KEYS("repeat", "weekday", "first", "last", "start", "minutes", "longer_agreed", "cancelled", "moved");
    if (t->failed || !take_object(t, at, slot, keys))
        return;
    bool once = rule->repeat == MEETING_ONCE;
    rule->first_day = take_day(t, at, slot, "first");
    rule->last_day = take_has(slot, "last") ? take_day(t, at, slot, "last") : 0;
    rule->weekday = once ? date_weekday(rule->first_day) : take_number(t, at, slot, "weekday", 1, 7);
    rule->every = take_has(slot, "every") ? take_number(t, at, slot, "every", 1, 52) : 1;
    rule->nth = rule->repeat == MEETING_NTH_WEEKDAY ? take_number(t, at, slot, "nth", 1, 5) : 1;
    rule->start_minute = take_minute(t, at, slot, "start");
    rule->minutes = take_number(t, at, slot, "minutes", 1, MEETING_MINUTES_MAX);
    rule->longer_agreed = take_has(slot, "longer_agreed") && take_flag(t, at, slot, "longer_agreed");
    if (rule->last_day != 0 && rule->last_day < rule->first_day)
        take_refuse(t, at, "last is before first");
    read_changes(t, at, slot, g);
    if (!t->failed && !meeting_rule_ok(rule))
        take_refuse(t, at, "not a time that can be kept");
    warn_long(t, at, rule);
}

static void read_meetings(struct take *t, const struct at *up, json_t *group, struct centre_group *g)
{
    struct at list = {.up = up, .key = "meetings"};
    json_t *value = json_object_get(group, "meetings");
    size_t count = take_list(t, &list, value, g->state == GROUP_MEETING, MEETING_RULES_MAX, true);
    g->changes = take_memory(t, MEETING_CHANGES_MAX, sizeof *g->changes);
    for (size_t i = 0; i < count && !t->failed; i++) {
        struct at at = {.up = &list, .row = i};
        read_slot(t, &at, json_array_get(value, i), g);
    }
}

/* --- a group's rules ------------------------------------------------------------------------------------------------
 */
static void read_rule(struct take *t, const struct at *at, json_t *value, struct centre_group *g)
{
    struct centre_rule *rule = &g->rules[g->rule_count];
    if (json_is_object(value)) {
        rule->library = -1;
        if (!take_object(t, at, value, KEYS("sentence", "why")))
            return;
        rule->sentence = take_text(t, at, value, "sentence", GROUP_LINE_MAX);
        rule->why = take_text(t, at, value, "why", GROUP_TEXT_MAX);
    } else {
        rule->library = ground_rule_find(take_string_value(t, at, value, GROUP_KEY_MAX));
        if (rule->library < 0)
            take_refuse(t, at, "no rule of the library has that key");
        for (size_t i = 0; i < g->rule_count && rule->library >= 0; i++)
            if (g->rules[i].library == rule->library)
                take_refuse(t, at, "stands there twice");
    }
    g->rule_count++;
}

static void read_rules(struct take *t, const struct at *up, json_t *group, struct centre_group *g)
{
    struct at list = {.up = up, .key = "rules"};
    json_t *value = json_object_get(group, "rules");
    size_t library_count, count = take_list(t, &list, value, 1, GROUP_RULES_MAX, true);
    g->rules = take_memory(t, count, sizeof *g->rules);
    for (size_t i = 0; i < count && !t->failed; i++) {
        struct at at = {.up = &list, .row = i};
        read_rule(t, &at, json_array_get(value, i), g);
    }
    const struct ground_rule_entry *library = ground_rules(&library_count);
    for (size_t i = 0; i < library_count && !t->failed; i++) {
        bool there = library[i].may_be_off;
        for (size_t k = 0; k < g->rule_count; k++)
            there = there || g->rules[k].library == (int32_t)i;
        if (!there)
            take_refuse(t, &list, "every group has the rule \"%s\"", library[i].key);
    }
}

/* --- a group --------------------------------------------------------------------------------------------------------
 */
static void read_group_topics(struct take *t, const struct at *up, json_t *group, struct centre_group *g)
{
    struct at list = {.up = up, .key = "topics"};
    json_t *value = json_object_get(group, "topics");
    size_t count = take_list(t, &list, value, 1, GROUP_TOPICS_MAX, true);
    for (size_t i = 0; i < count && !t->failed; i++) {
        struct at at = {.up = &list, .row = i};
        const char *key = take_string_value(t, &at, json_array_get(value, i), GROUP_KEY_MAX);
        int32_t topic = feed_topic_find(t->file, t->file->topic_count, key);
        if (topic < 0)
            take_refuse(t, &at, "no topic has that key");
        for (size_t k = 0; k < i; k++)
            if (g->topics[k] == topic)
                take_refuse(t, &at, "stands there twice");
        g->topics[g->topic_count++] = topic;
    }
}

/* The number a fact is stored as. The kiosk's own kept file may go past the most: the places of a demonstration do. */
static int32_t take_fact(struct take *t, const struct at *at, json_t *value, const struct group_fact_row *fact)
{
    struct at here = {.up = at, .key = fact->key};
    if (!fact->required && !take_has(value, fact->key))
        return fact->least;
    switch (fact->kind) {
    case GROUP_STATE: {
        int32_t state = (int32_t)word_in(take_string(t, at, value, fact->key, 16), feed_states) + 1;
        if (state > GROUP_CLOSED)
            take_refuse(t, &here, "not forming, meeting, resting or closed");
        return state;
    }
    case GROUP_DAY: return take_day(t, at, value, fact->key);
    case GROUP_FLAG: return take_flag(t, at, value, fact->key);
    case GROUP_SETTING:
    case GROUP_NUMBER: break;
    }
    int32_t most = t->kept && fact->kind == GROUP_NUMBER ? INT32_MAX : fact->most;
    return take_number(t, at, value, fact->key, fact->least, most);
}

static struct centre_text take_field(struct take *t, const struct at *at, json_t *value, const struct group_text_row *text)
{
    struct centre_text none = {0};
    if (text->required || take_has(value, text->name))
        return take_text(t, at, value, text->name, text->size);
    for (size_t i = 0; i < t->file->language_count; i++)
        none.in[i] = "";
    return none;
}

static bool known_fields(struct take *t, const struct at *at, json_t *value)
{
    const char *keys[GROUP_FACT_COUNT + GROUP_TEXT_COUNT + 5] = {"key", "topics", "meetings", "rules"}; /* NULL ends it */
    size_t n = 4;
    for (enum group_fact i = 0; i < GROUP_FACT_COUNT; i++)
        keys[n++] = group_facts[i].key;
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
        keys[n++] = group_texts[i].name;
    return take_object(t, at, value, keys);
}

static void read_group(struct take *t, const struct at *at, json_t *value, struct centre_group *g)
{
    struct at taken = {.up = at, .key = "taken"};
    if (!known_fields(t, at, value))
        return;
    g->key = take_key(t, at, value, "key", GROUP_KEY_MAX);
    for (enum group_fact i = 0; i < GROUP_FACT_COUNT; i++)
        centre_group_fact_set(g, i, take_fact(t, at, value, &group_facts[i]));
    if (g->taken > g->capacity)
        take_refuse(t, &taken, "%d, 0 to %d are allowed", g->taken, g->capacity);
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
        centre_group_text_set(g, i, take_field(t, at, value, &group_texts[i]));
    read_group_topics(t, at, value, g);
    read_meetings(t, at, value, g);
    read_rules(t, at, value, g);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void refuse_twins(struct take *t, const struct at *list)
{
    size_t count = t->file->group_count;
    const char **keys = take_memory(t, count, sizeof *keys);
    for (size_t i = 0; i < count && !t->failed; i++)
        keys[i] = t->file->groups[i].key;
    if (t->failed)
        return;
    qsort(keys, count, sizeof *keys, by_key);
    for (size_t i = 1; i < count; i++)
        if (text_same(keys[i - 1], keys[i]))
            take_refuse(t, list, "the key \"%s\" stands there twice", keys[i]);
}

void feed_groups(struct take *t, json_t *top)
{
    struct at list = {.key = "groups"};
    struct centre_file *file = t->file;
    json_t *value = json_object_get(top, "groups");
    size_t count = take_list(t, &list, value, 0, CENTRE_GROUPS_MAX, true);
    file->groups = take_memory(t, count, sizeof *file->groups);
    file->warnings = take_memory(t, count * MEETING_RULES_MAX, sizeof *file->warnings);
    for (size_t i = 0; i < count && !t->failed; i++) {
        struct at at = {.up = &list, .row = i};
        read_group(t, &at, json_array_get(value, i), &file->groups[i]);
        file->group_count = i + 1;
    }
    refuse_twins(t, &list);
}
