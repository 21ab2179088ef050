/* Reading a centre file: what stands where, and everything that is not as described; and its groups beside each
 * other: a key, a name or a room for two, topics that nobody has. docs/centre-file.md is the same in words. */
#include "feed/centre.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/bech32.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "feed/form.h"
#include "feed/take.h"
#include "rule/letter.h"

static const char *const icons[] = {
#define ICON(name, code, mirrored) #name,
#include "base/icons.def"
#undef ICON
    NULL};

/* --- the centre ----------------------------------------------------------------------------------------------------------- */

static void read_languages(struct take *t, const struct at *list)
{
    struct centre_file *file = t->file;
    struct rows rows = take_rows(t, list, 1, CENTRE_LANGUAGES_MAX, true);
    while (take_row(&rows)) {
        char *code = file->languages[file->language_count], known[FINDING_WORDS_MAX] = "";
        size_t count, n = 0;
        if (!take_string(t, &rows.at, code, CENTRE_LANGUAGE_MAX))
            continue;
        const struct language *all = words_languages(&count);
        for (size_t i = 0; i < count && n < sizeof known; i++)
            n += (size_t)snprintf(known + n, sizeof known - n, "%s%s", i ? ", " : "", all[i].code);
        if (!words_language(code))
            take_remark(t, &rows.at, (struct remark){FINDING_language_none, .other = known});
        for (size_t k = 0; k < file->language_count; k++)
            if (text_same(code, file->languages[k]))
                take_remark(t, &rows.at, (struct remark){FINDING_list_row, .other = code});
        file->language_count++;
    }
}

/* What an age recipient looks like, before its check signs are asked. */
static bool recipient_shaped(const char *text)
{
    return strlen(text) == 62 && strncmp(text, "age1", 4) == 0 &&
           text[4 + strspn(text + 4, "qpzry9x8gf2tvdw0s3jn54khce6mua7l")] == 0;
}

static void read_recipient(struct take *t, const struct at *at)
{
    struct centre_file *file = t->file;
    char *text = file->recipients[file->recipient_count];
    uint8_t key[32];
    int64_t number = (int64_t)at->row + 1; /* as people count */
    if (!take_string(t, at, text, CENTRE_RECIPIENT_MAX))
        return;
    if (strncmp(text, "AGE-SECRET-KEY-", 15) == 0) {
        bytes_wipe(text, CENTRE_RECIPIENT_MAX);
        take_remark(t, at, (struct remark){FINDING_receiver_secret, "AGE-SECRET-KEY-1…", .most = number});
        return;
    }
    if (!recipient_shaped(text))
        take_remark(t, at, (struct remark){FINDING_receiver_form, .most = number});
    else if (!bech32_get(key, "age", text, false))
        take_remark(t, at, (struct remark){FINDING_receiver_typo, .most = number});
    for (size_t k = 0; k < file->recipient_count; k++)
        if (text_same(text, file->recipients[k]))
            take_remark(t, at, (struct remark){FINDING_list_row, .other = text});
    file->recipient_count++;
}

static void read_recipients(struct take *t, const struct at *list)
{
    struct rows rows = take_rows(t, list, 0, CENTRE_RECIPIENTS_MAX, false);
    while (take_row(&rows))
        read_recipient(t, &rows.at);
    if (rows.count == 1)
        take_wrong(t, list, FINDING_receiver_few);
}

/* --- areas and topics ------------------------------------------------------------------------------------------------------ */

static const char *take_icon(struct take *t, const struct at *at)
{
    const char *icon = take_key(t, at, GROUP_KEY_MAX);
    for (size_t i = 0; icons[i]; i++)
        if (text_same(icons[i], icon))
            return icon;
    if (*icon)
        take_remark(t, at, (struct remark){FINDING_icon_none, .near = take_near(icon, icons)});
    return icon;
}

