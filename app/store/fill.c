/* The rows of a timetable. Groups get their numbers in the order of their names in the first language, and a row of
 * texts and of search in each language in the order of the names there (timetable.def says why). */
#include "store/builder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "rule/ground_rules.h"

static fault put_language(struct build *b, size_t language)
{
    const struct centre_file *file = b->file;
    sqlite3_stmt *q = build_use(b, PUT_LANGUAGE);
    bind_int(q, 1, (int64_t)language);
    bind_text(q, 2, file->languages[language]);
    fault f = build_put(b, q);
    if (f != FAULT_NONE)
        return f;
    q = build_use(b, PUT_CENTRE_TEXT);
    bind_int(q, 1, (int64_t)language);
    bind_text(q, 2, file->name.in[language]);
    bind_text(q, 3, file->desk.in[language]);
    bind_text(q, 4, file->hours.in[language]);
    bind_text(q, 5, file->phone.in[language]);
    bind_text(q, 6, file->responsible.in[language]);
    return build_put(b, q);
}

static fault put_topic(struct build *b, size_t topic)
{
    const struct centre_topic *t = &b->file->topics[topic];
    sqlite3_stmt *q = build_use(b, PUT_TOPIC);
    bind_int(q, 1, (int64_t)topic + 1);
    bind_text(q, 2, t->key);
    bind_text(q, 3, t->icon);
    fault f = build_put(b, q);
    for (size_t l = 0; l < b->file->language_count && f == FAULT_NONE; l++) {
        q = build_use(b, PUT_TOPIC_TEXT);
        bind_int(q, 1, (int64_t)topic + 1);
        bind_int(q, 2, (int64_t)l);
        bind_text(q, 3, t->name.in[l]);
        f = build_put(b, q);
    }
    return f;
}

fault build_centre(struct build *b)
{
    const struct panel *panel = &b->file->panel;
    sqlite3_stmt *q = build_use(b, PUT_CENTRE);
    bind_text(q, 1, b->file->id);
    bind_text(q, 2, b->source);
    bind_int(q, 3, panel->width_mm);
    bind_int(q, 4, panel->height_mm);
    bind_int(q, 5, panel->width_px);
    bind_int(q, 6, panel->height_px);
    bind_int(q, 7, panel->lower_edge_mm);
    fault f = build_put(b, q);
    for (size_t l = 0; l < b->file->language_count && f == FAULT_NONE; l++)
        f = put_language(b, l);
    for (size_t t = 0; t < b->file->topic_count && f == FAULT_NONE; t++)
        f = put_topic(b, t);
    return f;
}

static fault put_meeting(struct build *b, int64_t id, int n, const struct meeting_rule *rule)
{
    sqlite3_stmt *q = build_use(b, PUT_MEETING);
    const int64_t values[] = {
        id,          n,         rule->repeat,       rule->first_day, rule->last_day,     rule->weekday,
        rule->every, rule->nth, rule->start_minute, rule->minutes,   rule->longer_agreed};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        bind_int(q, (int)i + 1, values[i]);
    return build_put(b, q);
}

static fault put_change(struct build *b, int64_t id, int n, const struct meeting_change *change)
{
    sqlite3_stmt *q = build_use(b, PUT_CHANGE);
    const int64_t values[] = {id, n, change->day, change->cancelled, change->to_day, change->to_minute};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        bind_int(q, (int)i + 1, values[i]);
    return build_put(b, q);
}

static fault put_rule(struct build *b, int64_t id, int n, const struct centre_rule *rule)
{
    size_t library_count;
    const struct ground_rule_entry *library = ground_rules(&library_count);
    sqlite3_stmt *q = build_use(b, PUT_RULE);
    assert(rule->library < (int32_t)library_count);
    bind_int(q, 1, id);
    bind_int(q, 2, n);
    if (rule->library >= 0)
        bind_text(q, 3, library[rule->library].key); /* the key lasts longer than the row */
    fault f = build_put(b, q);
    for (size_t l = 0; l < b->file->language_count && rule->library < 0 && f == FAULT_NONE; l++) {
        q = build_use(b, PUT_RULE_TEXT);
        bind_int(q, 1, id);
        bind_int(q, 2, n);
        bind_int(q, 3, (int64_t)l);
        bind_text(q, 4, rule->sentence.in[l]);
        bind_text(q, 5, rule->why.in[l]);
        f = build_put(b, q);
    }
    return f;
}

static fault put_facts(struct build *b, int64_t id, const struct centre_group *g)
{
    sqlite3_stmt *q = build_use(b, PUT_GROUP);
    bind_int(q, 1, id);
    bind_text(q, 2, g->key);
    for (enum group_fact i = 0; i < GROUP_FACT_COUNT; i++)
        bind_int(q, BUILD_FIELDS + (int)i, centre_group_fact(g, i));
    return build_put(b, q);
}

