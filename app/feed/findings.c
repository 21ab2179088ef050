/* The table of findings, their list, and their sentences. */
#include "feed/findings.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/words.h"

enum { STOPS, PASSES };
#define REFUSED GRADE_REFUSED
#define QUESTION GRADE_QUESTION
#define LOOK GRADE_LOOK

static const struct {
    const char *name;
    enum finding_grade grade;
    bool passes;
    const char *matter, *advice;
} table[FINDING_COUNT] = {
#define FINDING(name, grade, kept, matter, advice) [FINDING_##name] = {#name, grade, kept, matter, advice},
#include "feed/findings.def"
#undef FINDING
};

void findings_add(struct findings *found, const struct finding *finding)
{
    found->of_grade[table[finding->id].grade]++;
    if (found->of[finding->id]++ >= FINDINGS_LISTED)
        return;
    if (found->count == found->room) {
        size_t room = found->room ? 2 * found->room : 32;
        struct finding *row = realloc(found->row, room * sizeof *row);
        if (!row) {
            found->short_of_memory = true;
            return;
        }
        found->row = row;
        found->room = room;
    }
    struct finding *f = &found->row[found->count++];
    *f = *finding;
    f->grade = table[f->id].grade;
    f->matter = table[f->id].matter;
    f->advice = table[f->id].advice;
}

void findings_free(struct findings *found)
{
    free(found->row);
    *found = (struct findings){0};
}

const struct finding *findings_first(const struct findings *found)
{
    const struct finding *first = NULL;
    for (size_t i = 0; i < found->count; i++)
        if (!first || found->row[i].grade < first->grade)
            first = &found->row[i];
    return first;
}

void findings_line(const struct findings *found, char *out, size_t size)
{
    const struct finding *f = findings_first(found);
    char matter[FINDING_SENTENCE_MAX], line[24] = "", more[40] = "";
    out[0] = 0;
    if (!f || f->grade != GRADE_REFUSED)
        return;
    finding_fill(matter, sizeof matter, f->matter, f);
    if (f->line)
        snprintf(line, sizeof line, "%sline %u", *f->place ? ", " : "", f->line);
    if (found->of_grade[GRADE_REFUSED] > 1)
        snprintf(more, sizeof more, " (%zu more)", found->of_grade[GRADE_REFUSED] - 1);
    const char *colon = *f->place || *line ? ": " : "", *space = *f->stands ? " " : "";
    snprintf(out, size, "%s%s%s%s%s%s%s", f->place, line, colon, matter, space, f->stands, more);
}

const char *finding_name(enum finding_id id)
{
    assert(id < FINDING_COUNT);
    return table[id].name;
}

bool finding_passes(enum finding_id id)
{
    assert(id < FINDING_COUNT);
    return table[id].passes;
}
