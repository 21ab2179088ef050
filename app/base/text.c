/* UTF-8 stepping and the folding that makes search forgiving. Folding is a table over Latin letters: those are what the
 * launch languages with search need; other scripts pass through in lower case unchanged. */
#include "base/text.h"

#include <string.h>

uint32_t text_next(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    uint32_t code = p[0];
    int more = 0;
    if (code == 0)
        return 0;
    if (code >= 0xF0 && code <= 0xF4) {
        code &= 7;
        more = 3;
    } else if (code >= 0xE0 && code < 0xF0) {
        code &= 15;
        more = 2;
    } else if (code >= 0xC2 && code < 0xE0) {
        code &= 31;
        more = 1;
    } else if (code >= 0x80) {
        *at += 1;
        return 0xFFFD;
    }
    for (int i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            *at += 1;
            return 0xFFFD;
        }
        code = code << 6 | (p[i] & 63);
    }
    *at += 1 + more;
    bool overlong = (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
    bool outside = code > 0x10FFFF || (code >= 0xD800 && code < 0xE000);
    return overlong || outside ? 0xFFFD : code;
}

size_t text_put(char *out, uint32_t code)
{
    size_t n = 0;
    if (code < 0x80) {
        out[n++] = (char)code;
    } else if (code < 0x800) {
        out[n++] = (char)(0xC0 | code >> 6);
        out[n++] = (char)(0x80 | (code & 63));
    } else if (code < 0x10000) {
        out[n++] = (char)(0xE0 | code >> 12);
        out[n++] = (char)(0x80 | (code >> 6 & 63));
        out[n++] = (char)(0x80 | (code & 63));
    } else {
        out[n++] = (char)(0xF0 | code >> 18);
        out[n++] = (char)(0x80 | (code >> 12 & 63));
        out[n++] = (char)(0x80 | (code >> 6 & 63));
        out[n++] = (char)(0x80 | (code & 63));
    }
    out[n] = 0;
    return n;
}

bool text_copy(char *out, size_t size, const char *text)
{
    size_t length = strlen(text);
    if (length >= size) {
        out[0] = 0;
        return false;
    }
    memcpy(out, text, length + 1);
    return true;
}

bool text_clean(const char *text)
{
    const char *at = text;
    for (uint32_t c; (c = text_next(&at)) != 0;)
        if (c == 0xFFFD || c < 0x20 || (c >= 0x7F && c < 0xA0))
            return false;
    return true;
}

size_t text_count(const char *text)
{
    size_t n = 0;
    for (const char *at = text; text_next(&at);)
        n++;
    return n;
}

unsigned text_words(const char *text)
{
    unsigned words = 0;
    bool inside = false;
    for (uint32_t code; (code = text_next(&text)) != 0;) {
        bool gap = code == ' ' || code == '\n' || code == 0xA0;
        words += !gap && !inside;
        inside = !gap;
    }
    return words;
}

void text_shorten(char *text)
{
    size_t n = strlen(text);
    while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
        n--;
    if (n > 0)
        memset(text + n - 1, 0, strlen(text + n - 1));
}

bool text_same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* --- letters and their marks ------------------------------------------------------------------------------------------- */

static const struct marked {
    uint16_t letter, mark, together;
} marked[] = {
#define MARKED(letter, mark, together) {letter, mark, together},
#include "base/marks.def"
#undef MARKED
};

bool text_hidden(uint32_t code)
{
    static const struct {
        uint16_t from, to;
    } runs[] = {{0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},   {0x180E, 0x180E}, {0x200B, 0x200F},
                {0x202A, 0x202E}, {0x2060, 0x206F}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};
    for (size_t i = 0; code >= 0xAD && i < sizeof runs / sizeof *runs; i++)
        if (code >= runs[i].from && code <= runs[i].to)
            return true;
    return false;
}

bool text_mark(uint32_t code)
{
    if (code < 0x300)
        return false;
    return (code <= 0x36F && code != 0x34F) || (code >= 0x483 && code <= 0x489) || (code >= 0x1AB0 && code <= 0x1AFF) ||
           (code >= 0x1DC0 && code <= 0x1DFF) || (code >= 0x20D0 && code <= 0x20FF) ||
           (code >= 0xFE20 && code <= 0xFE2F);
}

/* Both as one letter, 0 where there is none. */
static uint32_t together(uint32_t letter, uint32_t mark)
{
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
        if (marked[i].letter == letter && marked[i].mark == mark)
            return marked[i].together;
    return 0;
}

