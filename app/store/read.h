/* What may be asked of the store. Screens include this header and no other of store/, so they cannot write.
 * Every list takes `from` (rows passed over) and `limit` (rows of `out`); ask for one more than you show to learn
 * whether there is more. Texts come in `language`; one the centre does not have gives its first. Lists of groups stand
 * in the order of their names in that language; closed groups are never listed. On any fault the outputs are empty. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "rule/centre.h"
#include "rule/group.h"
#include "rule/house.h"
#include "rule/interest.h"
#include "rule/meeting.h"
#include "rule/own.h"

struct store;

enum { STORE_WORDS_MAX = 65 }; /* bytes of a search, NUL included; longer is BAD_INPUT */

/* False: "ask at the desk" (damaged, read-only or missing sign-ups, or a disk that failed). The timetable is shown. */
bool store_takes_signups(const struct store *s);
/* Why not: the fault that closed it; NONE while it takes sign-ups. */
fault store_reason(const struct store *s);
/* The last precise line from the database, for the log; never a word of a visitor. "" when nothing went wrong. */
const char *store_why(const struct store *s);
struct timetable_shown {
    /* Why timetable.db is not what is shown, NONE while it is. A file that is whole, but of another form, is FILE_FOREIGN and stays in
     * its place; any other is set aside. */
    fault reason;
    bool last;  /* it comes from the copy before */
    bool empty; /* there is none at all */
};
struct timetable_shown store_timetable_shown(const struct store *s);

fault store_centre(struct store *s, const char *language, struct centre *out);
fault store_panel(struct store *s, struct panel *out);
/* Codes in the centre's order; `out` has CENTRE_LANGUAGES_MAX rows. */
fault store_languages(struct store *s, char out[][CENTRE_LANGUAGE_MAX], size_t *ret_count);
enum { TOPICS_OUTSIDE = 1000, TOPICS_AT_ONCE = 12 }; /* more are offered by their areas */
struct topics_asked {
    const char *language;
    int32_t group; /* the topics of this one; 0: all with a listed group */
    int32_t area;  /* of those the ones in this area, or in none (TOPICS_OUTSIDE); 0: wherever they stand */
    size_t from;   /* leaves out so many */
    bool all;      /* with those that no listed group has */
};
fault store_topics(struct store *s, const struct topics_asked *asked, struct topic *out, size_t limit,
                   size_t *ret_count);
/* The areas that have a topic with a listed group, in the order of the file; `out` has CENTRE_AREAS_MAX. */
fault store_areas(struct store *s, const char *language, struct topic *out, size_t *ret_count);
/* Bit `setting` of enum setting: there is a group of it that is not closed. */
fault store_settings(struct store *s, uint32_t *ret_settings);
fault store_topic(struct store *s, const char *language, int32_t topic, struct topic *out); /* NO_ENTRY */

/* Listed groups in the order of their names: all, or those of a topic or of words, never of both. */
struct groups_asked {
    const char *language;
    int32_t topic; /* 0: any */
    /* NULL: any. Every word typed must begin a word of the group's name, topics, purpose or place, in any of the centre's languages
     * and either spelling of æ ø å. Nothing but blanks gives nothing. At most 8 ms a key press with 10,000 groups. */
    const char *typed;
    size_t from; /* leaves out so many */
    bool hidden; /* with those that staff hide from the lobby */
};
/* BAD_INPUT: what was typed is too long to search for. */
fault store_groups(struct store *s, const struct groups_asked *asked, struct group *out, size_t limit,
                   size_t *ret_count);

fault store_group(struct store *s, const char *language, int32_t group, struct group *out); /* NO_ENTRY; closed too */
/* Its ground rules: `out` has GROUP_RULES_MAX. None for a group that is not there. */
fault store_ground_rules(struct store *s, const char *language, int32_t group, struct ground_rule *out,
                         int32_t *ret_count);
fault store_group_by_key(struct store *s, const char *language, const char *key, struct group *out);

struct group_times { /* store_meeting_times: as rule/meeting.h asks for them */
    int32_t group;
    size_t rule_count, change_count;
    struct meeting_rule rules[MEETING_RULES_MAX];
    struct meeting_change changes[MEETING_CHANGES_MAX + HOUSE_GROUP_CHANGES_MAX];
    struct meeting_closed closed[HOUSE_BYS * HOUSE_CLOSED_MAX];
    size_t closed_count;
};
static inline struct meeting_times store_meeting_times(const struct group_times *times)
{
    return (struct meeting_times){.rules = times->rules,
                                  .rule_count = times->rule_count,
                                  .changes = times->changes,
                                  .change_count = times->change_count,
                                  .closed = times->closed,
                                  .closed_count = times->closed_count};
}
/* With what staff changed for a day, and the days on which the house is closed. */
fault store_times(struct store *s, int32_t group, struct group_times *out);

/* --- what holds over the timetable for a day (rule/house.h), in a file of its own: DIR/house --- */

