/* The line to the voice, and what is known of it. A text longer than a packet goes in parts that end where a sentence
 * does, one when the other has ended; to the loop they are one text. */
#include <stdlib.h>
#include <string.h>
#include "base/bytes.h"
#include "base/host.h"
#include "base/text.h"
#include "world/peer.h"
#include "world/world.h"

static struct world_voice {
    struct peer line;
    uint32_t first, serial; /* of the newest text: of its first part and of the one that is being said */
    uint8_t rate, volume;
    bool sound, headset; /* as told */
    char language[8];
    struct buffer text;
    size_t from, to; /* the part that is being said */
} voice = {.line.fd = -1, .rate = VOICE_RATE, .volume = VOICE_VOLUME, .text.limit = 1 << 16};

void world_voice(const char *path)
{
    peer_close(&voice.line);
    buffer_free(&voice.text);
    voice.line.path = path;
    voice.line.again_ms = 0;
    voice.sound = false;
}

void world_headset(bool is_in)
{
    voice.headset = is_in;
}

/* Every new line begins with READY: until then nothing is known. */
static bool there(void)
{
    if (voice.line.fd >= 0)
        return true;
    voice.sound = false;
    voice.line.awaited = peer_there(&voice.line);
    return voice.line.fd >= 0;
}

int world_voice_fd(void)
{
    return there() ? voice.line.fd : -1;
}

/* One that is away may come back at any time. */
bool world_voice_awaited(void)
{
    return voice.line.awaited || (voice.line.path && voice.line.fd < 0);
}

/* How many bytes of a text fit into a packet: to the end of a sentence, else of a word, else of a letter. */
static size_t part_of(const char *text, size_t bytes)
{
    const size_t most = VOICE_TEXT - 1;
    size_t sentence = 0, word = 0, letter = 0;

    if (bytes <= most)
        return bytes;
    for (size_t i = 1; i <= most; i++) {
        letter = ((unsigned char)text[i] & 0xC0) != 0x80 ? i : letter;
        if (text[i] == ' ')
            word = i + 1;
        if (text[i] == ' ' && strchr(".?!:", text[i - 1]))
            sentence = i + 1;
    }
    return sentence ? sentence : word && word <= most ? word : letter;
}

static void send(enum voice_verb verb)
{
    struct voice_ask ask = {
        .verb = (uint32_t)verb, .serial = ++voice.serial, .rate = voice.rate, .volume = voice.volume};
    const char *text = buffer_string(&voice.text);
    size_t bytes = verb == VOICE_SAY ? voice.to - voice.from : 0;

    memcpy(ask.language, voice.language, sizeof ask.language);
    memcpy(ask.text, text + voice.from, bytes);
    if (there())
        voice.line.awaited = peer_send(&voice.line, &ask, sizeof ask, NULL, 0) == FAULT_NONE && verb == VOICE_SAY;
    bytes_wipe(&ask, sizeof ask);
}

/* The next part; false when all was said. */
static bool go_on(void)
{
    size_t left = voice.text.length - voice.to;

    if (!left)
        return false;
    voice.from = voice.to;
    voice.to += part_of(buffer_string(&voice.text) + voice.from, left);
    send(VOICE_SAY);
    return true;
}

static void drop_text(void)
{
    buffer_free(&voice.text); /* wipes: it may have been personal */
    voice.from = voice.to = 0;
}

void world_voice_request(enum voice_verb verb, const char *language, const char *text)
{
    drop_text();
    if (!text_copy(voice.language, sizeof voice.language, language))
        return;
    voice.first = voice.serial + 1;
    if (verb == VOICE_SAY)
        buffer_text(&voice.text, text);
    if (!voice.text.over && go_on())
        return;
    if (voice.line.fd < 0) /* nothing is being said there */
        voice.serial++;
    else
        send(VOICE_HUSH);
}

/* True when the loop is to hear of it, in bytes of the whole text. */
static bool heard(struct voice_event *tell)
{
    bool first = voice.serial == voice.first;

    if (tell->told == VOICE_ENDED && go_on())
        return false;
    if (tell->told == VOICE_WORD)
        tell->from += (uint32_t)voice.from;
    voice.line.awaited = tell->told == VOICE_BEGAN || tell->told == VOICE_WORD;
    if (!voice.line.awaited)
        drop_text();
    return tell->told != VOICE_BEGAN || first;
}

bool world_voice_take(struct voice_event *ret)
{
    if (!there())
        return false;
    while (peer_take(&voice.line, ret, sizeof *ret)) {
        if (ret->told == VOICE_READY) {
            voice.sound = ret->from != 0;
            voice.line.awaited = false;
            return true;
        }
        if (ret->told < VOICE_TOLD && ret->serial == voice.serial && heard(ret))
            return true;
    }
    return false;
}

bool world_voice_is_new(const struct voice_event *tell)
{
    return tell->told == VOICE_READY || (tell->serial >= voice.first && tell->serial <= voice.serial);
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
