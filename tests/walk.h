/* The walker: performs walks (docs/walks.md) with a hand, in a language, at a size, and audits every tree it meets. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "turn.h"

enum walk_hand { HAND_TOUCH, HAND_KEYS, HAND_SWITCH, HANDS };
enum { WALK_TEXT_MAX = 65536, WALK_TIMES_MAX = 4096, WALK_MASK = 0x5A };

struct walk_tally { /* shared between the walker and the processes that walk */
    int passed, failed, line, started;
    int64_t memberships, consents, journal; /* when the walk began */
    uint16_t code[CODE_WORDS];
    int32_t code_list;
    int times;
    float frame_ms[WALK_TIMES_MAX], build_ms[WALK_TIMES_MAX];
};

struct walk {
    struct turn turn;
    struct walk_tally *tally;
    enum walk_hand hand;
    const char *file, *language, *size_name, *pictures, *folder, *pin;
    int size, theme, line;
    bool stop;  /* this run is not meant to go on (other language, size or hand) */
    bool plain; /* not under a sanitizer: memory may be searched */
    bool audit, timed;
    char text[WALK_TEXT_MAX]; /* the walk, masked, so that the search for traces does not find the walk itself */
    size_t length;
};

/* walk_hands.c */
bool walk_ask(struct walk *w, uint32_t id);
bool walk_draw(struct walk *w, uint32_t id);
bool walk_hold(struct walk *w, uint32_t id);
void walk_pass(struct walk *w, int64_t ms); /* time goes by, nobody touches */
void walk_settle(struct walk *w);           /* jobs run, the glass is painted, audit, picture */
/* walk_steps.c: one line, unmasked; false when it did not hold. `why` says what was seen. */
bool walk_step(struct walk *w, char *line, char *why, size_t why_size);
/* walk_trace.c: is the (masked) text in the kiosk's files, or in this process's memory? */
bool walk_trace(struct walk *w, const char *masked, size_t length, char *why, size_t why_size);
/* walk_monkey.c: so many meaningless events; false when the kiosk did not stand, and `why` says how. */
bool walk_monkey(struct walk *w, long events, uint32_t seed, char *why, size_t why_size);
/* Names for messages. */
const char *walk_screen_name(enum screen screen);
enum screen walk_screen(const char *name); /* SCREENS for none */
