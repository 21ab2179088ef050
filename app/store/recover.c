/* A timetable.db read back into the record of a centre file, so that it can be built again in another form: of this version or of
 * an older one, as long as it is whole. Columns of a group are found by their names; what an older one has not is empty. */
#include "store/inside.h"
#include "store/timetable.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "base/text.h"
#include "rule/ground_rules.h"

struct recovery {
    sqlite3 *db;
    struct centre_file *file;
    char *why; /* STORE_WHY_MAX */
    fault fault;
};

static sqlite3_stmt *ask(struct recovery *r, const char *sql)
{
    sqlite3_stmt *q = NULL;
    if (r->fault == FAULT_NONE && sqlite3_prepare_v2(r->db, sql, -1, &q, NULL) != SQLITE_OK) {
        database_why(r->why, r->db, "reading back");
        r->fault = FAULT_FILE_DAMAGED;
    }
    return q;
}

/* A row is there. At the end, or on a fault, false. */
static bool row(struct recovery *r, sqlite3_stmt *q)
{
    if (r->fault != FAULT_NONE)
        return false;
    int code = sqlite3_step(q);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE) {
        database_why(r->why, r->db, "reading back");
        r->fault = store_fault_of(code);
    }
    return false;
}

static void *keep(struct recovery *r, size_t size)
{
    void *memory = centre_file_keep(r->file, size);
    if (!memory)
        r->fault = FAULT_NO_MEMORY;
    return memory;
}

/* The text in that column, kept with the file; "" where there is none. */
static const char *text_at(struct recovery *r, sqlite3_stmt *q, int at)
{
    const char *text = at < 0 ? NULL : (const char *)sqlite3_column_text(q, at);
    if (!text || !*text)
        return "";
    char *copy = keep(r, strlen(text) + 1);
    return copy ? memcpy(copy, text, strlen(text) + 1) : "";
}

static int column_named(sqlite3_stmt *q, const char *name)
{
    for (int i = 0; i < sqlite3_column_count(q); i++)
        if (text_same(sqlite3_column_name(q, i), name))
            return i;
    return -1;
}

/* The number in the column of that name; 0 where an older timetable has none. */
static int64_t number_named(sqlite3_stmt *q, const char *name)
{
    int at = column_named(q, name);
    return at < 0 ? 0 : column_int(q, at);
}

/* The same text, but "" for a gap, which is filled anew when the timetable is built. */
static const char *text_named(struct recovery *r, sqlite3_stmt *q, const char *name, bool gap)
{
    return gap ? "" : text_at(r, q, column_named(q, name));
}

/* More rows than a centre file may have: not one of ours. */
static void too_many(struct recovery *r)
{
    snprintf(r->why, STORE_WHY_MAX, "reading back: more rows than a centre file has");
    r->fault = FAULT_FILE_FOREIGN;
}

static void read_languages(struct recovery *r)
{
    sqlite3_stmt *q = ask(r, "SELECT code FROM language ORDER BY n");
    while (row(r, q)) {
        if (r->file->language_count == CENTRE_LANGUAGES_MAX) {
            too_many(r);
            break;
        }
        column_text(q, 0, r->file->languages[r->file->language_count++], CENTRE_LANGUAGE_MAX);
    }
    sqlite3_finalize(q);
}

static void read_centre(struct recovery *r)
{
    struct centre_file *file = r->file;
    sqlite3_stmt *q = ask(r, "SELECT id, width_mm, height_mm, width_px, height_px, lower_edge_mm FROM centre");
    if (row(r, q)) {
        column_text(q, 0, file->id, sizeof file->id);
        file->panel = (struct panel){.width_mm = (int32_t)column_int(q, 1),
                                     .height_mm = (int32_t)column_int(q, 2),
                                     .width_px = (int32_t)column_int(q, 3),
                                     .height_px = (int32_t)column_int(q, 4),
                                     .lower_edge_mm = (int32_t)column_int(q, 5)};
    }
    sqlite3_finalize(q);
    q = ask(r, "SELECT * FROM centre_text");
    while (row(r, q)) {
        static const char *const names[] = {"name", "desk", "hours", "phone", "responsible", "approval"};
        struct centre_text *const texts[] = {&file->name,  &file->desk,        &file->hours,
                                             &file->phone, &file->responsible, &file->approval};
        int64_t l = number_named(q, "language"), gaps = number_named(q, "gaps");
        if (l < 0 || l >= (int64_t)file->language_count) {
            too_many(r);
            break;
        }
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            texts[i]->in[l] = text_named(r, q, names[i], gaps >> i & 1);
    }
    sqlite3_finalize(q);
}

