/* May it be used? A function of what the device says about itself, where it is plugged in, and whether staff are there.
 */
#include "system/usb/usb.h"

#include <assert.h>
#include <string.h>

enum { CLASS_HID = 0x03, CLASS_PRINTER = 0x07, CLASS_STORAGE = 0x08, CLASS_HUB = 0x09, CLASS_VENDOR = 0xff };
enum { HID_BOOT = 1, STORAGE_SCSI = 6, STORAGE_BULK = 0x50, STORAGE_UAS = 0x62 };
enum { PRINTER_DEVICE = 1, PRINTER_IPP = 4, PRINTER_IPP_LEAST = 2 };
enum { HUBS_DEEP = 2 };

static const struct {
    bool in;
    const char *words;
} verdicts[USB_VERDICT_COUNT] = {
#define USB_VERDICT(name, in, words) {in, words},
    USB_VERDICTS(USB_VERDICT)
#undef USB_VERDICT
};

bool usb_let_in(enum usb_verdict verdict)
{
    assert(verdict >= 0 && verdict < USB_VERDICT_COUNT);
    return verdicts[verdict].in;
}

const char *usb_words(enum usb_verdict verdict)
{
    assert(verdict >= 0 && verdict < USB_VERDICT_COUNT);
    return verdicts[verdict].words;
}

bool usb_port_among(const char *ports, const char *path)
{
    size_t length = strlen(path);
    for (const char *at = ports; *at;) {
        size_t word = strcspn(at, " \n");
        if (word == length && length && memcmp(at, path, word) == 0)
            return true;
        at += word + strspn(at + word, " \n");
    }
    return false;
}

/* Ports from the root hub: 1 for "1-4", 2 for "1-4.2". */
static int ports_deep(const char *path)
{
    int deep = 1;
    for (; *path; path++)
        deep += *path == '.';
    return deep;
}

static bool has_class(const struct usb_facts *facts, uint8_t class)
{
    for (size_t i = 0; i < facts->count; i++)
        if (facts->interface[i].class == class)
            return true;
    return false;
}

static bool only_classes(const struct usb_facts *facts, uint8_t one, uint8_t other)
{
    for (size_t i = 0; i < facts->count; i++)
        if (facts->interface[i].class != one && facts->interface[i].class != other)
            return false;
    return true;
}

/* Its keyboard or mouse of the firmware's kind (USB HID 1.11, 4.2 and 4.3): never a touch screen. */
static bool is_boot_hand(const struct usb_interface *interface)
{
    return interface->subclass == HID_BOOT && interface->protocol != 0;
}

static enum usb_verdict hub_verdict(const struct usb_facts *facts)
{
    if (facts->class != CLASS_HUB || !only_classes(facts, CLASS_HUB, CLASS_HUB) || facts->interface[0].number != 0 ||
        facts->interface[facts->count - 1].number != 0)
        return USB_COMPOSITE;
    return ports_deep(facts->path) > HUBS_DEEP ? USB_DEEP : USB_HUB;
}

static enum usb_verdict hands_verdict(const struct usb_facts *facts, const struct usb_policy *policy)
{
    bool candidate = false;
    if (policy->any_hands && only_classes(facts, CLASS_HID, CLASS_HID))
        return USB_HANDS;
    if (!only_classes(facts, CLASS_HID, CLASS_VENDOR))
        return USB_COMPOSITE;
    for (size_t i = 0; i < facts->count; i++)
        candidate |= facts->interface[i].class == CLASS_HID && !is_boot_hand(&facts->interface[i]);
    if (!candidate)
        return USB_KEYBOARD;
    return !policy->panel[0] || usb_port_among(policy->panel, facts->path) ? USB_HANDS : USB_NOT_PANEL;
}

/* One interface: SCSI over bulk-only, and beside it at most the same over UAS as another setting of the same interface.
 */
