/* The part of turning the loop that knows the display (loop/panel.c); for loop/loop.c alone. */
#pragma once

#include "loop/loop.h"

fault turn_glass_open(struct loop *t, const struct loop_options *options, char *why, size_t why_size);
/* Tells commissioning what the display turned out to be. */
void turn_tell_glass(struct loop *t);
/* Before a tree is made: did commissioning measure the display? */
void loop_measure(struct loop *t);
/* After it was laid out: how large the pad is. */
void loop_tell_pad(struct loop *t);
/* What is drawn on the pad: the visitor's mark, or the cross to touch. */
struct display_strokes turn_mark(struct loop *t);
/* Runs what may have changed the state, then shows it (loop/loop.c). */
void loop_settle(struct loop *t, screen_id shown, uint16_t part);
