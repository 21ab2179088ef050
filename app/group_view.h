/* A group that was opened by its code, and the rule table that it stands round. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "rule/group.h"
#include "rule/meeting.h"
#include "rule/own.h"
#include "sizes.h"

struct rule_table {               /* under way; it is kept after every rule that all have answered */
    int32_t people;               /* OWN_PEOPLE_MIN to OWN_PEOPLE_MAX */
    int32_t day;                  /* on which it began */
    char answer[GROUP_RULES_MAX]; /* of each of session.rules, as struct own_rule has it; of no person */
    enum feedback feedback;
    /* the rule at hand: nothing of it is on a disk, and no person's answer is kept apart from the others' */
    int32_t at, answered;
    bool talk;   /* somebody before the last one wants to talk about it */
    bool last;   /* the last one does */
    bool passes; /* the seat is being passed on */
};
struct edition_view { /* one edition of the rules */
    int32_t at;       /* which, counted from the oldest of the group */
    int32_t number;   /* 0: there is none */
    int32_t day, count;
    bool newest;
};
struct held_group {
    bool open;   /* its code was written */
    bool draws;  /* staff gave it the display: it may draw its first code */
    bool renews; /* by a letter: a new code goes to paper, and holds once it is out */
    bool drawn;  /* the words below are there, and do not hold yet */
    char key[GROUP_KEY_MAX];
    uint16_t code[CODE_WORDS];
    int32_t code_list;
    bool wants_review;   /* what its page says: somebody would like to look at the rules again */
    uint32_t wants_talk; /* … a bit for each rule that somebody new would like to talk about */
    bool table_open;     /* a table was broken off, or is under way */
    struct rule_table table;
    struct edition_view edition; /* the one at hand */
    struct meeting_rule time;    /* its regular time as it is being set */
    uint8_t writes;              /* enum own_line: what is written */
    char typed[FIELD_MAX];       /* own words */
};
