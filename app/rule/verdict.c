/* The table of verdicts, made of verdicts.def. */
#include "rule/verdict.h"

#include <assert.h>
#include "base/words.h"

static const struct {
    const char *name, *sentence;
    enum tone tone;
} verdicts[] = {
#define VERDICT(name, tone, sentence) [VERDICT_##name] = {#name, sentence, TONE_##tone},
#include "rule/verdicts.def"
#undef VERDICT
};

const char *verdict_name(enum verdict v)
{
    assert(v >= 0 && v < VERDICT_COUNT);
    return verdicts[v].name;
}

const char *verdict_sentence(enum verdict v)
{
    assert(v >= 0 && v < VERDICT_COUNT);
    return verdicts[v].sentence;
}

enum tone verdict_tone(enum verdict v)
{
    assert(v >= 0 && v < VERDICT_COUNT);
    return verdicts[v].tone;
}
