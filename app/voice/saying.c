/* From a text to the ear: the engine's pieces of sound go to the card, held back to the ear's pace, with one eye on the line. The only door
 * to libespeak-ng and, with mixer.c, to ALSA; nothing at the card waits. */
#include "voice/saying.h"

#include <alsa/asoundlib.h>
#include <ctype.h>
#include <errno.h>
#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "base/bytes.h"
#include "base/text.h"
#include "voice/mixer.h"

/* --- who speaks a language at which pace, and how loud a step is ---------------------------------------------------- */

struct table_pace {
    int setting, gap; /* of the engine */
};
struct table_language {
    const char *code, *voice, *file;
    struct table_pace paces[VOICE_RATES];
};

static const struct table_language languages[] = {
#define LANGUAGE(code, voice, file, ...) {code, voice, file, {__VA_ARGS__}},
#include "voice/languages.def"
#undef LANGUAGE
};
enum { LANGUAGES = sizeof languages / sizeof *languages };

/* dB under the loudest, which is the engine's own level (AUD-05). No step is wider than 10 dB (VVSG 7.1-K); step 2
 * stands 12 dB over the lowest (EN 301 549, 8.2.1.2); the usual one, 5, lies 30 under the loudest: 70 dB at the ear
 * where the headset's loudest speech is 100, the upper end of what VVSG asks. */
static const float steps_db[VOICE_VOLUMES] = {-72, -66, -60, -50, -40, -30, -20, -10, 0};

static const struct table_language *table_language_at(unsigned row)
{
    return row < LANGUAGES ? &languages[row] : NULL;
}

static const struct table_language *table_language(const char *code)
{
    for (unsigned i = 0; i < LANGUAGES; i++)
        if (strcmp(languages[i].code, code) == 0)
            return &languages[i];
    return NULL;
}

/* What a sample is multiplied with at this step of the volume, in 1/32768; never more than 32768, so nothing clips. */
static int32_t table_gain(unsigned step)
{
    float decibel = steps_db[step < VOICE_VOLUMES ? step : VOICE_VOLUME];
    return (int32_t)lrintf(32768.0f * powf(10.0f, decibel / 20.0f));
}

/* --- words on their way to the ear --------------------------------------------------------------------------------- */

/* Where each lies in the text, and at which sample it begins. The engine counts characters and sometimes reports a piece of a word, or the
 * same one twice; what comes out here are whole words between spaces, in the order of the text, each once, without the punctuation around
 * it. */
enum { WORDS_WAITING = 64 }; /* what lies between engine and ear is a tenth of a second */

struct words_one {
    uint64_t frame;
    size_t from, bytes; /* in the text */
};
struct heard_words { /* begin with words_begin */
    struct words_one waiting[WORDS_WAITING];
    size_t first, count;
    const char *text, *at; /* borrowed; `at` is the character number `character` */
    size_t character;
    size_t spoken; /* bytes of the text up to the end of the newest word */
};

static void words_begin(struct heard_words *words, const char *text)
{
    memset(words, 0, sizeof *words);
    words->text = words->at = text;
}

static bool is_space(uint32_t code)
{
    return code == ' ' || code == '\n' || code == 0xA0 || code == 0x202F || (code >= 0x2000 && code <= 0x200A);
}

/* Quotes, dashes and stops: around a word, not of it. */
static bool is_around(uint32_t code)
{
    return (code < 0x80 && ispunct((int)code)) || code == 0xAB || code == 0xBB || code == 0xB7 ||
           (code >= 0x2010 && code <= 0x2027);
}

/* The first byte of the piece between spaces that holds this one; looked for from the end of the word before. */
static const char *piece_begins(const char *from, const char *byte)
{
    const char *begin = from;
    while (from < byte)
        if (is_space(text_next(&from)))
            begin = from;
    return begin;
}

/* The word that begins here, bare of what stands around it; of no bytes when nothing is left. */
static struct words_one word_at(const char *text, const char *at)
{
    const char *begin = NULL, *end = NULL, *here = at;

