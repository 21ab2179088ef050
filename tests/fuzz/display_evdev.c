/* What an input device sends, report after report; the first byte says which kind of device it is. */
#include "fuzz.h"

#include <string.h>
#include "display/evdev.h"

enum { EVENT = 8, SIZE_SEED = 1 + 12 * EVENT }; /* bytes of one: type, code, value */

static uint8_t seed[SIZE_SEED];
static size_t used;

static void event(uint16_t type, uint16_t code, int32_t value)
{
    memcpy(seed + used, &type, sizeof type);
    memcpy(seed + used + 2, &code, sizeof code);
    memcpy(seed + used + 4, &value, sizeof value);
    used += EVENT;
}

static void begin(enum evdev_kind kind)
{
    seed[0] = (uint8_t)kind;
    used = 1;
}

static void end(void)
{
    event(EV_SYN, SYN_REPORT, 0);
    fuzz_seed(seed, used);
}

void fuzz_seeds(void)
{
    begin(EVDEV_FINGERS);
    event(EV_ABS, ABS_MT_SLOT, 1);
    event(EV_ABS, ABS_MT_TRACKING_ID, 7);
    event(EV_ABS, ABS_MT_POSITION_X, 300);
    event(EV_ABS, ABS_MT_POSITION_Y, 50);
    end();
    begin(EVDEV_FINGERS);
    event(EV_ABS, ABS_MT_TRACKING_ID, 7);
    event(EV_ABS, ABS_MT_POSITION_X, INT32_MIN);
    event(EV_ABS, ABS_MT_POSITION_Y, INT32_MAX);
    end();
    begin(EVDEV_FINGER);
    event(EV_ABS, ABS_X, 300);
    event(EV_ABS, ABS_Y, 50);
    event(EV_KEY, BTN_TOUCH, 1);
    end();
    begin(EVDEV_KEYS);
    event(EV_KEY, KEY_LEFTSHIFT, 1);
    event(EV_KEY, KEY_A, 1);
    end();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input_queue queue = {.panel = {200, 100, 1000, 500, 790}};
    struct evdev device = {.fd = -1, .first = 1, .min_x = 100, .range_x = 1000, .range_y = 100};
    struct display_event got;
    if (size == 0)
        return 0;
    device.kind = (enum evdev_kind)(data[0] % (EVDEV_JACK + 1));
    for (size_t at = 1; at + EVENT <= size; at += EVENT) {
        struct input_event e = {0};
        memcpy(&e.type, data + at, sizeof e.type);
        memcpy(&e.code, data + at + 2, sizeof e.code);
        memcpy(&e.value, data + at + 4, sizeof e.value);
        evdev_take(&device, &e, &queue);
        FUZZ_HOLDS(queue.count >= 0 && queue.count <= INPUT_QUEUE);
    }
    if (queue.count > 0)
        fuzz_taken();
    while (input_pop(&queue, &got))
        FUZZ_HOLDS(queue.first < INPUT_QUEUE);
    return 0;
}
