/* sirkelctl timetable check: everything that there is to say of a centre file, before anybody takes it. */
#include "ctl/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/words.h"
#include "feed/centre.h"
#include "flow/core/core.h"
#include "store/look.h"
#include "store/timetable.h"

/* --- what is printed -------------------------------------------------------------------------------------------------------- */

static void add_text(struct buffer *out, const struct finding *f)
{
    char matter[FINDING_SENTENCE_MAX], advice[FINDING_SENTENCE_MAX], line[32] = "";
    finding_matter(matter, f);
    finding_advice(advice, f);
    if (f->line > 0)
        snprintf(line, sizeof line, _("line %1$u, column %2$u"), f->line, f->column);
    const char *parts[] = {*f->place ? f->place : _("the file"), line, f->stands};
    buffer_text(out, "  ");
    for (size_t i = 0, n = 0; i < sizeof parts / sizeof *parts; i++)
        if (*parts[i])
            buffer_format(out, "%s%s", n++ ? ", " : "", parts[i]);
    buffer_format(out, "\n    %s %s\n", matter, advice);
}

static void add_grade(struct buffer *out, const struct findings *found, enum finding_grade grade)
{
    if (found->of_grade[grade] == 0)
        return;
    size_t listed = 0;
    buffer_format(out, "%s: %zu\n", _(finding_grade_name(grade)), found->of_grade[grade]);
    for (size_t i = 0; i < found->count; i++)
        if (found->row[i].grade == grade) {
            add_text(out, &found->row[i]);
            listed++;
        }
    if (listed < found->of_grade[grade]) {
        size_t more = found->of_grade[grade] - listed;
        buffer_text(out, "  ");
        buffer_format(out, words_plural("and %zu more of the same kind", "and %zu more of the same kinds", more), more);
        buffer_text(out, "\n");
    }
}

static void add_json(struct buffer *out, const struct finding *f)
{
    static const char *const grades[GRADES] = {"refused", "question", "look"};
    char sentence[FINDING_SENTENCE_MAX];
    buffer_text(out, "{");
    ctl_json_text(out, "id", finding_name((enum finding_id)f->id));
    ctl_json_text(out, "grade", grades[f->grade]);
    ctl_json_text(out, "place", f->place);
    if (f->line > 0)
        ctl_json_number(out, "line", f->line);
    if (f->line > 0)
        ctl_json_number(out, "column", f->column);
    ctl_json_text(out, "stands", f->stands);
    finding_matter(sentence, f);
    ctl_json_text(out, "says", sentence);
    finding_advice(sentence, f);
    ctl_json_text(out, "do", sentence);
    if (*f->near)
        ctl_json_text(out, "near", f->near);
    ctl_json_end(out, "},");
}

static void add_all_json(struct buffer *out, const struct findings *found)
{
    ctl_json_number(out, "refused", (int64_t)found->of_grade[GRADE_REFUSED]);
    ctl_json_number(out, "questions", (int64_t)found->of_grade[GRADE_QUESTION]);
    ctl_json_number(out, "looks", (int64_t)found->of_grade[GRADE_LOOK]);
    buffer_text(out, "\"findings\":[");
    for (size_t i = 0; i < found->count; i++)
        add_json(out, &found->row[i]);
    ctl_json_end(out, "],");
}

void ctl_findings(struct buffer *out, const struct findings *found, bool json)
{
    if (json)
        add_all_json(out, found);
    for (enum finding_grade grade = 0; grade < GRADES && !json; grade++)
        add_grade(out, found, grade);
}

/* --- beside a kiosk --------------------------------------------------------------------------------------------------------- */

/* People who joined at the kiosk: what is taken there, but for what the timetable has itself. */
static fault read_joined(struct store *store, const struct centre_file *file, int32_t *joined)
{
    for (size_t i = 0; i < file->group_count; i++) {
        struct place_facts facts;
        fault f = store_place_facts(store, file->groups[i].key, &facts);
        if (f != FAULT_NONE && f != FAULT_NO_ENTRY)
            return f;
        joined[i] = f == FAULT_NONE ? facts.taken - file->groups[i].taken : 0;
    }
    return FAULT_NONE;
}

static fault against(const struct centre_file *file, const char *data, struct findings *found, char *why,
                     size_t why_size)
{
    char path[FILE_PATH_MAX];
    struct centre_file now = {0};
    struct store *store = NULL;
    int32_t *joined = NULL;
    fault f = file_path(path, data, "timetable.db");
    if (f == FAULT_NONE)
        f = store_look(&store, data, why, why_size);
    if (f == FAULT_NONE)
        f = store_timetable_read(path, &now, why, why_size);
    if (f == FAULT_NONE && !(joined = calloc(now.group_count + 1, sizeof *joined)))
        f = FAULT_NO_MEMORY;
    if (f == FAULT_NONE)
        f = read_joined(store, &now, joined);
    if (f == FAULT_NONE)
        f = feed_against(file, &(struct feed_kiosk){&now, joined}, found);
    store_close(store);
    centre_file_free(&now);
    free(joined);
    return f;
}

/* --- the command ------------------------------------------------------------------------------------------------------------ */

struct check_options {
    const char *file, *against, *language, *words;
    bool json;
};

static int say(const struct check_options *w, const struct findings *found, const struct centre_file *file)
{
    struct buffer out = {.limit = 64 << 20};
    bool good = found->of_grade[GRADE_REFUSED] == 0;
    if (w->json) {
        buffer_format(&out, "{\"good\":%s,", good ? "true" : "false");
        ctl_json_text(&out, "file", w->file);
        ctl_findings(&out, found, true);
        ctl_json_end(&out, "}\n");
    } else {
        ctl_findings(&out, found, false);
        if (good)
            buffer_format(&out, _("The file is good: %zu groups, %zu topics, %zu languages.\n"), file->group_count,
                          file->topic_count, file->language_count);
        else
            buffer_format(&out, "%s\n", _("The file is refused. Nothing was changed."));
    }
    ctl_print(&out);
    return good ? CTL_GOOD : CTL_WANTING;
}

static int check(const struct check_options *w)
{
    struct centre_file file = {0};
    struct findings found = {0};
    char why[256] = "";
    const char *about = w->file;
    fault f = feed_centre_read(w->file, flow_today(), &file, &found);
    if (f == FAULT_NONE && w->against) {
        about = w->against;
        f = against(&file, w->against, &found, why, sizeof why);
    }
    bool told = about == w->file && (f == FAULT_NONE || found.count > 0);
    int status = told || f == FAULT_NONE ? say(w, &found, &file) : ctl_fail(w->json, f, about, why);
    findings_free(&found);
    centre_file_free(&file);
    return status;
}

int ctl_check(const struct ctl_command *self, int count, char **words)
{
    struct check_options w = {.words = SIRKEL_WORDS};
    const struct ctl_row rows[] = {{.name = "against", .text = &w.against},
                                   {.name = "language", .text = &w.language},
                                   {.name = "words", .text = &w.words},
                                   {.name = "json", .flag = &w.json},
                                   {0}};
    struct ctl_operands operands = {.least = 2, .most = 2};
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    if (w.language && !words_language(w.language)) {
        fprintf(stderr, "sirkelctl timetable check: --language takes nb or en\n");
        return CTL_USAGE;
    }
    w.file = operands.item[1];
    if (w.language) {
        fault f = words_open(w.words);
        if (f != FAULT_NONE)
            return ctl_fail(w.json, f, w.words, "");
        words_switch(w.language);
    }
    return check(&w);
}
