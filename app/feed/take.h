/* Taking typed values out of JSON, each with its bounds. The first refusal is kept with its place in the file; after it
 * everything taken is zero or "", so a reader may go on to its end and look at `failed` there. Feed's own header. */
#pragma once

#include <jansson.h>
#include "rule/centre.h"

struct at {              /* where in the file: a chain of keys and rows on the stack */
    const struct at *up; /* NULL at the top */
    const char *key;     /* NULL for a row of a list */
    size_t row;
};

struct take {
    struct centre_file *file;
    bool failed;
    bool kept; /* the kiosk's own kept file is read */
    char why[256];
};

/* "groups[3].meetings[0].start"; "" at the top. */
void take_place(char *out, size_t size, const struct at *at);
void take_refuse(struct take *t, const struct at *at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* It is an object and has no key but those of `keys` (ends with NULL). */
bool take_object(struct take *t, const struct at *at, json_t *value, const char *const *keys);
/* A list of min..max rows; 0 when it is not. A missing one is refused unless min is 0 and `must` is false. */
size_t take_list(struct take *t, const struct at *at, json_t *value, size_t min, size_t max, bool must);
/* `value` NULL (the key is missing) is refused; take_has says whether an optional key is there. */
bool take_has(json_t *object, const char *key);
int32_t take_number(struct take *t, const struct at *up, json_t *object, const char *key, int32_t min, int32_t max);
bool take_flag(struct take *t, const struct at *up, json_t *object, const char *key);
/* At most size - 1 bytes; borrowed from the JSON. `take_string_value` looks at a row of a list. */
const char *take_string(struct take *t, const struct at *up, json_t *object, const char *key, size_t size);
const char *take_string_value(struct take *t, const struct at *at, json_t *value, size_t size);
/* [a-z0-9-], kept with the file. */
const char *take_key(struct take *t, const struct at *up, json_t *object, const char *key, size_t size);
/* One entry for each language of the file, kept with it. */
struct centre_text take_text(struct take *t, const struct at *up, json_t *object, const char *key, size_t size);
int32_t take_day(struct take *t, const struct at *up, json_t *object, const char *key);
int32_t take_day_value(struct take *t, const struct at *at, json_t *value);
int32_t take_minute(struct take *t, const struct at *up, json_t *object, const char *key);
/* Zeroed memory that goes with the file; refuses when there is none. */
void *take_memory(struct take *t, size_t count, size_t size);
