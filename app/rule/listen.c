#include "rule/listen.h"

enum verdict listen_verdict(const struct listen_facts *facts)
{
    if (!facts->sounds)
        return VERDICT_VOICE_AWAY;
    if (facts->mute)
        return VERDICT_VOICE_MUTE;
    return facts->personal && !facts->headset ? VERDICT_VOICE_HEADSET : VERDICT_LISTEN_MAY;
}
