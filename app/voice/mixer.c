/* The mixer of a sound card, by ALSA. */
#include "voice/mixer.h"

#include <alsa/asoundlib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The names the kernel's HDA driver gives to what lies between the converter and a plug or a loudspeaker
 * (sound/pci/hda: hda_generic.c). */
static const char *const ways[] = {"Master",       "PCM",        "Headphone", "Speaker", "Bass Speaker",
                                   "Headphone+LO", "Speaker+LO", "Front",     "Line Out"};

static bool is_way(const char *name)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strcmp(name, ways[i]) == 0)
            return true;
    return false;
}

static void open_way(snd_mixer_elem_t *element)
{
    long least, most;

    if (snd_mixer_selem_has_playback_switch(element))
        snd_mixer_selem_set_playback_switch_all(element, 1);
    if (!snd_mixer_selem_has_playback_volume(element))
        return;
    if (snd_mixer_selem_get_playback_dB_range(element, &least, &most) == 0 && most > least)
        snd_mixer_selem_set_playback_dB_all(element, most < 0 ? most : 0, -1);
    else if (snd_mixer_selem_get_playback_volume_range(element, &least, &most) == 0)
        snd_mixer_selem_set_playback_volume_all(element, most);
}

/* The number of the card behind all plugs; negative: none. */
static int card_number(snd_pcm_t *pcm)
{
    snd_pcm_info_t *info;
    int number = -1;

    if (snd_pcm_info_malloc(&info))
        return -1;
    if (snd_pcm_info(pcm, info) == 0)
        number = snd_pcm_info_get_card(info);
    snd_pcm_info_free(info);
    return number;
}

void mixer_let_through(snd_pcm_t *pcm)
{
    snd_mixer_t *mixer;
    char name[16];
    int number = card_number(pcm);

    if (number < 0 || snd_mixer_open(&mixer, 0))
        return;
    snprintf(name, sizeof name, "hw:%d", number);
    if (snd_mixer_attach(mixer, name) == 0 && snd_mixer_selem_register(mixer, NULL, NULL) == 0 &&
        snd_mixer_load(mixer) == 0)
        for (snd_mixer_elem_t *e = snd_mixer_first_elem(mixer); e; e = snd_mixer_elem_next(e))
            if (is_way(snd_mixer_selem_get_name(e)))
                open_way(e);
    snd_mixer_close(mixer);
}
