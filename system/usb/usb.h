/* What is plugged into USB, and which of it may be used. The kernel authorizes nothing by itself; each device waits for
 * this verdict, and so does each of its interfaces. MUSTs:
 * 1. Nothing is accepted because of what a device calls itself: only its port, its classes and, for input devices, its
 *    report count.
 * 2. What can't be read completely is refused.
 * 3. A memory stick is accepted only while staff are signed in, alone, and only on the port for sticks.
 * 4. A keyboard or switch box is accepted only on the port that staff named for it, with its keys alone. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"

enum {
    USB_PATH = 32,            /* "1-4.2.1": bus, ports from the root outwards; 31 characters hold the deepest one */
    USB_PORTS = 4 * USB_PATH, /* some of them, separated by spaces */
    USB_INTERFACES = 16,      /* with alternate settings; nothing that we accept has more than 4 */
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
    bool fixed;       /* soldered on or inside the case, says the firmware */
    bool system_disk; /* the disk we run from hangs on it */
    size_t count;
    struct usb_interface interface[USB_INTERFACES];
};
struct usb_policy {
    char panel[USB_PORTS];    /* ports of the panel, separated by spaces; "" until recorded; "-": it is not on USB */
    char stick[USB_PORTS];    /* ports where sticks belong; "": any outside port */
    char printer[USB_PORTS];  /* ports where a printer belongs; "": nowhere */
    char keyboard[USB_PORTS]; /* ports where a keyboard or switch box belongs; "": nowhere */
    char stick_in[USB_PATH];  /* the port of the stick that is in; "": none */
    bool staff;               /* staff are signed in */
    bool any_input;           /* tests only: `sirkel.input=any` */
};

/* Columns: name, is it accepted, the log's words. */
#define USB_VERDICTS(X)                                                                                                \
    X(HUB, true, "a hub")                                                                                              \
    X(INPUT, true, "a touch screen")                                                                                   \
    X(STICK, true, "a memory stick")                                                                                   \
    X(PRINTER, true, "a printer")                                                                                      \
    X(KEYS, true, "a keyboard or switch box")                                                                          \
    X(SYSTEM_DISK, true, "the disk the machine runs from")                                                             \
    X(UNREADABLE, false, "its descriptors cannot be read")                                                             \
    X(DEEP, false, "too many hubs in a row")                                                                           \
    X(COMPOSITE, false, "several kinds of device in one")                                                              \
    X(OTHER, false, "nothing the kiosk uses")                                                                          \
    X(KEYBOARD, false, "a keyboard or a mouse, and its port is not for one")                                           \
    X(NOT_PANEL, false, "an input device, not on the panel's port")                                                    \
    X(NOT_IPP, false, "a printer that does not speak IPP over USB")                                                    \
    X(NOT_TOUCH, false, "an input device that is no touch screen")                                                     \
    X(NOT_KEYS, false, "a keyboard that reports more than keys")                                                       \
    X(NO_STAFF, false, "a memory stick while no staff are signed in")                                                  \
    X(NOT_PORT, false, "a memory stick, not on the port for sticks")                                                   \
    X(SECOND, false, "a second memory stick")
enum usb_verdict {
#define USB_VERDICT(name, in, words) USB_##name,
    USB_VERDICTS(USB_VERDICT)
#undef USB_VERDICT
        USB_VERDICT_COUNT
};

/* Reads sysfs' `descriptors` (device, then its configuration). BAD_INPUT for anything that isn't whole. Leaves path,
 * fixed, system_disk. */
fault usb_read_facts(struct usb_facts *ret_facts, const uint8_t *data, size_t length);
enum usb_verdict usb_verdict(const struct usb_facts *facts, const struct usb_policy *policy);
bool usb_accepted(enum usb_verdict verdict);
const char *usb_reason(enum usb_verdict verdict);
/* A printer that can be used, whatever else it is (scanner, fax, card reader): at least two interfaces for IPP over
 * USB, as its specification demands. Not a hub, of one configuration. */
bool usb_is_printer(const struct usb_facts *facts);
/* Of a device that is accepted: may a driver, or a program, have this interface? */
bool usb_interface_accepted(const struct usb_facts *facts, const struct usb_policy *policy, size_t index);
/* "1-4 046d:c31c [03/01/01 03/00/00]": for the log. */
void usb_describe(const struct usb_facts *facts, char *out, size_t size);
/* A keyboard, or a switch box that says it is one: a HID device with an interface of the firmware's keyboard kind
 * (03/01/01). Not soldered on, not the panel's. */
bool usb_is_keyboard(const struct usb_facts *facts, const struct usb_policy *policy);
/* What a HID report descriptor describes, nothing else beside it. TOUCH: a touch screen that can send touches, pointing
 * and buttons, and no key. KEYS: a keyboard or keypad that can send keys, and nothing else. */
enum usb_report { USB_REPORT_OTHER, USB_REPORT_TOUCH, USB_REPORT_KEYS };
enum usb_report usb_report(const uint8_t *data, size_t length);
/* What the report of an interface must be before anybody may read it, by its device's verdict. OTHER: no report is
 * needed. */
enum usb_report usb_report_needed(enum usb_verdict verdict);
