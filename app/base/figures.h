/* Figures, ordinals and clocks in words, for the ear. Translated. */
#pragma once

#include "base/bytes.h"

const char *figures_digit(char digit);              /* '0' to '9': "zero" to "nine" */
const char *figures_ordinal(int day);               /* 1 to 31: "first" to "thirty-first" */
void figures_clock(struct buffer *out, int minute); /* of the day; "18 o'clock", "18 30", appended */
