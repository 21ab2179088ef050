/* A sound card with a clock, for the tests of the voice: an ALSA plugin (48 000 a second, two channels, like a codec)
 * that takes samples as fast as time passes and writes to a file what was really heard: what a drop takes away is not
 * in it. Its log tells when it started, stopped, ran dry and was closed (CLOCK_MONOTONIC). `needs` is its cable:
 * without that file there is no card. Loaded by libasound, see tests/programs/voice/check.py. */
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { RATE = 48000, ROOM = 1 << 16 };

struct card {
    snd_pcm_ioplug_t io;
    FILE *heard, *log;
    char needs[256];
    int16_t ring[ROOM][2];
    unsigned long taken, played; /* frames since prepare */
    double start;
    int runs;
};

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void note(struct card *card, const char *what)
{
    fprintf(card->log, "%s %.6f %lu\n", what, now(), card->played);
    fflush(card->log);
}

static int is_gone(const struct card *card)
{
    return card->needs[0] && access(card->needs, F_OK) != 0;
}

/* Plays what is due by the clock; 0 when it ran dry. */
static int play(struct card *card)
{
    unsigned long due = card->runs ? (unsigned long)((now() - card->start) * RATE) : 0;
    int dry = due > card->taken;
    for (due = dry ? card->taken : due; card->played < due; card->played++)
        fwrite(card->ring[card->played % ROOM], sizeof *card->ring, 1, card->heard);
    return !dry;
}

static int card_start(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    card->start = now();
    card->runs = 1;
    note(card, "start");
    return 0;
}

static int card_stop(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    play(card);
    fflush(card->heard);
    if (card->runs)
        note(card, "stop");
    card->runs = 0;
    return 0;
}

static snd_pcm_sframes_t card_pointer(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    if (is_gone(card))
        return -ENODEV;
    if (!play(card)) {
        note(card, "dry");
        card->runs = 0;
        return -EPIPE;
    }
    return (snd_pcm_sframes_t)(card->played % io->buffer_size);
}

static snd_pcm_sframes_t card_transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas,
                                       snd_pcm_uframes_t offset, snd_pcm_uframes_t size)
{
    struct card *card = io->private_data;
    if (is_gone(card))
        return -ENODEV;
    for (snd_pcm_uframes_t i = 0; i < size; i++, card->taken++)
        for (int channel = 0; channel < 2; channel++) {
            const snd_pcm_channel_area_t *area = &areas[channel];
            const char *at = (const char *)area->addr + (area->first + area->step * (offset + i)) / 8;
            memcpy(&card->ring[card->taken % ROOM][channel], at, sizeof(int16_t));
        }
    return (snd_pcm_sframes_t)size;
}

static int card_prepare(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    card->taken = card->played = 0;
    card->runs = 0;
    return 0;
}

static int card_close(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    note(card, "close");
    fclose(card->heard);
    fclose(card->log);
    free(card);
    return 0;
}

static const snd_pcm_ioplug_callback_t callback = {.start = card_start,
                                                   .stop = card_stop,
                                                   .pointer = card_pointer,
                                                   .transfer = card_transfer,
                                                   .prepare = card_prepare,
                                                   .close = card_close};

/* What a codec can: one rate, two channels, 10 ms to 400 ms of buffer. */
static int limit(snd_pcm_ioplug_t *io)
{
    const unsigned access[] = {SND_PCM_ACCESS_RW_INTERLEAVED, SND_PCM_ACCESS_MMAP_INTERLEAVED};
    const unsigned format[] = {SND_PCM_FORMAT_S16_LE};
    int error = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_ACCESS, 2, access);
    if (!error)
        error = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_FORMAT, 1, format);
    if (!error)
        error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_CHANNELS, 2, 2);
    if (!error)
        error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_RATE, RATE, RATE);
    if (!error)
        error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 4 * 120, 4 * 4800);
    if (!error)
        error = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_BUFFER_BYTES, 4 * 480, 4 * 19200);
    return error;
}

static const char *option(snd_config_t *conf, const char *name)
{
    const char *text = "";
    snd_config_t *node;
    if (snd_config_search(conf, name, &node) == 0)
        snd_config_get_string(node, &text);
    return text;
}

SND_PCM_PLUGIN_DEFINE_FUNC(sirkel_card)
{
    struct card *card = calloc(1, sizeof *card);
    (void)root;
    if (!card)
        return -ENOMEM;
    snprintf(card->needs, sizeof card->needs, "%s", option(conf, "needs"));
    card->heard = is_gone(card) ? NULL : fopen(option(conf, "heard"), "ab");
    card->log = card->heard ? fopen(option(conf, "log"), "ab") : NULL;
    if (!card->log) {
        free(card);
        return -ENOENT;
    }
    card->io = (snd_pcm_ioplug_t){.version = SND_PCM_IOPLUG_VERSION,
                                  .name = "a card with a clock",
                                  .poll_fd = 0,
                                  .callback = &callback,
                                  .private_data = card};
    int error = snd_pcm_ioplug_create(&card->io, name, stream, mode);
    if (!error && (error = limit(&card->io)))
        snd_pcm_ioplug_delete(&card->io);
    *pcmp = card->io.pcm;
    return error;
}

SND_PCM_PLUGIN_SYMBOL(sirkel_card);
