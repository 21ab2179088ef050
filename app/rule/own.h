/* What a group owns: its state, code, editions of its rules, its texts and times (rule/own.def). It is kept as lines of text, which
 * are read here; store/groups.c keeps them. Nothing is read from a disk or written to it here. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/bytes.h"
#include "rule/centre.h"
#include "rule/group.h"

enum {
    OWN_TAG = 32,
    OWN_TEXT_MAX = 65536,   /* bytes of a block of lines */
    OWN_EDITIONS_MAX = 200, /* of one group: the oldest go then */
    OWN_TABLE_DAYS = 7,     /* so long a table that was broken off is there again */
    OWN_PEOPLE_MIN = 3,     /* practice S34: three is a group */
    OWN_PEOPLE_MAX = 12,
};

enum own_line {
#define OWN(name, times, use, what) OWN_##name,
#include "rule/own.def"
#undef OWN
    OWN_LINES
};

enum feedback { FEEDBACK_NONE, FEEDBACK_REACTION, FEEDBACK_ASK, FEEDBACK_ROUND, FEEDBACKS };

struct own_group { /* borrowed from the store, until it is written to */
    char key[GROUP_KEY_MAX];
    const char *text; /* its lines; "" for none */
    size_t edition_count;
    const char *const *edition; /* the lines of each, the oldest first */
    const char *table;          /* the lines of a table under way; NULL: there is none */
};

/* The lines of a group; "" where there is none. */
const char *own_lines(const struct own_group *group);
/* What stands behind the name of the first such line; NULL: there is none. It ends at the line's end. */
const char *own_find(const char *text, enum own_line line);
/* The next one behind `at`. */
const char *own_next(const char *at, enum own_line line);
/* A value into `out`; false, and "", where it does not fit. */
bool own_copy(char *out, size_t size, const char *value);
/* `none` where there is no such line or no number in it. */
int32_t own_number(const char *text, enum own_line line, int32_t none);
/* 0: there is none. */
int32_t own_day(const char *text, enum own_line line);
/* Of a value that begins with a language ("nb Hva vi er her for"): is it in that one, and what it says; "" for another. */
const char *own_words_in(const char *value, const char *language);

/* --- writing: lines are appended to `out` --- */
/* All of `text` but its lines of that kind. */
void own_without(struct buffer *out, const char *text, enum own_line line);
void own_add(struct buffer *out, enum own_line line, const char *format, ...) __attribute__((format(printf, 3, 4)));
void own_add_day(struct buffer *out, enum own_line line, int32_t day);
void own_add_time(struct buffer *out, const struct meeting_rule *rule);
/* Is that a line of rule/own.def? */
bool own_known(const char *line);
/* The lines of `text` that the timetable is built from, appended. */
void own_shown(struct buffer *out, const char *text);

/* --- what it says --- */
/* Of a group whose own state is not told, the office's. */
enum group_state own_state(const struct own_group *group, enum group_state office);
bool own_tag(const struct own_group *group, uint8_t ret_tag[OWN_TAG]); /* false: it has no code */
/* By a letter it may have a new code, on paper, until a day. A letter that is staged has its number behind the day, and no force. */
bool own_may_renew(const struct own_group *group, int32_t today);
const char *own_newest(const struct own_group *group); /* its edition in force; NULL: none yet */

struct own_rule {      /* of an edition or a table */
    int32_t library;   /* row of rule/ground_rules.def, -1: own words */
    char answer;       /* of a table: 'o'pen, 'w'ith, 't'alk; 0 in an edition */
    const char *words; /* the lines says and why behind it, borrowed */
    size_t words_length;
};
struct own_rules {
    int32_t number, day, people;
    enum feedback feedback;
    size_t count;
    struct own_rule rule[GROUP_RULES_MAX];
};
/* False: the lines are no edition and no table. */
bool own_rules_read(struct own_rules *out, const char *text);
/* Those among a group's own lines: left for the next time. */
bool own_rules_waiting(struct own_rules *out, const char *text);
/* A rule as a screen shows it, its own words in that language, else in the first they were written in. */
void own_rule_show(struct ground_rule *out, const struct own_rule *rule, const char *language);

const char *feedback_name(enum feedback feedback);  /* as it is stored */
const char *feedback_words(enum feedback feedback); /* untranslated; "" for NONE */
