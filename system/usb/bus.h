/* The USB devices as the kernel shows them under /sys, and the switches there. What touches a device runs in a child
 * with a limit (common/child.h): a hostile one may take its time, and the steward has a watchdog to feed. */
#pragma once

#include "system/common/child.h"
#include "system/usb/usb.h"

#define USB_DEVICES "/sys/bus/usb/devices"

/* From now on the kernel lets neither devices nor interfaces in by itself, on any bus. */
void usb_bus_shut(void);
/* All facts about one device. `root` is the /sys path of the disk we run from, or "". Returns its number on the bus (a
 * new one each time something is plugged in), or -1 when it is gone or unreadable; then only the path is filled in. */
int usb_bus_facts(const char *path, const char *root, struct usb_facts *ret_facts);
bool usb_bus_is_in(const char *path);
/* The same socket's other name: a USB 3 socket is a port of two buses ("1-4" and "2-4"). False when it has none. */
bool usb_bus_peer(const char *path, char ret_peer[USB_PATH]);
/* What the device calls itself, its printable characters alone; "" when it doesn't. `size` of `out`. */
void usb_bus_name(const char *path, char *out, size_t size);
/* These begin a job and don't wait; what came of it shows when it is over. First: lets in the device and those of its
 * interfaces that the policy allows, and finds drivers for them. Second: a device ("1-4") or one interface ("1-4:1.0").
 */
fault usb_bus_let_in(struct child_job *job, const struct usb_facts *facts, const struct usb_policy *policy);
fault usb_bus_shut_out(struct child_job *job, const char *name);
/* Of one interface: did the kernel read a report descriptor, and is it a touch screen's? Asked anew each time. */
bool usb_bus_touch(const char *interface);
