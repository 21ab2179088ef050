/* All that a person has who comes by ear: what is said, and eight keys or the display under a finger. Nothing else of the kiosk may be seen from
 * tests/kit/ears_person.c, which includes this and the C library alone. */
#pragma once

#include <stdbool.h>

enum ear_key { EAR_DOWN, EAR_UP, EAR_RIGHT, EAR_LEFT, EAR_ENTER, EAR_BACK, EAR_HELP, EAR_AGAIN, EAR_KEYS };

/* What was said since the last key or touch, up to silence; one sentence or text a line. Valid until the next. */
const char *ear_hear(void);
void ear_press(enum ear_key key);

/* For a person without keys: one finger on a display of that size, and what it can do there. Millimetres. */
struct ear_display {
    float width, height;
};
struct ear_display ear_display(void);
void ear_slide(float x, float y); /* lands there, or goes on to there */
void ear_lift(void);
void ear_tap_twice(float x, float y);
void ear_two_fingers(void); /* lie on the display for two seconds and a little */

/* What the person set out to do: 0 when it was done; else which step could not be done. The code, as it was spelled, is
 * kept between the two (four words of at most 31 bytes). */
struct ear_code {
    char word[4][32];
};
struct ear_person {
    bool norwegian, fingers; /* fingers: there are no keys */
};
int ear_join(const struct ear_person *who, struct ear_code *ret_code);
int ear_withdraw(const struct ear_person *who, const struct ear_code *code);
