/* The sound card, before the voice has it: which one, and its switches. By the kernel's own calls; no library. */
#pragma once

/* The first card with an analog way out (device 0), or -1. HDMI's ways have higher numbers. */
int sound_card(void);
/* A card comes muted. Opens its ways out, all of them at full; how loud it gets, the voice decides. Ways from a
 * microphone or another input to the loudspeaker stay shut. */
void sound_open_up(int card);
