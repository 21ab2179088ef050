/* What holds over the office's timetable for a day or for some days: one meeting called off, moved or in another room; days on
 * which the house is closed; groups that are hidden from the lobby. Staff change it on the display; the closed days of a
 * letter stand here too. The timetable itself stays as the office made it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "rule/centre.h"
#include "rule/group.h"
#include "rule/meeting.h"

enum {
    HOUSE_CHANGES_MAX = 256,
    HOUSE_GROUP_CHANGES_MAX = 32, /* of one group */
    HOUSE_CLOSED_MAX = 64,        /* spans of days, of staff and of the office each */
    HOUSE_CLOSED_DAYS_MAX = 366,  /* of one span */
    HOUSE_HIDDEN_MAX = 256,
    HOUSE_DID_MAX = 120, /* bytes with NUL */
};

enum house_by { HOUSE_STAFF, HOUSE_OFFICE, HOUSE_BYS };

enum house_reason {
#define REASON(name, ...) HOUSE_##name,
#include "rule/house.def"
#undef REASON
    HOUSE_REASONS
};

struct
    house_room { /* what a room is called, in the centre's languages when it was chosen; no language: the group's own */
    char language[CENTRE_LANGUAGES_MAX][CENTRE_LANGUAGE_MAX];
    char name[CENTRE_LANGUAGES_MAX][GROUP_NAME_MAX];
};

struct house_change {
    char group[GROUP_KEY_MAX];
    struct meeting_change change; /* with its slot; `room` is 0 here */
    int32_t made_day;
    struct house_room room;
};

struct house_hidden {
    char group[GROUP_KEY_MAX];
    enum house_reason reason;
    int32_t made_day;
};

struct house {                                                 /* all that holds now, and what is soon to hold */
    struct meeting_closed closed[HOUSE_BYS][HOUSE_CLOSED_MAX]; /* in order of time */
    size_t closed_count[HOUSE_BYS];
    struct house_hidden hidden[HOUSE_HIDDEN_MAX];
    size_t hidden_count;
    struct house_change change[HOUSE_CHANGES_MAX];
    size_t change_count;
    /* The newest act of staff as the event log is to have it ("meeting_off tirsdag 2026-12-01"), and how many entries the
     * log had before it: after a cut the log may lack it. "": there was none. */
    char did[HOUSE_DID_MAX];
    int64_t mark;
};

const char *house_reason_name(enum house_reason reason);  /* "asked" */
const char *house_reason_words(enum house_reason reason); /* untranslated */
/* HOUSE_REASONS: there is no such name. */
enum house_reason house_reason_find(const char *name);

/* The change of that date: of that slot, or of every slot of the day (0). NULL: there is none. */
const struct house_change *house_change_of(const struct house *house, const char *group, int32_t day, int32_t slot);
const struct house_hidden *house_hidden_of(const struct house *house, const char *group);
bool house_room_named(const struct house_room *room);
/* What the room is called in a language, else in the first it has a name in; "": it is the group's own. */
const char *house_room_name(const struct house_room *room, const char *language);
/* What is over goes: changes of which neither the old nor the new date lies ahead of `today`, and closed days behind it. */
void house_forget(struct house *house, int32_t today);
/* False, and nothing changed: the list is full (HOUSE_CHANGES_MAX, HOUSE_GROUP_CHANGES_MAX). Takes the place of an older
 * one of the same date. */
bool house_change_set(struct house *house, const struct house_change *change);
bool house_change_go(struct house *house, const char *group, int32_t day, int32_t slot); /* false: it was not there */
/* A span of closed days, both ends included; joined with those of staff that it touches. False: too many spans or days, or
 * no days at all. */
bool house_close(struct house *house, int32_t from, int32_t to);
bool house_open(struct house *house, int32_t from); /* the span of staff that begins there; false: there is none */
/* False: the list is full. A group that is hidden already gets the new reason. */
bool house_hide(struct house *house, const struct house_hidden *hidden);
bool house_show(struct house *house, const char *group);
