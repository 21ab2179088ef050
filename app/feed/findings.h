/* What a check of a centre file found: the rows of findings.def with their places. */
#pragma once

#include "rule/finding.h"

enum finding_id {
#define FINDING(name, ...) FINDING_##name,
#include "feed/findings.def"
#undef FINDING
    FINDING_COUNT
};

enum { FINDINGS_LISTED = 200 }; /* of each kind; the rest is counted */

struct findings {        /* zero-initialise; findings_free */
    struct finding *row; /* at most FINDINGS_LISTED of a kind */
    size_t count, room;
    size_t of[FINDING_COUNT], of_grade[GRADES]; /* all of them */
    bool short_of_memory;
};

/* `finding` has its id, places and words; the sentences are filled in here. */
void findings_add(struct findings *found, const struct finding *finding);
void findings_free(struct findings *found);
/* The first of the gravest grade that there is; NULL where nothing was found. */
const struct finding *findings_first(const struct findings *found);
/* The first that is refused, as a line for the log, in English: "meetings[0].start, line 7: This is not a time. \"6 pm\" (2 more)";
 * "" for none. */
void findings_line(const struct findings *found, char *out, size_t size);

const char *finding_name(enum finding_id id); /* "not_time" */
