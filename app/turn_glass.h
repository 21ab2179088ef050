/* The part of turning the loop that knows the glass (turn_glass.c); for turn.c alone. */
#pragma once

#include "turn.h"

fault turn_glass_open(struct turn *t, const struct turn_options *options, char *why, size_t why_size);
/* Tells commissioning what the glass turned out to be. */
void turn_tell_glass(struct turn *t);
/* Before a tree is made: did commissioning measure the glass? */
void turn_measure(struct turn *t);
/* After it was laid out: how large the pad is. */
void turn_tell_pad(struct turn *t);
/* What is drawn on the pad: the visitor's mark, or the cross to touch. */
struct shell_strokes turn_mark(struct turn *t);
/* Runs what may have changed the state, then shows it (turn.c). */
void turn_settle(struct turn *t, screen_id shown, uint16_t part);
