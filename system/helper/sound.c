#include "system/helper/sound.h"

#include <stdio.h>
#include <unistd.h>

enum { CARDS = 8 };

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
