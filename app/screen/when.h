/* Times in words, for the eye and for the ear (LAN-08, AUD-09): weekday first, the month as a word, a 24-hour clock,
 * never "24.11". A voice gets words where it would stumble over figures. Languages differ through gettext's formats
 * only. Each fills the line and returns its text, which begins with a small letter where the language has it so. */
#pragma once

#include <stdint.h>
#include "rule/meeting.h"
#include "screen/line.h"

enum form { SHOWN, SPOKEN };

const char *when_weekday(int32_t weekday);                          /* 1..7: "Tuesday" */
const char *when_date(struct line *l, enum form form, int32_t day); /* "Tuesday 24 November" */
const char *when_clock(struct line *l, enum form form, int32_t minute);
const char *when_at(struct line *l, enum form form, int32_t day, int32_t minute); /* "Tuesday 24 November at 18:00" */
/* "every Tuesday", "every second Tuesday", "the last Thursday of the month", without the time of day. */
const char *when_repeat(struct line *l, enum form form, const struct meeting_rule *rule);
const char *when_length(struct line *l, int32_t minutes); /* "two hours", "an hour and a half", "50 minutes" */
/* Figures one by one with a pause where there was a space: "116 123" is "one one six, one two three". Letters stay, so
 * it serves phone numbers and rooms: "Room B204" is "Room B two zero four". */
const char *when_figures(struct line *l, const char *text);
