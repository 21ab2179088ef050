/* Words as they are searched and asked for, and names as they are sorted. */
#include "store/inside.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"

/* On top of text_fold: a second letter that only spells the first one out is dropped, in what is indexed and in what is
 * typed alike. So å, aa and a are one letter, ø, oe and o, æ, ae and a, ü, ue and u, also mixed within a word; and the
 * beginning of a word stays the beginning of its folded form, which prefix search needs. It finds a little more than
 * was typed ("posi" finds "poesi"), never less. */
void search_fold(char *out, size_t size, const char *text)
{
    text_fold(out, size, text, false);
    char *to = out;
    for (const char *from = out; *from;) {
        char c = *to++ = *from++;
        const char *spelt = c == 'a' ? "ae" : c == 'o' || c == 'u' ? "e" : "";
        while (*from && strchr(spelt, *from))
            from++;
    }
    *to = 0;
}

/* "tirs gr" becomes "tirs"* "gr"*: every word the beginning of a word. Folded words hold letters and digits only, so
 * nothing of the query language can be typed. */
static void match_of(char *out, size_t size, const char *folded)
{
    size_t n = 0;
    for (const char *at = folded; *at;) {
        size_t length = strcspn(at, " ");
        n += (size_t)snprintf(out + n, size - n, "\"%.*s\"* ", (int)length, at);
        at += length;
        at += strspn(at, " ");
    }
}

fault search_match(char *out, size_t size, const char *typed)
{
    char folded[2 * STORE_WORDS_MAX];
    out[0] = 0;
    if (strlen(typed) >= STORE_WORDS_MAX)
        return FAULT_BAD_INPUT;
    search_fold(folded, sizeof folded, typed);
    match_of(out, size, folded);
    bytes_wipe(folded, sizeof folded); /* what somebody looks for is theirs */
    return FAULT_NONE;
}

/* Where the letters after z stand. A language without a row is sorted by its folded letters; `make language` wants a row. */
static bool nordic(const char *language)
{
    static const struct {
        const char *code;
        bool nordic; /* æ, ø, å after z, ä and ö with them; aa is å */
    } sorting[] = {
        {"nb", true}, {"nn", true}, {"no", true}, {"da", true}, {"se", true}, {"en", false},
    };
    for (size_t i = 0; i < sizeof sorting / sizeof *sorting; i++)
        if (text_same(language, sorting[i].code))
            return sorting[i].nordic;
    return false;
}

/* '{', '|' and '}' are the bytes after 'z'. */
static char last_letter(uint32_t c)
{
    switch (c) {
    case 0xC6:
    case 0xE6:
    case 0xC4:
    case 0xE4:
        return '{';
    case 0xD8:
    case 0xF8:
    case 0xD6:
    case 0xF6:
        return '|';
    case 0xC5:
    case 0xE5:
        return '}';
    default:
        return 0;
    }
}

void name_order(char *out, size_t size, const char *name, const char *language)
{
    if (!nordic(language)) {
        text_fold(out, size, name, false);
        return;
    }
    size_t n = 0;
    const char *at = name;
    for (;;) {
        const char *start = at;
        uint32_t c = text_next(&at);
        if (c == 0 || n + 8 >= size)
            break;
        if (last_letter(c)) {
            out[n++] = last_letter(c);
            continue;
        }
        char one[8] = "";
        memcpy(one, start, (size_t)(at - start));
        text_fold(out + n, size - n, one, false);
        size_t added = strlen(out + n);
        if (added == 0 && n > 0 && out[n - 1] != ' ') /* words are split by what is no letter */
            out[n++] = ' ';
        n += added;
        if (n >= 2 && out[n - 1] == 'a' && out[n - 2] == 'a' && (c == 'a' || c == 'A'))
            out[--n - 1] = '}';
    }
    out[n] = 0;
}
