/* What a printer says of itself, made into what the kiosk knows (base/printer.def). All of it is a stranger's text. */
#pragma once

#include <stdbool.h>
#include "base/printer.h"

/* What stops a printer; the first is what people should hear of first. */
enum facts_reason {
    REASON_JAM = 1 << 0,
    REASON_OPEN = 1 << 1,
    REASON_PAPER = 1 << 2,
    REASON_INK = 1 << 3,
    REASON_STOPPED = 1 << 4,
};

/* The bit of a keyword of printer-state-reasons (RFC 8011 5.4.12); 0 for what stops nothing and for a word we don't
 * know. A report or a warning counts only for what stops any printer: an open cover, a jam, paper that is needed. */
unsigned facts_reason(const char *keyword);
/* How it stands, by those bits and by printer-state (stopped) and printer-is-accepting-jobs. */
enum printer_state facts_state(unsigned reasons, bool stopped, bool accepting);
/* Make and model as we show and log it: printable UTF-8, cut between two letters. */
void facts_name(char out[PRINTER_NAME], const char *name);
