/* One thing that a check of a centre file found: its sentences, and the words that go into them. What can be found stands in
 * feed/findings.def; here is what the display and the command line show of it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum finding_grade { GRADE_REFUSED, GRADE_QUESTION, GRADE_LOOK, GRADES };

enum { /* bytes, NUL included */
       FINDING_PLACE_MAX = 96,
       FINDING_WORDS_MAX = 96,
       FINDING_SENTENCE_MAX = 512,
};

struct finding {
    int32_t id; /* enum finding_id of feed/findings.h */
    enum finding_grade grade;
    const char *matter,
        *advice; /* what is the matter, what to do: untranslated (pass through `_`, then finding_fill); static */
    uint32_t line, column; /* of the file, both from 1, columns in letters; 0: it is of no line */
    int64_t least, most;
    char place[FINDING_PLACE_MAX];                            /* "groups[3].meetings[0].start"; "" is the file */
    char stands[FINDING_WORDS_MAX], other[FINDING_WORDS_MAX]; /* what stands there; a second thing; never a secret */
    char near[FINDING_WORDS_MAX];                             /* what may be meant; "" where nothing is like it */
};

/* A sentence with its words filled in, cut between letters where `size` ends. */
void finding_fill(char *out, size_t size, const char *sentence, const struct finding *finding);
/* What is the matter, and what to do, in the language at hand: sentences one behind the other. "Did you mean …?" comes first of the
 * advice. */
void finding_matter(char out[FINDING_SENTENCE_MAX], const struct finding *finding);
void finding_advice(char out[FINDING_SENTENCE_MAX], const struct finding *finding);
const char *finding_grade_name(enum finding_grade grade); /* untranslated */
