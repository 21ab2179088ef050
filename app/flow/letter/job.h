/* What the files of flow/letter share. */
#pragma once

#include "feed/centre.h"
#include "feed/letter.h"
#include "flow/core/core.h"
#include "flow/letter/letter.h"
#include "flow/timetable/timetable.h"

struct letter_line { /* a change; places of groups in the two files, -1: none */
    enum letter_change kind;
    int32_t before, after, which;
};

struct letter_job {
    struct buffer bytes;
    char path[FILE_PATH_MAX]; /* where it was read */
    struct letter letter;
    struct office_row office;       /* as it was when the letter was read */
    struct centre_file kept, fresh; /* in force; as the letter has it, where it has a timetable */
    char kept_hash[FLOW_SOURCE_MAX];
    struct letter_line *line; /* owned */
    size_t line_count, line_room;
};

/* What the letter makes of the kept file: a record that borrows from the job and is not freed by itself. False: the kept file stays. */
bool letter_becomes(const struct letter_job *job, struct centre_file *out);
/* A line of the event log: that it is refused, by app->letter.verdict. */
void letter_refused(struct app *app);
/* Places taken in that group by people who came here, as the letter has it: what the file counts is not among them. */
static inline int32_t letter_places_here(const struct centre_group *group, int32_t taken)
{
    return taken > group->taken ? taken - group->taken : 0;
}
