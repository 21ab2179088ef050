/* Reading the groups of a centre file: times, rules, topics, facts and texts. */
#include "feed/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "rule/ground_rules.h"

const char *const feed_states[] = {"forming", "meeting", "resting", "closed", NULL};
const char *const feed_held[] = {"here", "online", "phone", NULL};
const char *const feed_repeats[] = {"once", "weekly", "nth", "last", NULL};

/* --- flags, days and clock times --------------------------------------------------------------------------------------------- */

static bool take_flag(struct take *t, const struct at *at)
{
    enum value_kind kind = value_kind(at->value);
    if (kind != VALUE_TRUE && kind != VALUE_FALSE)
        take_wrong(t, at, at_there(at) ? FINDING_not_flag : FINDING_missing);
    return kind == VALUE_TRUE;
}

static int32_t take_day(struct take *t, const struct at *at)
{
    int32_t day;
    if (!value_day(at->value, &day))
        take_wrong(t, at, at_there(at) ? FINDING_not_day : FINDING_missing);
    return day;
}

static int32_t take_minute(struct take *t, const struct at *at)
{
    char text[8];
    int hour, minute, end = 0;
    if (value_text(at->value, text, sizeof text) == 5 && strspn(text, "0123456789:") == 5 &&
        sscanf(text, "%2d:%2d%n", &hour, &minute, &end) == 2 && end == 5 && hour < 24 && minute < 60)
        return hour * 60 + minute;
    take_wrong(t, at, at_there(at) ? FINDING_not_time : FINDING_missing);
    return 0;
}

/* --- a group's times ------------------------------------------------------------------------------------------------------- */

static void add_change(struct take *t, const struct at *at, struct centre_group *g, struct meeting_change change)
{
    for (size_t i = 0; i < g->change_count; i++) {
        if (g->changes[i].day != change.day || change.day == 0)
            continue;
        if (!g->changes[i].cancelled || !change.cancelled)
            take_wrong(t, at, FINDING_change_twice);
        return; /* two slots of one day, both called off */
    }
    if (g->change_count == MEETING_CHANGES_MAX) {
        take_remark(t, at, (struct remark){FINDING_changes_many, .most = MEETING_CHANGES_MAX});
        return;
    }
    g->changes[g->change_count++] = change;
}

static void read_cancelled(struct take *t, const struct at *list, struct centre_group *g)
{
    struct rows rows = take_rows(t, list, 0, MEETING_CHANGES_MAX, false);
    while (take_row(&rows))
        add_change(t, &rows.at, g, (struct meeting_change){.day = take_day(t, &rows.at), .cancelled = true});
}

static void read_moved(struct take *t, const struct at *list, struct centre_group *g)
{
    struct rows rows = take_rows(t, list, 0, MEETING_CHANGES_MAX, false);
    while (take_row(&rows)) {
        struct value v[3];
        if (!take_object(t, &rows.at, KEYS("from", "to", "start"), v))
            continue;
        struct at from = at_key(&rows.at, "from", v[0]), to = at_key(&rows.at, "to", v[1]),
                  start = at_key(&rows.at, "start", v[2]);
        add_change(t, &from, g,
                   (struct meeting_change){
                       .day = take_day(t, &from), .to_day = take_day(t, &to), .to_minute = take_minute(t, &start)});
    }
}

static void read_pause(struct take *t, const struct at *at, struct meeting_rule *rule)
{
    struct value v[2];
    if (!at_there(at) || !take_object(t, at, KEYS("from", "to"), v))
        return;
    struct at from = at_key(at, "from", v[0]), to = at_key(at, "to", v[1]);
    rule->pause_from = take_day(t, &from);
    rule->pause_to = take_day(t, &to);
    if (rule->pause_from > 0 && rule->pause_to > 0 && rule->pause_to < rule->pause_from)
        take_wrong(t, &to, FINDING_slot_backward);
}

enum slot_key { REPEAT, FIRST, START, MINUTES, LONGER, CANCELLED, MOVED, LAST, PAUSE, WEEKDAY, EVERY, NTH, SLOT_KEYS };
static const char *const slot_keys[] = {"repeat", "first", "start",   "minutes", "longer_agreed", "cancelled", "moved",
                                        "last",   "pause", "weekday", "every",   "nth",           NULL};

