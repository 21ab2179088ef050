/* The groups of a centre file beside each other: a key, a name or a room for two, topics that nobody has. */
#include "feed/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"

int named_order(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static struct at group_at(const struct beside *b, const struct at *list, size_t row)
{
    return (struct at){.up = list, .row = row, .value = b->group[row]};
}

/* "" where it has none. */
static const char *name_of(const struct centre_group *g, bool key)
{
    const char *name = key ? g->key : g->name.in[0];
    return name ? name : "";
}

/* The same key, or the same name, twice. `rows` is room for one a group. */
static void look_at_names(const struct beside *b, const struct at *list, struct named *rows, bool keys)
{
    struct take *t = b->take;
    const struct centre_file *file = t->file;
    for (size_t i = 0; i < file->group_count; i++)
        rows[i] = (struct named){name_of(&file->groups[i], keys), i};
    qsort(rows, file->group_count, sizeof *rows, named_order);
    for (size_t i = 1; i < file->group_count; i++) {
        if (!*rows[i].name || !text_same(rows[i - 1].name, rows[i].name))
            continue;
        char other[32];
        struct at at = group_at(b, list, rows[i].row);
        struct at here = at_key(&at, keys ? "key" : "name", value_member(at.value, keys ? "key" : "name"));
        snprintf(other, sizeof other, "groups[%zu]", rows[i - 1].row);
        take_remark(
            t, &here,
            (struct remark){keys ? FINDING_list_row : FINDING_name_same, keys ? NULL : rows[i].name, .other = other});
    }
}

struct use { /* of a room, by a slot: minutes of a week */
    uint64_t room;
    int32_t from, to;
    uint32_t group, slot;
};

static int by_use(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    if (x->room != y->room)
        return x->room < y->room ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

/* FNV-1a of the room's name as it is searched; 0 for none. Two of 80,000 that are one by chance: once in a billion files. */
static uint64_t room_of(const char *place)
{
    char folded[GROUP_NAME_MAX];
    uint64_t hash = 0xCBF29CE484222325u;
    text_fold(folded, sizeof folded, place, false);
    for (const char *at = folded; *at; at++)
        hash = (hash ^ (uint8_t)*at) * 0x100000001B3u;
    return *folded ? hash : 0;
}

static size_t uses_of(const struct centre_file *file, struct use *out)
{
    enum { DAY = 1440 };
    size_t n = 0;
    for (size_t i = 0; i < file->group_count; i++) {
        const struct centre_group *g = &file->groups[i];
        uint64_t room = g->held == HELD_HERE && (g->state == GROUP_MEETING || g->state == GROUP_FORMING)
                            ? room_of(g->place.in[0])
                            : 0;
        for (size_t k = 0; k < g->meeting_count && room; k++) {
            const struct meeting_rule *rule = &g->meetings[k];
            int32_t from = (rule->weekday - 1) * DAY + rule->start_minute;
            if (meeting_rule_ok(rule))
                out[n++] = (struct use){room, from, from + rule->minutes, (uint32_t)i, (uint32_t)k};
        }
    }
    qsort(out, n, sizeof *out, by_use);
    return n;
}

static bool changed(const struct centre_group *g, int32_t day)
{
    for (size_t i = 0; i < g->change_count; i++)
        if (g->changes[i].day == day)
            return true;
    return false;
}

/* A day from `from` on, within a year, on which both are held and overlap; MEETING_NO_DAY. */
static int32_t clash_day(const struct centre_file *file, const struct use *a, const struct use *b, int32_t from)
{
    enum { AHEAD = 366, NIGHT = 1440 };
    const struct centre_group *g = &file->groups[a->group], *h = &file->groups[b->group];
    const struct meeting_rule *x = &g->meetings[a->slot], *y = &h->meetings[b->slot];
    int32_t begin = x->first_day > y->first_day ? x->first_day - 1 : y->first_day - 1;
    begin = begin > from ? begin : from;
    for (int32_t day = meeting_date_from(x, begin); day != MEETING_NO_DAY && day <= begin + AHEAD;
         day = meeting_date_from(x, day + 1))
        for (int32_t other = day - 1; other <= day + 1 && !changed(g, day); other++) {
            int32_t apart = (other - day) * NIGHT + y->start_minute - x->start_minute;
            bool overlap = apart < x->minutes && -apart < y->minutes;
            if (overlap && meeting_date_from(y, other) == other && !changed(h, other))
                return day;
        }
    return MEETING_NO_DAY;
}

/* Says so where two uses of a room clash; of the two groups the later in the file is named. */
static bool clash(const struct beside *all, const struct at *list, const struct use *a, const struct use *b)
{
    char other[64];
    int32_t day = a->group == b->group ? MEETING_NO_DAY : clash_day(all->take->file, a, b, all->take->today);
    if (day == MEETING_NO_DAY)
        return false;
    const struct use *later = a->group > b->group ? a : b, *earlier = later == a ? b : a;
    struct at at = group_at(all, list, later->group), place = at_key(&at, "place", value_member(at.value, "place"));
    struct date d = date_of(day);
    snprintf(other, sizeof other, "groups[%u].meetings[%u], %04d-%02d-%02d", earlier->group, earlier->slot, d.year,
             d.month, d.day);
    take_remark(all->take, &place,
                (struct remark){FINDING_room_same, .stands = all->take->file->groups[later->group].place.in[0],
                                .other = other});
    return true;
}

/* One group in a room at a time. Each slot is held against those that begin while it lasts, as the week goes round: the first that
 * clashes, among CLOSE of them at most. */
static void look_at_rooms(const struct beside *b, const struct at *list, struct use *use)
{
    enum { WEEK = 7 * 1440, CLOSE = 16 };
    size_t count = uses_of(b->take->file, use), first = 0;
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        if (use[first].room != use[i].room)
            first = i;
        for (size_t k = i + 1;
             !found && k < count && k <= i + CLOSE && use[k].room == use[i].room && use[k].from < use[i].to; k++)
            found = clash(b, list, &use[i], &use[k]);
        for (size_t k = first; !found && k < i && k < first + CLOSE && use[k].from + WEEK < use[i].to; k++)
            found = clash(b, list, &use[i], &use[k]);
    }
}

static void look_at_topics(const struct beside *b, const struct at *topics)
{
    enum { AT_ONCE = 12 }; /* topics that need no areas */
    struct take *t = b->take;
    char count[24];
    struct at row = {.up = topics};
    struct value_walk walk = value_begin(topics->value);
    snprintf(count, sizeof count, "%zu", t->file->topic_count);
    if (t->file->topic_count > AT_ONCE && t->file->area_count == 0)
        take_remark(t, topics, (struct remark){FINDING_topics_many, .stands = count});
    for (; t->file->group_count > 0 && value_next(&walk, NULL, &row.value) && row.row < t->file->topic_count; row.row++)
        if (!b->used[row.row])
            take_remark(t, &row, (struct remark){FINDING_topic_idle, .stands = t->file->topics[row.row].key});
}

bool look_beside(const struct beside *b, const struct at *topics, const struct at *groups)
{
    const struct centre_file *file = b->take->file;
    size_t slots = 0;
    for (size_t i = 0; i < file->group_count; i++)
        slots += file->groups[i].meeting_count;
    struct named *rows = calloc(file->group_count + 1, sizeof *rows);
    struct use *use = calloc(slots + 1, sizeof *use);
    bool room = rows && use;
    if (room) {
        look_at_names(b, groups, rows, true);
        look_at_names(b, groups, rows, false);
        look_at_rooms(b, groups, use);
        look_at_topics(b, topics);
    }
    free(rows);
    free(use);
    return room;
}