    for (uint32_t code; (code = text_next(&at)) != 0 && !is_space(code); here = at)
        if (!is_around(code)) {
            begin = begin ? begin : here;
            end = at;
        }
    return begin ? (struct words_one){.from = (size_t)(begin - text), .bytes = (size_t)(end - begin)}
                 : (struct words_one){0};
}

/* The engine says: the word at this character (counted from 0) begins at this sample. A full line of words loses it. */
static void words_add(struct heard_words *words, size_t character, uint64_t frame)
{
    while (words->character < character && text_next(&words->at) != 0)
        words->character++;
    if (words->character != character || words->at < words->text + words->spoken)
        return; /* behind the end, or of a word that was told */
    struct words_one one = word_at(words->text, piece_begins(words->text + words->spoken, words->at));
    one.frame = frame;
    if (one.bytes == 0 || words->count == WORDS_WAITING)
        return;
    words->spoken = one.from + one.bytes;
    words->waiting[(words->first + words->count++) % WORDS_WAITING] = one;
}

/* The next word that begins before this many samples were heard; false when none is due. */
static bool words_due(struct heard_words *words, uint64_t heard, struct words_one *ret)
{
    if (words->count == 0 || words->waiting[words->first].frame >= heard)
        return false;
    *ret = words->waiting[words->first];
    words->first = (words->first + 1) % WORDS_WAITING;
    words->count--;
    return true;
}

/* --- the engine ---
 * In its synchronous mode it works inside espeak_Synth and calls back with pieces of sound. Nothing in the text is a command to it:
 * no SSML, no phonemes, no names of punctuation or capitals. */

enum { SPEECH_PIECE_MS = 20 }; /* of sound at a time */

struct speech_ear { /* who hears it */
    void *context;
    void (*word)(void *context, size_t character, uint64_t frame);        /* before its samples; counted from 0 */
    bool (*samples)(void *context, const int16_t *samples, size_t count); /* false stops the engine */
};

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

static void speech_close(struct speech *speech)
{
    if (speech->rate)
        espeak_Terminate();
    *speech = (struct speech){0};
}

/* `folder` holds espeak-ng-data, NULL: where the library's own lies. FILE_MISSING: the data are not
 * there, or not one voice of the table is. */
static fault speech_open(struct speech *speech, const char *folder)
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

/* Returns when all samples were handed over or the ear said stop. NO_ENTRY: nobody here speaks this language. */
static fault speech_say(struct speech *speech, const char *language, unsigned rate, const char *text,
                        const struct speech_ear *ear)
{
    const struct table_language *row = table_language(language);

    if (!speech->rate || !row || rate >= VOICE_RATES || !load(speech, row))
        return FAULT_NO_ENTRY;
    pace(&row->paces[rate]);
    espeak_ERROR error = espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, (void *)ear);
    return error == EE_OK ? FAULT_NONE : FAULT_NO_MEMORY;
}

/* --- the card: 16-bit samples of one channel at the engine's rate --------------------------------------------------- */

enum { PERIOD_MS = 10, BUFFER_MS = 200 };

static int set_hardware(snd_pcm_t *pcm, unsigned rate)
{
    snd_pcm_hw_params_t *hardware;
    snd_pcm_uframes_t period = rate * PERIOD_MS / 1000, buffer = rate * BUFFER_MS / 1000;
    int error = snd_pcm_hw_params_malloc(&hardware);
    if (error)
        return error;
    if ((error = snd_pcm_hw_params_any(pcm, hardware)) >= 0 &&
        (error = snd_pcm_hw_params_set_access(pcm, hardware, SND_PCM_ACCESS_RW_INTERLEAVED)) >= 0 &&
        (error = snd_pcm_hw_params_set_format(pcm, hardware, SND_PCM_FORMAT_S16)) >= 0 &&
        (error = snd_pcm_hw_params_set_channels(pcm, hardware, 1)) >= 0 &&
        (error = snd_pcm_hw_params_set_rate(pcm, hardware, rate, 0)) >= 0 &&
        (error = snd_pcm_hw_params_set_period_size_near(pcm, hardware, &period, NULL)) >= 0 &&
        (error = snd_pcm_hw_params_set_buffer_size_near(pcm, hardware, &buffer)) >= 0)
        error = snd_pcm_hw_params(pcm, hardware);
    snd_pcm_hw_params_free(hardware);
    return error;
}

