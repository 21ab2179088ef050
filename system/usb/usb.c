/* What is plugged in, and may it be used? A function of what the device says about itself, where it is plugged in, and
 * whether staff are there. */
#include "system/usb/usb.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* --- a device's own description (USB 2.0, chapter 9.6), read strictly: lengths that don't add up make the whole
 * unreadable --- */

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

/* --- a HID report descriptor (USB HID 1.11, chapter 6.2.2), read for one question: is this a touch screen that can't
 * type, or a keyboard that can do nothing else? A device may hide a keyboard behind the name of a touch screen, so not
 * only the names of its collections count, but every usage: keys have their own pages, and a touch screen needs none of
 * them. --- */

enum { ITEM_MAIN, ITEM_GLOBAL, ITEM_LOCAL, ITEM_LONG = 0xfe };
enum { MAIN_COLLECTION = 10, MAIN_END = 12, GLOBAL_PAGE = 0, GLOBAL_PUSH = 10, GLOBAL_POP = 11 };
enum { LOCAL_USAGE = 0, LOCAL_MINIMUM = 1, LOCAL_MAXIMUM = 2, LOCAL_DELIMITER = 10 };
enum { PAGE_DESKTOP = 0x01, PAGE_KEYBOARD = 0x07, PAGE_LED = 0x08, PAGE_BUTTON = 0x09, PAGE_DIGITIZER = 0x0d };
enum { PAGE_HAPTICS = 0x0e, PAGE_VENDOR = 0xff00 };
enum { DESKTOP_POINTER = 0x01, DESKTOP_MOUSE = 0x02, DESKTOP_KEYBOARD = 0x06, DESKTOP_KEYPAD = 0x07 };
enum { DESKTOP_X = 0x30, DESKTOP_MULTIPLIER = 0x48 };
enum { DIGITIZER_TOUCH_SCREEN = 0x04, COLLECTION_APPLICATION = 1, DEPTH_MAX = 16 };

struct report_reading {
    unsigned page, usage, depth; /* usage: the newest one, with its page in the upper half */
    bool pending;                /* a usage was named without its page since the last main item */
    bool whole;                  /* so far nothing is malformed, and nothing needs a second parser */
    bool touch, keys;            /* an application collection of that kind was seen */
    bool only_touch, only_keys;  /* no usage so far that the kind does not need */
};

/* Pages and usages that give places, pressure, buttons and settings; keys, media keys and system keys are elsewhere. */
static bool is_touch_usage(unsigned page, unsigned usage)
{
    switch (page) {
    case PAGE_DESKTOP:
        return usage == 0 || usage == DESKTOP_POINTER || usage == DESKTOP_MOUSE ||
               (usage >= DESKTOP_X && usage <= DESKTOP_MULTIPLIER);
    case PAGE_BUTTON:
    case PAGE_DIGITIZER:
    case PAGE_HAPTICS:
        return true;
    default:
        return page >= PAGE_VENDOR;
    }
}

/* Keys and their lamps; no places, no media keys, no system keys. */
static bool is_key_usage(unsigned page, unsigned usage)
{
    if (page == PAGE_DESKTOP)
        return usage == 0 || usage == DESKTOP_KEYBOARD || usage == DESKTOP_KEYPAD;
    return page == PAGE_KEYBOARD || page == PAGE_LED || page >= PAGE_VENDOR;
}

static void note_usage(struct report_reading *r, unsigned page, unsigned usage)
{
    r->only_touch &= is_touch_usage(page, usage);
    r->only_keys &= is_key_usage(page, usage);
}

static void read_main(struct report_reading *r, unsigned tag, unsigned value)
{
    if (tag == MAIN_COLLECTION) {
        r->whole &= r->depth++ < DEPTH_MAX;
        if (value == COLLECTION_APPLICATION) {
            r->touch |= r->usage == (PAGE_DIGITIZER << 16 | DIGITIZER_TOUCH_SCREEN);
            r->keys |= r->usage == (PAGE_DESKTOP << 16 | DESKTOP_KEYBOARD) ||
                       r->usage == (PAGE_DESKTOP << 16 | DESKTOP_KEYPAD);
        }
    } else if (tag == MAIN_END) {
        r->whole &= r->depth > 0;
        r->depth -= r->depth > 0;
    }
    r->usage = 0;
    r->pending = false;
}

