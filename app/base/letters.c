/* Letters. What Unicode says of them, by utf8proc (docs/decisions/letters.md); the folding that makes search forgiving: decomposed, marks
 * and hidden signs dropped, case folded, then the letters that people here write in two ways; and what each is called, with one row for
 * each letter or sign that a keyboard of ours has. */
#include "base/letters.h"

#include <string.h>
#include <utf8proc.h>
#include "base/figures.h"
#include "base/text.h"
#include "base/words.h"

/* --- Unicode -------------------------------------------------------------------------------------------------------- */

bool text_blank(uint32_t code)
{
    return code == ' ' || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F ||
           code == 0x205F || code == 0x3000;
}

bool text_hidden(uint32_t code)
{
    return code >= 0xAD && utf8proc_get_property((utf8proc_int32_t)code)->ignorable;
}

bool text_mark(uint32_t code)
{
    if (code < 0x300 || text_hidden(code))
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

uint32_t text_capital(uint32_t code)
{
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
}

/* Both as one letter, 0 where there is none. */
static uint32_t together(uint32_t letter, uint32_t mark)
{
    utf8proc_int32_t pair[2] = {(utf8proc_int32_t)letter, (utf8proc_int32_t)mark};
    return utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) == 1 ? (uint32_t)pair[0] : 0;
}

void text_join(char *text)
{
    uint32_t letter = 0, both;
    char *out = text, *last = text, put[5];
    const char *at = text;
    for (uint32_t c; (c = text_next(&at)) != 0;) {
        if (letter && text_mark(c) && (both = together(letter, c)) != 0) {
            letter = both;
            out = last;
        } else {
            letter = c;
            last = out;
        }
        size_t bytes = text_put(put, letter);
        memcpy(out, put, bytes);
        out += bytes;
    }
    *out = 0;
}

/* --- folding -------------------------------------------------------------------------------------------------------- */

/* Letters that Unicode takes for letters of their own, and people write without. NULL: it is none of them. */
static const char *plain(utf8proc_int32_t c)
{
    static const struct {
        uint16_t letter;
        const char *plain;
    } letters[] = {{0xE6, "ae"}, {0xF8, "o"},  {0xF0, "d"},  {0xFE, "th"}, {0x111, "d"},  {0x127, "h"},
                   {0x131, "i"}, {0x138, "k"}, {0x142, "l"}, {0x14B, "n"}, {0x153, "oe"}, {0x167, "t"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == c)
            return letters[i].plain;
    return NULL;
}

static bool is_word(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

struct folding {
    char *out;
    size_t size, length;
    bool gap;
};

/* One code point behind what is there; false when the rest is cut. */
static bool add(struct folding *f, utf8proc_int32_t c)
{
    char own[5];
    const char *piece = plain(c);
    if (!is_word(c)) {
        f->gap = f->length > 0;
        return true;
    }
    if (!piece) {
        text_put(own, (uint32_t)c);
        piece = own;
    }
    size_t length = strlen(piece);
    if (f->length + length + f->gap >= f->size)
        return false;
    if (f->gap)
        f->out[f->length++] = ' ';
    f->gap = false;
    memcpy(f->out + f->length, piece, length);
    f->length += length;
    return true;
}

void text_fold(char *out, size_t size, const char *text)
{
    enum { PIECES = 32 }; /* the longest decomposition has 18 */
    const utf8proc_option_t how =
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STRIPMARK;
    struct folding f = {out, size, 0, false};
    bool room = true;
    for (uint32_t c; room && (c = text_next(&text)) != 0;) {
        utf8proc_int32_t piece[PIECES];
        int boundary = 0;
        utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)c, piece, PIECES, how, &boundary);
        for (utf8proc_ssize_t i = 0; room && i < count && i < PIECES; i++)
            room = add(&f, piece[i]);
    }
    out[f.length] = 0;
}

void text_fold_loose(char *out, size_t size, const char *text)
{
    text_fold(out, size, text);
    char *to = out;
    for (const char *from = out; *from;) {
        char c = *to++ = *from++;
        const char *spelt = c == 'a' ? "ae" : c == 'o' || c == 'u' ? "e" : "";
        while (*from && strchr(spelt, *from))
            from++;
    }
    *to = 0;
}

/* --- names ---------------------------------------------------------------------------------------------------------- */

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

static uint32_t small_of(uint32_t code)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

/* A letter without its last mark, and that mark: ấ is â and an acute. False: it has none. */
static bool part(uint32_t code, uint32_t *ret_letter, uint32_t *ret_mark)
{
    utf8proc_int32_t piece[8];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code, piece, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary);
    if (count < 2 || count > 8)
        return false;
    *ret_mark = (uint32_t)piece[count - 1];
    count = utf8proc_normalize_utf32(piece, count - 1, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    *ret_letter = (uint32_t)piece[0];
    return count == 1;
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
    if (name || !part(small, &letter, &last))
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
    uint32_t lower = small_of(code);
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
