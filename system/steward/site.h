/* The ports of this place's panel, stick and printer, and how the panel hangs: one line each in /data/site, written
 * when the kiosk is commissioned. */
#pragma once

#include "base/fault.h"
#include "system/usb/usb.h"

/* What is recorded; nothing for what is not, or can't be read. */
void site_read(struct usb_policy *policy);
/* Each records a port, with the other name of its socket, and tells the policy. */
fault site_panel(struct usb_policy *policy, const char *port);
fault site_stick(struct usb_policy *policy, const char *port);
fault site_printer(struct usb_policy *policy, const char *port);
/* How the panel hangs, in quarters, 0 to 3. */
fault site_rotation(int quarters);
