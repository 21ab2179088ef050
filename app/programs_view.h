/* What the screens say of the programs beside the kiosk, whoever is here. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/printer.h"

struct voice_view {   /* the machine's voice, whoever is here */
    bool here;        /* there was one in this run: Listen stands in the dock and stays there */
    bool sounds;      /* it can be heard now */
    bool headset;     /* a headset is plugged in */
    bool speaking;    /* time does not count as silence (TIM-02) */
    const char *mute; /* the language it turned out to have no voice for; static code */
};

struct printer_view { /* as it was told last */
    bool here;        /* there is a printing program */
    enum printer_state state;
    char name[PRINTER_NAME];
    int64_t looked_ms; /* steady time of the last look; 0: look again */
};
