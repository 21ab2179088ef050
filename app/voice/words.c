/* From the engine's characters to words of the text. */
#include "voice/words.h"

#include <ctype.h>
#include <string.h>
#include "base/text.h"

void words_begin(struct words *words, const char *text)
{
    memset(words, 0, sizeof *words);
    words->text = words->at = text;
}

static bool is_space(uint32_t code)
{
    return code == ' ' || code == '\n' || code == 0xA0 || code == 0x202F || (code >= 0x2000 && code <= 0x200A);
}

/* Quotes, dashes and stops: around a word, not of it. */
static bool is_around(uint32_t code)
{
    return (code < 0x80 && ispunct((int)code)) || code == 0xAB || code == 0xBB || code == 0xB7 ||
           (code >= 0x2010 && code <= 0x2027);
}

/* The first byte of the piece between spaces that holds this one; looked for from the end of the word before. */
static const char *piece_begins(const char *from, const char *byte)
{
    const char *begin = from;
    while (from < byte)
        if (is_space(text_next(&from)))
            begin = from;
    return begin;
}

/* The word that begins here, bare of what stands around it; of no bytes when nothing is left. */
static struct words_one word_at(const char *text, const char *at)
{
    const char *begin = NULL, *end = NULL, *here = at;

    for (uint32_t code; (code = text_next(&at)) != 0 && !is_space(code); here = at)
        if (!is_around(code)) {
            begin = begin ? begin : here;
            end = at;
        }
    return begin ? (struct words_one){.from = (size_t)(begin - text), .bytes = (size_t)(end - begin)}
                 : (struct words_one){0};
}

void words_add(struct words *words, size_t character, uint64_t frame)
{
    while (words->character < character && text_next(&words->at) != 0)
        words->character++;
    if (words->character != character || words->at < words->text + words->spoken)
        return; /* behind the end, or of a word that was told */
    struct words_one one = word_at(words->text, piece_begins(words->text + words->spoken, words->at));
    one.frame = frame;
    if (one.bytes == 0 || words->count == WORDS_WAITING)
        return;
    words->spoken = one.from + one.bytes;
    words->waiting[(words->first + words->count++) % WORDS_WAITING] = one;
}

bool words_due(struct words *words, uint64_t heard, struct words_one *ret)
{
    if (words->count == 0 || words->waiting[words->first].frame >= heard)
        return false;
    *ret = words->waiting[words->first];
    words->first = (words->first + 1) % WORDS_WAITING;
    words->count--;
    return true;
}
