/* The rows of a timetable, the words that groups are found by, and the order of their names. Groups get their numbers in the order of their
 * names in the first language, and a row of texts and of search in each language in the order of the names there (timetable.def
 * says why). */
#include "store/build.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "rule/ground_rules.h"

enum { BUILD_FIELDS = 3 }; /* the place of the first field of rule/group.def in PUT_GROUP and PUT_GROUP_TEXT */

/* --- words as they are searched and asked for, and names as they are sorted --- */

/* "tirs gr" becomes "tirs"* "gr"*: every word the beginning of a word. Folded words hold letters and digits only, so
 * nothing of the query language can be typed. */
static void match_of(char *out, size_t size, const char *folded)
{
    size_t n = 0;
    for (const char *at = folded; *at;) {
        size_t length = strcspn(at, " ");
        n += (size_t)snprintf(out + n, size - n, "\"%.*s\"* ", (int)length, at);
        at += length;
        at += strspn(at, " ");
    }
}

fault search_match(char *out, size_t size, const char *typed)
{
    char folded[2 * STORE_WORDS_MAX];
    out[0] = 0;
    if (strlen(typed) >= STORE_WORDS_MAX)
        return FAULT_BAD_INPUT;
    text_fold_loose(folded, sizeof folded, typed);
    match_of(out, size, folded);
    bytes_wipe(folded, sizeof folded); /* what somebody looks for is theirs */
    return FAULT_NONE;
}

/* Where the letters after z stand. A language without a row is sorted by its folded letters; `make language` wants a row. */
static bool nordic(const char *language)
{
    static const struct {
        const char *code;
        bool nordic; /* æ, ø, å after z, ä and ö with them; aa is å */
    } sorting[] = {
        {"nb", true}, {"nn", true}, {"no", true}, {"da", true}, {"se", true}, {"en", false},
    };
    for (size_t i = 0; i < sizeof sorting / sizeof *sorting; i++)
        if (text_same(language, sorting[i].code))
            return sorting[i].nordic;
    return false;
}

/* '{', '|' and '}' are the bytes after 'z'. */
static char last_letter(uint32_t c)
{
    switch (c) {
    case 0xC6:
    case 0xE6:
    case 0xC4:
    case 0xE4:
        return '{';
    case 0xD8:
    case 0xF8:
    case 0xD6:
    case 0xF6:
        return '|';
    case 0xC5:
    case 0xE5:
        return '}';
    default:
        return 0;
    }
}

void name_order(char *out, size_t size, const char *name, const char *language)
{
    if (!nordic(language)) {
        text_fold(out, size, name);
        return;
    }
    size_t n = 0;
    const char *at = name;
    for (;;) {
        const char *start = at;
        uint32_t c = text_next(&at);
        if (c == 0 || n + 8 >= size)
            break;
        if (last_letter(c)) {
            out[n++] = last_letter(c);
            continue;
        }
        char one[8] = "";
        memcpy(one, start, (size_t)(at - start));
        text_fold(out + n, size - n, one);
        size_t added = strlen(out + n);
        if (added == 0 && n > 0 && out[n - 1] != ' ') /* words are split by what is no letter */
            out[n++] = ' ';
        n += added;
        if (n >= 2 && out[n - 1] == 'a' && out[n - 2] == 'a' && (c == 'a' || c == 'A'))
            out[--n - 1] = '}';
    }
    out[n] = 0;
}

/* --- rows --- */

static sqlite3_stmt *build_use(struct build *b, enum put which)
{
    sqlite3_reset(b->puts[which]);
    sqlite3_clear_bindings(b->puts[which]);
    return b->puts[which];
}

static fault build_put(struct build *b, sqlite3_stmt *q)
{
    int code = sqlite3_step(q);
    if (code == SQLITE_DONE)
        return FAULT_NONE;
    database_why(b->why, b->db, "timetable");
    return code == SQLITE_ROW ? FAULT_BAD_INPUT : store_fault_of(code);
}

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
    const struct centre_text *const texts[] = {&file->name,  &file->desk,        &file->hours,
                                               &file->phone, &file->responsible, &file->approval};
    int64_t gaps = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bind_text(q, 2 + (int)i, centre_text_in(texts[i], language));
        gaps |= (int64_t)centre_text_gap(texts[i], language) << i;
    }
    bind_int(q, 2 + (int)(sizeof texts / sizeof *texts), gaps);
    return build_put(b, q);
}

