/* Reading the timetable: the centre, its topics, its groups and their times. Everything here is public. */
#include "store/inside.h"

#include <assert.h>
#include <string.h>
#include "base/text.h"
#include "rule/ground_rules.h"
#include "rule/join.h"

/* After the last row, or a fault: then the count stays 0. */
static fault rows_end(sqlite3_stmt *q, fault f, size_t n, size_t *ret_count)
{
    store_row_end(q);
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY)
        return f;
    *ret_count = n;
    return FAULT_NONE;
}

fault store_languages(struct store *s, char out[][CENTRE_LANGUAGE_MAX], size_t *ret_count)
{
    sqlite3_stmt *q = store_use(s, SQL_LANGUAGES);
    size_t n = 0;
    fault f;
    *ret_count = 0;
    while ((f = store_row(s, q)) == FAULT_NONE && n < CENTRE_LANGUAGES_MAX)
        column_text(q, 0, out[n++], CENTRE_LANGUAGE_MAX);
    return rows_end(q, f, n, ret_count);
}

fault store_centre(struct store *s, const char *language, struct centre *out)
{
    struct store_retention rows[RETENTIONS_MAX];
    size_t count;
    *out = (struct centre){0};
    sqlite3_stmt *q = store_use(s, SQL_CENTRE);
    bind_int(q, 1, store_language(s, language));
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    column_text(q, 0, out->id, sizeof out->id);
    column_text(q, 1, out->name, sizeof out->name);
    column_text(q, 2, out->desk, sizeof out->desk);
    column_text(q, 3, out->hours, sizeof out->hours);
    column_text(q, 4, out->phone, sizeof out->phone);
    column_text(q, 5, out->responsible, sizeof out->responsible);
    column_text(q, 6, out->approval, sizeof out->approval);
    out->gaps = (uint32_t)column_int(q, 7);
    store_row_end(q);
    out->kept_days = RETAIN_MEMBER_DAYS;
    out->evidence_days = RETAIN_EVIDENCE_DAYS;
    if (s->kept && store_retentions(s, rows, &count) == FAULT_NONE) {
        out->kept_days = rows[count - 1].kept;
        out->evidence_days = rows[count - 1].evidence;
    }
    return FAULT_NONE;
}

fault store_panel(struct store *s, struct panel *out)
{
    *out = (struct panel){0};
    sqlite3_stmt *q = store_use(s, SQL_PANEL);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    *out = (struct panel){.width_mm = (int32_t)column_int(q, 0),
                          .height_mm = (int32_t)column_int(q, 1),
                          .width_px = (int32_t)column_int(q, 2),
                          .height_px = (int32_t)column_int(q, 3),
                          .lower_edge_mm = (int32_t)column_int(q, 4)};
    store_row_end(q);
    return FAULT_NONE;
}

static void topic_of(sqlite3_stmt *q, struct topic *out)
{
    out->id = (int32_t)column_int(q, 0);
    column_text(q, 1, out->key, sizeof out->key);
    column_text(q, 2, out->icon, sizeof out->icon);
    column_text(q, 3, out->name, sizeof out->name);
    out->gap = column_int(q, 4) != 0;
}

