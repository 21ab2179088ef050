/* The card: parameters, writing, and how far the ear is. */
#include "voice/card.h"

#include <alsa/asoundlib.h>
#include <errno.h>
#include "voice/mixer.h"

enum { PERIOD_MS = 10, BUFFER_MS = 200 };

static void say_nothing(const char *file, int line, const char *function, int error, const char *format, ...)
{
    (void)file, (void)line, (void)function, (void)error, (void)format;
}

void card_quiet(void)
{
    snd_lib_error_set_handler(say_nothing);
}

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

fault card_open(struct card *card, unsigned rate)
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

fault card_write(struct card *card, const int16_t *samples, size_t count, size_t *ret_taken)
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

void card_start(struct card *card)
{
    if (card->pcm && !card->runs && snd_pcm_state(card->pcm) == SND_PCM_STATE_PREPARED)
        card->runs = snd_pcm_start(card->pcm) == 0;
}

size_t card_unheard(struct card *card)
{
    snd_pcm_sframes_t delay = 0;
    if (!card->pcm || snd_pcm_state(card->pcm) == SND_PCM_STATE_XRUN)
        return 0; /* it stopped by itself: all was heard */
    if (snd_pcm_delay(card->pcm, &delay) < 0 || delay < 0)
        return 0;
    return (uint64_t)delay < card->written ? (size_t)delay : (size_t)card->written;
}

void card_drop(struct card *card)
{
    if (!card->pcm)
        return;
    snd_pcm_drop(card->pcm);
    if (snd_pcm_prepare(card->pcm))
        card_close(card);
    card->runs = false;
    card->written = 0;
}

void card_close(struct card *card)
{
    if (card->pcm)
        snd_pcm_close(card->pcm);
    card->pcm = NULL;
    card->runs = false;
    card->written = 0;
}
