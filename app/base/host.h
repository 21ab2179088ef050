/* What the program asks of the world. The kiosk answers in world/, sirkelctl in ctl/, the tests in tests/kit/host_fake.c:
 * decided when linking, one binary, one world. The kiosk answers all of it, the others what their parts of it ask. */
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

/* The stick: on a kiosk the folder where the steward mounts it (present: something is mounted there), on a desk a folder
 * that stands for it. */
bool host_stick_present(const char *folder);
/* All is written: from now on reading asks the stick itself, and nothing can be written (mounted anew). Desk: nothing to
 * do. No file of the stick may be open. */
fault host_stick_again(const char *folder);
