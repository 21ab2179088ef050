/* The kiosk's answers to host.h about its voice: who may hear what is decided here (AUD-03, AUD-16). */
#include "base/bytes.h"
#include "base/host.h"
#include "base/text.h"
#include "world/world.h"

void host_say(const char *language, const char *text, bool personal, bool aloud)
{
    struct buffer line = {.limit = 64};

    buffer_format(&line, "(personal, %zu letters)", text_count(text));
    world_speak(language, personal ? buffer_string(&line) : text);
    buffer_free(&line);
    bool heard = world_headset_in() || (aloud && !personal);
    world_voice_request(heard ? VOICE_SAY : VOICE_HUSH, language, heard ? text : "");
}

void host_hush(void)
{
    world_speak("-", "(hush)");
    world_voice_request(VOICE_HUSH, "", "");
}

void host_voice_set(int rate, int volume)
{
    world_voice_set(rate, volume);
}

bool host_voice(void)
{
    return world_voice_sounds();
}

bool host_headset(void)
{
    return world_headset_in();
}
