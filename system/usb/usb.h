/* What is plugged into USB, and which of it may be used. The kernel is told to let nothing in by itself; each device
 * waits for this verdict, and so does each of its interfaces. MUSTs:
 * 1. Nothing is let in because of what a device calls itself: only its port, its classes and, for hands, its report
 * count.
 * 2. What can't be read completely is shut out.
 * 3. A stick is let in only while staff are signed in, alone, and only where sticks belong. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"

enum {
    USB_PATH = 32,            /* "1-4.2.1": bus, ports from the root outwards; 31 characters hold the deepest one */
    USB_PORTS = 4 * USB_PATH, /* some of them, separated by blanks */
    USB_INTERFACES = 16,      /* with alternate settings; nothing that we let in has more than 4 */
    USB_DESCRIPTORS = 4096    /* of one device, all together */
};

struct usb_interface {
    uint8_t number, alternate, class, subclass, protocol;
};
struct usb_facts {
    char path[USB_PATH];
    uint16_t vendor, product;
    uint8_t class;         /* of the whole device */
    uint8_t configuration; /* the value of its only configuration */
    uint8_t configurations;
    bool fixed; /* soldered on or inside the case, says the firmware */
    bool ours;  /* the disk we run from hangs on it */
    size_t count;
    struct usb_interface interface[USB_INTERFACES];
};
struct usb_policy {
    char panel[USB_PORTS];   /* ports of the panel, parted by blanks; "" until recorded; "-": it is not on USB */
    char stick[USB_PORTS];   /* ports where sticks belong; "": any outside port */
    char printer[USB_PORTS]; /* ports where a printer belongs; "": nowhere */
    char taken[USB_PATH];    /* the port of the stick that is in; "": none */
    bool staff;              /* staff are signed in */
    bool any_hands;          /* tests only: `sirkel.hands=any` */
};

/* Columns: name, is it let in, what the log says. */
#define USB_VERDICTS(X)                                                                                                \
    X(HUB, true, "a hub")                                                                                              \
    X(HANDS, true, "hands")                                                                                            \
    X(STICK, true, "a memory stick")                                                                                   \
    X(PRINTER, true, "a printer")                                                                                      \
    X(OURS, true, "the disk we run from")                                                                              \
    X(UNREADABLE, false, "its description can't be read")                                                              \
    X(DEEP, false, "too many hubs one behind the other")                                                               \
    X(COMPOSITE, false, "several things in one")                                                                       \
    X(OTHER, false, "nothing that the kiosk uses")                                                                     \
    X(KEYBOARD, false, "a keyboard or a mouse")                                                                        \
    X(NOT_PANEL, false, "hands, but not on the panel's port")                                                          \
    X(NOT_IPP, false, "a printer that does not speak IPP over USB")                                                    \
    X(NOT_TOUCH, false, "hands that are not a touch screen")                                                           \
    X(NO_STAFF, false, "a memory stick, and no staff are signed in")                                                   \
    X(NOT_PORT, false, "a memory stick, but not on the port for sticks")                                               \
    X(SECOND, false, "a second memory stick")
enum usb_verdict {
#define USB_VERDICT(name, in, words) USB_##name,
    USB_VERDICTS(USB_VERDICT)
#undef USB_VERDICT
        USB_VERDICT_COUNT
};

/* Reads sysfs' `descriptors` (device, then its configuration). BAD_INPUT for anything that isn't whole. Leaves path,
 * fixed, ours. */
fault usb_read_facts(struct usb_facts *ret_facts, const uint8_t *data, size_t length);
enum usb_verdict usb_verdict(const struct usb_facts *facts, const struct usb_policy *policy);
bool usb_let_in(enum usb_verdict verdict);
const char *usb_words(enum usb_verdict verdict);
/* A printer that can be used, whatever else it is (scanner, fax, card reader): at least two interfaces for IPP over
 * USB, as its specification asks. Not a hub, of one configuration. */
bool usb_is_printer(const struct usb_facts *facts);
/* Of a device that is let in: may a driver, or a program, have this interface? */
bool usb_interface_let_in(const struct usb_facts *facts, const struct usb_policy *policy, size_t index);
/* "1-4 046d:c31c [03/01/01 03/00/00]": for the log. */
void usb_describe(const struct usb_facts *facts, char *out, size_t size);
/* A HID report descriptor: true when it is a touch screen that can send nothing but touches, pointing and buttons: no
 * key. */
bool usb_report_touch(const uint8_t *data, size_t length);
