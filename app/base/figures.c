#include "base/figures.h"

#include <assert.h>
#include <string.h>
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

static const char *const months[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December"),
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

const char *figures_month(int month)
{
    assert(month >= 1 && month <= 12);
    return _(months[month - 1]);
}

size_t figures_gap(const char *at, char *ret_kind)
{
    static const struct {
        const char *sign;
        char kind;
    } gaps[] = {
        {" ", ' '},      {"\u00A0", '_'},                  /* no-break space */
        {"\u202F", '_'},                                   /* narrow no-break space */
        {"\u2002", '_'},                                   /* en space */
        {"\u2003", '_'},                                   /* em space */
        {"\u2004", '_'}, {"\u2005", '_'}, {"\u2006", '_'}, /* a third, a quarter, a sixth of it */
        {"\u2007", '_'},                                   /* figure space */
        {"\u2008", '_'},                                   /* punctuation space */
        {"\u2009", '_'},                                   /* thin space */
        {"\u200A", '_'},                                   /* hair space */
        {"-", '-'},      {"\u2010", '-'},                  /* hyphen */
        {"\u2011", '-'},                                   /* no-break hyphen */
        {"\u2012", '-'},                                   /* figure dash */
        {"\u2212", '-'},                                   /* minus */
        {"\u2013", '~'},                                   /* en dash */
        {"\u2014", '~'},                                   /* em dash */
    };
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        if (strncmp(at, gaps[i].sign, strlen(gaps[i].sign)) == 0) {
            *ret_kind = gaps[i].kind;
            return strlen(gaps[i].sign);
        }
    *ret_kind = 0;
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* All gaps from here to the next digit; 0 where something else comes first, or nothing. */
static size_t gaps_to_digit(const char *at)
{
    size_t all = 0, bytes;
    char kind;
    while ((bytes = figures_gap(at + all, &kind)) > 0)
        all += bytes;
    return all && is_digit(at[all]) ? all : 0;
}

void figures_spell(struct buffer *out, const char *text)
{
    for (bool after_digit = false; *text;) {
        size_t gap = after_digit ? gaps_to_digit(text) : 0;
        bool is_plus = *text == '+' && is_digit(text[1]);
        after_digit = is_digit(*text);
        if (gap) {
            buffer_text(out, ", ");
            text += gap;
            continue;
        }
        if (is_plus || after_digit) {
            bool apart = out->length > 0 && out->data[out->length - 1] != ' ';
            buffer_text(out, apart ? " " : "");
            /* TRANSLATORS: spoken, the sign before a country's code: "+47" */
            buffer_text(out, is_plus ? C_("spoken", "plus") : figures_digit(*text));
        } else {
            buffer_add(out, text, 1);
        }
        text++;
    }
}
