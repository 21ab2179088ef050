/* What the device manager writes for the bridge: which printer is accepted. */
#pragma once

/* Holds one line, the device's node under /dev/bus/usb, which is another one at each plugging-in; absent while there is
 * none. Replaced by renaming. */
#define BRIDGE_FOLDER "/run/sirkel"
#define BRIDGE_NODE_FILE BRIDGE_FOLDER "/usb-printer"
#define BRIDGE_NODES "/dev/bus/usb"
enum { BRIDGE_LINE = 64 };
