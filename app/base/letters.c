/* The names of letters and signs: one row for each that a keyboard of ours has. */
#include "base/letters.h"

#include <string.h>
#include "base/figures.h"
#include "base/text.h"
#include "base/words.h"

static const struct {
    const char *sign, *name;
} names[] = {
    /* TRANSLATORS: names of letters as a voice has to get them to spell: your language's own names */
    {"a", NC_("letter", "ay")},
    {"b", NC_("letter", "bee")},
    {"c", NC_("letter", "see")},
    {"d", NC_("letter", "dee")},
    {"e", NC_("letter", "ee")},
    {"f", NC_("letter", "eff")},
    {"g", NC_("letter", "jee")},
    {"h", NC_("letter", "aitch")},
    {"i", NC_("letter", "eye")},
    {"j", NC_("letter", "jay")},
    {"k", NC_("letter", "kay")},
    {"l", NC_("letter", "ell")},
    {"m", NC_("letter", "em")},
    {"n", NC_("letter", "en")},
    {"o", NC_("letter", "oh")},
    {"p", NC_("letter", "pee")},
    {"q", NC_("letter", "cue")},
    {"r", NC_("letter", "ar")},
    {"s", NC_("letter", "ess")},
    {"t", NC_("letter", "tee")},
    {"u", NC_("letter", "you")},
    {"v", NC_("letter", "vee")},
    {"w", NC_("letter", "double you")},
    {"x", NC_("letter", "ex")},
    {"y", NC_("letter", "why")},
    {"z", NC_("letter", "zed")},
    {"æ", NC_("letter", "ay ee joined")},
    {"ø", NC_("letter", "oh with a stroke")},
    {"å", NC_("letter", "ay with a ring")},
    {"é", NC_("letter", "ee acute")},
    {"è", NC_("letter", "ee grave")},
    {"ê", NC_("letter", "ee circumflex")},
    {"ä", NC_("letter", "ay with two dots")},
    {"ö", NC_("letter", "oh with two dots")},
    {"ü", NC_("letter", "you with two dots")},
    {"ß", NC_("letter", "sharp ess")},
    {"ç", NC_("letter", "see cedilla")},
    {"ñ", NC_("letter", "en tilde")},
    {"š", NC_("letter", "ess caron")},
    {"ž", NC_("letter", "zed caron")},
    {"đ", NC_("letter", "dee with a stroke")},
    {"ŋ", NC_("letter", "eng")},
    {"á", NC_("letter", "ay acute")},
    {"í", NC_("letter", "eye acute")},
    {"ó", NC_("letter", "oh acute")},
    {"ú", NC_("letter", "you acute")},
    {"č", NC_("letter", "see caron")},
    {"ć", NC_("letter", "see acute")},
    {"ł", NC_("letter", "ell with a stroke")},
    {"ń", NC_("letter", "en acute")},
    {"ś", NC_("letter", "ess acute")},
    {"ź", NC_("letter", "zed acute")},
    {"ż", NC_("letter", "zed with a dot")},
    {"ı", NC_("letter", "eye without a dot")},
    {"-", NC_("letter", "hyphen")},
    {"'", NC_("letter", "apostrophe")},
    {"@", NC_("letter", "at sign")},
    {".", NC_("letter", "full stop")},
    {"_", NC_("letter", "underscore")},
    {"+", NC_("letter", "plus sign")},
    {" ", NC_("letter", "space")},
};

static const char *name_of(uint32_t code)
{
    char sign[5];
    (void)text_put(sign, code);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_same(sign, names[i].sign))
            return C_("letter", names[i].name);
    return NULL;
}

/* "a with a circumflex, acute": the letter's name, then that of its mark. False: it has no name here. */
static bool add_name(struct buffer *out, uint32_t small)
{
    static const struct {
        uint16_t mark;
        const char *name;
    } mark[] = {
        {0x300, NC_("mark on a letter", "grave")},       {0x301, NC_("mark on a letter", "acute")},
        {0x302, NC_("mark on a letter", "circumflex")},  {0x303, NC_("mark on a letter", "tilde")},
        {0x306, NC_("mark on a letter", "breve")},       {0x309, NC_("mark on a letter", "hook")},
        {0x31B, NC_("mark on a letter", "horn")},        {0x323, NC_("mark on a letter", "dot below")},
        {0x326, NC_("mark on a letter", "comma below")}, {0x327, NC_("mark on a letter", "cedilla")},
    };
    const char *name = name_of(small);
    uint32_t letter, last;
    if (name)
        buffer_text(out, name);
    if (name || !text_part(small, &letter, &last))
        return name != NULL;
    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
        if (mark[i].mark == last && add_name(out, letter)) {
            /* TRANSLATORS: spoken: between a letter's name and its mark's: "ay" "circumflex" */
            buffer_format(out, C_("mark on a letter", " %s"), C_("mark on a letter", mark[i].name));
            return true;
        }
    return false;
}

void letters_name(struct buffer *out, uint32_t code)
{
    uint32_t lower = text_small(code);
    struct buffer name = {.limit = 128};
    char sign[5];
    (void)text_put(sign, code);
    if (code >= '0' && code <= '9')
        buffer_text(out, figures_digit((char)code));
    else if (!add_name(&name, lower))
        buffer_text(out, sign);
    else if (lower != code) /* TRANSLATORS: spoken: a letter's name; it is a capital one */
        buffer_format(out, C_("letter", "capital %s"), buffer_string(&name));
    else
        buffer_text(out, buffer_string(&name));
    buffer_free(&name);
}

void letters_spell(struct buffer *out, const char *text)
{
    size_t from = out->length;
    for (uint32_t code; (code = text_next(&text)) != 0;) {
        if (out->length > from)
            buffer_text(out, ", ");
        letters_name(out, code);
    }
}
