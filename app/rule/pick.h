/* A word of a receipt code chosen from a list instead of written: the list is cut into at most PICK_WAYS parts, the part that is
 * chosen again, until one word is left. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { PICK_WAYS = 5 /* SIZ-07 */, PICK_STEPS = 11 /* the most choices a word of 2,048 takes */ };

struct pick_range { /* places in the list: from .. to-1 */
    int32_t from, to;
};
/* After so many choices, the part that holds the word at that place, of a list of so many words. The first part is half of the
 * whole, the next half of the rest, and so on: a step with a switch is as much work as it is likely, and every word costs about
 * eleven presses. step 0: the whole list; from some step up to PICK_STEPS on the word alone. */
struct pick_range pick_range(int32_t words, int32_t place, int step);
