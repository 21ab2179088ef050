/* What lies between the samples and a headset or loudspeaker: the sound card's mixer. */
#pragma once

struct _snd_pcm;

/* After a cold start most codecs are silent, and nobody here has a mixer program. Opens the ways from the samples to headset and
 * loudspeaker: switches on, no gain and no damping (0 dB, the codec's highest where it can't reach that). How loud it is, is decided in the
 * samples. Microphones and other inputs stay as they are. A device without a mixer is left alone. */
void mixer_let_through(struct _snd_pcm *pcm);
