/* What the program asks of the world. Kiosk and sirkelctl answer in world/, the tests in tests/kit/host_fake.c: decided when linking, one
 * binary, one world. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"
#include "base/machine.h"
#include "base/printer.h"
#include "base/voice.h"

/* UTC seconds since 1970, from the machine's clock; may be wrong and may jump. */
int64_t host_now(void);
/* Milliseconds that only grow, suspended time included (CLOCK_BOOTTIME). */
int64_t host_steady_ms(void);
/* Width in px of one line of text, shaped, in the face and em of the language's font. */
float host_text_width(const char *language, int face, int em_px, const char *text, size_t bytes);
/* Bytes free for us on the disk that holds the data. */
int64_t host_disk_free(const char *folder);
/* Speaks a text in a language, and stops what was being said. With a headset plugged in everything is heard there; without one
 * only what is not `personal` and what somebody asked to hear `aloud` (AUD-03, AUD-16). Any length; written to the speech log. */
void host_say(const char *language, const char *text, bool personal, bool aloud);
void host_hush(void);
/* How fast and how loud from the next text on: 0 to VOICE_RATES - 1, 0 to VOICE_VOLUMES - 1. */
void host_voice_set(int rate, int volume);
bool host_voice(void);   /* is there a voice that could be heard? */
bool host_headset(void); /* is a headset plugged in? */
/* The display found a plug in a headset's jack, or found it pulled: then what was being said stops at once. */
void host_headset_set(bool is_in);
/* What the voice sent since, oldest first; false when there is no more. CURRENT: it is about the newest text, all parts of it being one;
 * an event of an older text may still have waited in a queue. */
bool host_voice_event(struct voice_event *ret);
bool host_voice_is_current(const struct voice_event *event);
/* A precise line for the technician (standard error); never a word a visitor wrote or chose. */
void host_log(const char *line);

/* Asks the machine's steward for one act (machine.def) and waits for its answer, some seconds at most. NO_ENTRY: there is
 * none, this is a desk. STEWARD_GONE: it does not answer now. Else what it answered; *ret (may be NULL) is that answer, all
 * zero when there was none. */
fault host_machine(enum machine_verb verb, int64_t number, struct machine_answer *ret);

/* The printer (base/printer.h). What it has to say comes to the loop, whenever it does. NO_ENTRY: there is no printing program;
 * BUSY: it takes no more just now, the same call again in the next iteration. Pages come one after the other, PRINTER_HEIGHT rows each. */
fault host_print_look(void);
fault host_print_begin(int pages);
fault host_print_rows(const uint8_t *grey, int rows); /* rows of PRINTER_WIDTH bytes, PRINTER_ROWS at most */
fault host_print_send(void);
void host_print_cancel(void);
/* The same; SILENT once for a sheet that the program took with it. */
bool host_printer_event(struct printer_event *ret);

/* What the loop sleeps on beside the display: the sockets of the programs that answer in events. Fills HOST_FDS at most and returns
 * how many; *ret_again_ms: when to call again at the latest (host_steady_ms), since one that should be there is away; -1: never. */
enum { HOST_FDS = 2 };
struct pollfd;
int host_poll(struct pollfd *fds, int64_t *ret_again_ms);

/* The stick: on a kiosk the folder where the steward mounts it (present: something is mounted there), on a desk a folder
 * that stands for it. */
bool host_stick_present(const char *folder);
/* All is written: from now on reading asks the stick itself, and nothing can be written (mounted anew). Desk: nothing to
 * do. No file of the stick may be open. */
fault host_stick_again(const char *folder);
