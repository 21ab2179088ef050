/* One text on its way from the engine to the ear. The engine works far faster than anybody listens, so it is held back:
 * never more than SAYING_AHEAD_MS lie between it and the ear. That is what makes silence quick (AUD-06) without a
 * crack: what is there already is heard to its end, a falling edge behind it. */
#pragma once

#include "base/voice.h"
#include "voice/card.h"
#include "voice/line.h"
#include "voice/speech.h"

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
struct saying_parts { /* what is spoken with; all borrowed */
    struct voice_line *line;
    struct card *card;
    struct speech *speech;
    int signals; /* readable when the program shall end */
};

/* Says a text and tells the kiosk BEGAN, its WORDs and ENDED. Returns when all was heard, or as soon as there is
 * silence. */
enum saying_end saying_say(const struct saying_parts *parts, const struct voice_ask *ask);