static bool is_plain_storage(const struct usb_facts *facts)
{
    if (facts->class != 0 && facts->class != CLASS_STORAGE)
        return false;
    for (size_t i = 0; i < facts->count; i++) {
        const struct usb_interface *f = &facts->interface[i];
        bool bulk = f->alternate == 0 && f->protocol == STORAGE_BULK;
        bool fast = f->alternate == 1 && f->protocol == STORAGE_UAS;
        if (f->class != CLASS_STORAGE || f->subclass != STORAGE_SCSI || f->number != facts->interface[0].number ||
            (i == 0 ? !bulk : !fast))
            return false;
    }
    return facts->count <= 2;
}

static bool is_stick_port(const struct usb_facts *facts, const struct usb_policy *policy)
{
    if (policy->stick[0])
        return usb_port_among(policy->stick, facts->path);
    return !facts->fixed && !usb_port_among(policy->panel, facts->path);
}

static enum usb_verdict stick_verdict(const struct usb_facts *facts, const struct usb_policy *policy)
{
    if (!is_plain_storage(facts))
        return only_classes(facts, CLASS_STORAGE, CLASS_STORAGE) ? USB_OTHER : USB_COMPOSITE;
    if (!is_stick_port(facts, policy))
        return USB_NOT_PORT;
    if (!policy->staff)
        return USB_NO_STAFF;
    return policy->taken[0] && strcmp(policy->taken, facts->path) != 0 ? USB_SECOND : USB_STICK;
}

/* IPP over USB in one of its settings, and in the others printing as well or a maker's own: nothing that any driver of
 * the kernel's would take. */
static bool speaks_ipp(const struct usb_facts *facts, uint8_t number)
{
    bool speaks = false;
    for (size_t i = 0; i < facts->count; i++) {
        const struct usb_interface *f = &facts->interface[i];
        if (f->number != number)
            continue;
        if (f->class != CLASS_PRINTER && f->class != CLASS_VENDOR)
            return false;
        speaks |= f->class == CLASS_PRINTER && f->subclass == PRINTER_DEVICE && f->protocol == PRINTER_IPP;
    }
    return speaks;
}

bool usb_is_printer(const struct usb_facts *facts)
{
    int ways = 0;
    if (facts->configurations != 1 || facts->class == CLASS_HUB || has_class(facts, CLASS_HUB) || facts->ours)
        return false;
    for (size_t i = 0; i < facts->count; i++)
        ways += facts->interface[i].alternate == 0 && speaks_ipp(facts, facts->interface[i].number);
    return ways >= PRINTER_IPP_LEAST && ports_deep(facts->path) <= HUBS_DEEP + 1;
}

enum usb_verdict usb_verdict(const struct usb_facts *facts, const struct usb_policy *policy)
{
    if (facts->ours)
        return USB_OURS;
    if (facts->configurations > 1)
        return USB_COMPOSITE;
    if (facts->configurations != 1 || facts->count == 0 || !facts->path[0])
        return USB_UNREADABLE;
    if (facts->class == CLASS_HUB || has_class(facts, CLASS_HUB))
        return hub_verdict(facts);
    if (ports_deep(facts->path) > HUBS_DEEP + 1)
        return USB_DEEP;
    if (usb_port_among(policy->printer, facts->path) && has_class(facts, CLASS_PRINTER))
        return usb_is_printer(facts) ? USB_PRINTER : USB_NOT_IPP;
    if (has_class(facts, CLASS_STORAGE))
        return stick_verdict(facts, policy);
    if (has_class(facts, CLASS_HID))
        return hands_verdict(facts, policy);
    return USB_OTHER;
}

bool usb_interface_let_in(const struct usb_facts *facts, const struct usb_policy *policy, size_t index)
{
    const struct usb_interface *f = &facts->interface[index];
    enum usb_verdict verdict = usb_verdict(facts, policy);
    if (verdict == USB_HANDS)
        return f->class == CLASS_HID && (policy->any_hands || !is_boot_hand(f));
    if (verdict == USB_PRINTER)
        return speaks_ipp(facts, f->number); /* nothing else that is in its case */
    return usb_let_in(verdict);
}