/* Is there a group to find under that topic? */
static fault topic_leads_on(struct store *s, int32_t topic, int64_t base, bool *ret_leads)
{
    char key[GROUP_KEY_MAX];
    fault f = FAULT_NONE;
    sqlite3_stmt *q = store_use(s, SQL_TOPIC_KEYS);
    bind_int(q, 1, topic);
    bind_int(q, 2, base);
    bind_int(q, 3, base + STORE_ROW_LANGUAGE - 1);
    *ret_leads = false;
    while (!*ret_leads && (f = store_row(s, q)) == FAULT_NONE) {
        column_text(q, 0, key, sizeof key);
        *ret_leads = !house_hides(s, key);
    }
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static fault topics_of(struct store *s, sqlite3_stmt *q, struct topic *out, size_t limit, size_t *ret_count)
{
    size_t n = 0;
    fault f = FAULT_NO_ENTRY;
    *ret_count = 0;
    while (n < limit && (f = store_row(s, q)) == FAULT_NONE)
        topic_of(q, &out[n++]);
    return rows_end(q, f, n, ret_count);
}

/* Where groups are hidden, rows are passed over here, since the timetable does not know of them. */
static fault topics_not_hidden(struct store *s, const struct topics_asked *asked, struct topic *out, size_t limit,
                               size_t *ret_count)
{
    int64_t place = store_language(s, asked->language);
    sqlite3_stmt *q = store_use(s, SQL_TOPICS);
    bind_int(q, 1, place);
    bind_int(q, 2, -1);
    bind_int(q, 3, 0);
    bind_int(q, 4, asked->area);
    size_t n = 0, passed = 0;
    fault f = FAULT_NO_ENTRY;
    *ret_count = 0;
    while (n < limit && (f = store_row(s, q)) == FAULT_NONE) {
        bool leads;
        topic_of(q, &out[n]);
        if ((f = topic_leads_on(s, out[n].id, place * STORE_ROW_LANGUAGE, &leads)) != FAULT_NONE)
            break;
        n += leads && passed++ >= asked->from;
    }
    return rows_end(q, f, n, ret_count);
}

fault store_topics(struct store *s, const struct topics_asked *asked, struct topic *out, size_t limit,
                   size_t *ret_count)
{
    if (!asked->group && !asked->all && s->house->hidden_count > 0)
        return topics_not_hidden(s, asked, out, limit, ret_count);
    enum statement which = asked->group ? SQL_GROUP_TOPICS : SQL_TOPICS;
    sqlite3_stmt *q = store_use(s, asked->all ? SQL_TOPICS_ALL : which);
    bind_int(q, 1, store_language(s, asked->language));
    bind_int(q, 2, (int64_t)limit);
    bind_int(q, 3, (int64_t)asked->from);
    if (!asked->all)
        bind_int(q, 4, asked->group ? asked->group : asked->area);
    return topics_of(s, q, out, limit, ret_count);
}

fault store_settings(struct store *s, uint32_t *ret_settings)
{
    sqlite3_stmt *q = store_use(s, SQL_SETTINGS);
    fault f;
    *ret_settings = 0;
    while ((f = store_row(s, q)) == FAULT_NONE)
        *ret_settings |= UINT32_C(1) << (column_int(q, 0) & 31);
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

fault store_areas(struct store *s, const char *language, struct topic *out, size_t *ret_count)
{
    struct topic area[CENTRE_AREAS_MAX], topic;
    size_t areas, topics, n = 0;
    *ret_count = 0;
    sqlite3_stmt *q = store_use(s, SQL_AREAS);
    bind_int(q, 1, store_language(s, language));
    bind_int(q, 2, CENTRE_AREAS_MAX);
    fault f = topics_of(s, q, area, CENTRE_AREAS_MAX, &areas);
    for (size_t i = 0; i < areas && f == FAULT_NONE; i++) {
        topics = 1;
        if (s->house->hidden_count > 0) /* the timetable does not know of them */
            f = store_topics(s, &(struct topics_asked){.language = language, .area = area[i].id}, &topic, 1, &topics);
        if (f == FAULT_NONE && topics > 0)
            out[n++] = area[i];
    }
    *ret_count = f == FAULT_NONE ? n : 0;
    return f;
}

fault store_topic(struct store *s, const char *language, int32_t topic, struct topic *out)
{
    size_t n;
    *out = (struct topic){0};
    sqlite3_stmt *q = store_use(s, SQL_TOPIC);
    bind_int(q, 1, store_language(s, language));
    bind_int(q, 2, topic);
    fault f = topics_of(s, q, out, 1, &n);
    return f == FAULT_NONE && n == 0 ? FAULT_NO_ENTRY : f;
}

enum { FIRST_FACT = 2, FIRST_TEXT = FIRST_FACT + GROUP_FACT_COUNT }; /* of GROUP_COLUMNS */

static void group_of(struct store *s, sqlite3_stmt *q, struct group *out)
{
    out->id = (int32_t)column_int(q, 0);
    column_text(q, 1, out->key, sizeof out->key);
#define READ_SHOWN(name, kind) out->name = (GROUP_TYPE_##kind)column_int(q, FIRST_FACT + GROUP_FACT_##name);
#define READ_HIDDEN(name, kind)
#define FACT(name, key, kind, least, most, required, shown, what) READ_##shown(name, kind)
    GROUP_FACTS(FACT)
#undef FACT
#undef READ_HIDDEN
#undef READ_SHOWN
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
        column_text(q, FIRST_TEXT + (int)i, group_text_room(out, i), group_texts[i].room.size);
    out->gaps = (uint32_t)column_int(q, FIRST_TEXT + GROUP_TEXT_COUNT);
    int32_t capacity = (int32_t)column_int(q, FIRST_FACT + GROUP_FACT_capacity);
    int32_t taken = (int32_t)column_int(q, FIRST_FACT + GROUP_FACT_taken);
    const struct join_facts facts = {.capacity = capacity,
                                     .taken = taken + places_taken(s, out->key),
                                     .day_limit = (int32_t)column_int(q, FIRST_FACT + GROUP_FACT_day_limit),
                                     .today = places_today(s, out->key)};
    out->places = group_places(out->state, join_full(&facts));
}

static void bind_rows(struct store *s, sqlite3_stmt *q, const char *language)
{
    int64_t base = store_language(s, language) * STORE_ROW_LANGUAGE;
    bind_int(q, 1, base);
    bind_int(q, 2, base + STORE_ROW_LANGUAGE - 1);
}

struct group_rows { /* a part of a list of groups */
    size_t from, limit;
    bool skips; /* rows of hidden groups are passed over in groups_of, since the timetable does not know of them */
};

static fault groups_of(struct store *s, sqlite3_stmt *q, const struct group_rows *list, struct group *out,
                       size_t *ret_count)
{
    size_t n = 0, passed = 0;
    fault f = FAULT_NO_ENTRY;
    *ret_count = 0;
    while (n < list->limit && (f = store_row(s, q)) == FAULT_NONE) {
        group_of(s, q, &out[n]);
        bool listed = !list->skips || (!house_hides(s, out[n].key) && passed++ >= list->from);
        n += listed;
    }
    return rows_end(q, f, n, ret_count);
}

static enum statement sql_of(const struct groups_asked *asked)
{
    if (asked->typed)
        return SQL_GROUPS_WORD;
    return asked->topic ? SQL_GROUPS_TOPIC : SQL_GROUPS_ALL;
}

fault store_groups(struct store *s, const struct groups_asked *asked, struct group *out, size_t limit,
                   size_t *ret_count)
{
    char match[STORE_MATCH_MAX];
    *ret_count = 0;
    assert(!asked->topic || !asked->typed);
    fault f = search_match(match, sizeof match, asked->typed ? asked->typed : "");
    if (f != FAULT_NONE || (asked->typed && !match[0]))
        return f;
    const struct group_rows list = {asked->from, limit, !asked->hidden && s->house->hidden_count > 0};
    sqlite3_stmt *q = store_use(s, sql_of(asked));
    bind_rows(s, q, asked->language);
    bind_int(q, 3, list.skips ? -1 : (int64_t)limit);
    bind_int(q, 4, list.skips ? 0 : (int64_t)asked->from);
    if (asked->typed)
        bind_text(q, 5, match);
    else if (asked->topic)
        bind_int(q, 5, asked->topic);
    f = groups_of(s, q, &list, out, ret_count);
    bytes_wipe(match, sizeof match);
    return f;
}

fault store_rooms(struct store *s, const struct rooms_asked *asked, struct room_row *out, size_t limit,
                  size_t *ret_count)
{
    sqlite3_stmt *q = store_use(s, SQL_ROOMS);
    size_t n = 0;
    fault f = FAULT_NO_ENTRY;
    *ret_count = 0;
    bind_rows(s, q, asked->language);
    bind_int(q, 3, (int64_t)limit);
    bind_int(q, 4, (int64_t)asked->from);
    while (n < limit && (f = store_row(s, q)) == FAULT_NONE) {
        out[n].group = (int32_t)column_int(q, 0);
        column_text(q, 1, out[n++].name, sizeof out->name);
    }
    return rows_end(q, f, n, ret_count);
}

fault store_group(struct store *s, const char *language, int32_t group, struct group *out)
{
    size_t n;
    const struct group_rows one = {.limit = 1};
    *out = (struct group){0};
    sqlite3_stmt *q = store_use(s, SQL_GROUP);
    bind_rows(s, q, language);
    bind_int(q, 3, group);
    fault f = groups_of(s, q, &one, out, &n);
    return f == FAULT_NONE && n == 0 ? FAULT_NO_ENTRY : f;
}

fault store_group_by_key(struct store *s, const char *language, const char *key, struct group *out)
{
    *out = (struct group){0};
    sqlite3_stmt *q = store_use(s, SQL_GROUP_OF_KEY);
    bind_text(q, 1, key);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f;
    int32_t group = (int32_t)column_int(q, 0);
    store_row_end(q);
    return store_group(s, language, group, out);
}

fault store_ground_rules(struct store *s, const char *language, int32_t group, struct ground_rule *out,
                         int32_t *ret_count)
{
    sqlite3_stmt *q = store_use(s, SQL_GROUP_RULES);
    bind_int(q, 1, store_language(s, language));
    bind_int(q, 2, group);
    bind_int(q, 3, GROUP_RULES_MAX);
    int32_t n = 0;
    fault f = FAULT_NO_ENTRY;
    *ret_count = 0;
    while (n < GROUP_RULES_MAX && (f = store_row(s, q)) == FAULT_NONE) {
        char key[GROUP_KEY_MAX];
        struct ground_rule *rule = &out[n++];
        column_text(q, 0, key, sizeof key);
        rule->library = key[0] ? ground_rule_find(key) : -1;
        column_text(q, 1, rule->sentence, sizeof rule->sentence);
        column_text(q, 2, rule->why, sizeof rule->why);
        rule->sentence_gap = column_int(q, 3) & 1;
        rule->why_gap = column_int(q, 3) >> 1 & 1;
    }
    store_row_end(q);
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY)
        return f;
    *ret_count = n;
    return FAULT_NONE;
}

static fault rules_of(struct store *s, int32_t group, struct group_times *out)
{
    sqlite3_stmt *q = store_use(s, SQL_MEETINGS);
    bind_int(q, 1, group);
    fault f;
    while ((f = store_row(s, q)) == FAULT_NONE && out->rule_count < MEETING_RULES_MAX)
        out->rules[out->rule_count++] = (struct meeting_rule){
            .repeat = (enum meeting_repeat)column_int(q, 0),
            .first_day = (int32_t)column_int(q, 1),
            .last_day = (int32_t)column_int(q, 2),
            .weekday = (int32_t)column_int(q, 3),
            .every = (int32_t)column_int(q, 4),
            .nth = (int32_t)column_int(q, 5),
            .start_minute = (int32_t)column_int(q, 6),
            .minutes = (int32_t)column_int(q, 7),
            .longer_agreed = column_int(q, 8) != 0,
            .pause_from = (int32_t)column_int(q, 9),
            .pause_to = (int32_t)column_int(q, 10),
        };
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

/* A room alone leaves the time to the office, which may have moved or called off that date itself. */
static void keep_time(const struct group_times *times, struct meeting_change *change)
{
    for (size_t i = 0; change->stays && i < times->change_count; i++) {
        const struct meeting_change *c = &times->changes[i];
        if (c->day != change->day)
            continue;
        change->stays = false;
        change->cancelled = c->cancelled;
        change->to_day = c->to_day;
        change->to_minute = c->to_minute;
    }
}

/* Those of staff stand before the office's, and so go before them. */
static void lay_over(const struct store *s, const char *key, struct group_times *times)
{
    const struct house *h = s->house;
    struct meeting_change mine[HOUSE_GROUP_CHANGES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < h->change_count && count < HOUSE_GROUP_CHANGES_MAX; i++) {
        if (!text_same(h->change[i].group, key))
            continue;
        struct meeting_change *c = &mine[count++];
        *c = h->change[i].change;
        c->room = house_room_named(&h->change[i].room) ? (int32_t)i + 1 : 0;
        keep_time(times, c);
    }
    memmove(times->changes + count, times->changes, times->change_count * sizeof *times->changes);
    memcpy(times->changes, mine, count * sizeof *mine);
    times->change_count += count;
}

static fault changes_of(struct store *s, int32_t group, struct group_times *out)
{
    sqlite3_stmt *q = store_use(s, SQL_CHANGES);
    bind_int(q, 1, group);
    fault f;
    while ((f = store_row(s, q)) == FAULT_NONE && out->change_count < MEETING_CHANGES_MAX)
        out->changes[out->change_count++] = (struct meeting_change){
            .day = (int32_t)column_int(q, 0),
            .cancelled = column_int(q, 1) != 0,
            .to_day = (int32_t)column_int(q, 2),
            .to_minute = (int32_t)column_int(q, 3),
        };
    store_row_end(q);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static fault lay_house_over(struct store *s, int32_t group, struct group_times *out)
{
    const struct house *h = s->house;
    char key[GROUP_KEY_MAX];
    for (int by = 0; by < HOUSE_BYS; by++) {
        memcpy(out->closed + out->closed_count, h->closed[by], h->closed_count[by] * sizeof *out->closed);
        out->closed_count += h->closed_count[by];
    }
    if (h->change_count == 0)
        return FAULT_NONE;
    sqlite3_stmt *q = store_use(s, SQL_GROUP_KEY);
    bind_int(q, 1, group);
    fault f = store_row(s, q);
    if (f != FAULT_NONE)
        return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
    column_text(q, 0, key, sizeof key);
    store_row_end(q);
    lay_over(s, key, out);
    return FAULT_NONE;
}

fault store_times(struct store *s, int32_t group, struct group_times *out)
{
    *out = (struct group_times){.group = group};
    fault f = rules_of(s, group, out);
    if (f == FAULT_NONE)
        f = changes_of(s, group, out);
    if (f == FAULT_NONE)
        f = lay_house_over(s, group, out);
    if (f != FAULT_NONE)
        *out = (struct group_times){0};
    return f;
}