static bool has_table(struct recovery *r, const char *name)
{
    sqlite3_stmt *q = ask(r, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1");
    if (q)
        bind_text(q, 1, name);
    bool found = row(r, q);
    sqlite3_finalize(q);
    return found;
}

/* Their ids count from 1 in the order of the file (build.c); so do those of topics. */
static void read_areas(struct recovery *r)
{
    struct centre_file *file = r->file;
    if (!has_table(r, "area")) /* an older form */
        return;
    file->areas = keep(r, CENTRE_AREAS_MAX * sizeof *file->areas);
    sqlite3_stmt *q =
        ask(r, "SELECT a.key, a.icon, t.language, t.name, t.gap, a.id FROM area a JOIN area_text t ON t.area = a.id"
               " ORDER BY a.id, t.language");
    while (row(r, q)) {
        int64_t id = column_int(q, 5), l = column_int(q, 2);
        if (id < 1 || id > CENTRE_AREAS_MAX || l < 0 || l >= (int64_t)file->language_count) {
            too_many(r);
            break;
        }
        struct centre_area *area = &file->areas[id - 1];
        file->area_count = (size_t)id;
        area->key = text_at(r, q, 0);
        area->icon = text_at(r, q, 1);
        area->name.in[l] = column_int(q, 4) ? "" : text_at(r, q, 3);
    }
    sqlite3_finalize(q);
}

static void read_topics(struct recovery *r)
{
    struct centre_file *file = r->file;
    file->topics = keep(r, CENTRE_TOPICS_MAX * sizeof *file->topics);
    sqlite3_stmt *q = ask(r, "SELECT * FROM topic ORDER BY id");
    while (row(r, q)) {
        int64_t area = number_named(q, "area");
        if (file->topic_count == CENTRE_TOPICS_MAX || area < 0 || area > (int64_t)file->area_count) {
            too_many(r);
            break;
        }
        struct centre_topic *topic = &file->topics[file->topic_count++];
        topic->key = text_named(r, q, "key", false);
        topic->icon = text_named(r, q, "icon", false);
        topic->area = (int32_t)area;
    }
    sqlite3_finalize(q);
    q = ask(r, "SELECT * FROM topic_text");
    while (row(r, q)) {
        int64_t topic = number_named(q, "topic"), l = number_named(q, "language");
        if (topic < 1 || topic > (int64_t)file->topic_count || l < 0 || l >= (int64_t)file->language_count) {
            too_many(r);
            break;
        }
        file->topics[topic - 1].name.in[l] = text_named(r, q, "name", number_named(q, "gap") != 0);
    }
    sqlite3_finalize(q);
}

/* The group of the timetable's number `id` (1 …). NULL, and the fault is set, for another one. */
static struct centre_group *group_at(struct recovery *r, int64_t id)
{
    if (id >= 1 && id <= (int64_t)r->file->group_count)
        return &r->file->groups[id - 1];
    too_many(r);
    return NULL;
}

static void read_facts(struct recovery *r)
{
    struct centre_file *file = r->file;
    int64_t count = 0;
    if (r->fault == FAULT_NONE)
        r->fault = database_number(r->db, "SELECT count(*) FROM group_fact", &count, r->why);
    if (count > CENTRE_GROUPS_MAX)
        too_many(r);
    if (r->fault == FAULT_NONE)
        file->groups = keep(r, (size_t)(count + 1) * sizeof *file->groups);
    sqlite3_stmt *q = ask(r, "SELECT * FROM group_fact ORDER BY id");
    while (row(r, q) && (int64_t)file->group_count < count) {
        struct centre_group *g = &file->groups[file->group_count++];
        if (column_int(q, column_named(q, "id")) != (int64_t)file->group_count)
            too_many(r);
        g->key = text_at(r, q, column_named(q, "key"));
        g->changes = keep(r, MEETING_CHANGES_MAX * sizeof *g->changes);
        g->rules = keep(r, GROUP_RULES_MAX * sizeof *g->rules);
        for (enum group_fact i = 0; i < GROUP_FACT_COUNT; i++) {
            int at = column_named(q, group_facts[i].name);
            centre_group_fact_set(g, i, at < 0 ? group_facts[i].least : (int32_t)column_int(q, at));
        }
    }
    sqlite3_finalize(q);
}

static void read_texts(struct recovery *r)
{
    sqlite3_stmt *q = ask(r, "SELECT * FROM group_text");
    int at_row = q ? column_named(q, "row") : -1, at_group = q ? column_named(q, "grp") : -1;
    while (row(r, q)) {
        int64_t l = column_int(q, at_row) / STORE_ROW_LANGUAGE, gaps = number_named(q, "gaps");
        struct centre_group *g = group_at(r, column_int(q, at_group));
        if (!g || l < 0 || l >= (int64_t)r->file->language_count) {
            too_many(r);
            break;
        }
        for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++) {
            struct centre_text text = *centre_group_text(g, i);
            text.in[l] = text_named(r, q, group_texts[i].name, gaps >> i & 1);
            centre_group_text_set(g, i, text);
        }
    }
    sqlite3_finalize(q);
}