static void read_areas(struct take *t, const struct at *list)
{
    struct centre_file *file = t->file;
    struct rows rows = take_rows(t, list, 0, CENTRE_AREAS_MAX, false);
    file->areas = take_memory(t, rows.count, sizeof *file->areas);
    while (!t->no_memory && take_row(&rows)) {
        struct value v[3];
        struct centre_area *area = &file->areas[file->area_count++];
        take_object(t, &rows.at, KEYS("key", "icon", "name"), v);
        struct at key = at_key(&rows.at, "key", v[0]), icon = at_key(&rows.at, "icon", v[1]),
                  name = at_key(&rows.at, "name", v[2]);
        area->key = take_key(t, &key, GROUP_KEY_MAX);
        area->icon = take_icon(t, &icon);
        area->name = take_text(t, &name, &centre_rooms[CENTRE_TEXT_topic]);
        for (size_t i = 0; i + 1 < file->area_count; i++)
            if (text_same(file->areas[i].key, area->key))
                take_remark(t, &key, (struct remark){FINDING_list_row, .other = area->key});
    }
}

/* Of the file's areas, counted from 1; 0 for none. */
static int32_t take_area(struct take *t, const struct at *topic, const struct at *at)
{
    char key[GROUP_KEY_MAX];
    const char *keys[CENTRE_AREAS_MAX + 1] = {0};
    const struct centre_file *file = t->file;
    if (!at_there(at) && file->area_count > 0)
        take_remark(t, topic, (struct remark){FINDING_area_missing, .stands = ""});
    if (!at_there(at) || !take_string(t, at, key, sizeof key))
        return 0;
    for (size_t i = 0; i < file->area_count; i++) {
        keys[i] = file->areas[i].key;
        if (text_same(keys[i], key))
            return (int32_t)i + 1;
    }
    take_remark(t, at, (struct remark){FINDING_area_none, .near = take_near(key, keys)});
    return 0;
}

static void read_topics(struct take *t, const struct at *list)
{
    struct centre_file *file = t->file;
    struct rows rows = take_rows(t, list, 1, CENTRE_TOPICS_MAX, true);
    file->topics = take_memory(t, rows.count, sizeof *file->topics);
    while (!t->no_memory && take_row(&rows)) {
        struct value v[4];
        struct centre_topic *topic = &file->topics[file->topic_count++];
        take_object(t, &rows.at, KEYS("key", "icon", "name", "area"), v);
        struct at key = at_key(&rows.at, "key", v[0]), icon = at_key(&rows.at, "icon", v[1]),
                  name = at_key(&rows.at, "name", v[2]), area = at_key(&rows.at, "area", v[3]);
        topic->key = take_key(t, &key, GROUP_KEY_MAX);
        topic->icon = take_icon(t, &icon);
        topic->name = take_text(t, &name, &centre_rooms[CENTRE_TEXT_topic]);
        topic->area = take_area(t, &rows.at, &area);
        for (size_t i = 0; i + 1 < file->topic_count; i++)
            if (text_same(file->topics[i].key, topic->key))
                take_remark(t, &key, (struct remark){FINDING_list_row, .other = topic->key});
    }
}

/* --- the file --------------------------------------------------------------------------------------------------------------- */

/* The keys at the top, in the order of read_top; then the texts of rule/centre.def. */
enum top_key {
    FORMAT,
    ID,
    LANGUAGES,
    RECIPIENTS,
    PANEL,
    AREAS,
    TOP_TOPICS,
    GROUPS,
    OFFICE_KEY,
    TIMETABLE_BY,
    TOP_TEXTS,
    TOP_KEYS = TOP_TEXTS + CENTRE_TEXT_topic
};
_Static_assert(CENTRE_TEXT_topic == 6, "the texts of the centre come first (rule/centre.def)");

static void read_centre(struct take *t, const struct at *top, const struct value *v)
{
    static const char *const names[] = {
#define TEXT(name, words, letters, bytes, what) #name,
        CENTRE_TEXTS(TEXT)
#undef TEXT
    };
    struct centre_file *file = t->file;
    struct centre_text *const texts[] = {
#define TEXT(name, words, letters, bytes, what) &file->name,
        CENTRE_TEXTS(TEXT)
#undef TEXT
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct at here = at_key(top, names[i], v[TOP_TEXTS + i]);
        *texts[i] = take_nothing();
        if (i != CENTRE_TEXT_approval || at_there(&here)) /* the others must be there */
            *texts[i] = take_text(t, &here, &centre_rooms[i]);
    }
}