/* The kernel adds the page of the *main item* to a short usage: a page that changes in between would make another usage
 * of it. */
static void read_page(struct report_reading *r, unsigned value)
{
    note_usage(r, value, 0);
    r->whole &= value == r->page || !r->pending;
    r->page = value;
}

/* A usage of four bytes brings its own page; a shorter one is of the current page. */
static void read_usage(struct report_reading *r, unsigned value, unsigned size)
{
    unsigned page = size == 4 ? value >> 16 : r->page, usage = value & 0xffff;
    r->usage = page << 16 | usage;
    r->pending |= size < 4;
    note_usage(r, page, usage);
}

static void read_item(struct report_reading *r, unsigned type, unsigned tag, unsigned value, unsigned size)
{
    if (type == ITEM_MAIN)
        read_main(r, tag, value);
    if (type == ITEM_GLOBAL && tag == GLOBAL_PAGE)
        read_page(r, value);
    if (type == ITEM_GLOBAL && (tag == GLOBAL_PUSH || tag == GLOBAL_POP))
        r->whole = false; /* allowed, but no device that we know does it, and the page would come from a stack */
    if (type == ITEM_LOCAL && tag <= LOCAL_MAXIMUM)
        read_usage(r, value, size);
    if (type == ITEM_LOCAL && tag == LOCAL_DELIMITER)
        r->whole = false; /* alternative usages: the same */
}

enum usb_report usb_report(const uint8_t *data, size_t length)
{
    struct report_reading r = {.whole = true, .only_touch = true, .only_keys = true};
    static const unsigned sizes[] = {0, 1, 2, 4};
    for (size_t at = 0; at < length;) {
        unsigned head = data[at], size = sizes[head & 3], value = 0;
        if (head == ITEM_LONG || size > length - at - 1)
            return USB_REPORT_OTHER;
        for (unsigned i = 0; i < size; i++)
            value |= (unsigned)data[at + 1 + i] << (8 * i);
        read_item(&r, head >> 2 & 3, head >> 4, value, size);
        at += 1 + size;
    }
    if (!r.whole || r.depth != 0)
        return USB_REPORT_OTHER;
    if (r.touch && r.only_touch)
        return USB_REPORT_TOUCH;
    return r.keys && r.only_keys ? USB_REPORT_KEYS : USB_REPORT_OTHER;
}

/* --- the verdict --- */

enum { CLASS_HID = 0x03, CLASS_PRINTER = 0x07, CLASS_STORAGE = 0x08, CLASS_HUB = 0x09, CLASS_VENDOR = 0xff };
enum { HID_BOOT = 1, HID_KEYBOARD = 1, STORAGE_SCSI = 6, STORAGE_BULK = 0x50, STORAGE_UAS = 0x62 };
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

bool usb_accepted(enum usb_verdict verdict)
{
    assert(verdict >= 0 && verdict < USB_VERDICT_COUNT);
    return verdicts[verdict].in;
}

const char *usb_reason(enum usb_verdict verdict)
{
    assert(verdict >= 0 && verdict < USB_VERDICT_COUNT);
    return verdicts[verdict].words;
}

static bool usb_port_among(const char *ports, const char *path)
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
static int depth_of(const char *path)
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
static bool is_boot_input(const struct usb_interface *interface)
{
    return interface->subclass == HID_BOOT && interface->protocol != 0;
}

static enum usb_verdict hub_verdict(const struct usb_facts *facts)
{
    if (facts->class != CLASS_HUB || !only_classes(facts, CLASS_HUB, CLASS_HUB) || facts->interface[0].number != 0 ||
        facts->interface[facts->count - 1].number != 0)
        return USB_COMPOSITE;
    return depth_of(facts->path) > HUBS_DEEP ? USB_DEEP : USB_HUB;
}

