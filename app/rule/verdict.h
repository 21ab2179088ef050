/* What the rules answer: one outcome of verdicts.def. Expected, never a fault; each has a sentence that may be
 * shown. */
#pragma once

enum verdict {
#define VERDICT(name, tone, sentence) VERDICT_##name,
#include "rule/verdicts.def"
#undef VERDICT
    VERDICT_COUNT
};

/* How a notice looks and what may follow: GOOD goes on, SOFT can be mended by the visitor here, HARD needs a person. */
enum tone { TONE_GOOD, TONE_SOFT, TONE_HARD };

/* The row's name ("JOIN_WAIT"), for tests, walks and the command line. */
const char *verdict_name(enum verdict v);
/* The sentence, untranslated (pass through `_`); at most 30 words; holds no token. */
const char *verdict_sentence(enum verdict v);
enum tone verdict_tone(enum verdict v);
