/* Figures, ordinals and clocks in words, for the ear. Translated. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "base/bytes.h"

const char *figures_digit(char digit);              /* '0' to '9': "zero" to "nine" */
const char *figures_ordinal(int day);               /* 1 to 31: "first" to "thirty-first" */
void figures_clock(struct buffer *out, int minute); /* of the day; "18 o'clock", "18 30", appended */
const char *figures_month(int month);               /* 1 to 12: "January" */
/* What may stand between groups of digits: any kind of space, hyphen or dash. Returns its bytes (0: none of them) and
 * which kind it is: ' ' a plain space, '_' a space that is thin, of a figure's width or holds a line together, '-' a
 * hyphen, '~' a dash. */
size_t figures_gap(const char *at, char *ret_kind);
/* Digits one by one with a pause where there was a gap; a plus before a digit is a word. Letters and other signs stay:
 * "+47 12-34" is "plus four seven, one two, three four", "B204" is "B two zero four". Appended. */
void figures_spell(struct buffer *out, const char *text);
