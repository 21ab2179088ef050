/* A centre file written from its record. Read again (feed_kept_parse) it is the same record, but for the recipients, which
 * stand in kiosk.db and nowhere else, and for the order of groups: they are written in the order of their keys, so that one
 * record has one text. Changed dates stand with a group's first slot; they hold for all of them (docs/centre-file.md). */
#include "feed/centre.h"

#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "feed/form.h"
#include "rule/ground_rules.h"

static void add_day(struct buffer *out, int32_t day)
{
    struct date d = date_of(day);
    buffer_format(out, "\"%04d-%02d-%02d\"", d.year, d.month, d.day);
}

/* ', "key": {"nb": "…"}'; nothing for a text that was left out, in one language or in all. */
static void add_text(struct buffer *out, const struct centre_file *file, const char *key,
                     const struct centre_text *text)
{
    if (!*text->in[0])
        return;
    buffer_format(out, ", \"%s\": {", key);
    for (size_t i = 0; i < file->language_count; i++) {
        if (!*text->in[i])
            continue;
        buffer_format(out, "%s\"%s\": ", i ? ", " : "", file->languages[i]);
        buffer_json(out, text->in[i]);
    }
    buffer_text(out, "}");
}

static void add_fact(struct buffer *out, const struct centre_group *g, enum group_fact which)
{
    int32_t value = centre_group_fact(g, which);
    if (group_facts[which].kind == GROUP_ACCESS && g->held != HELD_HERE) /* says nothing there */
        return;
    if (group_facts[which].kind == GROUP_FLAG && !value) /* as when it is left out */
        return;
    buffer_format(out, ", \"%s\": ", group_facts[which].key);
    switch (group_facts[which].kind) {
    case GROUP_HELD:
        buffer_format(out, "\"%s\"", feed_held[value - 1]);
        break;
    case GROUP_STATE:
        buffer_format(out, "\"%s\"", feed_states[value - 1]);
        break;
    case GROUP_DAY:
        add_day(out, value);
        break;
    case GROUP_FLAG:
    case GROUP_ACCESS:
        buffer_text(out, value ? "true" : "false");
        break;
    case GROUP_SETTING:
    case GROUP_NUMBER:
        buffer_format(out, "%d", value);
        break;
    }
}

static void add_time(struct buffer *out, const char *key, int32_t minute)
{
    buffer_format(out, ", \"%s\": \"%02d:%02d\"", key, minute / 60, minute % 60);
}

static void add_changes(struct buffer *out, const struct centre_group *g)
{
    const char *between = "";
    buffer_text(out, ", \"cancelled\": [");
    for (size_t i = 0; i < g->change_count; i++)
        if (g->changes[i].cancelled) {
            buffer_text(out, between);
            add_day(out, g->changes[i].day);
            between = ", ";
        }
    between = "";
    buffer_text(out, "], \"moved\": [");
    for (size_t i = 0; i < g->change_count; i++)
        if (!g->changes[i].cancelled) {
            buffer_format(out, "%s{\"from\": ", between);
            add_day(out, g->changes[i].day);
            buffer_text(out, ", \"to\": ");
            add_day(out, g->changes[i].to_day);
            add_time(out, "start", g->changes[i].to_minute);
            buffer_text(out, "}");
            between = ", ";
        }
    buffer_text(out, "]");
}

static void add_meeting(struct buffer *out, const struct meeting_rule *rule)
{
    buffer_format(out, "{\"repeat\": \"%s\"", feed_repeats[rule->repeat - 1]);
    if (rule->repeat != MEETING_ONCE)
        buffer_format(out, ", \"weekday\": %d", rule->weekday);
    if (rule->repeat == MEETING_WEEKLY)
        buffer_format(out, ", \"every\": %d", rule->every);
    if (rule->repeat == MEETING_NTH_WEEKDAY)
        buffer_format(out, ", \"nth\": %d", rule->nth);
    buffer_text(out, ", \"first\": ");
    add_day(out, rule->first_day);
    if (rule->last_day != 0 && rule->repeat != MEETING_ONCE) {
        buffer_text(out, ", \"last\": ");
        add_day(out, rule->last_day);
    }
    if (rule->pause_from != 0 && rule->repeat != MEETING_ONCE) {
        buffer_text(out, ", \"pause\": {\"from\": ");
        add_day(out, rule->pause_from);
        buffer_text(out, ", \"to\": ");
        add_day(out, rule->pause_to);
        buffer_text(out, "}");
    }
    add_time(out, "start", rule->start_minute);
    buffer_format(out, ", \"minutes\": %d", rule->minutes);
    if (rule->longer_agreed)
        buffer_text(out, ", \"longer_agreed\": true");
}

static void add_meetings(struct buffer *out, const struct centre_group *g)
{
    buffer_text(out, ", \"meetings\": [");
    for (size_t i = 0; i < g->meeting_count; i++) {
        buffer_text(out, i ? ", " : "");
        add_meeting(out, &g->meetings[i]);
        if (i == 0 && g->change_count > 0)
            add_changes(out, g);
        buffer_text(out, "}");
    }
    buffer_text(out, "]");
}