static fault put_group(struct build *b, int64_t id, const struct centre_group *g)
{
    fault f = put_facts(b, id, g);
    for (size_t i = 0; i < g->topic_count && f == FAULT_NONE; i++) {
        sqlite3_stmt *q = build_use(b, PUT_GROUP_TOPIC);
        bind_int(q, 1, id);
        bind_int(q, 2, (int64_t)i);
        bind_int(q, 3, g->topics[i] + 1);
        f = build_put(b, q);
    }
    for (size_t i = 0; i < g->meeting_count && f == FAULT_NONE; i++)
        f = put_meeting(b, id, (int)i, &g->meetings[i]);
    for (size_t i = 0; i < g->change_count && f == FAULT_NONE; i++)
        f = put_change(b, id, (int)i, &g->changes[i]);
    for (size_t i = 0; i < g->rule_count && f == FAULT_NONE; i++)
        f = put_rule(b, id, (int)i, &g->rules[i]);
    return f;
}

static void fold_add(struct buffer *words, const char *text)
{
    char folded[STORE_FOLD_MAX];
    search_fold(folded, sizeof folded, text);
    buffer_text(words, folded);
    buffer_text(words, " ");
}

/* What a group is found by: all languages, whichever the visitor reads. */
static fault put_search(struct build *b, int64_t row, const struct centre_group *g)
{
    struct buffer words = {.limit = 64 * STORE_FOLD_MAX};
    for (size_t l = 0; l < b->file->language_count; l++) {
        for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
            if (group_texts[i].searched)
                fold_add(&words, centre_group_text(g, i)->in[l]);
        for (size_t i = 0; i < g->topic_count; i++)
            fold_add(&words, b->file->topics[g->topics[i]].name.in[l]);
    }
    sqlite3_stmt *q = build_use(b, PUT_SEARCH);
    bind_int(q, 1, row);
    bind_text(q, 2, buffer_string(&words));
    fault f = words.over ? FAULT_NO_MEMORY : build_put(b, q);
    buffer_free(&words);
    return f;
}

static fault put_lists(struct build *b, int64_t row, const struct centre_group *g)
{
    fault f = put_search(b, row, g);
    for (size_t i = 0; i < g->topic_count && f == FAULT_NONE; i++) {
        sqlite3_stmt *q = build_use(b, PUT_TOPIC_ROW);
        bind_int(q, 1, g->topics[i] + 1);
        bind_int(q, 2, row);
        f = build_put(b, q);
    }
    for (size_t i = 0; i < g->meeting_count && f == FAULT_NONE; i++) {
        const struct meeting_rule *rule = &g->meetings[i];
        sqlite3_stmt *q = build_use(b, PUT_WEEKDAY_ROW);
        bind_int(q, 1, rule->repeat == MEETING_ONCE ? date_weekday(rule->first_day) : rule->weekday);
        bind_int(q, 2, row);
        f = build_put(b, q);
    }
    return f;
}

static fault put_text(struct build *b, int64_t row, int64_t id, const struct centre_group *g, size_t l)
{
    sqlite3_stmt *q = build_use(b, PUT_GROUP_TEXT);
    bind_int(q, 1, row);
    bind_int(q, 2, id);
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
        bind_text(q, BUILD_FIELDS + (int)i, centre_group_text(g, i)->in[l]);
    fault f = build_put(b, q);
    return f == FAULT_NONE && g->state != GROUP_CLOSED ? put_lists(b, row, g) : f;
}

struct place_in_order { /* of one group */
    char name[2 * GROUP_NAME_MAX];
    const char *key;
    size_t group;
};

static int in_order(const void *a, const void *b)
{
    const struct place_in_order *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : strcmp(x->key, y->key);
}

static void order_by_name(const struct centre_file *file, size_t language, struct place_in_order *out)
{
    for (size_t i = 0; i < file->group_count; i++) {
        const struct centre_group *g = &file->groups[i];
        name_order(out[i].name, sizeof out[i].name, g->name.in[language], file->languages[language]);
        out[i].key = g->key;
        out[i].group = i;
    }
    qsort(out, file->group_count, sizeof *out, in_order);
}

fault build_groups(struct build *b)
{
    const struct centre_file *file = b->file;
    size_t count = file->group_count;
    struct place_in_order *order = calloc(count + 1, sizeof *order);
    int64_t *ids = calloc(count + 1, sizeof *ids);
    fault f = order && ids ? FAULT_NONE : FAULT_NO_MEMORY;
    for (size_t l = 0; l < file->language_count && f == FAULT_NONE; l++) {
        order_by_name(file, l, order);
        for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
            size_t group = order[i].group;
            if (l == 0) {
                ids[group] = (int64_t)i + 1;
                f = put_group(b, ids[group], &file->groups[group]);
            }
            int64_t row = (int64_t)l * STORE_ROW_LANGUAGE + (int64_t)i + 1;
            if (f == FAULT_NONE)
                f = put_text(b, row, ids[group], &file->groups[group], l);
        }
    }
    if (f == FAULT_NONE)
        f = build_put(b, build_use(b, PUT_SEARCH_ONE_PIECE));
    free(order);
    free(ids);
    return f;
}
