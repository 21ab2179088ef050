/* Building timetable.db from a centre file: written beside the one in use, verified by reading it, then renamed.
 * What is checked here is what the file's form can't say; feed/centre.c checks the rest before. */
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "rule/ground_rules.h"
#include "store/inside.h"
#include "store/timetable.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUILD_FIELDS = 3 }; /* the place of the first field of rule/group.def in PUT_GROUP and PUT_GROUP_TEXT */

enum put {
#define PUT(name, text) PUT_##name,
#include "store/build.def"
#undef PUT
    PUT_COUNT
};

struct build {
    const struct centre_file *file;
    const char *source; /* hash of the kept centre file, or "" */
    sqlite3 *db;
    sqlite3_stmt *puts[PUT_COUNT];
    char *why; /* STORE_WHY_MAX */
};

/* --- its rows --- */

/* The rows of a timetable. Groups get their numbers in the order of their names in the first language, and a row of
 * texts and of search in each language in the order of the names there (timetable.def says why). */

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
    const struct centre_text *const texts[] = {&file->name, &file->desk, &file->hours, &file->phone,
                                               &file->responsible};
    int64_t gaps = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bind_text(q, 2 + (int)i, centre_text_in(texts[i], language));
        gaps |= (int64_t)centre_text_gap(texts[i], language) << i;
    }
    bind_int(q, 7, gaps);
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

/* --- its tables, and the file as a whole --- */

static const char *const tables[] = {
#define TABLE(text) text,
#include "store/timetable.def"
#undef TABLE
};

/* Raised when order.c or this file makes other rows of the same centre file. */
enum { STORE_TIMETABLE_FORM = 2 };

/* FNV-1a. Never small: 1 was the version of every timetable before versions were hashes. */
static int32_t build_version(void)
{
    uint32_t hash = 0x811C9DC5u ^ STORE_TIMETABLE_FORM;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const char *at = tables[i]; *at; at++)
            hash = (hash ^ (uint8_t)*at) * 0x01000193u;
    return (int32_t)((hash & 0x3FFFFFFFu) | 0x40000000u);
}

static const char *const puts_of[] = {
#define PUT(name, text) text,
#include "store/build.def"
#undef PUT
};

static fault build_tables(sqlite3 *db, char *why)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && f == FAULT_NONE; i++)
        f = database_run(db, tables[i], why);
    return f;
}

static fault build_open(struct build *b, const char *path)
{
    char marks[160];
    snprintf(marks, sizeof marks,
             "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-16384; PRAGMA application_id=%d;"
             " PRAGMA user_version=%d; BEGIN",
             STORE_TIMETABLE, build_version());
    fault f = database_open(&b->db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, b->why);
    if (f ==
        FAULT_NONE) /* no journal file and no fsync on the way: a half-built file is thrown away, a whole one synced */
        f = database_run(b->db, marks, b->why);
    if (f == FAULT_NONE)
        f = build_tables(b->db, b->why);
    for (int i = 0; i < PUT_COUNT && f == FAULT_NONE; i++)
        if (sqlite3_prepare_v2(b->db, puts_of[i], -1, &b->puts[i], NULL) != SQLITE_OK) {
            database_why(b->why, b->db, "timetable");
            f = FAULT_NO_MEMORY;
        }
    return f;
}

static void build_close(struct build *b)
{
    for (int i = 0; i < PUT_COUNT; i++)
        sqlite3_finalize(b->puts[i]);
    database_close(b->db);
    b->db = NULL;
}

static fault verify(struct build *b)
{
    fault f = database_check(b->db, "PRAGMA integrity_check(1)", STORE_TIMETABLE, b->why);
    if (f == FAULT_NONE)
        f = database_check(b->db, "PRAGMA foreign_key_check", STORE_TIMETABLE, b->why);
    return f;
}

static fault build_rows(struct build *b)
{
    fault f = build_centre(b);
    if (f == FAULT_NONE)
        f = build_groups(b);
    return f == FAULT_NONE ? database_run(b->db, "COMMIT", b->why) : f;
}

static fault build_file(const char *path, const struct centre_file *file, const char *source, char *why)
{
    struct build b = {.file = file, .source = source, .why = why};
    fault f = build_open(&b, path);
    if (f == FAULT_NONE)
        f = build_rows(&b);
    if (f == FAULT_NONE)
        f = verify(&b);
    build_close(&b);
    return f == FAULT_NONE ? sum_add(path) : f;
}