/* The name of an area or a topic, in each language. */
static fault put_names(struct build *b, enum put which, size_t row, const struct centre_text *name)
{
    fault f = FAULT_NONE;
    for (size_t l = 0; l < b->file->language_count && f == FAULT_NONE; l++) {
        sqlite3_stmt *q = build_use(b, which);
        bind_int(q, 1, (int64_t)row + 1);
        bind_int(q, 2, (int64_t)l);
        bind_text(q, 3, centre_text_in(name, l));
        bind_int(q, 4, centre_text_gap(name, l));
        f = build_put(b, q);
    }
    return f;
}

static fault put_area(struct build *b, size_t row)
{
    const struct centre_area *area = &b->file->areas[row];
    sqlite3_stmt *q = build_use(b, PUT_AREA);
    bind_int(q, 1, (int64_t)row + 1);
    bind_text(q, 2, area->key);
    bind_text(q, 3, area->icon);
    fault f = build_put(b, q);
    return f == FAULT_NONE ? put_names(b, PUT_AREA_TEXT, row, &area->name) : f;
}

static fault put_topic(struct build *b, size_t row)
{
    const struct centre_topic *topic = &b->file->topics[row];
    sqlite3_stmt *q = build_use(b, PUT_TOPIC);
    bind_int(q, 1, (int64_t)row + 1);
    bind_text(q, 2, topic->key);
    bind_text(q, 3, topic->icon);
    if (topic->area > 0)
        bind_int(q, 4, topic->area);
    fault f = build_put(b, q);
    return f == FAULT_NONE ? put_names(b, PUT_TOPIC_TEXT, row, &topic->name) : f;
}

static fault build_centre(struct build *b)
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
    for (size_t a = 0; a < b->file->area_count && f == FAULT_NONE; a++)
        f = put_area(b, a);
    for (size_t t = 0; t < b->file->topic_count && f == FAULT_NONE; t++)
        f = put_topic(b, t);
    return f;
}

static fault put_meeting(struct build *b, int64_t id, int n, const struct meeting_rule *rule)
{
    sqlite3_stmt *q = build_use(b, PUT_MEETING);
    const int64_t values[] = {id,
                              n,
                              rule->repeat,
                              rule->first_day,
                              rule->last_day,
                              rule->weekday,
                              rule->every,
                              rule->nth,
                              rule->start_minute,
                              rule->minutes,
                              rule->longer_agreed,
                              rule->pause_from,
                              rule->pause_to};
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
        bind_text(q, 4, centre_text_in(&rule->sentence, l));
        bind_text(q, 5, centre_text_in(&rule->why, l));
        bind_int(q, 6, centre_text_gap(&rule->sentence, l) | centre_text_gap(&rule->why, l) << 1);
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
    text_fold_loose(folded, sizeof folded, text);
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
    return f;
}

static fault put_text(struct build *b, int64_t row, int64_t id, const struct centre_group *g, size_t l)
{
    sqlite3_stmt *q = build_use(b, PUT_GROUP_TEXT);
    bind_int(q, 1, row);
    bind_int(q, 2, id);
    int64_t gaps = 0;
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++) {
        bind_text(q, BUILD_FIELDS + (int)i, centre_text_in(centre_group_text(g, i), l));
        gaps |= (int64_t)centre_text_gap(centre_group_text(g, i), l) << i;
    }
    bind_int(q, BUILD_FIELDS + GROUP_TEXT_COUNT, gaps);
    fault f = build_put(b, q);
    return f == FAULT_NONE ? put_lists(b, row, g) : f;
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
        name_order(out[i].name, sizeof out[i].name, centre_text_in(&g->name, language), file->languages[language]);
        out[i].key = g->key;
        out[i].group = i;
    }
    qsort(out, file->group_count, sizeof *out, in_order);
}

static fault build_groups(struct build *b)
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

fault build_rows(struct build *b)
{
    fault f = build_centre(b);
    if (f == FAULT_NONE)
        f = build_groups(b);
    return f == FAULT_NONE ? database_run(b->db, "COMMIT", b->why) : f;
}