/* It starts when card_start says so, and stops when it has nothing more. */
static int set_software(snd_pcm_t *pcm)
{
    snd_pcm_sw_params_t *software;
    snd_pcm_uframes_t never;
    int error = snd_pcm_sw_params_malloc(&software);
    if (error)
        return error;
    if ((error = snd_pcm_sw_params_current(pcm, software)) >= 0 &&
        (error = snd_pcm_sw_params_get_boundary(software, &never)) >= 0 &&
        (error = snd_pcm_sw_params_set_start_threshold(pcm, software, never)) >= 0)
        error = snd_pcm_sw_params(pcm, software);
    snd_pcm_sw_params_free(software);
    return error;
}

static void card_close(struct card *card)
{
    if (card->pcm)
        snd_pcm_close(card->pcm);
    card->pcm = NULL;
    card->runs = false;
    card->written = 0;
}

/* Opens it if it is closed, and sees that its mixer lets sound through. NO_ENTRY: it is not there; BUSY: another has
 * it. */
static fault card_open(struct card *card, unsigned rate)
{
    if (card->pcm)
        return FAULT_NONE;
    int error = snd_pcm_open(&card->pcm, card->device, SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK);
    if (error) {
        card->pcm = NULL;
        return error == -EBUSY ? FAULT_BUSY : FAULT_NO_ENTRY;
    }
    if (set_hardware(card->pcm, rate) < 0 || set_software(card->pcm) < 0) {
        card_close(card);
        return FAULT_NO_ENTRY;
    }
    mixer_let_through(card->pcm);
    card->written = 0;
    card->runs = false;
    return FAULT_NONE;
}

/* After a gap, or a machine that slept: begin anew. */
static bool mend(struct card *card, int error)
{
    if (error != -EPIPE && error != -ESTRPIPE)
        return false;
    card->runs = false;
    return snd_pcm_prepare(card->pcm) == 0;
}

/* Samples into its buffer. BUSY: no room for all just now; *ret_taken says how many found some. NO_ENTRY: it is gone.
 */
static fault card_write(struct card *card, const int16_t *samples, size_t count, size_t *ret_taken)
{
    *ret_taken = 0;
    if (!card->pcm)
        return FAULT_NO_ENTRY;
    snd_pcm_sframes_t got = snd_pcm_writei(card->pcm, samples, count);
    if (got < 0 && mend(card, (int)got))
        got = snd_pcm_writei(card->pcm, samples, count);
    if (got < 0 && got != -EAGAIN)
        return FAULT_NO_ENTRY;
    *ret_taken = got < 0 ? 0 : (size_t)got;
    card->written += *ret_taken;
    return *ret_taken == count ? FAULT_NONE : FAULT_BUSY;
}

/* Lets it play what it has; it stops by itself when that is heard. */
static void card_start(struct card *card)
{
    if (card->pcm && !card->runs && snd_pcm_state(card->pcm) == SND_PCM_STATE_PREPARED)
        card->runs = snd_pcm_start(card->pcm) == 0;
}

/* Samples written that were not heard yet, the way to the ear included as far as the card knows it. */
static size_t card_unheard(struct card *card)
{
    snd_pcm_sframes_t delay = 0;
    if (!card->pcm || snd_pcm_state(card->pcm) == SND_PCM_STATE_XRUN)
        return 0; /* it stopped by itself: all was heard */
    if (snd_pcm_delay(card->pcm, &delay) < 0 || delay < 0)
        return 0;
    return (uint64_t)delay < card->written ? (size_t)delay : (size_t)card->written;
}

/* Silence now; what was not heard is lost. */
static void card_drop(struct card *card)
{
    if (!card->pcm)
        return;
    snd_pcm_drop(card->pcm);
    if (snd_pcm_prepare(card->pcm))
        card_close(card);
    card->runs = false;
    card->written = 0;
}

