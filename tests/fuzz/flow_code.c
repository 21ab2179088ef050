/* What is typed for a word of a receipt code, with up to three words before it (the first byte; a list's number in the second). */
#include "fuzz.h"

#include "base/text.h"
#include "flow/code/code.h"

static struct app app;
static struct flow flow;

enum { SEEDS = 20, HEAD = 2 };

void fuzz_seeds(void)
{
    char why[200];
    FUZZ_HOLDS(flow_lists_open(&flow.lists, "assets", why, sizeof why) == FAULT_NONE);
    app.flow = &flow;
    app.words = flow.lists.list;
    while (app.word_lists < WORDS_LANGUAGES_MAX && flow.lists.text[app.word_lists])
        app.word_lists++;
    FUZZ_HOLDS(app.word_lists > 0);
    app.session.language = "nb";
    for (int i = 0; i < SEEDS; i++) {
        char typed[FIELD_MAX] = {0, 0};
        const char *word = app.words[i % app.word_lists].word[i * 97];
        FUZZ_HOLDS(text_copy(typed + HEAD, sizeof typed - HEAD, word));
        fuzz_seed(typed, HEAD + strlen(word));
    }
}

static bool is_offered(const char *word)
{
    const struct session *s = &app.session;
    for (int32_t i = 0; i < s->suggestion_count; i++)
        if (strcmp(app.words[s->suggestion[i] / CODE_LIST].word[s->suggestion[i] % CODE_LIST], word) == 0)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct session *s = &app.session;
    if (size < HEAD)
        return 0;
    flow_code_clear(&app);
    s->code_count = data[0] % CODE_WORDS;
    s->code_list = data[1] % app.word_lists;
    size_t length = size - HEAD < sizeof s->code_typed ? size - HEAD : sizeof s->code_typed - 1;
    memcpy(s->code_typed, data + HEAD, length);
    s->code_typed[length] = 0;
    flow_suggest(&app);
    FUZZ_HOLDS(s->suggestion_count >= 0 && s->suggestion_count <= SUGGESTIONS_MAX);
    for (int32_t i = 0; i < s->suggestion_count; i++)
        FUZZ_HOLDS(s->suggestion[i] >= 0 && s->suggestion[i] < app.word_lists * CODE_LIST);
    if (is_offered(s->code_typed))
        fuzz_taken();
    return 0;
}
