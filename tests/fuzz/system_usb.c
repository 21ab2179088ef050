/* The descriptors of a USB device, and the same bytes as a report's: nothing that can't be read is let in. */
#include "fuzz.h"

#include <string.h>
#include "system/usb/usb.h"

/* As it comes out of sysfs: a device, its configuration, interfaces of that class with an endpoint each. */
static void device(uint8_t class, uint8_t subclass, uint8_t protocol, uint8_t interfaces)
{
    uint8_t out[18 + 9 + 4 * 16] = {18, 1, 0, 2, 0, 0, 0, 64, 0x6d, 4, 0x1c, 0xc3, 0, 1, 1, 2, 3, 1};
    size_t length = 18 + 9 + 16u * interfaces;
    const uint8_t head[9] = {9, 2, (uint8_t)(length - 18), 0, interfaces, 1, 0, 0x80, 50};
    memcpy(out + 18, head, sizeof head);
    for (uint8_t i = 0; i < interfaces; i++) {
        const uint8_t interface[16] = {9, 4, i, 0, 1, class, subclass, protocol, 0, 7, 5, 0x81, 3, 8, 0, 10};
        memcpy(out + 27 + 16 * i, interface, sizeof interface);
    }
    fuzz_seed(out, length);
}

void fuzz_seeds(void)
{
    device(8, 6, 0x50, 1);
    device(3, 1, 1, 1);
    device(3, 0, 0, 2);
    device(7, 1, 4, 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct usb_policy nobody = {0}, staff = {.staff = true, .printer = "1-5", .keyboard = "1-5"};
    struct usb_facts facts = {.path = "1-5"};
    char line[400];
    bool whole = usb_read_facts(&facts, data, size) == FAULT_NONE;
    enum usb_verdict v = usb_verdict(&facts, &staff);
    FUZZ_HOLDS(v < USB_VERDICT_COUNT && (whole || !usb_accepted(v)));
    FUZZ_HOLDS(usb_verdict(&facts, &nobody) != USB_STICK);
    for (size_t i = 0; i < facts.count; i++)
        (void)usb_interface_accepted(&facts, &staff, i);
    usb_describe(&facts, line, sizeof line);
    FUZZ_HOLDS(strlen(line) < sizeof line && usb_report(data, size) <= USB_REPORT_KEYS);
    if (whole)
        fuzz_taken();
    return 0;
}