/* Keeps libasound from writing to standard error; its arguments are snd_lib_error_handler_t. */
static void say_nothing(const char *file, int line, const char *function, int error, const char *format, ...)
{
    (void)file, (void)line, (void)function, (void)error, (void)format;
}

/* --- one text ------------------------------------------------------------------------------------------------------ */

enum {
    PIECE = 512,
    PAD_MS = 25 /* of silence behind the end: two periods, which push the last sound through ALSA's plug */
};

struct saying {
    struct mouth *mouth;
    const struct voice_request *request;
    struct heard_words words;
    uint64_t made, skipped; /* samples of the text: written so far, left out before the first */
    int32_t gain;
    int16_t last; /* the newest sample, where a falling edge begins */
    bool began;
    enum saying_end end; /* SAYING_SAID while all is well */
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static size_t samples_of(const struct saying *saying, int ms)
{
    return (size_t)saying->mouth->speech.rate * (size_t)ms / 1000;
}

static int ms_of(const struct saying *saying, size_t samples)
{
    return (int)(samples * 1000 / (size_t)saying->mouth->speech.rate);
}

/* Waits so long, or until something comes in; true for that. */
static bool comes_in(const struct saying *saying, int ms)
{
    struct pollfd at[] = {{.fd = saying->mouth->line->client, .events = POLLIN},
                          {.fd = saying->mouth->signals, .events = POLLIN}};
    return saying->mouth->line->client < 0 || poll(at, 2, ms) > 0;
}

static void tell_words(struct saying *saying)
{
    struct card *card = &saying->mouth->card;
    uint64_t heard = card->written - card_unheard(card);
    struct words_one word;

    while (words_due(&saying->words, heard, &word))
        line_tell(saying->mouth->line, VOICE_WORD, saying->request->serial, word.from, word.bytes);
}

static void begin_to_play(struct saying *saying)
{
    card_start(&saying->mouth->card);
    if (!saying->began)
        line_tell(saying->mouth->line, VOICE_BEGAN, saying->request->serial, 0, 0);
    saying->began = true;
}

/* Waits until at most so many ms are unheard, and tells the words meanwhile. False: something came in, or the card is
 * stuck. */
static bool hold_back(struct saying *saying, int ahead_ms)
{
    size_t ahead = samples_of(saying, ahead_ms), before = SIZE_MAX;
    int64_t moved_ms = now_ms();

    for (;;) {
        size_t unheard = card_unheard(&saying->mouth->card);
        tell_words(saying);
        if (unheard <= ahead)
            break;
        if (unheard < before)
            moved_ms = now_ms();
        before = unheard;
        if (now_ms() - moved_ms > SAYING_STUCK_MS)
            saying->end = SAYING_NO_CARD;
        int due = ms_of(saying, unheard - ahead) + 1;
        if (saying->end == SAYING_SAID && comes_in(saying, due < SPEECH_PIECE_MS ? due : SPEECH_PIECE_MS))
            saying->end = SAYING_STOPPED;
        if (saying->end != SAYING_SAID)
            return false;
    }
    if (comes_in(saying, 0))
        saying->end = SAYING_STOPPED;
    return saying->end == SAYING_SAID;
}

/* All of it into the card, which has room: what is unheard is a quarter of its buffer. */
static bool write_all(struct saying *saying, const int16_t *samples, size_t count)
{
    int64_t since_ms = now_ms();
    size_t taken;

    for (size_t done = 0; done < count; done += taken) {
        fault f = card_write(&saying->mouth->card, samples + done, count - done, &taken);
        if (taken)
            since_ms = now_ms();
        if ((f && f != FAULT_BUSY) || now_ms() - since_ms > SAYING_STUCK_MS)
            return false;
        if (f == FAULT_BUSY) {
            begin_to_play(saying);
            poll(NULL, 0, 2);
        }
    }
    return true;
}

/* As loud as asked; the first sound rises. */
static void shape(const struct saying *saying, int16_t *out, const int16_t *samples, size_t count)
{
    const int64_t edge = (int64_t)samples_of(saying, SAYING_EDGE_MS);
    for (size_t i = 0; i < count; i++) {
        int64_t at = (int64_t)(saying->made + i), value = ((int64_t)samples[i] * saying->gain + 16384) >> 15;
        out[i] = (int16_t)(at < edge ? value * at / edge : value);
    }
}

/* Starts the card once it holds enough (again after a gap), then keeps the engine at the ear's pace. */
static bool keep_pace(struct saying *saying)
{
    struct card *card = &saying->mouth->card;
    const int enough_ms = SAYING_AHEAD_MS - SPEECH_PIECE_MS;

    if (!card->runs && card_unheard(card) >= samples_of(saying, enough_ms))
        begin_to_play(saying);
    if (card->runs)
        return hold_back(saying, enough_ms);
    if (comes_in(saying, 0))
        saying->end = SAYING_STOPPED;
    return saying->end == SAYING_SAID;
}

/* The engine begins each text with a breath of silence; nobody needs to wait for it. */
static size_t breath(struct saying *saying, const int16_t *samples, size_t count)
{
    size_t zeros = 0;
    while (saying->made == 0 && zeros < count && samples[zeros] == 0)
        zeros++;
    saying->skipped += zeros;
    return zeros;
}

static bool take_samples(void *context, const int16_t *samples, size_t count)
{
    struct saying *saying = context;
    int16_t out[PIECE];

    for (size_t done = breath(saying, samples, count), some; done < count; done += some) {
        some = count - done < PIECE ? count - done : PIECE;
        shape(saying, out, samples + done, some);
        if (!write_all(saying, out, some)) {
            saying->end = SAYING_NO_CARD;
            return false;
        }
        saying->made += some;
        saying->last = out[some - 1];
        if (!keep_pace(saying))
            return false;
    }
    return true;
}

static void take_word(void *context, size_t character, uint64_t frame)
{
    struct saying *saying = context;
    const struct spoken *spoken = &saying->mouth->spoken;

    if (character >= spoken->characters)
        return;
    words_add(&saying->words, spoken->from[character], frame > saying->skipped ? frame - saying->skipped : 0);
}

/* A falling edge from the newest sample, then silence. */
static bool write_end(struct saying *saying)
{
    int16_t out[PIECE * 2];
    size_t edge = samples_of(saying, SAYING_EDGE_MS), all = edge + samples_of(saying, PAD_MS);

    if (all > PIECE * 2)
        all = PIECE * 2;
    for (size_t i = 0; i < all; i++)
        out[i] = (int16_t)(i < edge ? (int64_t)saying->last * (int64_t)(edge - i) / (int64_t)edge : 0);
    return write_all(saying, out, all);
}

/* Silence: what is in the card is heard with its falling edge, but not past the time that AUD-06 leaves. */
static void fall_silent(struct saying *saying)
{
    struct card *card = &saying->mouth->card;
    int64_t until_ms = now_ms() + SAYING_SILENCE_MS;

    if (card->runs && write_end(saying))
        while (card_unheard(card) > samples_of(saying, PAD_MS) && now_ms() < until_ms)
            poll(NULL, 0, 2);
    card_drop(card);
}

static void hear_the_end(struct saying *saying)
{
    if (!write_end(saying)) {
        saying->end = SAYING_NO_CARD;
        return;
    }
    begin_to_play(saying);
    if (!hold_back(saying, PAD_MS)) /* ALSA's plug may keep the rest of the padding for ever */
        return;
    line_tell(saying->mouth->line, VOICE_ENDED, saying->request->serial, 0, 0);
    card_drop(&saying->mouth->card);
}

/* Says a text and tells the kiosk BEGAN, its WORDs and ENDED. Returns when all was heard, or as soon as there is silence. */
static enum saying_end mouth_say(struct mouth *mouth, const struct voice_request *request)
{
    struct saying saying = {.mouth = mouth, .request = request, .gain = table_gain(request->volume)};
    const struct speech_ear ear = {&saying, take_word, take_samples};

