/* Updates from a memory stick, for the device manager: one verb of machine.def, one function. What a fault means here:
 *   STICK_GONE    no stick, or it went away          FILE_MISSING  there is no update on the stick
 *   NOT_SIGNED    the signature is missing or wrong  FILE_DAMAGED  a file is not what the manifest says
 *   NO_ENTRY      not newer than what runs           TOO_NEW       made for older data than those here
 *   FILE_FOREIGN  another product's                  BUSY          something is being written already, or the running
 *   DISK_…        the kiosk's own disk                             version is still being tried
 *   TOO_LARGE     it does not fit the slot */
#pragma once

#include "base/file.h"
#include "base/machine.h"

#define UPDATE_FOLDER "sirkel-update" /* on the stick */
#define UPDATE_KEY "/usr/share/sirkel/image.pub"

/* Is there a signed, newer version on the stick? Its version ("0.4.0") into `ret_version`. */
fault update_look(char *ret_version, size_t size);
/* Looks again, then writes it to the other slot in a child. */
fault update_begin(void);
/* Staff are content: the start is good, and the copy of the data from before goes. */
fault update_keep(void);
/* This start is good: the slot is not counted any longer. Quick and harmless when it was good already. */
fault update_good_start(void);
/* True while the running version is still being tried: if no good start comes, the machine should be started again, so
 * that the next try, or the other slot, starts. */
bool update_on_trial(void);
