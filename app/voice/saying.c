/* From the engine's pieces to the card, held back to the ear's pace, with one eye on the line. */
#include "voice/saying.h"

#include <poll.h>
#include <time.h>
#include "voice/table.h"
#include "voice/words.h"

enum {
    PIECE = 512,
    PAD_MS = 25 /* of silence behind the end: two periods, which push the last sound through ALSA's plug */
};

struct saying {
    const struct saying_parts *parts;
    const struct voice_ask *ask;
    struct words words;
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
    return (size_t)saying->parts->speech->rate * (size_t)ms / 1000;
}

static int ms_of(const struct saying *saying, size_t samples)
{
    return (int)(samples * 1000 / (size_t)saying->parts->speech->rate);
}

/* Waits so long, or until something comes in; true for that. */
static bool comes_in(const struct saying *saying, int ms)
{
    struct pollfd at[] = {{.fd = saying->parts->line->client, .events = POLLIN},
                          {.fd = saying->parts->signals, .events = POLLIN}};
    return saying->parts->line->client < 0 || poll(at, 2, ms) > 0;
}

static void tell_words(struct saying *saying)
{
    struct card *card = saying->parts->card;
    uint64_t heard = card->written - card_unheard(card);
    struct words_one word;

    while (words_due(&saying->words, heard, &word))
        line_tell(saying->parts->line, VOICE_WORD, saying->ask->serial, word.from, word.bytes);
}

static void begin_to_play(struct saying *saying)
{
    card_start(saying->parts->card);
    if (!saying->began)
        line_tell(saying->parts->line, VOICE_BEGAN, saying->ask->serial, 0, 0);
    saying->began = true;
}

/* Waits until at most so many ms are unheard, and tells the words meanwhile. False: something came in, or the card is
 * stuck. */
static bool hold_back(struct saying *saying, int ahead_ms)
{
    size_t ahead = samples_of(saying, ahead_ms), before = SIZE_MAX;
    int64_t moved_ms = now_ms();

    for (;;) {
        size_t unheard = card_unheard(saying->parts->card);
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
        fault f = card_write(saying->parts->card, samples + done, count - done, &taken);
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
    struct card *card = saying->parts->card;
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
    words_add(&saying->words, character, frame > saying->skipped ? frame - saying->skipped : 0);
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
    struct card *card = saying->parts->card;
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
    line_tell(saying->parts->line, VOICE_ENDED, saying->ask->serial, 0, 0);
    card_drop(saying->parts->card);
}

enum saying_end saying_say(const struct saying_parts *parts, const struct voice_ask *ask)
{
    struct saying saying = {.parts = parts, .ask = ask, .gain = table_gain(ask->volume)};
    const struct speech_ear ear = {&saying, take_word, take_samples};

    words_begin(&saying.words, ask->text);
    if (!table_language(ask->language))
        return SAYING_NOBODY;
    if (card_open(parts->card, (unsigned)parts->speech->rate))
        return SAYING_NO_CARD;
    if (speech_say(parts->speech, ask->language, ask->rate, ask->text, &ear))
        return SAYING_NOBODY;
    if (saying.end == SAYING_SAID)
        hear_the_end(&saying);
    if (saying.end == SAYING_STOPPED)
        fall_silent(&saying);
    if (saying.end == SAYING_NO_CARD)
        card_close(parts->card);
    return saying.end;
}