    words_begin(&saying.words, request->text);
    if (!table_language(request->language))
        return SAYING_NOBODY;
    if (card_open(&mouth->card, (unsigned)mouth->speech.rate))
        return SAYING_NO_CARD;
    spoken_make(&mouth->spoken, request->text);
    fault f = speech_say(&mouth->speech, request->language, request->rate, mouth->spoken.text, &ear);
    bytes_wipe(&mouth->spoken, sizeof mouth->spoken);
    if (f)
        return SAYING_NOBODY;
    if (saying.end == SAYING_SAID)
        hear_the_end(&saying);
    if (saying.end == SAYING_STOPPED)
        fall_silent(&saying);
    if (saying.end == SAYING_NO_CARD)
        card_close(&mouth->card);
    return saying.end;
}

/* Would anything be heard? There is an engine, and the card opens as it would for a text. Then it is closed until the next one. */
static bool mouth_sounds(struct mouth *mouth)
{
    bool good = mouth->speech.rate > 0 && card_open(&mouth->card, (unsigned)mouth->speech.rate) == FAULT_NONE;
    card_close(&mouth->card);
    return good;
}

/* --- what the kiosk asks for ---------------------------------------------------------------------------------------- */

enum {
    REST_MS = 5000 /* the card is closed after so long a silence */,
    LOOK_MS = 5000 /* a missing card is looked for */
};

static void tell_ready(struct mouth *mouth, bool ready)
{
    mouth->ready = ready;
    line_tell(mouth->line, VOICE_READY, 0, ready, 0);
}

static void say(struct mouth *mouth, const struct voice_request *request)
{
    if (!mouth->ready && mouth_sounds(mouth))
        tell_ready(mouth, true);
    enum saying_end end = mouth->ready ? mouth_say(mouth, request) : SAYING_NO_CARD;
    if (end == SAYING_NOBODY || end == SAYING_NO_CARD)
        line_tell(mouth->line, VOICE_FAILED, request->serial, 0, 0);
    if (end == SAYING_NO_CARD && mouth->ready) {
        fputs("voice: the sound card is gone\n", stderr);
        tell_ready(mouth, false);
    }
}

static void hear(struct mouth *mouth)
{
    struct voice_request request;

    while (line_take(mouth->line, &request) == LINE_REQUEST) {
        if (request.verb == VOICE_SAY)
            say(mouth, &request);
        bytes_wipe(&request, sizeof request);
    }
    bytes_wipe(&request, sizeof request);
}

/* Nothing came for a while: the card may sleep, or a missing one be looked for. */
static void rest(struct mouth *mouth)
{
    bool sounds = mouth_sounds(mouth);
    if (mouth->line->client >= 0 && !mouth->ready && sounds)
        tell_ready(mouth, true);
}

static int patience_ms(const struct mouth *mouth)
{
    if (mouth->card.pcm)
        return REST_MS;
    return mouth->line->client >= 0 && !mouth->ready && mouth->speech.rate ? LOOK_MS : -1;
}

/* One iteration; false when a signal says to end. */
static bool iterate(struct mouth *mouth)
{
    struct pollfd at[] = {{.fd = mouth->signals, .events = POLLIN},
                          {.fd = mouth->line->client, .events = POLLIN},
                          {.fd = mouth->line->client < 0 ? mouth->line->listener : -1, .events = POLLIN}};

    int ready = poll(at, 3, patience_ms(mouth));
    if (at[0].revents)
        return false;
    if (ready == 0)
        rest(mouth);
    else if (at[1].revents)
        hear(mouth);
    else if (at[2].revents && line_accept(mouth->line))
        tell_ready(mouth, mouth_sounds(mouth));
    return true;
}

void mouth_serve(struct mouth *mouth, const char *folder)
{
    snd_lib_error_set_handler(say_nothing);
    if (speech_open(&mouth->speech, folder))
        fputs("voice: the engine's data are not there; nothing will be heard\n", stderr);
    while (iterate(mouth))
        ;
    card_close(&mouth->card);
    speech_close(&mouth->speech);
}