static void add_rules(struct buffer *out, const struct centre_file *file, const struct centre_group *g)
{
    size_t count;
    const struct ground_rule_entry *library = ground_rules(&count);
    buffer_text(out, ", \"rules\": [");
    for (size_t i = 0; i < g->rule_count; i++) {
        const struct centre_rule *rule = &g->rules[i];
        buffer_text(out, i ? ", " : "");
        if (rule->library >= 0) {
            buffer_json(out, library[rule->library].key);
            continue;
        }
        struct buffer own = {.limit = out->limit};
        add_text(&own, file, "sentence", &rule->sentence);
        add_text(&own, file, "why", &rule->why);
        buffer_format(out, "{%s}", buffer_string(&own) + (own.length > 2 ? 2 : 0)); /* without the first ", " */
        buffer_free(&own);
    }
    buffer_text(out, "]");
}

static void add_group(struct buffer *out, const struct centre_file *file, const struct centre_group *g)
{
    buffer_format(out, "{\"key\": \"%s\"", g->key);
    for (enum group_fact i = 0; i < GROUP_FACT_COUNT; i++)
        add_fact(out, g, i);
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
        add_text(out, file, group_texts[i].name, centre_group_text(g, i));
    buffer_text(out, ", \"topics\": [");
    for (size_t i = 0; i < g->topic_count; i++)
        buffer_format(out, "%s\"%s\"", i ? ", " : "", file->topics[g->topics[i]].key);
    buffer_text(out, "]");
    add_meetings(out, g);
    add_rules(out, file, g);
    buffer_text(out, "}");
}

static int by_key(const void *a, const void *b)
{
    const struct centre_group *const *x = a, *const *y = b;
    return strcmp((*x)->key, (*y)->key);
}

static fault add_groups(struct buffer *out, const struct centre_file *file)
{
    const struct centre_group **order = calloc(file->group_count + 1, sizeof(*order));
    if (!order)
        return FAULT_NO_MEMORY;
    for (size_t i = 0; i < file->group_count; i++)
        order[i] = &file->groups[i];
    qsort(order, file->group_count, sizeof(*order), by_key);
    buffer_text(out, ",\n\"groups\": [");
    for (size_t i = 0; i < file->group_count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        add_group(out, file, order[i]);
    }
    buffer_text(out, "]}\n");
    free(order);
    return FAULT_NONE;
}

static void add_areas(struct buffer *out, const struct centre_file *file)
{
    if (file->area_count == 0)
        return;
    buffer_text(out, "\"areas\": [");
    for (size_t i = 0; i < file->area_count; i++) {
        buffer_format(out, "%s{\"key\": \"%s\", \"icon\": \"%s\"", i ? ", " : "", file->areas[i].key,
                      file->areas[i].icon);
        add_text(out, file, "name", &file->areas[i].name);
        buffer_text(out, "}");
    }
    buffer_text(out, "],\n");
}

static void add_topics(struct buffer *out, const struct centre_file *file)
{
    buffer_text(out, "\"topics\": [");
    for (size_t i = 0; i < file->topic_count; i++) {
        const struct centre_topic *topic = &file->topics[i];
        buffer_format(out, "%s{\"key\": \"%s\", \"icon\": \"%s\"", i ? ", " : "", topic->key, topic->icon);
        if (topic->area > 0)
            buffer_format(out, ", \"area\": \"%s\"", file->areas[topic->area - 1].key);
        add_text(out, file, "name", &topic->name);
        buffer_text(out, "}");
    }
    buffer_text(out, "]");
}

fault feed_centre_write(const struct centre_file *file, struct buffer *out)
{
    const struct panel *p = &file->panel;
    buffer_format(out, "{\"format\": %d, \"id\": \"%s\", \"languages\": [", FEED_CENTRE_FORMAT, file->id);
    for (size_t i = 0; i < file->language_count; i++)
        buffer_format(out, "%s\"%s\"", i ? ", " : "", file->languages[i]);
    buffer_text(out, "]");
    add_text(out, file, "name", &file->name);
    add_text(out, file, "desk", &file->desk);
    add_text(out, file, "hours", &file->hours);
    add_text(out, file, "phone", &file->phone);
    add_text(out, file, "responsible", &file->responsible);
    add_text(out, file, "approval", &file->approval);
    buffer_format(out, ", \"panel\": {\"width_mm\": %d, \"height_mm\": %d, \"width_px\": %d, \"height_px\": %d",
                  p->width_mm, p->height_mm, p->width_px, p->height_px);
    buffer_format(out, ", \"lower_edge_mm\": %d},\n", p->lower_edge_mm);
    add_areas(out, file);
    add_topics(out, file);
    fault f = add_groups(out, file);
    return f == FAULT_NONE && out->over ? FAULT_TOO_LARGE : f;
}