static enum usb_verdict input_verdict(const struct usb_facts *facts, const struct usb_policy *policy)
{
    bool candidate = false;
    if (policy->any_input && only_classes(facts, CLASS_HID, CLASS_HID))
        return USB_INPUT;
    if (!only_classes(facts, CLASS_HID, CLASS_VENDOR))
        return USB_COMPOSITE;
    for (size_t i = 0; i < facts->count; i++)
        candidate |= facts->interface[i].class == CLASS_HID && !is_boot_input(&facts->interface[i]);
    if (!candidate)
        return USB_KEYBOARD;
    return !policy->panel[0] || usb_port_among(policy->panel, facts->path) ? USB_INPUT : USB_NOT_PANEL;
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
    return policy->stick_in[0] && strcmp(policy->stick_in, facts->path) != 0 ? USB_SECOND : USB_STICK;
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
    if (facts->configurations != 1 || facts->class == CLASS_HUB || has_class(facts, CLASS_HUB) || facts->system_disk)
        return false;
    for (size_t i = 0; i < facts->count; i++)
        ways += facts->interface[i].alternate == 0 && speaks_ipp(facts, facts->interface[i].number);
    return ways >= PRINTER_IPP_LEAST && depth_of(facts->path) <= HUBS_DEEP + 1;
}

/* The interface of the firmware's keyboard kind (USB HID 1.11, 4.2 and 4.3). */
static bool is_boot_keyboard(const struct usb_interface *interface)
{
    return interface->class == CLASS_HID && is_boot_input(interface) && interface->protocol == HID_KEYBOARD;
}

bool usb_is_keyboard(const struct usb_facts *facts, const struct usb_policy *policy)
{
    bool keyboard = false;
    if (facts->configurations != 1 || facts->class == CLASS_HUB || facts->fixed || facts->system_disk ||
        !only_classes(facts, CLASS_HID, CLASS_VENDOR) || usb_port_among(policy->panel, facts->path))
        return false;
    for (size_t i = 0; i < facts->count; i++)
        keyboard |= is_boot_keyboard(&facts->interface[i]);
    return keyboard && depth_of(facts->path) <= HUBS_DEEP + 1;
}

enum usb_report usb_report_needed(enum usb_verdict verdict)
{
    if (verdict == USB_INPUT)
        return USB_REPORT_TOUCH;
    return verdict == USB_KEYS ? USB_REPORT_KEYS : USB_REPORT_OTHER;
}

enum usb_verdict usb_verdict(const struct usb_facts *facts, const struct usb_policy *policy)
{
    if (facts->system_disk)
        return USB_SYSTEM_DISK;
    if (facts->configurations > 1)
        return USB_COMPOSITE;
    if (facts->configurations != 1 || facts->count == 0 || !facts->path[0])
        return USB_UNREADABLE;
    if (facts->class == CLASS_HUB || has_class(facts, CLASS_HUB))
        return hub_verdict(facts);
    if (depth_of(facts->path) > HUBS_DEEP + 1)
        return USB_DEEP;
    if (usb_port_among(policy->printer, facts->path) && has_class(facts, CLASS_PRINTER))
        return usb_is_printer(facts) ? USB_PRINTER : USB_NOT_IPP;
    if (has_class(facts, CLASS_STORAGE))
        return stick_verdict(facts, policy);
    if (usb_port_among(policy->keyboard, facts->path) && usb_is_keyboard(facts, policy))
        return USB_KEYS;
    if (has_class(facts, CLASS_HID))
        return input_verdict(facts, policy);
    return USB_OTHER;
}

bool usb_interface_accepted(const struct usb_facts *facts, const struct usb_policy *policy, size_t index)
{
    const struct usb_interface *f = &facts->interface[index];
    enum usb_verdict verdict = usb_verdict(facts, policy);
    if (verdict == USB_INPUT)
        return f->class == CLASS_HID && (policy->any_input || !is_boot_input(f));
    if (verdict == USB_KEYS)
        return is_boot_keyboard(f); /* a mouse or media keys beside it stay dead */
    if (verdict == USB_PRINTER)
        return speaks_ipp(facts, f->number); /* nothing else that is in its case */
    return usb_accepted(verdict);
}