static fault build_in_memory(sqlite3 **ret_db, const struct centre_file *file, char *why)
{
    struct build b = {.file = file, .source = "", .why = why};
    fault f = build_open(&b, ":memory:");
    if (f == FAULT_NONE)
        f = build_rows(&b);
    *ret_db = f == FAULT_NONE ? b.db : NULL;
    if (f == FAULT_NONE)
        b.db = NULL; /* the caller's now */
    build_close(&b);
    return f;
}

/* The id of the timetable in use; "" where there is none that is whole. */
static fault id_in_use(const char *path, char out[CENTRE_ID_MAX], char *why)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    out[0] = 0;
    fault f = sum_check(path);
    if (f != FAULT_NONE)
        return f == FAULT_NO_MEMORY ? f : FAULT_NONE;
    f = database_open(&db, path, SQLITE_OPEN_READONLY, why);
    if (f == FAULT_NONE && sqlite3_prepare_v2(db, "SELECT id FROM centre", -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW)
        column_text(q, 0, out, CENTRE_ID_MAX);
    sqlite3_finalize(q);
    database_close(db);
    return f == FAULT_NO_MEMORY ? f : FAULT_NONE;
}

static fault fits(const char *path, const struct centre_file *file, char *why)
{
    char id[CENTRE_ID_MAX];
    fault f = id_in_use(path, id, why);
    if (f != FAULT_NONE || !*id || strcmp(id, file->id) == 0)
        return f;
    snprintf(why, STORE_WHY_MAX, "the timetable in use belongs to %s, this file to %s", id, file->id);
    return FAULT_FILE_FOREIGN;
}

fault store_timetable_fits(const char *folder, const struct centre_file *file, char *why, size_t why_size)
{
    char path[FILE_PATH_MAX], line[STORE_WHY_MAX] = "";
    fault f = file_path(path, folder, "timetable.db");
    if (f == FAULT_NONE)
        f = fits(path, file, line);
    if (why && f != FAULT_NONE)
        snprintf(why, why_size, "%s", line);
    return f;
}

/* What can't be the timetable before this one: it is no file, or not whole. */
static fault clear_the_way(const char *path)
{
    fault f = sum_check(path);
    return f == FAULT_NONE || f == FAULT_FILE_MISSING ? FAULT_NONE : file_set_aside(path);
}

static fault put_in_place(const char *folder, const char *fresh, const char *path, const char *last)
{
    /* A cut between the two names leaves the last one only, which is what store_open then shows. */
    if (rename(path, last) != 0 && errno != ENOENT)
        return fault_errno(errno);
    if (rename(fresh, path) != 0)
        return fault_errno(errno);
    return file_sync_folder(folder);
}

static fault build_beside(const char *folder, const struct centre_file *file, const char *source, char *why)
{
    char fresh[FILE_PATH_MAX], path[FILE_PATH_MAX], last[FILE_PATH_MAX];
    fault f = file_path(fresh, folder, "timetable.db.new");
    if (f == FAULT_NONE)
        f = file_path(path, folder, "timetable.db");
    if (f == FAULT_NONE)
        f = file_path(last, folder, "timetable.last.db");
    if (f == FAULT_NONE)
        f = fits(path, file, why);
    if (f != FAULT_NONE)
        return f;
    unlink(fresh); /* left by a power cut */
    f = build_file(fresh, file, source, why);
    if (f == FAULT_NONE)
        f = clear_the_way(path);
    if (f == FAULT_NONE)
        f = put_in_place(folder, fresh, path, last);
    if (f != FAULT_NONE)
        unlink(fresh);
    return f;
}

fault store_timetable_build(const char *folder, const struct centre_file *file, const char *source, char *why,
                            size_t why_size)
{
    char real[PATH_MAX], line[STORE_WHY_MAX] = "";
    fault f = file_folder(folder, 0700);
    if (f == FAULT_NONE && !realpath(folder, real))
        f = fault_errno(errno);
    if (f == FAULT_NONE)
        f = build_beside(real, file, source, line);
    if (why)
        snprintf(why, why_size, "%s", line);
    return f;
}

/* --- the timetable of a store --- */

/* The timetable of a store: a connection of its own, for reading only. Which one is shown is decided in flow/timetable/timetable.c.
 * MUST 1: nothing here is asked of kiosk.db, and no fault here is told of it.
 * MUST 2: a damaged file is renamed, never written and never removed. */

