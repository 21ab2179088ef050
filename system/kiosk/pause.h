/* How soon the kiosk is started again, and as what: decided from how the last starts ended. Pure; the small file that
 * remembers lies in /run, so switching off and on forgets. main.c reads it, and the unit test system_pause. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    PAUSE_LONGEST_S = 60,
    PAUSE_FORGET_MS = 5 * 60 * 1000, /* a start that lasted so long wipes the slate */
    PAUSE_FAILED_MS = 60 * 1000,     /* one that ended sooner, or never got ready, failed */
    PAUSE_FAILED_MOST = 3,           /* in a row; then safe mode */
    PAUSE_START_S = 3 * 60,          /* the first frame stands by then, or the start is ended and has failed */
    PAUSE_SAFE_MODE_S = 10 * 60      /* after which the real one is tried again */
};

struct pause_history {
    uint32_t ends;    /* in a row, each too soon after its start */
    uint32_t failed;  /* failed starts in a row */
    bool safe_mode;   /* the last start was in safe mode */
    int64_t began_ms; /* of the last start, since the machine's */
};
struct pause_plan {
    uint32_t wait_s;
    bool safe_mode;
};

/* A start has ended: `ready` when it had said READY, `timed` when it ran in safe mode and its time was over. */
void pause_ended(struct pause_history *history, int64_t now_ms, bool ready, bool timed);
enum { PAUSE_TEXT = 64 };
/* As one line of text. `out` holds PAUSE_TEXT. */
void pause_write(const struct pause_history *history, char *out);
/* And back; anything unreadable is a clean slate. Gives what the next start is to be. */
struct pause_plan pause_read(struct pause_history *ret_history, const char *text);
