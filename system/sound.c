#include "system/sound.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sound/asound.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { CARDS = 8, CONTROLS = 256, CHANNELS = 8 };

int sound_card(void)
{
    char path[40];
    for (int card = 0; card < CARDS; card++) {
        snprintf(path, sizeof path, "/dev/snd/pcmC%dD0p", card);
        if (access(path, F_OK) == 0)
            return card;
    }
    return -1;
}

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length >= tail && strcmp(name + length - tail, end) == 0;
}

/* As the kernel names them (Documentation/sound/designs/control-names.rst). */
static bool is_way_out(const char *name)
{
    static const char *const outs[] = {"Master",         "PCM",      "Headphone", "Headset", "Speaker", "Bass Speaker",
                                       "Front Playback", "Line Out", "DAC"};
    for (size_t i = 0; i < sizeof outs / sizeof *outs; i++)
        if (strncmp(name, outs[i], strlen(outs[i])) == 0)
            return ends_with(name, " Playback Switch") || ends_with(name, " Playback Volume");
    return false;
}

static bool set_full(int fd, const struct snd_ctl_elem_id *id)
{
    struct snd_ctl_elem_info info = {.id = *id};
    struct snd_ctl_elem_value value = {.id = *id};
    if (ioctl(fd, SNDRV_CTL_IOCTL_ELEM_INFO, &info) != 0 ||
        (info.type != SNDRV_CTL_ELEM_TYPE_BOOLEAN && info.type != SNDRV_CTL_ELEM_TYPE_INTEGER))
        return false;
    for (unsigned i = 0; i < info.count && i < CHANNELS; i++)
        value.value.integer.value[i] = info.type == SNDRV_CTL_ELEM_TYPE_BOOLEAN ? 1 : info.value.integer.max;
    return ioctl(fd, SNDRV_CTL_IOCTL_ELEM_WRITE, &value) >= 0;
}

void sound_open_up(int card)
{
    char path[40];
    static struct snd_ctl_elem_id ids[CONTROLS];
    struct snd_ctl_elem_list list = {.space = CONTROLS, .pids = ids};
    unsigned opened = 0;
    snprintf(path, sizeof path, "/dev/snd/controlC%d", card);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd >= 0 && ioctl(fd, SNDRV_CTL_IOCTL_ELEM_LIST, &list) == 0)
        for (unsigned i = 0; i < list.used && i < CONTROLS; i++)
            opened += is_way_out((const char *)ids[i].name) && set_full(fd, &ids[i]);
    fprintf(stderr, "voice: card %d: %u of %u controls opened\n", card, opened, list.used);
    if (fd >= 0)
        close(fd);
}