static void read_group_topics(struct recovery *r)
{
    sqlite3_stmt *q = ask(r, "SELECT grp, topic FROM group_topic ORDER BY grp, n");
    while (row(r, q)) {
        struct centre_group *g = group_at(r, column_int(q, 0));
        int64_t topic = column_int(q, 1);
        if (!g || g->topic_count == GROUP_TOPICS_MAX || topic < 1 || topic > (int64_t)r->file->topic_count) {
            too_many(r);
            break;
        }
        g->topics[g->topic_count++] = (int32_t)topic - 1;
    }
    sqlite3_finalize(q);
}

/* A rule that the library has no longer is left out; its words are the library's. */
static void read_rules(struct recovery *r)
{
    sqlite3_stmt *q = ask(r, "SELECT r.grp, r.library, t.language, t.sentence, t.why, r.n, t.* FROM group_rule r"
                             " LEFT JOIN rule_text t ON t.grp = r.grp AND t.n = r.n ORDER BY r.grp, r.n, t.language");
    int64_t group = 0, n = -1;
    while (row(r, q)) {
        struct centre_group *g = group_at(r, column_int(q, 0));
        const char *library = text_at(r, q, 1);
        bool same = column_int(q, 0) == group && column_int(q, 5) == n;
        if (!g || (!same && g->rule_count == GROUP_RULES_MAX)) {
            too_many(r);
            break;
        }
        group = column_int(q, 0);
        n = column_int(q, 5);
        if (*library && ground_rule_find(library) < 0)
            continue;
        if (!same)
            g->rules[g->rule_count++].library = *library ? ground_rule_find(library) : -1;
        int64_t l = column_int(q, 2);
        if (*library || l < 0 || l >= (int64_t)r->file->language_count)
            continue;
        int64_t gaps = number_named(q, "gaps");
        g->rules[g->rule_count - 1].sentence.in[l] = gaps & 1 ? "" : text_at(r, q, 3);
        g->rules[g->rule_count - 1].why.in[l] = gaps & 2 ? "" : text_at(r, q, 4);
    }
    sqlite3_finalize(q);
}

