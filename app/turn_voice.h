/* What the loop says, when, and to whom; and where the voice is in it. */
#pragma once

#include "turn.h"

bool turn_voice_is_personal(const struct turn *t); /* the screen at hand: only for a headset (AUD-03) */
/* Says a sentence; `aloud`: somebody asked to hear it, so the loudspeaker may be used where it is not personal. */
void turn_voice_text(struct turn *t, const char *text, bool personal, bool aloud);
void turn_voice_node(struct turn *t, uint32_t id); /* the focus, or the highlight, came there */
/* What is said now, is it heard by somebody who listens (a headset, or Listen on a page that is not personal)? */
bool turn_voice_is_listened(const struct turn *t);
/* The tree was made anew: another screen, or the same with some words changed. */
void turn_voice_screen(struct turn *t, bool is_new);
/* What a key of the voice asks. */
struct ui_answer turn_voice_key(const struct turn *t, enum shell_key meaning);
/* Does what session.listen.want says, after the tree was made. */
void turn_voice_want(struct turn *t);
/* Any key and any touch is silence first. */
void turn_voice_heed(struct turn *t, const struct shell_event *event);
void turn_voice_told(struct turn *t, const struct voice_tell *tell);
/* Plugged in, everything is spoken from now on. Pulled, silence, and what is personal is covered (AUD-02). */
void turn_voice_headset(struct turn *t, bool is_in);
/* Is the voice there, and does it still speak? One that fell silent without a word holds no timers. */
void turn_voice_time(struct turn *t, int64_t steady_ms);
int64_t turn_voice_deadline(const struct turn *t); /* -1: never */
/* The node that is read, 0: none; and the boxes of the word that is heard. */
uint32_t turn_voice_word(const struct turn *t, struct ui_box word[2]);
