/* Taking typed values out of JSON, each with its bounds. Whatever is not as described is added to the findings with its place, and
 * something harmless is taken for it (zero, "", nothing), so that a reader goes on and finds the rest. Feed's own header. */
#pragma once

#include "feed/findings.h"
#include "feed/value.h"
#include "rule/centre.h"

struct at {              /* where in the file: a chain of keys and rows on the stack, and what stands there */
    const struct at *up; /* NULL at the top */
    const char *key;     /* NULL for a row of a list */
    size_t row;
    struct value value;
};

enum { TAKE_SHARED = 1024 }; /* of what was kept last; a large file says the same many times */

struct take {
    struct centre_file *file; /* has the languages and the memory; NULL for files of another kind */
    struct findings *found;
    bool kept; /* the kiosk's own kept file is read: what PASSES is not looked for */
    bool no_memory;
    int32_t today;               /* 0: what depends on the day is not looked for */
    const char *begin, *counted; /* of the text; where `line` and `column` are */
    uint32_t line, column;
    struct span shared[TAKE_SHARED];
    struct said { /* a text that nothing was the matter with, as it is written, and what was kept of it */
        struct span source;
        const struct text_room *room;
        const char *words;
    } said[TAKE_SHARED];
};
/* FNV-1a: where something lies in a table, and whether two names are one. */
uint64_t take_hash(const void *bytes, size_t size);

struct remark { /* what there is to say of a place; texts may be NULL */
    enum finding_id id;
    const char *stands; /* NULL: what stands there, as it is written */
    const char *other, *near;
    int64_t least, most;
};

/* Checks the form of the whole text; false, with a finding, where it is no JSON. `ret_top` is the top's place. */
bool take_begin(struct take *t, struct span text, struct at *ret_top);
void take_remark(struct take *t, const struct at *at, struct remark remark);
void take_wrong(struct take *t, const struct at *at, enum finding_id id); /* with what stands there */
/* False where something was refused, or memory ran out. */
bool take_good(const struct take *t);

/* It is an object; `out` gets one value for each of `keys` (which ends with NULL), nothing where it is not there. Another key, or
 * one twice, is a finding. False, and all nothing, for what is no object. */
bool take_object(struct take *t, const struct at *at, const char *const *keys, struct value *out);
struct at at_key(const struct at *up, const char *key, struct value value);

struct rows {     /* of a list */
    struct at at; /* the row at hand */
    struct value_walk walk;
    size_t count;
};
/* A list of least to most rows. Not there: no rows, and a finding where least is over 0 or `must`. Of more rows the first `most` are
 * taken. */
struct rows take_rows(struct take *t, const struct at *list, size_t least, size_t most, bool must);
bool take_row(struct rows *rows); /* on to the next one, from the first */

bool at_there(const struct at *at);
int32_t take_number(struct take *t, const struct at *at, int32_t least, int32_t most); /* `least` for what is none */
/* A string of at most size - 1 bytes into `out`; longer, or none, is a finding and "". */
bool take_string(struct take *t, const struct at *at, char *out, size_t size);
/* The row of a word in a list that ends with NULL; its count for any other, which is a finding. */
size_t take_word(struct take *t, const struct at *at, const char *const *words);
/* [a-z0-9-], kept with the file; at most size - 1 of them. */
const char *take_key(struct take *t, const struct at *at, size_t size);
/* One entry for each language of the file, kept with it. */
static inline struct centre_text take_nothing(void) /* "" in all */
{
    struct centre_text text;
    for (size_t i = 0; i < CENTRE_LANGUAGES_MAX; i++)
        text.in[i] = "";
    return text;
}
struct centre_text take_text(struct take *t, const struct at *at, const struct text_room *room);
void take_panel(struct take *t, const struct at *at, struct panel *out);
/* Zeroed memory that goes with the file; of 0 bytes, too. */
void *take_memory(struct take *t, size_t count, size_t size);
/* These bytes, kept with the file; where the same were kept lately, those: nobody writes into them. NULL: no memory. */
void *take_shared(struct take *t, const void *bytes, size_t size);

/* Of those words (NULL ends them) the one that is most like it, two letters apart at most; NULL for none. */
const char *take_near(const char *word, const char *const *words);
