/* A packet on the voice's line, and what its engine gets to read of it. */
#include "fuzz.h"

#include <string.h>
#include "base/text.h"
#include "voice/line.h"
#include "voice/spoken.h"

static void say(const char *text)
{
    struct voice_request r = {.verb = VOICE_SAY, .serial = 7, .rate = VOICE_RATE, .volume = VOICE_VOLUME};
    FUZZ_HOLDS(text_copy(r.language, sizeof r.language, "nb") && text_copy(r.text, sizeof r.text, text));
    fuzz_seed(&r, sizeof r);
}

void fuzz_seeds(void)
{
    say("Blåbær på\n5 øre – ja? 😀");
    say("f.eks. a.b.c.d.e.f.g.h.i.j.k 's 's 's");
    say("\u200bTiếng Việt\u00ad, ord\u0301 打印机");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct spoken spoken;
    struct voice_request r = {0};
    memcpy(&r, data, size < sizeof r ? size : sizeof r);
    if (!line_check(&r, size))
        return 0;
    fuzz_taken();
    spoken_make(&spoken, r.text);
    FUZZ_HOLDS(strlen(spoken.text) < sizeof spoken.text && text_count(spoken.text) == spoken.characters);
    for (size_t i = 0; i < spoken.characters; i++)
        FUZZ_HOLDS(spoken.from[i] <= text_count(r.text));
    return 0;
}
