/* Which part of a word list is at hand. */
#include "rule/pick.h"

/* The part of a range that holds that place. So few words that each is a choice are not halved. */
static struct pick_range part_of(struct pick_range whole, int32_t place)
{
    struct pick_range part = whole;
    bool few = whole.to - whole.from <= PICK_WAYS;
    for (int i = 1; i < PICK_WAYS; i++) {
        int32_t rest = whole.to - part.from, size = few || rest < 2 ? 1 : rest / 2;
        part.to = part.from + size;
        if (place < part.to)
            return part;
        part = (struct pick_range){part.to, whole.to};
    }
    return part;
}

struct pick_range pick_range(int32_t words, int32_t place, int step)
{
    struct pick_range range = {0, words};
    for (int i = 0; i < step && range.to - range.from > 1; i++)
        range = part_of(range, place);
    return range;
}
