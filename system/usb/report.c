/* A HID report descriptor (USB HID 1.11, chapter 6.2.2), read for one question: is this a touch screen that can't type?
 * A device may hide a keyboard behind the name of a touch screen, so not only the names of its collections count, but
 * every usage: keys have their own pages, and a touch screen needs none of them. */
#include "system/usb/usb.h"

enum { ITEM_MAIN, ITEM_GLOBAL, ITEM_LOCAL, ITEM_LONG = 0xfe };
enum { MAIN_COLLECTION = 10, MAIN_END = 12, GLOBAL_PAGE = 0, GLOBAL_PUSH = 10, GLOBAL_POP = 11 };
enum { LOCAL_USAGE = 0, LOCAL_MINIMUM = 1, LOCAL_MAXIMUM = 2, LOCAL_DELIMITER = 10 };
enum { PAGE_DESKTOP = 0x01, PAGE_BUTTON = 0x09, PAGE_DIGITIZER = 0x0d, PAGE_HAPTICS = 0x0e, PAGE_VENDOR = 0xff00 };
enum { DESKTOP_POINTER = 0x01, DESKTOP_MOUSE = 0x02, DESKTOP_X = 0x30, DESKTOP_MULTIPLIER = 0x48 };
enum { DIGITIZER_TOUCH_SCREEN = 0x04, COLLECTION_APPLICATION = 1, DEPTH_MAX = 16 };

struct reading {
    unsigned page, usage, depth; /* usage: the newest one, with its page in the upper half */
    bool pending;                /* a usage was named without its page since the last main item */
    bool touch, clean;
};

/* Pages and usages that give places, pressure, buttons and settings; keys, media keys and system keys are elsewhere. */
static bool is_harmless(unsigned page, unsigned usage)
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

static void read_main(struct reading *r, unsigned tag, unsigned value)
{
    if (tag == MAIN_COLLECTION) {
        r->clean &= r->depth++ < DEPTH_MAX;
        if (value == COLLECTION_APPLICATION && r->usage == (PAGE_DIGITIZER << 16 | DIGITIZER_TOUCH_SCREEN))
            r->touch = true;
    } else if (tag == MAIN_END) {
        r->clean &= r->depth > 0;
        r->depth -= r->depth > 0;
    }
    r->usage = 0;
    r->pending = false;
}

/* The kernel adds the page of the *main item* to a short usage: a page that changes in between would make another usage
 * of it. */
static void read_page(struct reading *r, unsigned value)
{
    r->clean &= is_harmless(value, 0) && (value == r->page || !r->pending);
    r->page = value;
}

/* A usage of four bytes brings its own page; a shorter one is of the page at hand. */
static void read_usage(struct reading *r, unsigned value, unsigned size)
{
    unsigned page = size == 4 ? value >> 16 : r->page, usage = value & 0xffff;
    r->usage = page << 16 | usage;
    r->pending |= size < 4;
    r->clean &= is_harmless(page, usage);
}

static void read_item(struct reading *r, unsigned type, unsigned tag, unsigned value, unsigned size)
{
    if (type == ITEM_MAIN)
        read_main(r, tag, value);
    if (type == ITEM_GLOBAL && tag == GLOBAL_PAGE)
        read_page(r, value);
    if (type == ITEM_GLOBAL && (tag == GLOBAL_PUSH || tag == GLOBAL_POP))
        r->clean = false; /* allowed, but no touch screen that we know does it, and the page would come from a stack */
    if (type == ITEM_LOCAL && tag <= LOCAL_MAXIMUM)
        read_usage(r, value, size);
    if (type == ITEM_LOCAL && tag == LOCAL_DELIMITER)
        r->clean = false; /* alternative usages: the same */
}

bool usb_report_touch(const uint8_t *data, size_t length)
{
    struct reading r = {.clean = true};
    static const unsigned sizes[] = {0, 1, 2, 4};
    for (size_t at = 0; at < length;) {
        unsigned head = data[at], size = sizes[head & 3], value = 0;
        if (head == ITEM_LONG || size > length - at - 1)
            return false;
        for (unsigned i = 0; i < size; i++)
            value |= (unsigned)data[at + 1 + i] << (8 * i);
        read_item(&r, head >> 2 & 3, head >> 4, value, size);
        at += 1 + size;
    }
    return r.touch && r.clean && r.depth == 0;
}
