/* The printer: which one is meant, and its node for the bridge's account alone while it is let in. */
#pragma once

#include <stddef.h>
#include "system/steward/devices.h"

struct printer_word {
    char node[2 * USB_PATH]; /* that the bridge was told of; "": none */
};

/* Which printer is let in, told to the bridge (bridge.h); after each walk. */
void printer_tell(struct printer_word *word, const struct devices *devices);
/* The one printer that is plugged in: records its port, gives its name. NO_ENTRY: none; BAD_INPUT: several. */
fault printer_choose(struct usb_policy *policy, const char *root, char *ret_name, size_t size);