void text_join(char *text)
{
    char *out = text, *last = text; /* `last`: where the letter begins that may yet take a mark */
    uint32_t letter = 0, both;
    const char *at = text;
    for (uint32_t c; (c = text_next(&at)) != 0;) {
        char put[5];
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

/* Without its marks: "ễ" is "e". In the order of the letters, so it may be sought in halves. */
static uint32_t bare(uint32_t code)
{
    size_t low = 0, high = sizeof marked / sizeof *marked;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (marked[middle].together < code)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < sizeof marked / sizeof *marked && marked[low].together == code;
    return found ? bare(marked[low].letter) : code;
}

/* --- folding ----------------------------------------------------------------------------------------------------------- */

/* U+00C0..U+017F to plain letters; upper case rows give the same letter as lower case ones. */
static const char *fold_special(uint32_t c, bool wide)
{
    static const struct {
        uint16_t upper, lower;
        const char *narrow, *wide;
    } letters[] = {{0xC4, 0xE4, "a", "ae"},  {0xC5, 0xE5, "a", "aa"},    {0xC6, 0xE6, "ae", "ae"},
                   {0xD0, 0xF0, "d", "d"},   {0xD6, 0xF6, "o", "oe"},    {0xD8, 0xF8, "o", "oe"},
                   {0xDC, 0xFC, "u", "ue"},  {0xDE, 0xFE, "th", "th"},   {0xDF, 0xDF, "ss", "ss"},
                   {0x110, 0x111, "d", "d"}, {0x131, 0x131, "i", "i"},   {0x141, 0x142, "l", "l"},
                   {0x14A, 0x14B, "n", "n"}, {0x152, 0x153, "oe", "oe"}, {0x166, 0x167, "t", "t"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].upper == c || letters[i].lower == c)
            return wide ? letters[i].wide : letters[i].narrow;
    return NULL;
}

static const char *fold_latin(uint32_t c, bool wide)
{
    static const struct {
        uint16_t from, to;
        char letter;
    } runs[] = {{0xC0, 0xC3, 'a'},   {0xC7, 0xC7, 'c'},   {0xC8, 0xCB, 'e'},   {0xCC, 0xCF, 'i'},   {0xD1, 0xD1, 'n'},
                {0xD2, 0xD5, 'o'},   {0xD9, 0xDB, 'u'},   {0xDD, 0xDD, 'y'},   {0xE0, 0xE3, 'a'},   {0xE7, 0xE7, 'c'},
                {0xE8, 0xEB, 'e'},   {0xEC, 0xEF, 'i'},   {0xF1, 0xF1, 'n'},   {0xF2, 0xF5, 'o'},   {0xF9, 0xFB, 'u'},
                {0xFD, 0xFD, 'y'},   {0xFF, 0xFF, 'y'},   {0x100, 0x105, 'a'}, {0x106, 0x10D, 'c'}, {0x10E, 0x10F, 'd'},
                {0x112, 0x11B, 'e'}, {0x11C, 0x123, 'g'}, {0x124, 0x127, 'h'}, {0x128, 0x130, 'i'}, {0x134, 0x135, 'j'},
                {0x136, 0x138, 'k'}, {0x139, 0x140, 'l'}, {0x143, 0x149, 'n'}, {0x14C, 0x151, 'o'}, {0x154, 0x159, 'r'},
                {0x15A, 0x161, 's'}, {0x162, 0x165, 't'}, {0x168, 0x173, 'u'}, {0x174, 0x175, 'w'}, {0x176, 0x178, 'y'},
                {0x179, 0x17E, 'z'}, {0x17F, 0x17F, 's'}};
    static const char letters[] = "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0t\0u\0v\0w\0x\0y\0z";
    const char *folded = fold_special(c, wide);
    for (size_t i = 0; i < sizeof runs / sizeof *runs && !folded; i++)
        if (c >= runs[i].from && c <= runs[i].to)
            folded = letters + 2 * (runs[i].letter - 'a');
    return folded;
}

static bool is_word(uint32_t c)
{
    bool ascii = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    bool mark = (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x3003) || c == 0xFFFD;
    return ascii || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !mark) || c == 0xAA || c == 0xBA;
}

void text_fold(char *out, size_t size, const char *text, bool wide)
{
    size_t n = 0;
    bool gap = false;
    const char *at = text;
    for (uint32_t c; (c = text_next(&at)) != 0;) {
        if (text_hidden(c) || text_mark(c)) /* belongs to the letter before it */
            continue;
        if (c >= 0x180)
            c = bare(c);
        if (!is_word(c)) {
            gap = n > 0;
            continue;
        }
        char own[5];
        const char *piece = c >= 0xC0 && c <= 0x17F ? fold_latin(c, wide) : NULL;
        if (!piece) {
            text_put(own, c >= 'A' && c <= 'Z' ? c + 32 : c >= 0x410 && c <= 0x42F ? c + 32 : c);
            piece = own;
        }
        size_t length = strlen(piece);
        if (n + length + gap >= size)
            break;
        if (gap)
            out[n++] = ' ';
        gap = false;
        memcpy(out + n, piece, length);
        n += length;
    }
    out[n] = 0;
}
