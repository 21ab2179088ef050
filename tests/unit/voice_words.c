/* From the engine's characters to words of the text: bytes, not characters; whole words, each once, in order; and the
 * two tables, held against the numbers they promise (AUD-04, AUD-05). */
#include <math.h>
#include "voice/saying.c"
#include "test.h"

static struct heard_words words;

/* The word told for this character of the text; "-" when none is. */
static const char *told(size_t character)
{
    static char out[64];
    struct words_one one;
    words_add(&words, character, 0);
    if (!words_due(&words, 1, &one))
        return "-";
    snprintf(out, sizeof out, "%.*s", (int)one.bytes, words.text + one.from);
    return out;
}

static void in_order(void)
{
    words_begin(&words, "Åse har «blåbær» – på 5 øre.\nKlokka 18.00, f.eks. A/B 😀 x");
    CHECK_TEXT(told(0), "Åse");
    CHECK_TEXT(told(4), "har");
    CHECK_TEXT(told(9), "blåbær");
    CHECK_TEXT(told(12), "-"); /* inside a word that was told */
    CHECK_TEXT(told(9), "-");
    CHECK_TEXT(told(17), "-"); /* a dash is no word */
    CHECK_TEXT(told(19), "på");
    CHECK_TEXT(told(22), "5");
    CHECK_TEXT(told(24), "øre");
    CHECK_TEXT(told(29), "Klokka");
    CHECK_TEXT(told(39), "18.00"); /* told late, in its middle: the whole of it */
    CHECK_TEXT(told(40), "-");
    CHECK_TEXT(told(0), "-"); /* never backwards */
    CHECK_TEXT(told(43), "f.eks");
    CHECK_TEXT(told(50), "A/B");
    CHECK_TEXT(told(54), "😀");
    CHECK_TEXT(told(56), "x");
    CHECK_TEXT(told(57), "-");
    CHECK_TEXT(told(4000), "-"); /* behind the end */
}

static void when_due(void)
{
    struct words_one one;
    words_begin(&words, "en to tre");
    words_add(&words, 0, 0);
    words_add(&words, 3, 500);
    CHECK(!words_due(&words, 0, &one)); /* nothing was heard yet */
    CHECK(words_due(&words, 1, &one) && one.from == 0 && one.bytes == 2);
    CHECK(!words_due(&words, 500, &one));
    CHECK(words_due(&words, 501, &one) && one.from == 3);
    CHECK(!words_due(&words, UINT64_MAX, &one));
}

static void too_many(void)
{
    char text[4 * WORDS_WAITING + 1];
    struct words_one one;
    size_t due = 0;
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 2 ? ' ' : 'a';
    text[sizeof text - 1] = 0;
    words_begin(&words, text);
    for (size_t i = 0; i < 2 * WORDS_WAITING; i++)
        words_add(&words, 2 * i, 0);
    while (words_due(&words, 1, &one))
        CHECK_INT(one.from, 2 * due++);
    CHECK_INT(due, WORDS_WAITING);
}

static void tables(void)
{
    const struct table_language *row;
    CHECK(table_language("nb") && table_language("en") && table_language("nn") && !table_language("") &&
          !table_language("n") && !table_language("sv"));
    CHECK_TEXT(table_language("nn")->voice, "nb");
    for (unsigned i = 0; (row = table_language_at(i)); i++)
        for (int rate = 1; rate < VOICE_RATES; rate++)
            CHECK(row->paces[rate].setting > row->paces[rate - 1].setting ||
                  row->paces[rate].gap < row->paces[rate - 1].gap);
    for (unsigned step = 1; step < VOICE_VOLUMES; step++) {
        double decibel = 20 * log10((double)table_gain(step) / table_gain(step - 1));
        CHECK(decibel > 0.5 && decibel < 10.5);
    }
    CHECK_INT(table_gain(VOICE_VOLUMES - 1), 32768);
    CHECK(fabs(20 * log10((double)table_gain(2) / table_gain(0)) - 12) < 0.5);
    CHECK_INT(table_gain(200), table_gain(VOICE_VOLUME));
}

int main(void)
{
    in_order();
    when_due();
    too_many();
    tables();
    return TEST_END();
}