/* A key that means nothing for this kind is a mistake too. */
static bool goes_with(enum slot_key key, enum meeting_repeat repeat)
{
    switch (key) {
    case LAST:
    case PAUSE:
    case WEEKDAY:
        return repeat != MEETING_ONCE;
    case EVERY:
        return repeat == MEETING_WEEKLY;
    case NTH:
        return repeat == MEETING_NTH_WEEKDAY;
    default:
        return true;
    }
}

static void read_rhythm(struct take *t, const struct at *at, const struct value v[SLOT_KEYS], struct meeting_rule *rule)
{
    struct at weekday = at_key(at, "weekday", v[WEEKDAY]), every = at_key(at, "every", v[EVERY]),
              nth = at_key(at, "nth", v[NTH]), last = at_key(at, "last", v[LAST]),
              pause = at_key(at, "pause", v[PAUSE]);
    rule->every = rule->nth = 1;
    if (rule->repeat == MEETING_ONCE) {
        rule->weekday = date_weekday(rule->first_day);
        return;
    }
    rule->weekday = take_number(t, &weekday, 1, 7);
    if (rule->repeat == MEETING_WEEKLY && at_there(&every))
        rule->every = take_number(t, &every, 1, 52);
    if (rule->repeat == MEETING_NTH_WEEKDAY)
        rule->nth = take_number(t, &nth, 1, 5);
    rule->last_day = at_there(&last) ? take_day(t, &last) : 0;
    if (rule->last_day != 0 && rule->last_day < rule->first_day)
        take_wrong(t, &last, FINDING_slot_backward);
    read_pause(t, &pause, rule);
}

static void read_slot(struct take *t, const struct at *at, struct centre_group *g)
{
    struct meeting_rule *rule = &g->meetings[g->meeting_count];
    struct value v[SLOT_KEYS];
    if (!take_object(t, at, slot_keys, v))
        return;
    struct at repeat = at_key(at, "repeat", v[REPEAT]), first = at_key(at, "first", v[FIRST]),
              start = at_key(at, "start", v[START]), minutes = at_key(at, "minutes", v[MINUTES]),
              longer = at_key(at, "longer_agreed", v[LONGER]), cancelled = at_key(at, "cancelled", v[CANCELLED]),
              moved = at_key(at, "moved", v[MOVED]);
    size_t kind = take_word(t, &repeat, feed_repeats);
    rule->repeat = (enum meeting_repeat)(kind + 1);
    for (enum slot_key i = 0; i < SLOT_KEYS && feed_repeats[kind]; i++) {
        struct at here = at_key(at, slot_keys[i], v[i]);
        if (v[i].at && !goes_with(i, rule->repeat))
            take_remark(t, &here, (struct remark){FINDING_key_idle, .other = feed_repeats[kind]});
    }
    rule->first_day = take_day(t, &first);
    rule->start_minute = take_minute(t, &start);
    rule->minutes = take_number(t, &minutes, 1, MEETING_MINUTES_MAX);
    rule->longer_agreed = at_there(&longer) && take_flag(t, &longer);
    if (feed_repeats[kind])
        read_rhythm(t, at, v, rule);
    read_cancelled(t, &cancelled, g);
    read_moved(t, &moved, g);
    if (at_there(&minutes) && meeting_advice_long(rule))
        take_wrong(t, &minutes, FINDING_slot_long);
    g->meeting_count++;
}

/* --- looking at a group's times as a whole ---------------------------------------------------------------------------------- */

static bool held_on(const struct centre_group *g, int32_t day)
{
    for (size_t i = 0; i < g->meeting_count; i++)
        if (meeting_rule_ok(&g->meetings[i]) && meeting_date_from(&g->meetings[i], day) == day)
            return true;
    return false;
}

/* The group's first date on or after a day; MEETING_NO_DAY. */
static int32_t next_date(const struct centre_group *g, int32_t day)
{
    int32_t next = MEETING_NO_DAY;
    for (size_t i = 0; i < g->meeting_count; i++) {
        int32_t date = meeting_rule_ok(&g->meetings[i]) ? meeting_date_from(&g->meetings[i], day) : MEETING_NO_DAY;
        if (date != MEETING_NO_DAY && (next == MEETING_NO_DAY || date < next))
            next = date;
    }
    return next;
}