/* What lies in the file must be ours, in today's form. */
static fault check(struct store *s, const char *name, bool *ret_older)
{
    int64_t application = 0, version = 0, ours = build_version();
    char *why = s->timetable_why;
    fault f = database_number(s->public, "PRAGMA application_id", &application, why);
    if (f == FAULT_NONE)
        f = database_number(s->public, "PRAGMA user_version", &version, why);
    if (f == FAULT_NONE && (application != STORE_TIMETABLE || version != ours)) {
        snprintf(why, STORE_WHY_MAX, "%s: application %lld, form %lld, this program's is %lld", name,
                 (long long)application, (long long)version, (long long)ours);
        *ret_older = application == STORE_TIMETABLE;
        f = FAULT_FILE_FOREIGN;
    }
    return f;
}

static fault ready(struct store *s)
{
    fault f = store_prepare(s, s->public, 0, SQL_PUBLIC_COUNT, s->timetable_why);
    return f == FAULT_NONE ? store_languages(s, s->languages, &s->language_count) : f;
}

static void public_close(struct store *s)
{
    agenda_free(s);
    store_finalize(s, 0, SQL_PUBLIC_COUNT);
    database_close(s->public);
    s->public = NULL;
    s->language_count = 0;
}

/* `ret_older`: whole and ours, but of another form. */
static fault open_file(struct store *s, const char *folder, const char *name, bool *ret_older)
{
    char path[FILE_PATH_MAX];
    struct buffer uri = {.limit = 4 * FILE_PATH_MAX};
    *ret_older = false;
    fault f = file_path(path, folder, name);
    if (f == FAULT_NONE)
        f = sum_check(path);
    if (f != FAULT_NONE) {
        snprintf(s->timetable_why, sizeof s->timetable_why, "%s: %s", name, fault_name(f));
        return f;
    }
    database_uri(&uri, path);
    f = uri.over
            ? FAULT_NO_MEMORY
            : database_open(&s->public, buffer_string(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, s->timetable_why);
    buffer_free(&uri);
    if (f == FAULT_NONE)
        f = check(s, name, ret_older);
    if (f == FAULT_NONE)
        f = ready(s);
    if (f != FAULT_NONE)
        public_close(s);
    return f;
}

static fault open_nothing(struct store *s)
{
    char why[STORE_WHY_MAX], mark[64];
    snprintf(mark, sizeof mark, "PRAGMA application_id=%d", STORE_TIMETABLE);
    fault f = database_open(&s->public, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, why);
    if (f == FAULT_NONE)
        f = database_run(s->public, mark, why);
    if (f == FAULT_NONE)
        f = build_tables(s->public, why);
    s->empty = true;
    return f == FAULT_NONE ? ready(s) : f;
}

static fault public_open(struct store *s, const char *folder)
{
    bool older;
    s->last = s->empty = false;
    s->timetable_why[0] = 0;
    fault f = open_file(s, folder, "timetable.db", &older);
    s->timetable_reason = f;
    if (f == FAULT_NONE || f == FAULT_NO_MEMORY)
        return f;
    if (!s->look && !older && f != FAULT_FILE_MISSING)
        f = database_set_aside(folder,
                               "timetable.db"); /* where that fails it stays, and the last one is shown anyway */
    char why[STORE_WHY_MAX];                    /* of the newest: that is what somebody has to look at */
    memcpy(why, s->timetable_why, sizeof why);
    f = open_file(s, folder, "timetable.last.db", &older);
    memcpy(s->timetable_why, why, sizeof why);
    s->last = f == FAULT_NONE;
    return f == FAULT_NONE || f == FAULT_NO_MEMORY ? f : open_nothing(s);
}

const struct store_part public_part = {.open = public_open, .close = public_close};

fault store_timetable_again(struct store *s)
{
    public_close(s);
    return public_open(s, s->folder);
}

fault store_timetable_show(struct store *s, const struct centre_file *file, char *why, size_t why_size)
{
    char line[STORE_WHY_MAX] = "";
    sqlite3 *db = NULL;
    fault f = build_in_memory(&db, file, line);
    if (f == FAULT_NONE)
        f = database_run(db, "PRAGMA query_only=ON", line);
    if (f == FAULT_NONE) {
        public_close(s);
        s->public = db;
        s->last = s->empty = false;
        f = ready(s);
    } else {
        database_close(db);
        snprintf(why, why_size, "%s", line);
    }
    return f;
}

void store_timetable_source(struct store *s, char out[STORE_SOURCE_MAX])
{
    out[0] = 0;
    sqlite3_stmt *q = store_use(s, SQL_SOURCE);
    fault f = store_row(s, q);
    if (f == FAULT_NONE)
        column_text(q, 0, out, STORE_SOURCE_MAX);
    store_row_end(q);
}

const char *store_timetable_why(const struct store *s)
{
    return s->timetable_why;
}
