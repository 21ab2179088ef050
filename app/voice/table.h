/* The two tables of the voice: who speaks a language at which pace, and how loud a step is. */
#pragma once

#include <stdint.h>
#include "base/voice.h"

struct table_pace {
    int setting, gap; /* of the engine */
};
struct table_language {
    const char *code, *voice, *file;
    struct table_pace paces[VOICE_RATES];
};

/* The row of a language ("nb"); NULL when nobody speaks it. */
const struct table_language *table_language(const char *code);
/* The nth row, NULL behind the last. */
const struct table_language *table_language_at(unsigned row);
/* What a sample is multiplied with at this step of the volume, in 1/32768; never more than 32768, so nothing clips. */
int32_t table_gain(unsigned step);
