/* A group as the centre's timetable describes it, in one language. Plain facts; filled by store/, shown by screen/. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "rule/group.def"
#include "rule/verdict.h"

#define TEXT_BYTES(letters) (3 * (letters) + 1) /* room for so many letters of any living script, NUL included */

enum {
    GROUP_KEY_MAX = 33,                  /* bytes, NUL included */
    GROUP_NAME_MAX = TEXT_BYTES(32),     /* of names and places */
    GROUP_LINE_MAX = TEXT_BYTES(140),    /* of a line or two */
    GROUP_TEXT_MAX = TEXT_BYTES(300),    /* of what fills a page */
    GROUP_SENTENCE_MAX = TEXT_BYTES(64), /* of a ground rule */
    GROUP_WHY_MAX = TEXT_BYTES(200),     /* and of its reason */
    GROUP_TOPIC_MAX = TEXT_BYTES(40),    /* of a topic's name */
    GROUP_RULES_MAX = 24,
    GROUP_TOPICS_MAX = 4,
};

struct text_room {          /* how much a text may say */
    int32_t words, letters; /* asked of a new centre file; a soft hyphen and other hidden signs are no letters */
    size_t size;            /* bytes it has, NUL included: TEXT_BYTES(letters) */
};

struct text_length {
    int32_t words, letters;
    const char
        *longest; /* a word of which more letters stand in one piece than a line has room for twice; NULL for none */
};
/* How much a text says, as text_room counts. A word may be split behind a hyphen and at a soft one. */
struct text_length text_length(const char *text);

/* Whose group it is; the numbers are stored. */
enum setting {
    SETTING_ORGANISATION = 1, /* a disability organisation's own group: its members start it */
    SETTING_CENTRE = 2,       /* hosted at a rehabilitation centre: a starter comes twice */
    SETTING_NODE = 3,         /* a regional self-help centre's group: a starter comes three times */
};

/* How a group meets; stored. Elsewhere than here nothing is said of steps and loops, and its place says how to get in. */
enum group_held { HELD_HERE = 1, HELD_ONLINE = 2, HELD_PHONE = 3 };

enum group_state { /* rule/group_state.def; stored */
#define STATE(name, number, places, sentence) GROUP_STATE_##name = number,
#include "rule/group_state.def"
#undef STATE
                   GROUP_STATES = 8,
};
const char *group_state_name(enum group_state state);
enum group_state group_state_find(const char *name); /* 0: there is none of that name */
/* What its page says of it, to visitors; untranslated. */
const char *group_state_words(enum group_state state);
/* Whether it has meetings: it meets, or is on its way there. */
bool group_state_meets(enum group_state state);

enum group_step {
#define STEP(name, from, to, who, needs, done) GROUP_STEP_##name,
#include "rule/group_state.def"
#undef STEP
    GROUP_STEPS
};
enum step_by { STEP_BY_GROUP = 1, STEP_BY_TABLE = 2, STEP_BY_STARTER = 4 };
struct step_facts {
    enum group_state state;
    enum step_by by;
    bool edition, time, place;
};
/* The step's own verdict where it may be taken; STEP_NOT, STEP_EDITION or STEP_ROUND where not. */
enum verdict group_step_verdict(enum group_step step, const struct step_facts *facts);
enum group_state group_step_to(enum group_step step);

/* How far back the group checked what the kiosk says of it. */
enum group_checked { CHECKED_LATELY, CHECKED_LONG_AGO, CHECKED_OVER_A_YEAR };
enum { CHECKED_LATELY_DAYS = 90, CHECKED_YEAR_DAYS = 365 };
enum group_checked group_checked(int32_t checked_day, int32_t today);

/* What a visitor may know of the places: never a number. */
enum group_places { PLACES_OPEN, PLACES_FULL, PLACES_FORMING, PLACES_RESTING, PLACES_CLOSED };
enum group_places group_places(enum group_state state, bool full);

/* --- the fields of rule/group.def --- */

#define GROUP_TYPE_SETTING enum setting
#define GROUP_TYPE_STATE enum group_state
#define GROUP_TYPE_NUMBER int32_t
#define GROUP_TYPE_DAY int32_t
#define GROUP_TYPE_FLAG bool
#define GROUP_TYPE_ACCESS bool
#define GROUP_TYPE_HELD enum group_held

enum group_fact {
#define FACT(name, key, kind, least, most, required, shown, what) GROUP_FACT_##name,
    GROUP_FACTS(FACT)
#undef FACT
        GROUP_FACT_COUNT
};
enum group_text {
#define TEXT(name, words, letters, required, searched, spoken, label, what) GROUP_TEXT_##name,
    GROUP_TEXTS(TEXT)
#undef TEXT
        GROUP_TEXT_COUNT
};

struct group {  /* what screens read, in one language */
    int32_t id; /* row of the timetable in use; not stable over imports, `key` is */
    char key[GROUP_KEY_MAX];
    enum group_places places;
    uint32_t gaps; /* bit per enum group_text: in the centre's first language, since there is none in this */
#define MEMBER_SHOWN(type, name) type name;
#define MEMBER_HIDDEN(type, name)
#define FACT(name, key, kind, least, most, required, shown, what) MEMBER_##shown(GROUP_TYPE_##kind, name)
#define TEXT(name, words, letters, required, searched, spoken, label, what) char name[TEXT_BYTES(letters)];
    GROUP_FACTS(FACT)
    GROUP_TEXTS(TEXT)
#undef TEXT
#undef FACT
#undef MEMBER_HIDDEN
#undef MEMBER_SHOWN
};
_Static_assert(sizeof((struct group *)0)->name <= GROUP_NAME_MAX && sizeof((struct group *)0)->place <= GROUP_NAME_MAX,
               "rows of lists hold both (app.h)");

enum group_kind { GROUP_SETTING, GROUP_STATE, GROUP_NUMBER, GROUP_DAY, GROUP_FLAG, GROUP_ACCESS, GROUP_HELD };
enum group_spoken { GROUP_NAME, GROUP_SENTENCES, GROUP_DIGITS };

struct group_fact_row {
    const char *name, *key; /* of its column, and in the centre file */
    enum group_kind kind;
    int32_t least, most; /* least, too, where an optional one is left out */
    bool required;
};
struct group_text_row {
    const char *name;
    struct text_room room;
    bool required, searched;
    enum group_spoken spoken;
    const char *label; /* untranslated; NULL: the screen says it in another way */
};
extern const struct group_fact_row group_facts[GROUP_FACT_COUNT];
extern const struct group_text_row group_texts[GROUP_TEXT_COUNT];

/* That text of a group, "" where it says nothing; borrowed. */
const char *group_text(const struct group *group, enum group_text which);
/* The same to write to; group_texts[which].room.size bytes. */
char *group_text_room(struct group *group, enum group_text which);

struct topic { /* a topic of life, never a diagnosis */
    int32_t id;
    char key[GROUP_KEY_MAX];
    char icon[GROUP_KEY_MAX]; /* a row of base/icons.def */
    char name[GROUP_TOPIC_MAX];
    bool gap; /* the name is in the first language */
};

/* A ground rule of a group: one of the library (rule/ground_rules.def) or the group's own words. */
struct ground_rule {
    int32_t library; /* row of the library, or -1: own words below */
    char sentence[GROUP_SENTENCE_MAX];
    char why[GROUP_WHY_MAX];
    bool sentence_gap, why_gap; /* in the first language */
};