/* The meeting nearest to a day that has none, within a year before it, or after it; "" where there is none. */
static void nearest(char *out, size_t size, const struct centre_group *g, int32_t day)
{
    enum { YEAR = 366 };
    int32_t after = next_date(g, day), before = day;
    while (before > day - YEAR && !held_on(g, before))
        before--;
    bool earlier = before > day - YEAR && (after == MEETING_NO_DAY || day - before < after - day);
    int32_t found = earlier ? before : after;
    struct date d = date_of(found == MEETING_NO_DAY ? 0 : found);
    snprintf(out, found == MEETING_NO_DAY ? 1 : size, "%04d-%02d-%02d", d.year, d.month, d.day); /* no room: "" */
}

static void look_at_change(struct take *t, const struct at *at, const struct centre_group *g)
{
    char other[16];
    int32_t day;
    if (!value_day(at->value, &day) || held_on(g, day))
        return;
    nearest(other, sizeof other, g, day);
    if (*other) /* where there is none, the slots never meet, which is said */
        take_remark(t, at, (struct remark){FINDING_change_none, .other = other});
}

/* Dates that are changed, though no slot of the group gives them. */
static void look_at_changes(struct take *t, const struct at *slot, const struct centre_group *g)
{
    struct at lists[] = {at_key(slot, "cancelled", value_member(slot->value, "cancelled")),
                         at_key(slot, "moved", value_member(slot->value, "moved"))};
    for (size_t i = 0; i < 2; i++) {
        struct at row = {.up = &lists[i]};
        struct value_walk walk = value_begin(lists[i].value);
        for (; value_next(&walk, NULL, &row.value); row.row++) {
            struct at from = at_key(&row, "from", value_member(row.value, "from"));
            look_at_change(t, i == 0 ? &row : &from, g);
        }
    }
}

static void look_at_times(struct take *t, const struct at *list, const struct centre_group *g)
{
    struct at slot = {.up = list};
    struct value_walk walk = value_begin(list->value);
    bool good = g->meeting_count == value_count(list->value);
    for (size_t i = 0; i < g->meeting_count; i++)
        good = good && meeting_rule_ok(&g->meetings[i]);
    for (; good && value_next(&walk, NULL, &slot.value); slot.row++) {
        const struct meeting_rule *rule = &g->meetings[slot.row];
        if (meeting_date_from(rule, rule->first_day) == MEETING_NO_DAY)
            take_remark(t, &slot, (struct remark){FINDING_slot_never, .stands = ""});
        look_at_changes(t, &slot, g);
    }
    bool over =
        good && g->state == GROUP_STATE_meeting && g->meeting_count > 0 && next_date(g, t->today) == MEETING_NO_DAY;
    for (size_t i = 0; i < g->change_count; i++)
        over = over && (g->changes[i].cancelled || g->changes[i].to_day < t->today);
    if (over && t->today > 0)
        take_remark(t, list, (struct remark){FINDING_slots_over, .stands = ""});
}

static void read_meetings(struct take *t, const struct at *list, struct centre_group *g)
{
    struct meeting_change changes[MEETING_CHANGES_MAX];
    struct rows rows = take_rows(t, list, 0, MEETING_RULES_MAX, true);
    g->changes = changes;
    while (take_row(&rows))
        read_slot(t, &rows.at, g);
    if (g->state == GROUP_STATE_meeting && rows.count == 0 && value_kind(list->value) == VALUE_LIST)
        take_wrong(t, list, FINDING_slots_none);
    look_at_times(t, list, g);
    g->changes = take_shared(t, changes, g->change_count * sizeof *changes);
}

/* --- a group's rules -------------------------------------------------------------------------------------------------------- */

static void read_own_rule(struct take *t, const struct at *at, struct centre_rule *rule)
{
    struct value v[2];
    if (!take_object(t, at, KEYS("sentence", "why"), v))
        return;
    struct at sentence = at_key(at, "sentence", v[0]), why = at_key(at, "why", v[1]);
    rule->sentence = take_text(t, &sentence, &centre_rooms[CENTRE_TEXT_sentence]);
    rule->why = take_text(t, &why, &centre_rooms[CENTRE_TEXT_why]);
}

