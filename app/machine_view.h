/* What the machine's screens say. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "rule/machine.h"
#include "rule/verdict.h"

enum { MACHINE_NOTE = 480 };
enum update_stage { UPDATE_NOT_LOOKED, UPDATE_REFUSED, UPDATE_READY, UPDATE_UNDER_WAY, UPDATE_STANDS };
struct machine_view { /* what the machine's screens say; no names, no groups */
    bool here;        /* there is a steward to ask: this is no desk */
    struct machine_about about;
    char note[MACHINE_NOTE]; /* the same, signed by the kiosk; "" when it could not be signed */
    int64_t note_time;       /* UTC seconds in it */
    bool clock_moved;        /* staff have turned a part: the clock to be set no longer goes by itself */
    int64_t clock_minute;    /* shown last */
    int64_t clock;           /* UTC seconds to be set, while it stands */
    enum machine_part clock_part;
    enum update_stage update;
    enum verdict update_verdict;       /* why nothing can be written, or how it ended */
    char update_version[MACHINE_WORD]; /* on the stick */
    int64_t update_done, update_all, update_asked_ms;
};
