/* What Unicode says of letters, and the folding that makes search forgiving: decomposed, marks and hidden signs dropped, case folded, by
 * utf8proc (docs/decisions/letters.md); then the letters that people here write in two ways. */
#include "base/text.h"

#include <string.h>
#include <utf8proc.h>

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

uint32_t text_small(uint32_t code)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

bool text_part(uint32_t code, uint32_t *ret_letter, uint32_t *ret_mark)
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
