#include "base/figures.h"

#include <assert.h>
#include "base/words.h"

/* Days of a month for the ear. */
static const char *const ordinals[] = {
    N_("first"),        N_("second"),         N_("third"),         N_("fourth"),        N_("fifth"),
    N_("sixth"),        N_("seventh"),        N_("eighth"),        N_("ninth"),         N_("tenth"),
    N_("eleventh"),     N_("twelfth"),        N_("thirteenth"),    N_("fourteenth"),    N_("fifteenth"),
    N_("sixteenth"),    N_("seventeenth"),    N_("eighteenth"),    N_("nineteenth"),    N_("twentieth"),
    N_("twenty-first"), N_("twenty-second"),  N_("twenty-third"),  N_("twenty-fourth"), N_("twenty-fifth"),
    N_("twenty-sixth"), N_("twenty-seventh"), N_("twenty-eighth"), N_("twenty-ninth"),  N_("thirtieth"),
    N_("thirty-first"),
};
static const char *const digits[] = {
    N_("zero"), N_("one"), N_("two"),   N_("three"), N_("four"),
    N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"),
};

const char *figures_digit(char digit)
{
    assert(digit >= '0' && digit <= '9');
    return _(digits[digit - '0']);
}

const char *figures_ordinal(int day)
{
    assert(day >= 1 && day <= 31);
    return _(ordinals[day - 1]);
}

void figures_clock(struct buffer *out, int minute)
{
    int hour = minute / 60, rest = minute % 60;
    if (rest == 0) /* TRANSLATORS: spoken, on the hour: "18 o'clock" */
        buffer_format(out, _("%d o'clock"), hour);
    else if (rest < 10) /* TRANSLATORS: spoken, "18 oh 5" */
        buffer_format(out, C_("spoken clock", "%1$d oh %2$d"), hour, rest);
    else /* TRANSLATORS: spoken, "18 30" */
        buffer_format(out, C_("spoken clock", "%1$d %2$d"), hour, rest);
}