/* What the file says of letters: feed_letter_office reads it; here it is looked at. */
static void look_at_letters(struct take *t, const struct at *top, const struct value *v)
{
    static const char *const who[] = {"office", "staff", NULL};
    struct at key = at_key(top, "office_key", v[OFFICE_KEY]), by = at_key(top, "timetable_by", v[TIMETABLE_BY]);
    char text[LETTER_KEY_MAX];
    bool shaped = value_text(key.value, text, sizeof text) == LETTER_KEY_MAX - 1 && strncmp(text, "RW", 2) == 0;
    if (at_there(&key) && !shaped)
        take_wrong(t, &key, FINDING_office_key);
    if (at_there(&by))
        (void)take_word(t, &by, who);
}

/* --- groups beside each other ----------------------------------------------------------------------------------------------- */

static int named_order(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static struct at group_at(const struct group_reading *r, const struct at *list, size_t row)
{
    return (struct at){.up = list, .row = row, .value = r->group[row]};
}

/* "" where it has none. */
static const char *name_of(const struct centre_group *g, bool key)
{
    const char *name = key ? g->key : g->name.in[0];
    return name ? name : "";
}

/* The same key, or the same name, twice. `rows` is room for one a group. */
static void look_at_names(const struct group_reading *r, const struct at *list, struct named *rows, bool keys)
{
    struct take *t = r->take;
    const struct centre_file *file = t->file;
    for (size_t i = 0; i < file->group_count; i++)
        rows[i] = (struct named){name_of(&file->groups[i], keys), i};
    qsort(rows, file->group_count, sizeof *rows, named_order);
    for (size_t i = 1; i < file->group_count; i++) {
        if (!*rows[i].name || !text_same(rows[i - 1].name, rows[i].name))
            continue;
        char other[32];
        struct at at = group_at(r, list, rows[i].row);
        struct at here = at_key(&at, keys ? "key" : "name", value_member(at.value, keys ? "key" : "name"));
        snprintf(other, sizeof other, "groups[%zu]", rows[i - 1].row);
        take_remark(
            t, &here,
            (struct remark){keys ? FINDING_list_row : FINDING_name_same, keys ? NULL : rows[i].name, .other = other});
    }
}

enum { DAY = 1440, WEEK = 7 * DAY, DAYS_AHEAD = 366 };
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

/* The hash of the room's name as it is searched; 0 for none. Two of 80,000 that are one by chance: once in a billion files. */
static uint64_t room_of(const char *place)
{
    char folded[GROUP_NAME_MAX];
    text_fold(folded, sizeof folded, place);
    return *folded ? take_hash(folded, strlen(folded)) : 0;
}

static size_t uses_of(const struct centre_file *file, struct use *out)
{
    size_t n = 0;
    for (size_t i = 0; i < file->group_count; i++) {
        const struct centre_group *g = &file->groups[i];
        uint64_t room = g->held == HELD_HERE && (g->state == GROUP_STATE_meeting || g->state == GROUP_STATE_forming)
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
    const struct centre_group *g = &file->groups[a->group], *h = &file->groups[b->group];
    const struct meeting_rule *x = &g->meetings[a->slot], *y = &h->meetings[b->slot];
    int32_t begin = x->first_day > y->first_day ? x->first_day - 1 : y->first_day - 1;
    begin = begin > from ? begin : from;
    for (int32_t day = meeting_date_from(x, begin); day != MEETING_NO_DAY && day <= begin + DAYS_AHEAD;
         day = meeting_date_from(x, day + 1))
        for (int32_t other = day - 1; other <= day + 1 && !changed(g, day); other++) {
            int32_t apart = (other - day) * DAY + y->start_minute - x->start_minute;
            bool overlap = apart < x->minutes && -apart < y->minutes;
            if (overlap && meeting_date_from(y, other) == other && !changed(h, other))
                return day;
        }
    return MEETING_NO_DAY;
}

/* Says so where two uses of a room clash; of the two groups the later in the file is named. */
static bool clash(const struct group_reading *r, const struct at *list, const struct use *a, const struct use *b)
{
    char other[64];
    int32_t day = a->group == b->group ? MEETING_NO_DAY : clash_day(r->take->file, a, b, r->take->today);
    if (day == MEETING_NO_DAY)
        return false;
    const struct use *later = a->group > b->group ? a : b, *earlier = later == a ? b : a;
    struct at at = group_at(r, list, later->group), place = at_key(&at, "place", value_member(at.value, "place"));
    struct date d = date_of(day);
    snprintf(other, sizeof other, "groups[%u].meetings[%u], %04d-%02d-%02d", earlier->group, earlier->slot, d.year,
             d.month, d.day);
    take_remark(
        r->take, &place,
        (struct remark){FINDING_room_same, .stands = r->take->file->groups[later->group].place.in[0], .other = other});
    return true;
}

/* One group in a room at a time. Each slot is held against those that begin while it lasts, as the week goes round: the first that
 * clashes, among CLOSE of them at most. */
static void look_at_rooms(const struct group_reading *r, const struct at *list, struct use *use)
{
    enum { CLOSE = 16 };
    size_t count = uses_of(r->take->file, use), first = 0;
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        if (use[first].room != use[i].room)
            first = i;
        for (size_t k = i + 1;
             !found && k < count && k <= i + CLOSE && use[k].room == use[i].room && use[k].from < use[i].to; k++)
            found = clash(r, list, &use[i], &use[k]);
        for (size_t k = first; !found && k < i && k < first + CLOSE && use[k].from + WEEK < use[i].to; k++)
            found = clash(r, list, &use[i], &use[k]);
    }
}

static void look_at_topics(const struct group_reading *r, const struct at *topics)
{
    enum { AT_ONCE = 12 }; /* topics that need no areas */
    struct take *t = r->take;
    char count[24];
    struct at row = {.up = topics};
    struct value_walk walk = value_begin(topics->value);
    snprintf(count, sizeof count, "%zu", t->file->topic_count);
    if (t->file->topic_count > AT_ONCE && t->file->area_count == 0)
        take_remark(t, topics, (struct remark){FINDING_topics_many, .stands = count});
    for (; t->file->group_count > 0 && value_next(&walk, NULL, &row.value) && row.row < t->file->topic_count; row.row++)
        if (!r->used[row.row])
            take_remark(t, &row, (struct remark){FINDING_topic_idle, .stands = t->file->topics[row.row].key});
}

/* Adds what it finds. False when there is no memory for it. */
static bool look_beside(const struct group_reading *r, const struct at *topics, const struct at *groups)
{
    const struct centre_file *file = r->take->file;
    size_t slots = 0;
    for (size_t i = 0; i < file->group_count; i++)
        slots += file->groups[i].meeting_count;
    struct named *rows = calloc(file->group_count + 1, sizeof *rows);
    struct use *use = calloc(slots + 1, sizeof *use);
    bool room = rows && use;
    if (room) {
        look_at_names(r, groups, rows, true);
        look_at_names(r, groups, rows, false);
        look_at_rooms(r, groups, use);
        look_at_topics(r, topics);
    }
    free(rows);
    free(use);
    return room;
}

/* --- all of them -------------------------------------------------------------------------------------------------------------- */

static bool sort_topics(struct group_reading *r)
{
    const struct centre_file *file = r->take->file;
    r->topic = calloc(file->topic_count + 1, sizeof *r->topic);
    r->used = calloc(file->topic_count + 1, sizeof *r->used);
    if (!r->topic || !r->used)
        return false;
    for (size_t i = 0; i < file->topic_count; i++)
        r->topic[i] = (struct named){file->topics[i].key, i};
    qsort(r->topic, file->topic_count, sizeof *r->topic, named_order);
    return true;
}

static void read_groups(struct take *t, const struct at *topics, const struct at *list)
{
    struct group_reading r = {.take = t};
    bool room = sort_topics(&r) && feed_groups(&r, list);
    if (room && !t->kept)
        room = look_beside(&r, topics, list);
    t->no_memory |= !room;
    free(r.topic);
    free(r.used);
    free(r.group);
}

static void read_top(struct take *t, const struct at *top)
{
    struct value v[TOP_KEYS];
    if (!take_object(t, top,
                     KEYS("format", "id", "languages", "recipients", "panel", "areas", "topics", "groups", "office_key",
                          "timetable_by", "name", "desk", "hours", "phone", "responsible", "approval"),
                     v))
        return;
    struct at format = at_key(top, "format", v[FORMAT]), id = at_key(top, "id", v[ID]),
              languages = at_key(top, "languages", v[LANGUAGES]), recipients = at_key(top, "recipients", v[RECIPIENTS]),
              panel = at_key(top, "panel", v[PANEL]), areas = at_key(top, "areas", v[AREAS]),
              topics = at_key(top, "topics", v[TOP_TOPICS]), groups = at_key(top, "groups", v[GROUPS]);
    take_number(t, &format, FEED_CENTRE_FORMAT, FEED_CENTRE_FORMAT);
    text_copy(t->file->id, sizeof t->file->id, take_key(t, &id, sizeof t->file->id));
    read_languages(t, &languages);
    read_centre(t, top, v);
    read_recipients(t, &recipients);
    take_panel(t, &panel, &t->file->panel);
    read_areas(t, &areas);
    read_topics(t, &topics);
    read_groups(t, &topics, &groups);
    look_at_letters(t, top, v);
}

/* A higher number is all that is known of a newer file. */
static bool is_newer(struct take *t, const struct at *top)
{
    int64_t number = 0;
    struct at format = at_key(top, "format", value_member(top->value, "format"));
    if (!value_integer(format.value, &number) || number <= FEED_CENTRE_FORMAT)
        return false;
    take_remark(t, &format, (struct remark){FINDING_format_new, .most = FEED_CENTRE_FORMAT});
    return true;
}

static fault read_whole(struct take *t, struct span json)
{
    struct at top;
    if (!take_begin(t, json, &top))
        return FAULT_BAD_INPUT;
    if (is_newer(t, &top))
        return FAULT_TOO_NEW;
    read_top(t, &top);
    if (t->no_memory || t->found->short_of_memory)
        return FAULT_NO_MEMORY;
    return take_good(t) ? FAULT_NONE : FAULT_BAD_INPUT;
}

static int by_place(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* In the order of the file. */
static void order(struct findings *found)
{
    if (found->count > 0)
        qsort(found->row, found->count, sizeof *found->row, by_place);
}

static fault parse(struct take *t, struct span json, struct centre_file *out)
{
    *out = (struct centre_file){0};
    t->file = out;
    fault f = read_whole(t, json);
    order(t->found);
    if (f != FAULT_NONE)
        centre_file_free(out);
    return f;
}

fault feed_centre_parse(struct span json, int32_t today, struct centre_file *out, struct findings *found)
{
    struct take t = {.found = found, .today = today};
    return parse(&t, json, out);
}

fault feed_kept_parse(struct span json, struct centre_file *out, struct findings *found)
{
    struct take t = {.found = found, .kept = true};
    return parse(&t, json, out);
}

fault feed_centre_bytes(const char *path, struct buffer *bytes, struct findings *found)
{
    fault f = file_read(path, bytes);
    if (f == FAULT_TOO_LARGE)
        findings_add(found, &(struct finding){.id = FINDING_file_large, .most = CENTRE_FILE_MAX >> 20});
    return f;
}

fault feed_centre_read(const char *path, int32_t today, struct centre_file *out, struct findings *found)
{
    struct buffer bytes = {.limit = CENTRE_FILE_MAX};
    *out = (struct centre_file){0};
    fault f = feed_centre_bytes(path, &bytes, found);
    if (f == FAULT_NONE)
        f = feed_centre_parse((struct span){bytes.data, bytes.length}, today, out, found);
    buffer_free(&bytes);
    return f;
}