static void read_meetings(struct recovery *r)
{
    sqlite3_stmt *q = ask(r, "SELECT * FROM meeting ORDER BY grp, n");
    while (row(r, q)) {
        struct centre_group *g = group_at(r, number_named(q, "grp"));
        if (!g || g->meeting_count == MEETING_RULES_MAX) {
            too_many(r);
            break;
        }
        g->meetings[g->meeting_count++] =
            (struct meeting_rule){.repeat = (enum meeting_repeat)number_named(q, "repeat"),
                                  .first_day = (int32_t)number_named(q, "first_day"),
                                  .last_day = (int32_t)number_named(q, "last_day"),
                                  .weekday = (int32_t)number_named(q, "weekday"),
                                  .every = (int32_t)number_named(q, "every"),
                                  .nth = (int32_t)number_named(q, "nth"),
                                  .start_minute = (int32_t)number_named(q, "start_minute"),
                                  .minutes = (int32_t)number_named(q, "minutes"),
                                  .longer_agreed = number_named(q, "longer_agreed") != 0,
                                  .pause_from = (int32_t)number_named(q, "pause_from"),
                                  .pause_to = (int32_t)number_named(q, "pause_to")};
    }
    sqlite3_finalize(q);
    q = ask(r, "SELECT grp, day, cancelled, to_day, to_minute FROM change ORDER BY grp, n");
    while (row(r, q)) {
        struct centre_group *g = group_at(r, column_int(q, 0));
        if (!g || g->change_count == MEETING_CHANGES_MAX) {
            too_many(r);
            break;
        }
        g->changes[g->change_count++] = (struct meeting_change){.day = (int32_t)column_int(q, 1),
                                                                .cancelled = column_int(q, 2) != 0,
                                                                .to_day = (int32_t)column_int(q, 3),
                                                                .to_minute = (int32_t)column_int(q, 4)};
    }
    sqlite3_finalize(q);
}

/* Every text that a row did not bring is empty, not NULL. */
static void fill_gaps(struct centre_text *text)
{
    for (size_t i = 0; i < CENTRE_LANGUAGES_MAX; i++)
        if (!text->in[i])
            text->in[i] = "";
}

static void fill_all_gaps(struct centre_file *file)
{
    struct centre_text *const centre[] = {&file->name,  &file->desk,        &file->hours,
                                          &file->phone, &file->responsible, &file->approval};
    for (size_t i = 0; i < sizeof centre / sizeof *centre; i++)
        fill_gaps(centre[i]);
    for (size_t i = 0; i < file->area_count; i++)
        fill_gaps(&file->areas[i].name);
    for (size_t i = 0; i < file->topic_count; i++)
        fill_gaps(&file->topics[i].name);
    for (size_t g = 0; g < file->group_count; g++) {
        for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++) {
            struct centre_text text = *centre_group_text(&file->groups[g], i);
            fill_gaps(&text);
            centre_group_text_set(&file->groups[g], i, text);
        }
        for (size_t i = 0; i < file->groups[g].rule_count; i++) {
            fill_gaps(&file->groups[g].rules[i].sentence);
            fill_gaps(&file->groups[g].rules[i].why);
        }
    }
}

static fault open_whole(struct recovery *r, const char *path)
{
    struct buffer uri = {.limit = 4 * FILE_PATH_MAX};
    int64_t application = 0;
    fault f = sum_check(path);
    if (f != FAULT_NONE) {
        snprintf(r->why, STORE_WHY_MAX, "reading back: %s", fault_name(f));
        return f;
    }
    database_uri(&uri, path);
    f = uri.over ? FAULT_NO_MEMORY
                 : database_open(&r->db, buffer_string(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, r->why);
    buffer_free(&uri);
    if (f == FAULT_NONE)
        f = database_number(r->db, "PRAGMA application_id", &application, r->why);
    return f == FAULT_NONE && application != STORE_TIMETABLE ? FAULT_FILE_FOREIGN : f;
}

fault store_timetable_read(const char *path, struct centre_file *out, char *why, size_t why_size)
{
    char line[STORE_WHY_MAX] = "";
    *out = (struct centre_file){0};
    struct recovery r = {.file = out, .why = line};
    r.fault = open_whole(&r, path);
    read_languages(&r);
    read_centre(&r);
    read_areas(&r);
    read_topics(&r);
    read_facts(&r);
    read_texts(&r);
    read_group_topics(&r);
    read_rules(&r);
    read_meetings(&r);
    database_close(r.db);
    if (r.fault == FAULT_NONE && (out->language_count == 0 || !*out->id))
        r.fault = FAULT_FILE_FOREIGN;
    if (r.fault == FAULT_NONE)
        fill_all_gaps(out);
    else
        centre_file_free(out);
    if (why)
        snprintf(why, why_size, "%s", line);
    return r.fault;
}
