/* The engine, in its synchronous mode: it works inside espeak_Synth and calls back with pieces of sound. */
#include "voice/speech.h"

#include <espeak-ng/speak_lib.h>
#include <string.h>

enum { WITHOUT_EXIT = 0x8000 /* espeakINITIALIZE_DONT_EXIT */, AS_IT_IS = 50 /* pitch and range of the voice */ };

/* The engine's voice of the row; false when it has none and would speak in another. */
static bool load(struct speech *speech, const struct table_language *row)
{
    espeak_VOICE wanted = {.languages = row->voice};

    if (speech->language && strcmp(speech->language->file, row->file) == 0)
        return true;
    speech->language = NULL;
    if (espeak_SetVoiceByProperties(&wanted) != EE_OK)
        return false;
    const espeak_VOICE *got = espeak_GetCurrentVoice();
    if (!got || !got->identifier || strcmp(got->identifier, row->file) != 0)
        return false;
    speech->language = row;
    return true;
}

static int hand_over(short *samples, int count, espeak_EVENT *events)
{
    const struct speech_ear *ear = events->user_data;
    for (const espeak_EVENT *event = events; event->type != espeakEVENT_LIST_TERMINATED; event++)
        if (event->type == espeakEVENT_WORD && event->text_position > 0 && event->sample >= 0)
            ear->word(ear->context, (size_t)event->text_position - 1, (uint64_t)event->sample);
    return samples && count > 0 && !ear->samples(ear->context, samples, (size_t)count);
}

fault speech_open(struct speech *speech, const char *folder)
{
    *speech = (struct speech){0};
    int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, SPEECH_PIECE_MS, folder, WITHOUT_EXIT);
    if (rate <= 0)
        return FAULT_FILE_MISSING;
    speech->rate = rate;
    espeak_SetSynthCallback(hand_over);
    const struct table_language *row;
    for (unsigned i = 0; (row = table_language_at(i)); i++)
        if (load(speech, row))
            return FAULT_NONE;
    speech_close(speech);
    return FAULT_FILE_MISSING;
}

static void pace(const struct table_pace *pace)
{
    espeak_SetParameter(espeakRATE, pace->setting, 0);
    espeak_SetParameter(espeakWORDGAP, pace->gap, 0);
    espeak_SetParameter(espeakVOLUME, 100, 0); /* its own level: how loud is decided behind it */
    espeak_SetParameter(espeakPITCH, AS_IT_IS, 0);
    espeak_SetParameter(espeakRANGE, AS_IT_IS, 0);
    espeak_SetParameter(espeakPUNCTUATION, espeakPUNCT_NONE, 0);
    espeak_SetParameter(espeakCAPITALS, 0, 0);
}

fault speech_say(struct speech *speech, const char *language, unsigned rate, const char *text,
                 const struct speech_ear *ear)
{
    const struct table_language *row = table_language(language);

    if (!speech->rate || !row || rate >= VOICE_RATES || !load(speech, row))
        return FAULT_NO_ENTRY;
    pace(&row->paces[rate]);
    espeak_ERROR error = espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, (void *)ear);
    return error == EE_OK ? FAULT_NONE : FAULT_NO_MEMORY;
}

void speech_close(struct speech *speech)
{
    if (speech->rate)
        espeak_Terminate();
    *speech = (struct speech){0};
}
