/* Which sound card the voice gets. */
#pragma once

/* The first card with an analog way out (device 0), or -1. HDMI's ways have higher numbers. */
int sound_card(void);
