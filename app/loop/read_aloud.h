/* What the loop says, when, and to whom; and where the voice is in it. */
#pragma once

#include "loop/loop.h"

bool read_aloud_is_personal(const struct loop *t); /* the screen at hand: only for a headset (AUD-03) */
/* Says a sentence; `aloud`: somebody asked to hear it, so the loudspeaker may be used where it is not personal. */
void read_aloud_text(struct loop *t, const char *text, bool personal, bool aloud);
void read_aloud_node(struct loop *t, uint32_t id); /* the focus, or the highlight, came there */
/* What is said now, is it heard by somebody who listens (a headset, or Listen on a page that is not personal)? */
bool read_aloud_is_listened(const struct loop *t);
/* The tree was made anew: another screen, or the same with some words changed. */
void read_aloud_screen(struct loop *t, bool is_new);
/* What a key of the voice asks. */
struct ui_answer read_aloud_key(const struct loop *t, enum input_key meaning);
/* Does what session.listen.want says, after the tree was made. */
void read_aloud_want(struct loop *t);
/* Any key and any touch is silence first. */
void read_aloud_heed(struct loop *t, const struct display_event *event);
void read_aloud_event(struct loop *t, const struct voice_event *tell);
/* Plugged in, everything is spoken from now on. Pulled, silence, and what is personal is covered (AUD-02). */
void read_aloud_headset(struct loop *t, bool is_in);
/* Is the voice there, and does it still speak? One that fell silent without a word holds no timers. */
void read_aloud_time(struct loop *t, int64_t steady_ms);
int64_t read_aloud_deadline(const struct loop *t); /* -1: never */
/* The node that is read, 0: none; and the boxes of the word that is heard. */
uint32_t read_aloud_word(const struct loop *t, struct ui_box word[2]);
