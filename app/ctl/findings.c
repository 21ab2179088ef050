/* What there is to say of a centre file: every finding in sentences for people, or as JSON. */
#include "ctl/findings.h"

#include <stdio.h>
#include "base/words.h"

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
