/* The bounds that the engine does not keep itself. */
#include "voice/spoken.h"

#include <stdbool.h>
#include <string.h>
#include "base/text.h"

struct spelling {
    struct spoken *spoken;
    size_t bytes;
    unsigned word;   /* characters since the last space */
    unsigned dots;   /* with no more than LETTER letters between them */
    unsigned since;  /* letters since the last dot */
    unsigned clause; /* letters since it began; a figure is a word */
};
enum { LETTER = 2 }; /* more make a word: "bl.a." and "f.eks." stand beside one another in few texts */

static bool is_space(uint32_t code)
{
    return code == ' ' || code == '\n' || code == 0xA0 || code == 0x202F || (code >= 0x2000 && code <= 0x200A);
}

/* Signs that the voices' languages have names for. Of others the engine asks for another language's data, which are not there; it then
 * reads past its own, and complains. They are blanks. */
static bool is_ours(uint32_t code)
{
    bool latin = code < 0x250 || (code >= 0x1E00 && code < 0x1F00);
    return latin || (code >= 0x2000 && code < 0x2C00);
}

static void put(struct spelling *spelling, uint32_t code, size_t from)
{
    struct spoken *spoken = spelling->spoken;

    spelling->bytes += text_put(spoken->text + spelling->bytes, code);
    spoken->from[spoken->characters++] = (uint16_t)from;
    spelling->clause += code >= '0' && code <= '9' ? 2 : 1;
    spelling->word = is_space(code) ? 0 : spelling->word + 1;
}

/* What the engine takes for a letter, as far as texts here have it; what it leaves out (underscores) is none. */
static bool is_letter(uint32_t code)
{
    bool ascii = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    return ascii || (code >= 0xC0 && code < 0x2000);
}

/* The engine gathers letters with dots behind them ("U.S.A.") and doesn't count them: of a long row the dots become spaces. */
static uint32_t undotted(struct spelling *spelling, uint32_t code)
{
    if (code != '.') {
        spelling->since += is_letter(code);
        return code;
    }
    spelling->dots = spelling->since <= LETTER ? spelling->dots + 1 : 1;
    spelling->since = 0;
    return spelling->dots > SPOKEN_DOTS ? ' ' : code;
}

static bool is_capital(uint32_t code)
{
    return (code >= 'A' && code <= 'Z') || (code >= 0xC0 && code < 0xDF);
}

/* Does the engine begin a clause behind this sign? So it does where a blank follows; after a dot, only before a capital, and
 * not after what may be an abbreviation. */
static bool ends_clause(const struct spelling *spelling, uint32_t code, const char *rest)
{
    uint32_t next = text_next(&rest);

    if (!is_space(next))
        return false;
    return code == '.' ? spelling->since > LETTER && is_capital(text_next(&rest))
                       : code < 0x80 && code && strchr(",;:?!", (int)code);
}

/* A space into a word that is too long, a comma into a clause that is. */
static void part(struct spelling *spelling, uint32_t code, size_t from)
{
    bool too_long = !is_space(code) && (spelling->word >= SPOKEN_WORD || spelling->clause > SPOKEN_CLAUSE * 2);

    if ((too_long || is_space(code)) && spelling->clause > SPOKEN_CLAUSE) {
        put(spelling, ',', from);
        spelling->clause = 0;
    }
    if (too_long)
        put(spelling, ' ', from);
}

void spoken_make(struct spoken *spoken, const char *text)
{
    struct spelling spelling = {.spoken = spoken};
    size_t number = 0;

    *spoken = (struct spoken){0};
    for (uint32_t code; (code = text_next(&text)) != 0; number++) {
        if (text_mark(code) || text_hidden(code))
            continue;
        if (!is_ours(code))
            code = ' ';
        part(&spelling, code, number);
        bool ends = ends_clause(&spelling, code, text);
        put(&spelling, undotted(&spelling, code), number);
        if (ends)
            spelling.clause = 0;
    }
}
