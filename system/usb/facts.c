/* A device's own description (USB 2.0, chapter 9.6), read strictly: lengths that don't add up make the whole
 * unreadable. */
#include "system/usb/usb.h"

#include <stdio.h>
#include <string.h>

enum { DEVICE = 1, CONFIGURATION = 2, INTERFACE = 4, DEVICE_SIZE = 18, CONFIGURATION_SIZE = 9, INTERFACE_SIZE = 9 };

static unsigned word_at(const uint8_t *data)
{
    return (unsigned)data[0] | (unsigned)data[1] << 8;
}

static fault add_interface(struct usb_facts *facts, const uint8_t *d)
{
    if (d[0] < INTERFACE_SIZE || facts->count == USB_INTERFACES)
        return FAULT_BAD_INPUT;
    facts->interface[facts->count++] =
        (struct usb_interface){.number = d[2], .alternate = d[3], .class = d[5], .subclass = d[6], .protocol = d[7]};
    return FAULT_NONE;
}

/* How many interfaces there are, alternate settings apart. */
static unsigned interfaces_apart(const struct usb_facts *facts)
{
    bool there[256] = {};
    unsigned apart = 0;
    for (size_t i = 0; i < facts->count; i++) {
        apart += !there[facts->interface[i].number];
        there[facts->interface[i].number] = true;
    }
    return apart;
}

static fault read_configuration(struct usb_facts *facts, const uint8_t *data, size_t length)
{
    if (length < CONFIGURATION_SIZE || data[0] < CONFIGURATION_SIZE || data[1] != CONFIGURATION ||
        word_at(data + 2) != length)
        return FAULT_BAD_INPUT;
    facts->configuration = data[5];
    for (size_t at = data[0]; at < length; at += data[at]) {
        if (length - at < 2 || data[at] < 2 || data[at] > length - at)
            return FAULT_BAD_INPUT;
        fault f = data[at + 1] == INTERFACE ? add_interface(facts, data + at) : FAULT_NONE;
        if (f)
            return f;
    }
    return facts->count && interfaces_apart(facts) == data[4] ? FAULT_NONE : FAULT_BAD_INPUT;
}

fault usb_read_facts(struct usb_facts *ret_facts, const uint8_t *data, size_t length)
{
    ret_facts->count = 0;
    ret_facts->configurations = 0;
    if (length < DEVICE_SIZE || length > USB_DESCRIPTORS || data[0] != DEVICE_SIZE || data[1] != DEVICE)
        return FAULT_BAD_INPUT;
    ret_facts->class = data[4];
    ret_facts->vendor = (uint16_t)word_at(data + 8);
    ret_facts->product = (uint16_t)word_at(data + 10);
    if (data[17] != 1) { /* several configurations are several devices; which one runs would not be ours to say */
        ret_facts->configurations = data[17];
        return FAULT_BAD_INPUT;
    }
    fault f = read_configuration(ret_facts, data + DEVICE_SIZE, length - DEVICE_SIZE);
    ret_facts->configurations = f ? 0 : 1;
    return f;
}

void usb_describe(const struct usb_facts *facts, char *out, size_t size)
{
    size_t at = 0;
    int n = snprintf(out, size, "%s %04x:%04x [", facts->path, facts->vendor, facts->product);
    for (size_t i = 0; n > 0 && (at += (size_t)n) < size && i < facts->count; i++) {
        const struct usb_interface *f = &facts->interface[i];
        n = snprintf(out + at, size - at, "%s%02x/%02x/%02x", i ? " " : "", f->class, f->subclass, f->protocol);
    }
    if (at < size)
        snprintf(out + at, size - at, "]");
}