static const char *near_rule(const char *key)
{
    size_t count;
    const struct ground_rule_entry *library = ground_rules(&count);
    const char *keys[GROUP_RULES_MAX + 1] = {0};
    for (size_t i = 0; i < count && i < GROUP_RULES_MAX; i++)
        keys[i] = library[i].key;
    return take_near(key, keys);
}

static void read_rule(struct take *t, const struct at *at, struct centre_group *g)
{
    struct centre_rule *rule = &g->rules[g->rule_count++];
    char key[GROUP_KEY_MAX];
    rule->library = -1;
    rule->sentence = rule->why = take_nothing();
    if (value_kind(at->value) == VALUE_OBJECT) {
        read_own_rule(t, at, rule);
        return;
    }
    if (!take_string(t, at, key, sizeof key))
        return;
    rule->library = ground_rule_find(key);
    if (rule->library < 0)
        take_remark(t, at, (struct remark){FINDING_rule_none, .near = near_rule(key)});
    for (size_t i = 0; i + 1 < g->rule_count && rule->library >= 0; i++)
        if (g->rules[i].library == rule->library)
            take_remark(t, at, (struct remark){FINDING_list_row, .other = key});
}

static void read_rules(struct take *t, const struct at *list, struct centre_group *g)
{
    struct rows rows = take_rows(t, list, 0, GROUP_RULES_MAX, true);
    size_t count;
    const struct ground_rule_entry *library = ground_rules(&count);
    bool is_list = value_kind(list->value) == VALUE_LIST;
    struct centre_rule rules[GROUP_RULES_MAX];
    memset(rules, 0, sizeof rules); /* whole, so that the same rules are the same bytes */
    g->rules = rules;
    while (!t->no_memory && take_row(&rows))
        read_rule(t, &rows.at, g);
    if (is_list && rows.count == 0 && g->state != GROUP_STATE_forming)
        take_wrong(t, list, FINDING_rules_none);
    for (size_t i = 0; i < count && rows.count > 0; i++) {
        bool there = library[i].may_be_off;
        for (size_t k = 0; k < g->rule_count; k++)
            there = there || g->rules[k].library == (int32_t)i;
        if (!there)
            take_remark(t, list, (struct remark){FINDING_rule_stays, .stands = ""});
    }
    g->rules = take_shared(t, rules, g->rule_count * sizeof *rules);
}

/* --- a group ---------------------------------------------------------------------------------------------------------------- */

