/* One text on its way from the engine to the ear. The engine works far faster than anybody listens, so it is held back:
 * never more than SAYING_AHEAD_MS lie between it and the ear. That is what makes silence quick (AUD-06) without a
 * crack: what is there already is heard to its end, a falling edge behind it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "base/voice.h"
#include "voice/line.h"
#include "voice/spoken.h"

enum {
    SAYING_AHEAD_MS = 65,
    SAYING_EDGE_MS = 5,     /* the first and the last sound rise and fall in this time */
    SAYING_SILENCE_MS = 85, /* after this the card is cut off, edge or not: AUD-06 leaves 100 */
    SAYING_STUCK_MS = 3000, /* a card that plays nothing for so long is gone */
};
enum saying_end {
    SAYING_SAID,    /* to the end; the kiosk was told */
    SAYING_STOPPED, /* something came in: a packet, the end of the line, a signal */
    SAYING_NOBODY,  /* no voice for the language */
    SAYING_NO_CARD, /* the card can't be opened, or went away */
};

struct card { /* ALSA's own `plug` turns samples into what the card wants: the device should be one ("plughw:0") */
    const char *device;   /* borrowed */
    struct _snd_pcm *pcm; /* NULL: closed, and the codec may sleep */
    uint64_t written;     /* samples since it was opened */
    bool runs;
};
struct speech {
    int rate;                              /* samples a second, one channel; 0: no engine */
    const struct table_language *language; /* whose voice is loaded */
};
struct mouth {               /* what is spoken with; zero-initialise with card.device, line and signals */
    struct voice_line *line; /* borrowed */
    int signals;             /* readable when the program shall end */
    struct card card;
    struct speech speech;
    struct spoken spoken; /* what is being said; wiped after it */
    bool ready;           /* as told */
};

/* The program's loop: says what the kiosk asks for, until a signal ends it. `folder` holds espeak-ng-data, NULL: where the library's own
 * lies; where that is missing nothing will be heard, which is said once. */
void mouth_serve(struct mouth *mouth, const char *folder);