/* Until it is set anew (store_house_set) or the store is closed. */
const struct house *store_house(const struct store *s);
/* FILE_DAMAGED: it could not be read, so nothing of it holds; NONE: it is as it was left. */
fault store_house_reason(const struct store *s);
/* Of its changes ahead of `today` those whose date the timetable gives no meeting for, by their place in it. */
fault store_house_unfit(struct store *s, int32_t today, size_t *out, size_t limit, size_t *ret_count);
struct room_row {
    int32_t group; /* one that meets there */
    char name[GROUP_NAME_MAX];
};
/* The rooms that groups meet in, each once, in the order of their names. */
struct rooms_asked {
    const char *language;
    size_t from; /* leaves out so many */
};
fault store_rooms(struct store *s, const struct rooms_asked *asked, struct room_row *out, size_t limit,
                  size_t *ret_count);
/* The name of a room that a meeting is held in for once, in a language: struct meeting's `room`. "" for 0. */
const char *store_room(const struct store *s, int32_t room, const char *language);

/* --- what is looked for and is not there (rule/interest.h), in a file of its own: DIR/interest --- */

/* Until it is set anew (store_interest_set) or the store is closed. */
const struct interest *store_interest(const struct store *s);
fault store_interest_reason(const struct store *s); /* as store_house_reason */
/* --- what groups own (rule/own.h), in a file of its own: DIR/groups --- */

/* FILE_DAMAGED: something of it could not be read, and its copy had no more; NONE: it is as it was left. */
fault store_groups_reason(const struct store *s);
/* What that group owns, or the n-th in the order of keys; NULL: nothing. Until it is written to (store_own_set). */
const struct own_group *store_own(const struct store *s, const char *key);
const struct own_group *store_own_at(const struct store *s, size_t at);
struct
    own_log { /* the newest act as the event log is to have it, and how many entries it had before; as struct house */
    const char *did;
    int64_t mark;
};
struct own_log store_own_log(const struct store *s);

/* --- in order of time: from now on, round the week --- */

enum group_wish { /* bits */
                  WISH_STEP_FREE = 1,
                  WISH_HEARING_LOOP = 2,
                  WISH_SIGN_LANGUAGE = 4,
                  WISH_EASY_WORDS = 8,
                  WISH_DAYTIME = 16,
                  WISH_EVENING = 32,
                  WISH_HOSTED = 64, /* at the centre: who has been in its programme finds them together */
};
enum { GROUP_EVENING_MINUTE = 16 * 60, STORE_WEEK_SECONDS = 7 * 86400 };

struct group_find { /* which groups; 0, "" or NULL: no matter. All that is asked must hold */
    const char *language;
    int32_t topic, weekday;
    const char *word;
    uint32_t wishes; /* of enum group_wish */
    int64_t now;     /* UTC seconds */
    size_t from;     /* rows passed over */
};
struct group_found {
    int32_t group;
    bool meets; /* `next` is filled: the next meeting that is held */
    bool left;  /* store_week: it was moved away from where it is listed */
    struct meeting next;
};
/* Reckons the day of `now` unless it is reckoned already: 0.1 s with 10,000 groups, so before anybody waits for it. The
 * three below do so by themselves. */
fault store_agenda(struct store *s, int64_t now);
/* Those with a next meeting by its start, then those without in the order of their names; every listed group once.
 * BAD_INPUT: the word is too long to look for. */
fault store_find(struct store *s, const struct group_find *find, struct group_found *out, size_t limit,
                 size_t *ret_count);
/* All meetings that are on or begin within seven days, with what is called off or moved away at its place; `find` gives
 * `now` and `from`. */
fault store_week(struct store *s, const struct group_find *find, struct group_found *out, size_t limit,
                 size_t *ret_count);
/* Bit 0 (Monday) .. 6: a listed group meets on that day. */
fault store_weekdays(struct store *s, int64_t now, uint32_t *ret_days);

struct day_asked { /* what staff look at before a day begins */
    const char *language;
    int64_t now;   /* of the clashes */
    int32_t since; /* of the unchecked: a day */
};
struct clash { /* two meetings of these groups at one time in one room; the second's */
    int32_t group[2];
    struct meeting meeting;
    char room[GROUP_NAME_MAX];
};
/* Of the meetings that are held within seven days, the pairs that overlap in one room, in order of time; how many there are
 * in all. Rooms are the same that have the same name in that language. */
fault store_clashes(struct store *s, const struct day_asked *asked, struct clash *out, size_t limit, size_t *ret_count);
/* Groups that meet or form and have checked their facts on no day since `since`, those that did so longest ago first; how
 * many there are in all. */
fault store_unchecked(struct store *s, const struct day_asked *asked, char out[][GROUP_NAME_MAX], size_t limit,
                      size_t *ret_count);

/* Sign-ups since the last finished export: a count for staff, never for visitors. */
fault store_new_signups(struct store *s, int64_t *ret_count);
/* Records erased since then, which the next export tells the office; without corrections. */
fault store_new_erasures(struct store *s, int64_t *ret_count);
