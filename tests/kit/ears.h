/* All that a person has who comes by ear: what is said, and eight keys. Nothing else of the kiosk may be seen from
 * tests/kit/ears_person.c, which includes this and the C library alone. */
#pragma once

#include <stdbool.h>

enum ear_key { EAR_DOWN, EAR_UP, EAR_RIGHT, EAR_LEFT, EAR_ENTER, EAR_BACK, EAR_HELP, EAR_AGAIN, EAR_KEYS };

/* What was said since the last key, up to silence; one sentence or text a line. Valid until the next key. */
const char *ear_hear(void);
void ear_press(enum ear_key key);

/* What the person set out to do: 0 when it was done; else which step could not be done. The code, as it was spelled, is
 * kept between the two (four words of at most 31 bytes). */
struct ear_code {
    char word[4][32];
};
int ear_join(bool norwegian, struct ear_code *ret_code);
int ear_withdraw(bool norwegian, const struct ear_code *code);
