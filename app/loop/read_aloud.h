/* What the loop says, when, and to whom; and where the voice is in it. */
#pragma once

#include "loop/part.h"

bool read_aloud_is_personal(const struct loop *t); /* the screen at hand: only for a headset (AUD-03) */
/* Says a sentence; `aloud`: somebody asked to hear it, so the loudspeaker may be used where it is not personal. */
void read_aloud_text(struct loop *t, const char *text, bool personal, bool aloud);
/* Somebody listens, and the focus waits on a target that was not said: a key says it before it does anything. */
bool read_aloud_focus_is_unheard(const struct loop *t);
