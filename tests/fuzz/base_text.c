/* Any bytes as a text: stepping, folding for search and joining marks end, stay within their room, and give clean text. */
#include "fuzz.h"

#include <string.h>
#include "base/letters.h"
#include "base/text.h"

void fuzz_seeds(void)
{
    static const char *const texts[] = {"Blåbær på øya, Ærlig ß", "Tie\u0302\u0301ng Vie\u0323\u0302t\u00ad",
                                        "\u200eord\u200d 打印机 😀 ŧęą", "poesi, aa og å, oe og ø"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        fuzz_seed(texts[i], strlen(texts[i]));
}

static void fold(const char *text)
{
    for (size_t room = 1; room < 64; room += 7) {
        char *out = malloc(room);
        FUZZ_HOLDS(out != NULL);
        text_fold(out, room, text);
        FUZZ_HOLDS(strlen(out) < room && text_clean(out));
        text_fold_loose(out, room, text);
        FUZZ_HOLDS(strlen(out) < room && text_clean(out));
        free(out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer names = {.limit = 1 << 20};
    char *text = calloc(1, size + 1);
    FUZZ_HOLDS(text != NULL);
    memcpy(text, data, size);
    const char *at = text;
    size_t steps = 0;
    while (text_next(&at))
        steps++;
    FUZZ_HOLDS(*at == 0 && steps == text_count(text));
    fold(text);
    if (text_clean(text)) {
        size_t before = strlen(text);
        fuzz_taken();
        letters_spell(&names, text);
        text_join(text);
        FUZZ_HOLDS(strlen(text) <= before && text_clean(text));
        while (*text) {
            before = strlen(text);
            text_shorten(text);
            FUZZ_HOLDS(strlen(text) < before && text_clean(text));
        }
    }
    buffer_free(&names);
    free(text);
    return 0;
}
