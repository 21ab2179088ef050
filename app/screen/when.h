/* Times in words, for the eye and for the ear (AUD-09): weekday first, the month as a word, a 24-hour clock,
 * never "24.11". A voice gets words where it would stumble over figures. Languages differ through gettext's formats
 * only. Each fills the line and returns its text, which begins with a small letter where the language has it so.
 *
 * A date says its year where it is not plainly the next one: before `today`, or more than WHEN_PLAIN_DAYS after it. Every
 * date that anybody reads or hears is made here. */
#pragma once

#include <stdint.h>
#include "rule/meeting.h"
#include "screen/line.h"

enum form { SHOWN, SPOKEN };

enum { WHEN_PLAIN_DAYS = 300, WHEN_DATED = INT32_MIN }; /* as `today`: always with its year */

const char *when_weekday(int32_t weekday); /* 1..7: "Tuesday" */
/* "Tuesday 24 November", "Tuesday 24 November 2026" */
const char *when_date(struct line *l, enum form form, int32_t day, int32_t today);
const char *when_clock(struct line *l, enum form form, int32_t minute);
/* "Tuesday 24 November at 18:00" */
const char *when_at(struct line *l, enum form form, int32_t day, int32_t minute, int32_t today);
/* When a meeting is: its date and start; "on now, until 20:00" of one that is on; the date alone of one that would have
 * begun. A start that has passed is never said. */
const char *when_meeting(struct line *l, enum form form, const struct meeting *meeting, int64_t now);
/* "every Tuesday", "every second Tuesday", "the last Thursday of the month", without the time of day. */
const char *when_repeat(struct line *l, enum form form, const struct meeting_rule *rule, int32_t today);
const char *when_length(struct line *l, int32_t minutes); /* "two hours", "an hour and a half", "50 minutes" */
/* Figures one by one with a pause where there was a space: "116 123" is "one one six, one two three". Letters stay, so
 * it serves phone numbers and rooms: "Room B204" is "Room B two zero four". */
const char *when_figures(struct line *l, const char *text);