/* The row of a topic with that key; -1 for none. */
static int32_t find_topic(const struct group_reading *r, const char *key)
{
    size_t low = 0, high = r->take->file->topic_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(r->topic[middle].name, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < r->take->file->topic_count && text_same(r->topic[low].name, key);
    return found ? (int32_t)r->topic[low].row : -1;
}

static const char *near_topic(const struct take *t, const char *key)
{
    const char *keys[CENTRE_TOPICS_MAX + 1] = {0};
    for (size_t i = 0; i < t->file->topic_count; i++)
        keys[i] = t->file->topics[i].key;
    return take_near(key, keys);
}

static void read_group_topics(struct group_reading *r, const struct at *list, struct centre_group *g)
{
    struct take *t = r->take;
    struct rows rows = take_rows(t, list, 1, GROUP_TOPICS_MAX, true);
    while (take_row(&rows)) {
        char key[GROUP_KEY_MAX];
        if (!take_string(t, &rows.at, key, sizeof key))
            continue;
        int32_t topic = find_topic(r, key);
        if (topic < 0) {
            take_remark(t, &rows.at, (struct remark){FINDING_topic_none, .near = near_topic(t, key)});
            continue;
        }
        r->used[topic] = true;
        for (size_t k = 0; k < g->topic_count; k++)
            if (g->topics[k] == topic)
                take_remark(t, &rows.at, (struct remark){FINDING_list_row, .other = key});
        g->topics[g->topic_count++] = topic;
    }
}

/* The number a fact is stored as. The kiosk's own kept file may go past the most: the places of a demonstration do. */
static int32_t take_fact(struct take *t, const struct at *at, const struct group_fact_row *fact,
                         const struct centre_group *g)
{
    bool idle = fact->kind == GROUP_ACCESS && g->held != HELD_HERE;
    if (idle && at_there(at))
        take_wrong(t, at, FINDING_access_idle);
    if (!at_there(at) && (idle || !fact->required))
        return fact->least;
    switch (fact->kind) {
    case GROUP_STATE:
    case GROUP_HELD: {
        const char *const *words = fact->kind == GROUP_STATE ? feed_states : feed_held;
        size_t row = take_word(t, at, words);
        return words[row] ? (int32_t)row + 1 : fact->least;
    }
    case GROUP_DAY:
        return take_day(t, at);
    case GROUP_FLAG:
    case GROUP_ACCESS:
        return take_flag(t, at) && !idle;
    case GROUP_SETTING:
    case GROUP_NUMBER:
        break;
    }
    return take_number(t, at, fact->least, t->kept && fact->kind == GROUP_NUMBER ? INT32_MAX : fact->most);
}

enum {
    KEY,
    TOPICS,
    MEETINGS,
    RULES,
    FIRST_FACT,
    FIRST_TEXT = FIRST_FACT + GROUP_FACT_COUNT,
    FIELDS = FIRST_TEXT + GROUP_TEXT_COUNT
};

static void read_facts(struct take *t, const struct at *at, const struct value *v, struct centre_group *g)
{
    struct at held = at_key(at, group_facts[GROUP_FACT_held].key, v[FIRST_FACT + GROUP_FACT_held]);
    centre_group_fact_set(g, GROUP_FACT_held,
                          take_fact(t, &held, &group_facts[GROUP_FACT_held], g)); /* others depend on it */
    for (enum group_fact i = 0; i < GROUP_FACT_COUNT; i++) {
        struct at here = at_key(at, group_facts[i].key, v[FIRST_FACT + i]);
        if (i != GROUP_FACT_held)
            centre_group_fact_set(g, i, take_fact(t, &here, &group_facts[i], g));
    }
    struct at taken = at_key(at, "taken", v[FIRST_FACT + GROUP_FACT_taken]);
    if (g->taken > g->capacity)
        take_remark(t, &taken, (struct remark){FINDING_taken_over, .most = g->capacity});
    struct at checked = at_key(at, "checked", v[FIRST_FACT + GROUP_FACT_checked_day]);
    if (t->today > 0 && g->checked_day > t->today)
        take_wrong(t, &checked, FINDING_checked_ahead);
}

static void read_texts(struct take *t, const struct at *at, const struct value *v, struct centre_group *g)
{
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++) {
        struct at here = at_key(at, group_texts[i].name, v[FIRST_TEXT + i]);
        struct centre_text text = take_nothing();
        if (group_texts[i].required || at_there(&here))
            text = take_text(t, &here, &group_texts[i].room);
        centre_group_text_set(g, i, text);
    }
}

static void read_group(struct group_reading *r, const struct at *at, struct centre_group *g)
{
    struct take *t = r->take;
    const char *keys[FIELDS + 1] = {"key", "topics", "meetings", "rules"};
    struct value v[FIELDS];
    for (enum group_fact i = 0; i < GROUP_FACT_COUNT; i++)
        keys[FIRST_FACT + i] = group_facts[i].key;
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
        keys[FIRST_TEXT + i] = group_texts[i].name;
    g->key = "";
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
        centre_group_text_set(g, i, take_nothing());
    if (!take_object(t, at, keys, v))
        return;
    struct at key = at_key(at, "key", v[KEY]), topics = at_key(at, "topics", v[TOPICS]),
              meetings = at_key(at, "meetings", v[MEETINGS]), rules = at_key(at, "rules", v[RULES]);
    g->key = take_key(t, &key, GROUP_KEY_MAX);
    read_facts(t, at, v, g);
    read_texts(t, at, v, g);
    read_group_topics(r, &topics, g);
    read_meetings(t, &meetings, g);
    read_rules(t, &rules, g);
}

bool feed_groups(struct group_reading *r, const struct at *list)
{
    struct take *t = r->take;
    struct centre_file *file = t->file;
    struct rows rows = take_rows(t, list, 0, CENTRE_GROUPS_MAX, true);
    file->groups = take_memory(t, rows.count, sizeof *file->groups);
    r->group = calloc(rows.count + 1, sizeof *r->group);
    while (r->group && !t->no_memory && take_row(&rows)) {
        r->group[file->group_count] = rows.at.value;
        read_group(r, &rows.at, &file->groups[file->group_count++]);
    }
    return r->group && !t->no_memory;
}
