/* The only door to ALSA: a sound card that takes 16-bit samples of one channel at the engine's rate. ALSA's own `plug`
 * turns them into what the card wants (both channels, 44 100 or 48 000 a second), so the device named should be one
 * ("default", "plughw:0"). Nothing here waits. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"

struct card {             /* zero-initialise with the device's name */
    const char *device;   /* borrowed */
    struct _snd_pcm *pcm; /* NULL: closed, and the codec may sleep */
    uint64_t written;     /* samples since it was opened */
    bool runs;
};

/* Opens it if it is closed, and sees that its mixer lets sound through. NO_ENTRY: it is not there; BUSY: another has
 * it. */
fault card_open(struct card *card, unsigned rate);
/* Samples into its buffer. BUSY: no room for all just now; *ret_taken says how many found some. NO_ENTRY: it is gone.
 */
fault card_write(struct card *card, const int16_t *samples, size_t count, size_t *ret_taken);
/* Lets it play what it has; it stops by itself when that is heard. */
void card_start(struct card *card);
/* Samples written that were not heard yet, the way to the ear included as far as the card knows it. */
size_t card_unheard(struct card *card);
/* Silence now; what was not heard is lost. */
void card_drop(struct card *card);
void card_close(struct card *card);
/* Keeps libasound from writing to standard error. */
void card_quiet(void);
