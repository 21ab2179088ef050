/* What a sheet of paper says: fetched by sheet_load, read by its view, and gone when its pages have been described. */
#pragma once

#include "app.h"

enum { PAPER_ROWS_MAX = 60 }; /* meetings on a printed week; how many are left out stands below them */
enum { DAY_CLASHES = 4, DAY_UNCHECKED = 4 };
struct paper_day { /* what staff look at before a day begins; the numbers are of all, the rows of the first */
    int32_t clashes, unchecked;
    struct {
        char room[GROUP_NAME_MAX], first[GROUP_NAME_MAX], second[GROUP_NAME_MAX];
        struct meeting meeting;
    } clash[DAY_CLASHES];
    char unchecked_name[DAY_UNCHECKED][GROUP_NAME_MAX];
};
struct paper_words {      /* what a sheet says, in one language */
    const char *language; /* static code; NULL: there is no such one */
    struct centre centre;
    struct group group;
    struct ground_rule rules[GROUP_RULES_MAX];
    int32_t rule_count;
    struct group_row row[PAPER_ROWS_MAX]; /* this week's meetings in order of time; of a day sheet the changed */
    int32_t rows, rows_left_out;
    struct paper_day day;
    char date_room[DATES_MAX][GROUP_NAME_MAX]; /* of the paper's dates, as the session has it */
};

enum { PAPER_LANGUAGES = 2 }; /* OUT-03: the visitor's, then the centre's first */
struct paper {                /* filled by sheet_load */
    struct paper_words in[PAPER_LANGUAGES];
    struct meeting dates[DATES_MAX];
    int32_t date_count;
    struct meeting_rule times[MEETING_RULES_MAX];
    int32_t time_count;
    int64_t now; /* UTC seconds: when the sheet was made */
};
