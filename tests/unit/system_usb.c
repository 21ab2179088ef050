/* What may be plugged in: the table of threats (T3), descriptors with every kind of damage, and reports that hide keys.
 */
#include "test.h"

#include <stdlib.h>
#include "system/usb/usb.h"

struct plug {
    const char *what, *path;
    uint8_t class;
    struct usb_interface interfaces[4]; /* ends where class is 0 */
    enum usb_verdict no_staff, staff, commissioned;
};

/* Three states: nobody signed in; staff are; staff are, and the ports are recorded: panel 1-4, sticks 1-2.1,
 * printer 1-5, keyboard 1-6. */
static const struct plug plugs[] = {
    {"stick", "1-2.1", 0, {{0, 0, 8, 6, 0x50}}, USB_NO_STAFF, USB_STICK, USB_STICK},
    {"stick, fast", "1-2.1", 0, {{0, 0, 8, 6, 0x50}, {0, 1, 8, 6, 0x62}}, USB_NO_STAFF, USB_STICK, USB_STICK},
    {"stick elsewhere", "1-3", 0, {{0, 0, 8, 6, 0x50}}, USB_NO_STAFF, USB_STICK, USB_NOT_PORT},
    {"stick on the panel's port", "1-4", 0, {{0, 0, 8, 6, 0x50}}, USB_NO_STAFF, USB_STICK, USB_NOT_PORT},
    {"stick, fast alone", "1-2.1", 0, {{0, 0, 8, 6, 0x62}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"stick, fast first", "1-2.1", 0, {{0, 0, 8, 6, 0x62}, {0, 1, 8, 6, 0x50}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"two sticks in one", "1-2.1", 0, {{0, 0, 8, 6, 0x50}, {1, 0, 8, 6, 0x50}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"floppy", "1-2.1", 0, {{0, 0, 8, 4, 0}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"stick of a wrong class", "1-2.1", 0xff, {{0, 0, 8, 6, 0x50}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"stick and keyboard",
     "1-2.1",
     0,
     {{0, 0, 8, 6, 0x50}, {1, 0, 3, 1, 1}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_COMPOSITE},
    {"stick and network",
     "1-2.1",
     0,
     {{0, 0, 8, 6, 0x50}, {1, 0, 2, 6, 0}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_COMPOSITE},
    {"stick and vendor's own",
     "1-2.1",
     0,
     {{0, 0, 8, 6, 0x50}, {1, 0, 0xff, 0, 0}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_COMPOSITE},
    {"keyboard", "1-3", 0, {{0, 0, 3, 1, 1}}, USB_KEYBOARD, USB_KEYBOARD, USB_KEYBOARD},
    {"mouse", "1-3", 0, {{0, 0, 3, 1, 2}}, USB_KEYBOARD, USB_KEYBOARD, USB_KEYBOARD},
    {"keyboard and mouse", "1-4", 0, {{0, 0, 3, 1, 1}, {1, 0, 3, 1, 2}}, USB_KEYBOARD, USB_KEYBOARD, USB_KEYBOARD},
    {"touch screen on the panel's port", "1-4", 0, {{0, 0, 3, 0, 0}}, USB_INPUT, USB_INPUT, USB_INPUT},
    {"touch screen elsewhere", "1-3", 0, {{0, 0, 3, 0, 0}}, USB_INPUT, USB_INPUT, USB_NOT_PANEL},
    {"panel with a mouse of its own", "1-4", 0, {{0, 0, 3, 0, 0}, {1, 0, 3, 1, 2}}, USB_INPUT, USB_INPUT, USB_INPUT},
    {"panel with a vendor's part", "1-4", 0, {{0, 0, 3, 0, 0}, {1, 0, 0xff, 0, 0}}, USB_INPUT, USB_INPUT, USB_INPUT},
    {"panel with sound", "1-4", 0, {{0, 0, 3, 0, 0}, {1, 0, 1, 1, 0}}, USB_COMPOSITE, USB_COMPOSITE, USB_COMPOSITE},
    {"network, CDC", "1-3", 2, {{0, 0, 2, 6, 0}, {1, 0, 10, 0, 0}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"network, RNDIS", "1-3", 2, {{0, 0, 2, 2, 0xff}, {1, 0, 10, 0, 0}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"network, wireless class", "1-3", 0xe0, {{0, 0, 0xe0, 1, 3}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"serial, modem", "1-3", 2, {{0, 0, 2, 2, 1}, {1, 0, 10, 0, 0}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"serial, vendor's own", "1-3", 0, {{0, 0, 0xff, 0xff, 0xff}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"sound", "1-3", 0, {{0, 0, 1, 1, 0}, {1, 0, 1, 2, 0}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"headset with buttons", "1-3", 0, {{0, 0, 1, 1, 0}, {1, 0, 3, 0, 0}}, USB_COMPOSITE, USB_COMPOSITE, USB_COMPOSITE},
    {"camera", "1-3", 0xef, {{0, 0, 0x0e, 1, 0}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"telephone, MTP", "1-3", 0, {{0, 0, 6, 1, 1}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"telephone, vendor's MTP", "1-3", 0, {{0, 0, 0xff, 0xff, 0}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"chip card", "1-3", 0, {{0, 0, 0x0b, 0, 0}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"printer", "1-5", 0, {{0, 0, 7, 1, 4}, {1, 0, 7, 1, 4}}, USB_OTHER, USB_OTHER, USB_PRINTER},
    {"printer, with older ways",
     "1-5",
     0,
     {{0, 0, 7, 1, 2}, {0, 1, 7, 1, 4}, {1, 0, 7, 1, 2}, {1, 1, 7, 1, 4}},
     USB_OTHER,
     USB_OTHER,
     USB_PRINTER},
    {"printer elsewhere", "1-3", 0, {{0, 0, 7, 1, 4}, {1, 0, 7, 1, 4}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"printer of the older kind", "1-5", 0, {{0, 0, 7, 1, 2}}, USB_OTHER, USB_OTHER, USB_NOT_IPP},
    {"printer with one way", "1-5", 0, {{0, 0, 7, 1, 4}, {1, 0, 7, 1, 2}}, USB_OTHER, USB_OTHER, USB_NOT_IPP},
    {"printer that scans",
     "1-5",
     0,
     {{0, 0, 0xff, 0, 0}, {1, 0, 7, 1, 4}, {2, 0, 7, 1, 4}},
     USB_OTHER,
     USB_OTHER,
     USB_PRINTER},
    {"printer with a card reader",
     "1-5",
     0,
     {{0, 0, 7, 1, 4}, {1, 0, 7, 1, 4}, {2, 0, 8, 6, 0x50}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_PRINTER},
    {"printer with keys",
     "1-5",
     0,
     {{0, 0, 7, 1, 4}, {1, 0, 7, 1, 4}, {2, 0, 3, 1, 1}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_PRINTER},
    {"printer that is a hub",
     "1-5",
     9,
     {{0, 0, 7, 1, 4}, {1, 0, 7, 1, 4}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_COMPOSITE},
    {"printer whose setting is a keyboard",
     "1-5",
     0,
     {{0, 0, 7, 1, 4}, {1, 0, 7, 1, 4}, {1, 1, 3, 1, 1}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_NOT_IPP},
    {"printer on the panel's port", "1-4", 0, {{0, 0, 7, 1, 4}, {1, 0, 7, 1, 4}}, USB_OTHER, USB_OTHER, USB_OTHER},
    {"hub", "1-3", 9, {{0, 0, 9, 0, 0}}, USB_HUB, USB_HUB, USB_HUB},
    {"hub, several translators", "1-3.1", 9, {{0, 0, 9, 0, 1}, {0, 1, 9, 0, 2}}, USB_HUB, USB_HUB, USB_HUB},
    {"hub, third", "1-3.1.1", 9, {{0, 0, 9, 0, 0}}, USB_DEEP, USB_DEEP, USB_DEEP},
    {"hub and keyboard", "1-3", 9, {{0, 0, 9, 0, 0}, {1, 0, 3, 1, 1}}, USB_COMPOSITE, USB_COMPOSITE, USB_COMPOSITE},
    {"hub and stick", "1-3", 9, {{0, 0, 9, 0, 0}, {1, 0, 8, 6, 0x50}}, USB_COMPOSITE, USB_COMPOSITE, USB_COMPOSITE},
    {"stick that calls itself a hub", "1-2.1", 9, {{0, 0, 8, 6, 0x50}}, USB_COMPOSITE, USB_COMPOSITE, USB_COMPOSITE},
    {"hub's interface, other class", "1-3", 0, {{0, 0, 9, 0, 0}}, USB_COMPOSITE, USB_COMPOSITE, USB_COMPOSITE},
    {"stick behind four hubs", "1-3.1.1.1", 0, {{0, 0, 8, 6, 0x50}}, USB_DEEP, USB_DEEP, USB_DEEP},
    {"keyboard on its port", "1-6", 0, {{0, 0, 3, 1, 1}}, USB_KEYBOARD, USB_KEYBOARD, USB_KEYS},
    {"keyboard on its port's other name", "2-6", 0, {{0, 0, 3, 1, 1}}, USB_KEYBOARD, USB_KEYBOARD, USB_KEYS},
    {"keyboard beside its port", "1-66", 0, {{0, 0, 3, 1, 1}}, USB_KEYBOARD, USB_KEYBOARD, USB_KEYBOARD},
    {"keyboard behind a hub on its port", "1-6.1", 0, {{0, 0, 3, 1, 1}}, USB_KEYBOARD, USB_KEYBOARD, USB_KEYBOARD},
    {"keyboard and mouse on its port",
     "1-6",
     0,
     {{0, 0, 3, 1, 1}, {1, 0, 3, 1, 2}},
     USB_KEYBOARD,
     USB_KEYBOARD,
     USB_KEYS},
    {"keyboard with media keys on its port",
     "1-6",
     0,
     {{0, 0, 3, 1, 1}, {1, 0, 3, 0, 0}},
     USB_INPUT,
     USB_INPUT,
     USB_KEYS},
    {"switch box with a vendor's part",
     "1-6",
     0,
     {{0, 0, 3, 1, 1}, {1, 0, 0xff, 0, 0}},
     USB_KEYBOARD,
     USB_KEYBOARD,
     USB_KEYS},
    {"mouse on the keyboard's port", "1-6", 0, {{0, 0, 3, 1, 2}}, USB_KEYBOARD, USB_KEYBOARD, USB_KEYBOARD},
    {"touch screen on the keyboard's port", "1-6", 0, {{0, 0, 3, 0, 0}}, USB_INPUT, USB_INPUT, USB_NOT_PANEL},
    {"keyboard with a stick on its port",
     "1-6",
     0,
     {{0, 0, 3, 1, 1}, {1, 0, 8, 6, 0x50}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_COMPOSITE},
    {"keyboard with a serial port on its port",
     "1-6",
     0xef,
     {{0, 0, 3, 1, 1}, {1, 0, 2, 2, 1}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_COMPOSITE},
    {"keyboard with a network on its port",
     "1-6",
     0,
     {{0, 0, 2, 6, 0}, {1, 0, 3, 1, 1}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_COMPOSITE},
    {"keyboard with sound on its port",
     "1-6",
     0,
     {{0, 0, 1, 1, 0}, {1, 0, 3, 1, 1}},
     USB_COMPOSITE,
     USB_COMPOSITE,
     USB_COMPOSITE},
    {"keyboard that calls itself a hub", "1-6", 9, {{0, 0, 3, 1, 1}}, USB_COMPOSITE, USB_COMPOSITE, USB_COMPOSITE},
    {"stick on the keyboard's port", "1-6", 0, {{0, 0, 8, 6, 0x50}}, USB_NO_STAFF, USB_STICK, USB_NOT_PORT},
    {"printer on the keyboard's port", "1-6", 0, {{0, 0, 7, 1, 4}, {1, 0, 7, 1, 4}}, USB_OTHER, USB_OTHER, USB_OTHER},
};

/* The descriptors such a device would send. */
static size_t describe(uint8_t *out, const struct plug *plug)
{
    uint8_t count = 0, numbers = 0;
    memset(out, 0, 18 + 9 + 4 * 16);
    memcpy(out, (uint8_t[]){18, 1, 0, 2, plug->class, 0, 0, 64, 0x6d, 0x04, 0x1c, 0xc3, 0, 1, 1, 2, 3, 1}, 18);
    uint8_t *at = out + 18 + 9;
    for (; count < 4 && plug->interfaces[count].class; count++) {
        const struct usb_interface *f = &plug->interfaces[count];
        numbers = (uint8_t)(numbers + (f->alternate == 0));
        memcpy(at, (uint8_t[]){9, 4, f->number, f->alternate, 1, f->class, f->subclass, f->protocol, 0}, 9);
        memcpy(at + 9, (uint8_t[]){7, 5, 0x81, 3, 8, 0, 10}, 7); /* an endpoint */
        at += 16;
    }
    size_t total = (size_t)(at - out) - 18;
    memcpy(out + 18, (uint8_t[]){9, 2, (uint8_t)total, 0, numbers, 1, 0, 0x80, 50}, 9);
    return total + 18;
}

static struct usb_facts facts_of(const struct plug *plug)
{
    uint8_t data[128];
    struct usb_facts facts = {};
    size_t length = describe(data, plug);
    CHECK_INT(usb_read_facts(&facts, data, length), FAULT_NONE);
    snprintf(facts.path, sizeof facts.path, "%s", plug->path);
    return facts;
}

static void verdict_is(const struct plug *plug, const struct usb_facts *facts, const struct usb_policy *policy,
                       enum usb_verdict want)
{
    enum usb_verdict got = usb_verdict(facts, policy);
    if (got != want)
        printf("%s: \"%s\", not \"%s\"\n", plug->what, usb_reason(got), usb_reason(want));
    CHECK(got == want);
}

static void test_table(void)
{
    const struct usb_policy no_staff = {}, staff = {.staff = true};
    const struct usb_policy done = {
        .staff = true, .panel = "1-4", .stick = "2-2.1 1-2.1", .printer = "1-5", .keyboard = "2-6 1-6"};
    for (size_t i = 0; i < sizeof plugs / sizeof *plugs; i++) {
        struct usb_facts facts = facts_of(&plugs[i]);
        verdict_is(&plugs[i], &facts, &no_staff, plugs[i].no_staff);
        verdict_is(&plugs[i], &facts, &staff, plugs[i].staff);
        verdict_is(&plugs[i], &facts, &done, plugs[i].commissioned);
    }
}

static void test_around(void)
{
    struct usb_facts stick = facts_of(&plugs[0]), hands = facts_of(&plugs[15]), keyboard = facts_of(&plugs[12]);
    struct usb_facts panel = facts_of(&plugs[17]), vendor = facts_of(&plugs[18]);
    struct usb_policy policy = {.staff = true, .stick_in = "1-9"};
    CHECK_INT(usb_verdict(&stick, &policy), USB_SECOND);
    snprintf(policy.stick_in, sizeof policy.stick_in, "%s", stick.path);
    CHECK_INT(usb_verdict(&stick, &policy), USB_STICK);
    stick.fixed = true;
    CHECK_INT(usb_verdict(&stick, &policy), USB_NOT_PORT);
    stick.system_disk = true;
    CHECK_INT(usb_verdict(&stick, &(struct usb_policy){}), USB_SYSTEM_DISK);
    CHECK_INT(usb_verdict(&hands, &(struct usb_policy){.panel = "-"}), USB_NOT_PANEL); /* the panel is not on USB */
    CHECK_INT(usb_verdict(&hands, &(struct usb_policy){.panel = "1-41 1-44"}), USB_NOT_PANEL);
    CHECK_INT(usb_verdict(&hands, &(struct usb_policy){.panel = "1-"}), USB_NOT_PANEL);
    CHECK_INT(usb_verdict(&keyboard, &(struct usb_policy){.any_input = true}), USB_INPUT);
    CHECK(usb_interface_accepted(&panel, &policy, 0) &&
          !usb_interface_accepted(&panel, &policy, 1)); /* its mouse stays dead */
    CHECK(usb_interface_accepted(&vendor, &policy, 0) && !usb_interface_accepted(&vendor, &policy, 1));
    CHECK(!usb_accepted(USB_KEYBOARD) && usb_accepted(USB_STICK));
}

static struct usb_facts facts_named(const char *what)
{
    for (size_t i = 0; i < sizeof plugs / sizeof *plugs; i++)
        if (strcmp(plugs[i].what, what) == 0)
            return facts_of(&plugs[i]);
    CHECK(!"a plug of that name");
    return (struct usb_facts){};
}

/* On its port a printer is let in whatever else it is, and nothing of it but what speaks IPP. */
static void test_printer(void)
{
    const struct usb_policy policy = {.staff = true, .any_input = true, .printer = "1-5"};
    static const char *const cases[] = {"printer that scans", "printer with a card reader", "printer with keys"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct usb_facts facts = facts_named(cases[i]);
        CHECK(usb_is_printer(&facts));
        for (size_t k = 0; k < facts.count; k++)
            CHECK_INT(usb_interface_accepted(&facts, &policy, k), facts.interface[k].class == 7);
    }
    struct usb_facts both = facts_named("printer, with older ways"), old = facts_named("printer of the older kind");
    for (size_t k = 0; k < both.count; k++)
        CHECK(
            usb_interface_accepted(&both, &policy, k)); /* its first setting prints the old way: no driver here would */
    CHECK(!usb_is_printer(&old) && usb_is_printer(&both));
    both.configurations = 2;
    CHECK(!usb_is_printer(&both) && usb_verdict(&both, &policy) == USB_COMPOSITE);
    both.configurations = 1;
    both.system_disk = true;
    CHECK(!usb_is_printer(&both));
}

/* On its port a keyboard is accepted with its keys alone; the panel's own, and what is soldered on, is never one. */
static void test_keyboard(void)
{
    const struct usb_policy policy = {.panel = "1-4", .keyboard = "1-4 1-6 2-6"}, none = {.panel = "1-4"};
    static const char *const cases[] = {"keyboard on its port", "keyboard and mouse on its port",
                                        "keyboard with media keys on its port", "switch box with a vendor's part"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct usb_facts facts = facts_named(cases[i]);
        CHECK(usb_is_keyboard(&facts, &none) && !usb_accepted(usb_verdict(&facts, &none)));
        CHECK_INT(usb_verdict(&facts, &policy), USB_KEYS);
        for (size_t k = 0; k < facts.count; k++)
            CHECK_INT(usb_interface_accepted(&facts, &policy, k), k == 0);
        facts.fixed = true;
        CHECK(!usb_is_keyboard(&facts, &none) && !usb_accepted(usb_verdict(&facts, &policy)));
        facts.fixed = false, facts.configurations = 2;
        CHECK(!usb_is_keyboard(&facts, &none) && usb_verdict(&facts, &policy) == USB_COMPOSITE);
    }
    struct usb_facts panel = facts_named("keyboard and mouse"), mouse = facts_named("mouse on the keyboard's port");
    CHECK(!usb_is_keyboard(&panel, &none) && usb_verdict(&panel, &policy) == USB_KEYBOARD); /* though it was named */
    CHECK(!usb_is_keyboard(&mouse, &none));
    CHECK(usb_accepted(USB_KEYS) && !usb_accepted(USB_NOT_KEYS) && !usb_accepted(USB_KEYBOARD));
    for (enum usb_verdict v = 0; v < USB_VERDICT_COUNT; v++)
        CHECK_INT(usb_report_needed(v), v == USB_INPUT  ? USB_REPORT_TOUCH
                                        : v == USB_KEYS ? USB_REPORT_KEYS
                                                        : USB_REPORT_OTHER);
}

/* Every byte changed, every length cut: never a read past the end (the sanitizers look), never more let in than its
 * classes say. */
static void test_damage(void)
{
    uint8_t data[128], bad[128];
    struct usb_facts facts = {};
    const struct usb_policy nobody = {};
    for (size_t p = 0; p < sizeof plugs / sizeof *plugs; p++) {
        size_t length = describe(data, &plugs[p]);
        for (size_t cut = 0; cut < length; cut++) {
            uint8_t *exact = malloc(cut + 1);
            memcpy(exact, data, cut);
            CHECK(usb_read_facts(&facts, exact, cut) == FAULT_BAD_INPUT);
            CHECK(!usb_accepted(usb_verdict(&facts, &nobody)));
            free(exact);
        }
        for (size_t i = 0; i < length * 256; i++) {
            memcpy(bad, data, length);
            bad[i / 256] = (uint8_t)i;
            snprintf(facts.path, sizeof facts.path, "1-3");
            if (usb_read_facts(&facts, bad, length) && usb_accepted(usb_verdict(&facts, &nobody)))
                CHECK(!"damaged, and let in");
        }
    }
    size_t length = describe(data, &plugs[0]);
    data[17] = 2;
    CHECK(usb_read_facts(&facts, data, length) == FAULT_BAD_INPUT);
    CHECK_INT(usb_verdict(&facts, &(struct usb_policy){.staff = true}), USB_COMPOSITE); /* several configurations */
    CHECK_INT(usb_verdict(&(struct usb_facts){.path = "1-3"}, &(struct usb_policy){.staff = true}), USB_UNREADABLE);
}

static void test_words(void)
{
    char text[128], small[20];
    struct usb_facts facts = facts_of(&plugs[9]);
    usb_describe(&facts, text, sizeof text);
    CHECK_TEXT(text, "1-2.1 046d:c31c [08/06/50 03/01/01]");
    usb_describe(&facts, small, sizeof small);
    CHECK(strlen(small) == sizeof small - 1);
}

static bool is_touch(const uint8_t *data, size_t length)
{
    return usb_report(data, length) == USB_REPORT_TOUCH;
}

static bool is_keys(const uint8_t *data, size_t length)
{
    return usb_report(data, length) == USB_REPORT_KEYS;
}

#define REPORT(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})
/* A touch screen's collection around what follows: page 0d, usage 04, application; a finger with tip, x and y. */
#define TOUCH_BEGIN 0x05, 0x0d, 0x09, 0x04, 0xa1, 0x01
#define FINGER                                                                                                         \
    0x09, 0x22, 0xa1, 0x02, 0x09, 0x42, 0x15, 0, 0x25, 1, 0x75, 1, 0x95, 1, 0x81, 2, 0x95, 7, 0x81, 3, 0x05, 0x01,     \
        0x09, 0x30, 0x09, 0x31, 0x26, 0xff, 0x7f, 0x75, 16, 0x95, 2, 0x81, 2, 0xc0
#define VENDOR_PART 0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x09, 0x02, 0x75, 8, 0x95, 8, 0xb1, 2, 0xc0
#define MOUSE_PART                                                                                                     \
    0x05, 0x01, 0x09, 0x02, 0xa1, 0x01, 0x05, 0x09, 0x19, 1, 0x29, 3, 0x81, 2, 0x05, 0x01, 0x09, 0x30, 0x09, 0x31,     \
        0x81, 2, 0xc0

static void test_reports(void)
{
    CHECK(is_touch(REPORT(TOUCH_BEGIN, FINGER, 0xc0)));
    CHECK(is_touch(REPORT(TOUCH_BEGIN, FINGER, 0xc0, VENDOR_PART)));
    CHECK(is_touch(REPORT(MOUSE_PART, TOUCH_BEGIN, FINGER, 0xc0)));
    CHECK(is_touch(REPORT(0x0b, 0x04, 0, 0x0d, 0, 0xa1, 0x01, 0xc0)));          /* the usage brings its page */
    CHECK(!is_touch(REPORT(MOUSE_PART)));                                       /* QEMU's tablet: a mouse */
    CHECK(!is_touch(REPORT(0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0xc0)));         /* a keyboard */
    CHECK(!is_touch(REPORT(0x05, 0x0d, 0x09, 0x05, 0xa1, 0x01, FINGER, 0xc0))); /* a touch pad */
    CHECK(!is_touch(REPORT(0x05, 0x0d, 0x09, 0x04, 0xa1, 0x00, FINGER, 0xc0))); /* physical, not application */
    CHECK(!is_touch(REPORT(0x05, 0x0d, 0x09, 0x05, 0xa1, 0x01, 0x09, 0x22, 0xc0)));
}

static void test_hidden_keys(void)
{
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0xc0, 0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0xc0)));    /* beside */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0x05, 0x07, 0x19, 0, 0x29, 0xff, 0x81, 0, 0xc0)));    /* within */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0x06, 0x07, 0x00, 0x09, 4, 0x81, 2, 0xc0)));          /* long page */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0x07, 0x07, 0, 0, 0, 0x09, 4, 0x81, 2, 0xc0)));       /* longer */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0x0b, 4, 0, 0x07, 0, 0x81, 2, 0xc0)));                /* whole usage */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0x1b, 4, 0, 0x07, 0, 0x81, 2, 0xc0)));                /* least */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0x05, 0x0c, 0x09, 0xe9, 0x81, 2, 0xc0)));             /* media keys */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0x05, 0x01, 0x09, 0x82, 0x81, 2, 0xc0)));             /* sleep */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0x05, 0x0d, 0x09, 0x82, 0x05, 0x01, 0x81, 2, 0xc0))); /* late page */
    CHECK(!is_touch(REPORT(0x05, 0x07, 0xa4, TOUCH_BEGIN, FINGER, 0xb4, 0x09, 4, 0x81, 2, 0xc0)));    /* stack */
    CHECK(!is_touch(REPORT(0xa4, TOUCH_BEGIN, FINGER, 0xb4, 0xc0)));                                  /* stack alone */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0xa9, 1, 0x09, 4, 0xa9, 0, 0xc0)));                   /* alternatives */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0xfe, 1, 0, 0, 0xc0)));                               /* long item */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER)));                                                    /* not closed */
    CHECK(!is_touch(REPORT(0xc0, TOUCH_BEGIN, FINGER, 0xc0)));                                        /* closed twice */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0xc0, 0x27, 1)));                                     /* cut */
    CHECK(!is_touch((const uint8_t *)"", 0));
}

