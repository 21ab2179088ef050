/* The only door to libespeak-ng: a text in, samples and words out, both handed over while the engine works. Nothing in
 * the text is a command to it: no SSML, no phonemes, no names of punctuation or capitals. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "voice/table.h"

enum { SPEECH_PIECE_MS = 20 }; /* of sound at a time */

struct speech {
    int rate;                              /* samples a second, one channel; 0: no engine */
    const struct table_language *language; /* whose voice is loaded */
};
struct speech_ear { /* who hears it */
    void *context;
    void (*word)(void *context, size_t character, uint64_t frame);        /* before its samples; counted from 0 */
    bool (*samples)(void *context, const int16_t *samples, size_t count); /* false stops the engine */
};

/* Loads the engine. `folder` holds espeak-ng-data, NULL: where the library's own lies. FILE_MISSING: the data are not
 * there, or not one voice of the table is. */
fault speech_open(struct speech *speech, const char *folder);
/* Speaks; returns when all samples were handed over or the ear said stop. NO_ENTRY: nobody here speaks this language.
 */
fault speech_say(struct speech *speech, const char *language, unsigned rate, const char *text,
                 const struct speech_ear *ear);
void speech_close(struct speech *speech);
