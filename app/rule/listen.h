/* Reading aloud: who may hear what, and where. */
#pragma once

#include <stdbool.h>
#include "rule/verdict.h"

struct listen_facts {
    bool sounds;            /* there is a voice that can be heard */
    bool mute;              /* it has none for this language */
    bool personal, headset; /* the screen at hand is for one person; a headset is plugged in */
};
/* LISTEN_MAY, or why nothing is read aloud here: VOICE_AWAY, VOICE_MUTE, VOICE_HEADSET (AUD-03). */
enum verdict listen_verdict(const struct listen_facts *facts);
