/* The centre that owns the kiosk: what a screen shows of it, and everything a centre file says, as plain records.
 * Filled by feed/ (from the file) and store/ (from the timetable); docs/centre-file.md describes the file itself. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "rule/centre.def"
#include "rule/group.h"
#include "rule/meeting.h"

enum { /* bytes with NUL, or rows; a centre file beyond them is refused */
       CENTRE_ID_MAX = 17,
       CENTRE_LANGUAGE_MAX = 9,
       CENTRE_LANGUAGES_MAX = 16,
       CENTRE_RECIPIENT_MAX = 96,
       CENTRE_RECIPIENTS_MAX = 8,
       CENTRE_TOPICS_MAX = 600,
       CENTRE_AREAS_MAX = 24,
       CENTRE_GROUPS_MAX = 10000,
       CENTRE_FILE_MAX = 32 * 1024 * 1024,
};

struct panel { /* the display, and where it hangs */
    int32_t width_mm, height_mm, width_px, height_px;
    int32_t lower_edge_mm; /* above the floor; 0 = not told */
};

struct centre { /* in one language */
    char id[CENTRE_ID_MAX];
    char name[GROUP_LINE_MAX];
    char desk[GROUP_LINE_MAX];        /* where the desk is */
    char hours[GROUP_LINE_MAX];       /* when somebody sits there */
    char phone[GROUP_NAME_MAX];       /* as written for people */
    char responsible[GROUP_LINE_MAX]; /* who answers for the data, and how they are reached (CNS-01) */
    char approval[GROUP_LINE_MAX];    /* who has approved the list; "": the centre says nothing of it */
    int32_t kept_days, evidence_days; /* how long what is signed now is kept, and proof of it after a withdrawal */
    uint32_t gaps; /* bit per enum centre_text_row: in the centre's first language, since there is none in this */
};

enum centre_text_row {
#define TEXT(name, words, letters, bytes, what) CENTRE_TEXT_##name,
    CENTRE_TEXTS(TEXT) OTHER_TEXTS(TEXT)
#undef TEXT
        CENTRE_TEXT_COUNT
};
extern const struct text_room centre_rooms[CENTRE_TEXT_COUNT];
#define TEXT(name, words, letters, bytes, what)                                                                        \
    _Static_assert(TEXT_BYTES(letters) <= GROUP_##bytes##_MAX, "room for " #name);
CENTRE_TEXTS(TEXT)
OTHER_TEXTS(TEXT)
#undef TEXT

/* --- the whole file; every text lives in the file's own memory and goes with centre_file_free --- */

struct centre_text {
    const char *in[CENTRE_LANGUAGES_MAX];
}; /* in the order of the file's languages; "" where the file says nothing in one; none is NULL */

struct centre_area { /* what topics stand in, where there are many */
    const char *key, *icon;
    struct centre_text name;
};

struct centre_topic {
    const char *key, *icon;
    struct centre_text name;
    int32_t area; /* of the file's areas, counted from 1; 0: in none */
};

struct centre_rule { /* library >= 0: row of rule/ground_rules.def, else the group's own words */
    int32_t library;
    struct centre_text sentence, why;
};

struct centre_group {
    const char *key;
#define FACT(name, key, kind, least, most, required, shown, what) GROUP_TYPE_##kind name;
#define TEXT(name, words, letters, required, searched, spoken, label, what) struct centre_text name;
    GROUP_FACTS(FACT)
    GROUP_TEXTS(TEXT)
#undef TEXT
#undef FACT
    size_t topic_count, meeting_count, change_count, rule_count;
    int32_t topics[GROUP_TOPICS_MAX]; /* rows of the file's topics */
    struct meeting_rule meetings[MEETING_RULES_MAX];
    struct meeting_change *changes; /* at most MEETING_CHANGES_MAX */
    struct centre_rule *rules;      /* at most GROUP_RULES_MAX */
};

/* In that language, or in the first where the file says nothing in it; never NULL. A gap is filled so, and says so on the screen. */
const char *centre_text_in(const struct centre_text *text, size_t language);
bool centre_text_gap(const struct centre_text *text, size_t language);
/* That text of a group, in all languages of its file; borrowed. */
const struct centre_text *centre_group_text(const struct centre_group *group, enum group_text which);
void centre_group_text_set(struct centre_group *group, enum group_text which, struct centre_text text);
/* That fact, as the number it is stored as. */
int32_t centre_group_fact(const struct centre_group *group, enum group_fact which);
void centre_group_fact_set(struct centre_group *group, enum group_fact which, int32_t value);

struct centre_file {
    char id[CENTRE_ID_MAX];
    size_t language_count, recipient_count, area_count, topic_count, group_count;
    char languages[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    char recipients[CENTRE_RECIPIENTS_MAX][CENTRE_RECIPIENT_MAX]; /* age1…; none = told when the kiosk is made */
    struct panel panel;
#define TEXT(name, words, letters, bytes, what) struct centre_text name;
    CENTRE_TEXTS(TEXT)
#undef TEXT
    struct centre_area *areas;
    struct centre_topic *topics;
    struct centre_group *groups;
    struct centre_block *memory;
};

/* Zeroed memory that lives as long as the file; NULL when there is none left. Aligned for any record above. */
void *centre_file_keep(struct centre_file *file, size_t size);
/* Frees all of it; an empty or freed one is fine. */
void centre_file_free(struct centre_file *file);

/* --- two files beside each other --- */

/* The groups of a file in the order of their keys; `at` is owned, `file` borrowed. */
struct centre_order {
    const struct centre_file *file;
    int32_t *at; /* group_count rows of the file's groups */
};
bool centre_order_make(struct centre_order *ret_order, const struct centre_file *file); /* false: no memory */
void centre_order_free(struct centre_order *order);
/* The row of the group with that key, -1 for none. */
int32_t centre_order_find(const struct centre_order *order, const char *key);
/* In every language that both files have; without one in common they differ. */
bool centre_texts_same(const struct centre_file *before, const struct centre_text *x, const struct centre_file *after,
                       const struct centre_text *y);
bool centre_rules_same(const struct centre_file *before, const struct centre_group *g, const struct centre_file *after,
                       const struct centre_group *h);
