/* A group as the centre's timetable describes it, in one language. Plain facts; filled by store/, shown by screen/. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { /* bytes, NUL included; a centre file with longer texts is refused */
    GROUP_KEY_MAX = 33,
    GROUP_NAME_MAX = 97,
    GROUP_LINE_MAX = 193,
    GROUP_TEXT_MAX = 481,
    GROUP_RULES_MAX = 24,
    GROUP_TOPICS_MAX = 4,
};

/* The study's three settings (practices.md S1); the numbers are stored. */
enum setting {
    SETTING_ORGANISATION = 1, /* a disability organisation's own group: its members start it */
    SETTING_CENTRE = 2,       /* hosted at a rehabilitation centre: a starter comes twice */
    SETTING_NODE = 3,         /* a regional self-help centre's group: a starter comes three times */
};
int group_starter_visits(enum setting setting); /* 0, 2, 3 */

enum group_state { GROUP_FORMING = 1, GROUP_MEETING = 2, GROUP_RESTING = 3, GROUP_CLOSED = 4 }; /* stored */

/* What a visitor may know of the places: never a number. */
enum group_places { PLACES_OPEN, PLACES_FULL, PLACES_FORMING, PLACES_RESTING };
enum group_places group_places(enum group_state state, int32_t capacity, int32_t taken);

struct group {
    int32_t id; /* row of the timetable in use; not stable over imports, `key` is */
    char key[GROUP_KEY_MAX];
    enum setting setting;
    enum group_state state;
    enum group_places places;
    int32_t rules_version; /* rises when the group changes its rules */
    int32_t checked_day;   /* the group checked these facts on that day */
    bool step_free, hearing_loop;
    char name[GROUP_NAME_MAX];       /* neutral: "Tirsdagsgruppa" */
    char purpose[GROUP_LINE_MAX];    /* one line */
    char whom[GROUP_LINE_MAX];       /* who it is for */
    char led[GROUP_LINE_MAX];        /* how it is led */
    char visit[GROUP_TEXT_MAX];      /* what a first visit is like */
    char place[GROUP_NAME_MAX];      /* "Rom B204" */
    char way[GROUP_LINE_MAX];        /* how to find it */
};

struct topic { /* a topic of life, never a diagnosis */
    int32_t id;
    char key[GROUP_KEY_MAX];
    char icon[GROUP_KEY_MAX]; /* a row of ui/icons.def */
    char name[GROUP_NAME_MAX];
};

/* A ground rule of a group: one of the library (rule/ground_rules.def) or the group's own words. */
struct ground_rule {
    int32_t library; /* row of the library, or -1: own words below */
    char sentence[GROUP_LINE_MAX];
    char why[GROUP_TEXT_MAX];
};