/* A keyboard's collection around what follows, with modifiers and lamps; six keys at a time. */
#define KEYS_BEGIN 0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x75, 1, 0x95, 8, 0x81, 2
#define LAMPS 0x05, 0x08, 0x19, 1, 0x29, 5, 0x75, 1, 0x95, 5, 0x91, 2
#define SIX 0x05, 0x07, 0x19, 0, 0x29, 0x65, 0x75, 8, 0x95, 6, 0x81, 0
#define MEDIA_PART 0x05, 0x0c, 0x09, 0x01, 0xa1, 0x01, 0x09, 0xe9, 0x75, 1, 0x95, 1, 0x81, 2, 0xc0

static void test_keys(void)
{
    CHECK(is_keys(REPORT(KEYS_BEGIN, LAMPS, SIX, 0xc0)));
    CHECK(is_keys(REPORT(KEYS_BEGIN, SIX, 0xc0, VENDOR_PART)));
    CHECK(is_keys(REPORT(0x05, 0x01, 0x09, 0x07, 0xa1, 0x01, SIX, 0xc0))); /* a keypad */
    CHECK(is_keys(REPORT(0x0b, 0x06, 0, 0x01, 0, 0xa1, 0x01, SIX, 0xc0))); /* the usage brings its page */
    CHECK(!is_touch(REPORT(KEYS_BEGIN, LAMPS, SIX, 0xc0)));
    CHECK(!is_keys(REPORT(TOUCH_BEGIN, FINGER, 0xc0)) && !is_keys(REPORT(MOUSE_PART)));
    CHECK(!is_keys(REPORT(0x05, 0x01, 0x09, 0x06, 0xa1, 0x00, SIX, 0xc0))); /* physical, not application */
    CHECK(!is_keys(REPORT(KEYS_BEGIN, SIX, 0xc0, MOUSE_PART)));             /* moves beside the keys */
    CHECK(!is_keys(REPORT(MOUSE_PART, KEYS_BEGIN, SIX, 0xc0)));
    CHECK(!is_keys(REPORT(KEYS_BEGIN, SIX, 0x05, 0x01, 0x09, 0x30, 0x81, 2, 0xc0))); /* moves within */
    CHECK(!is_keys(REPORT(KEYS_BEGIN, SIX, 0xc0, MEDIA_PART)));
    CHECK(!is_keys(REPORT(KEYS_BEGIN, SIX, 0x05, 0x01, 0x09, 0x82, 0x81, 2, 0xc0))); /* sleep */
    CHECK(!is_keys(REPORT(TOUCH_BEGIN, FINGER, 0xc0, KEYS_BEGIN, SIX, 0xc0)));       /* both is neither */
    CHECK(!is_touch(REPORT(TOUCH_BEGIN, FINGER, 0xc0, KEYS_BEGIN, SIX, 0xc0)));
    CHECK(!is_keys(REPORT(KEYS_BEGIN, 0x09, 4, 0x05, 0x0c, 0x81, 2, 0xc0))); /* late page */
    CHECK(!is_keys(REPORT(0xa4, KEYS_BEGIN, SIX, 0xb4, 0xc0)));              /* stack */
    CHECK(!is_keys(REPORT(KEYS_BEGIN, SIX)));                                /* not closed */
    CHECK(!is_keys(REPORT(KEYS_BEGIN, SIX, 0xc0, 0x27, 1)));                 /* cut */
}

/* Whatever a device sends, as random items around a touch screen: the reader ends and stays inside. */
static void test_noise(void)
{
    uint32_t state = 1;
    for (int round = 0; round < 200000; round++) {
        size_t length = (size_t)(state % 60);
        uint8_t *data = malloc(length + 1);
        for (size_t i = 0; i < length; i++) {
            state = state * 1664525 + 1013904223;
            data[i] = (uint8_t)(state >> 24);
        }
        state = state * 1664525 + 1013904223;
        test.passed += usb_report(data, length) == usb_report(data, length) && round % 1000 == 0;
        free(data);
    }
}

int main(void)
{
    test_table();
    test_around();
    test_printer();
    test_keyboard();
    test_damage();
    test_words();
    test_reports();
    test_hidden_keys();
    test_keys();
    test_noise();
    return TEST_END();
}
