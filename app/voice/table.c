/* Languages, paces and loudness, as tables. */
#include "voice/table.h"

#include <math.h>
#include <string.h>

static const struct table_language languages[] = {
#define LANGUAGE(code, voice, file, ...) {code, voice, file, {__VA_ARGS__}},
#include "voice/languages.def"
#undef LANGUAGE
};
enum { LANGUAGES = sizeof languages / sizeof *languages };

/* dB under the loudest, which is the engine's own level (AUD-05). No step is wider than 10 dB (VVSG 7.1-K); step 2
 * stands 12 dB over the lowest (EN 301 549, 8.2.1.2); the usual one, 5, lies 30 under the loudest: 70 dB at the ear
 * where the headset's loudest speech is 100, the upper end of what VVSG asks. */
static const float steps_db[VOICE_VOLUMES] = {-72, -66, -60, -50, -40, -30, -20, -10, 0};

const struct table_language *table_language_at(unsigned row)
{
    return row < LANGUAGES ? &languages[row] : NULL;
}

const struct table_language *table_language(const char *code)
{
    for (unsigned i = 0; i < LANGUAGES; i++)
        if (strcmp(languages[i].code, code) == 0)
            return &languages[i];
    return NULL;
}

int32_t table_gain(unsigned step)
{
    float decibel = steps_db[step < VOICE_VOLUMES ? step : VOICE_VOLUME];
    return (int32_t)lrintf(32768.0f * powf(10.0f, decibel / 20.0f));
}
