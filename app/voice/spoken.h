/* What the engine gets to read. It has buffers of fixed sizes for a word and for letters with dots, and writes past them: the text is cut
 * into bounded words and clauses before it gets there. What it died of is named in docs/decisions/voice.md. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include "base/voice.h"

enum {
    SPOKEN_WORD = 32,    /* characters between two spaces: the engine has 160 bytes for a word, 200 for its sounds */
    SPOKEN_DOTS = 6,     /* of letters with dots between them, "f.eks.": the engine has 80 bytes for all */
    SPOKEN_CLAUSE = 160, /* letters, and a word more: the engine has 800 bytes and 1000 sounds */
    SPOKEN_TEXT = VOICE_TEXT * 2, /* bytes: between two characters a comma and a space may be put in */
};
struct spoken {
    char text[SPOKEN_TEXT];
    uint16_t from[SPOKEN_TEXT]; /* of each character of it: the number of the character in the kiosk's text */
    size_t characters;
};

/* Makes what is read from what the kiosk sent, which line_check has passed: without marks and hidden signs; letters of other scripts than
 * the Latin one, which nobody here can say, are blanks. Holds personal text: wipe it after use. */
void spoken_make(struct spoken *spoken, const char *text);
