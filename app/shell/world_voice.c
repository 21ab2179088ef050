/* The line to the voice, and what is known of it. */
#include <string.h>
#include "base/bytes.h"
#include "base/host.h"
#include "base/text.h"
#include "shell/peer.h"
#include "shell/world.h"

static struct world_voice {
    struct peer line;
    uint32_t serial; /* of the newest text */
    uint8_t rate, volume;
    bool sound, headset; /* as told */
} voice = {.line.fd = -1, .rate = VOICE_RATE, .volume = VOICE_VOLUME};

void world_voice(const char *path)
{
    peer_close(&voice.line);
    voice.line.path = path;
    voice.sound = false;
}

void world_headset(bool is_in)
{
    voice.headset = is_in;
}

int world_voice_fd(void)
{
    return peer_there(&voice.line) ? voice.line.fd : -1;
}

bool world_voice_awaited(void)
{
    return voice.line.awaited;
}

bool world_voice_take(struct voice_tell *ret)
{
    while (peer_take(&voice.line, ret, sizeof *ret)) {
        if (ret->told == VOICE_READY)
            voice.sound = ret->from != 0;
        if (ret->told == VOICE_READY || ret->serial == voice.serial) {
            voice.line.awaited &= ret->told == VOICE_BEGAN || ret->told == VOICE_WORD;
            return true;
        }
    }
    return false;
}

void world_voice_ask(enum voice_verb verb, const char *language, const char *text)
{
    struct voice_ask ask = {
        .verb = (uint32_t)verb, .serial = ++voice.serial, .rate = voice.rate, .volume = voice.volume};

    if (!text_copy(ask.language, sizeof ask.language, language) || !text_copy(ask.text, sizeof ask.text, text))
        return;
    if (verb == VOICE_HUSH && voice.line.fd < 0)
        return;
    voice.line.awaited = peer_send(&voice.line, &ask, sizeof ask, NULL, 0) == FAULT_NONE && verb == VOICE_SAY;
    bytes_wipe(&ask, sizeof ask);
}

void world_voice_set(int rate, int volume)
{
    voice.rate = (uint8_t)rate;
    voice.volume = (uint8_t)volume;
}

bool world_voice_sounds(void)
{
    return voice.line.fd >= 0 && voice.sound;
}

bool world_headset_in(void)
{
    return voice.headset;
}
