/* The kernel's input devices: what counts as an input method, and what their events become. Facts and words are made up here. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "display/evdev.c"
#include "test.h"

static struct input_queue h = {.panel = {200, 100, 1000, 500, 790}};

static void set(uint8_t *bits, int bit)
{
    bits[bit / 8] = (uint8_t)(bits[bit / 8] | 1 << bit % 8);
}

static void test_kind(void)
{
    struct evdev_bits panel = {0}, pad, tablet = {0}, mouse = {0}, keys = {0}, lid = {0}, one = {0};

    set(panel.abs, ABS_MT_SLOT), set(panel.abs, ABS_MT_POSITION_X), set(panel.abs, ABS_MT_POSITION_Y);
    set(panel.key, BTN_TOUCH), set(panel.abs, ABS_X), set(panel.abs, ABS_Y), set(panel.property, INPUT_PROP_DIRECT);
    CHECK_INT(evdev_kind(&panel), EVDEV_FINGERS);
    pad = panel;
    set(pad.property, INPUT_PROP_POINTER);
    CHECK_INT(evdev_kind(&pad), EVDEV_NOTHING);
    set(tablet.abs, ABS_X), set(tablet.abs, ABS_Y), set(tablet.key, BTN_LEFT);
    CHECK_INT(evdev_kind(&tablet), EVDEV_FINGER);
    set(mouse.rel, REL_X), set(mouse.rel, REL_Y), set(mouse.key, BTN_LEFT);
    CHECK_INT(evdev_kind(&mouse), EVDEV_NOTHING);
    set(keys.key, KEY_F9);
    CHECK_INT(evdev_kind(&keys), EVDEV_KEYS);
    set(one.key, KEY_F10); /* a box with one switch, whichever it is */
    CHECK_INT(evdev_kind(&one), EVDEV_KEYS);
    set(lid.key, KEY_POWER);
    CHECK_INT(evdev_kind(&lid), EVDEV_NOTHING);
}

static void test_jack_kind(void)
{
    struct evdev_bits card = {0}, both = {0};

    set(card.plug, SW_MICROPHONE_INSERT);
    CHECK_INT(evdev_kind(&card), EVDEV_NOTHING);
    set(card.plug, SW_HEADPHONE_INSERT);
    CHECK_INT(evdev_kind(&card), EVDEV_JACK);
    set(both.key, KEY_VOLUMEUP), set(both.plug, SW_HEADPHONE_INSERT);
    CHECK_INT(evdev_kind(&both), EVDEV_KEYS);
    CHECK(evdev_has_jack(&both));
}

static struct evdev device(enum evdev_kind kind, int rotation)
{
    return (struct evdev){
        .fd = -1, .kind = kind, .first = 1, .rotation = rotation, .min_x = 100, .range_x = 1000, .range_y = 100};
}

static void say(struct evdev *d, int type, int code, int value)
{
    evdev_take(d, &(struct input_event){.type = (uint16_t)type, .code = (uint16_t)code, .value = value}, &h);
}

static void report(struct evdev *d)
{
    say(d, EV_SYN, SYN_REPORT, 0);
}

static void touch(struct evdev *d, int slot, int x, int y)
{
    say(d, EV_ABS, ABS_MT_SLOT, slot);
    say(d, EV_ABS, ABS_MT_TRACKING_ID, 70 + slot);
    say(d, EV_ABS, ABS_MT_POSITION_X, x);
    say(d, EV_ABS, ABS_MT_POSITION_Y, y);
}

/* The next event is a contact of this kind at this place (mm). */
static bool is_next(enum input_phase phase, int64_t contact, float x, float y)
{
    struct display_event e = {0};
    float tolerance = 0.01f;

    return input_pop(&h, &e) && e.input == INPUT_CONTACT && e.phase == phase && e.contact == contact &&
           e.x > x - tolerance && e.x < x + tolerance && e.y > y - tolerance && e.y < y + tolerance;
}

static bool is_quiet(void)
{
    struct display_event e;

    return !input_pop(&h, &e);
}

static void test_fingers(void)
{
    struct evdev d = device(EVDEV_FINGERS, 0);

    touch(&d, 0, 600, 25);
    touch(&d, 1, 100, 100);
    CHECK(is_quiet()); /* nothing before the report is whole */
    report(&d);
    CHECK(is_next(INPUT_DOWN, 1, 100, 25));
    CHECK(is_next(INPUT_DOWN, 2, 0, 100));
    say(&d, EV_ABS, ABS_MT_POSITION_X, 1100);
    report(&d);
    CHECK(is_next(INPUT_MOVE, 2, 200, 100));
    say(&d, EV_ABS, ABS_MT_TRACKING_ID, 99); /* another finger in the same slot, within one report */
    report(&d);
    CHECK(is_next(INPUT_UP, 2, 200, 100));
    CHECK(is_next(INPUT_DOWN, 2, 200, 100));
    say(&d, EV_ABS, ABS_MT_SLOT, 0);
    say(&d, EV_ABS, ABS_MT_TRACKING_ID, -1);
    report(&d);
    CHECK(is_next(INPUT_UP, 1, 100, 25));
    report(&d);
    touch(&d, EVDEV_SLOTS, 500, 50); /* more fingers than anybody has */
    say(&d, EV_ABS, ABS_MT_SLOT, -1);
    say(&d, EV_ABS, ABS_MT_TRACKING_ID, 5);
    report(&d);
    CHECK(is_quiet());
}

/* A place far outside of what the panel said it has, which a made-up panel sends, is one outside of the display. */
static void test_far_place(void)
{
    struct evdev d = device(EVDEV_FINGERS, 0);
    struct display_event e = {0};

    touch(&d, 0, INT32_MIN, 25);
    report(&d);
    CHECK(input_pop(&h, &e) && e.phase == INPUT_DOWN && e.x < -1e6f);
    say(&d, EV_ABS, ABS_MT_POSITION_X, INT32_MAX);
    report(&d);
    CHECK(input_pop(&h, &e) && e.phase == INPUT_MOVE && e.x > 1e6f);
}

/* How large a contact is, where the panel says in what it measures that. */
static void test_size(void)
{
    struct evdev d = device(EVDEV_FINGERS, 0);
    struct display_event e = {0};

    for (int units = 0; units <= 10; units += 10) {
        d.size_mm = units;
        touch(&d, 0, 600, 25);
        say(&d, EV_ABS, ABS_MT_TOUCH_MAJOR, 80);
        report(&d);
        CHECK(input_pop(&h, &e) && e.phase == INPUT_DOWN);
        CHECK_INT((int)e.size_mm, units ? 8 : 0);
        say(&d, EV_ABS, ABS_MT_TOUCH_MAJOR, 450); /* the heel of the hand comes down behind its edge */
        report(&d);
        CHECK(input_pop(&h, &e) && e.phase == INPUT_MOVE);
        CHECK_INT((int)e.size_mm, units ? 45 : 0);
        say(&d, EV_ABS, ABS_MT_TRACKING_ID, -1);
        report(&d);
        CHECK(input_pop(&h, &e) && e.phase == INPUT_UP);
    }
}

static void test_turned(void)
{
    static const float places[4][2] = {{50, 10}, {20, 75}, {150, 90}, {180, 25}};

    for (int turn = 0; turn < 4; turn++) {
        struct evdev d = device(EVDEV_FINGERS, turn);
        touch(&d, 0, 350, 10); /* a quarter across, a tenth down on the display */
        report(&d);
        CHECK(is_next(INPUT_DOWN, 1, places[turn][0], places[turn][1]));
    }
}

/* A virtual machine's tablet presses before it says where: the press is where it ends up. */
static void test_finger(void)
{
    struct evdev d = device(EVDEV_FINGER, 0);

    say(&d, EV_KEY, BTN_LEFT, 1);
    say(&d, EV_ABS, ABS_X, 600);
    say(&d, EV_ABS, ABS_Y, 50);
    report(&d);
    CHECK(is_next(INPUT_DOWN, 1, 100, 50));
    say(&d, EV_KEY, BTN_LEFT, 0);
    report(&d);
    CHECK(is_next(INPUT_UP, 1, 100, 50));
    say(&d, EV_ABS, ABS_X, 700); /* hovering is no touch */
    report(&d);
    CHECK(is_quiet());
}

/* Pulled out or flooded in the middle of a touch: it ends where no button is. */
static void test_lost(void)
{
    struct evdev d = device(EVDEV_FINGERS, 0);

    touch(&d, 0, 600, 50);
    report(&d);
    CHECK(is_next(INPUT_DOWN, 1, 100, 50));
    say(&d, EV_SYN, SYN_DROPPED, 0);
    CHECK(is_next(INPUT_UP, 1, -2000, -1000));
    touch(&d, 0, 600, 60);
    report(&d); /* up to here nothing can be trusted */
    CHECK(is_quiet());
    touch(&d, 0, 600, 60);
    report(&d);
    CHECK(is_next(INPUT_DOWN, 1, 100, 60));
    evdev_lift(&d, &h);
    CHECK(is_next(INPUT_UP, 1, -2000, -1000));
    evdev_lift(&d, &h);
    CHECK(is_quiet());
}

static struct display_event press(struct evdev *d, int code)
{
    struct display_event e = {.input = INPUT_REPAINT};

    say(d, EV_KEY, code, 1);
    input_pop(&h, &e);
    return e;
}

static struct display_event next_key(void)
{
    struct display_event e = {.input = INPUT_REPAINT};

    input_pop(&h, &e);
    return e;
}

static void test_keys(void)
{
    struct evdev d = device(EVDEV_KEYS, 0);

    CHECK(press(&d, KEY_F9).key == INPUT_SWITCH_MOVE);
    CHECK(press(&d, KEY_TAB).key == INPUT_NEXT);
    CHECK_TEXT(press(&d, KEY_SPACE).text, " ");
    CHECK_TEXT(press(&d, KEY_LEFTBRACE).text, "å");
    CHECK_TEXT(press(&d, KEY_APOSTROPHE).text, "æ");
    CHECK_TEXT(press(&d, KEY_M).text, "m");
    CHECK_TEXT(press(&d, KEY_KP7).text, "7");
    CHECK(press(&d, KEY_LEFTSHIFT).input == INPUT_REPAINT);
    CHECK(press(&d, KEY_TAB).key == INPUT_PREVIOUS);
    CHECK_TEXT(press(&d, KEY_SEMICOLON).text, "Ø");
    say(&d, EV_KEY, KEY_LEFTSHIFT, 0);
    CHECK(press(&d, KEY_RIGHTALT).input == INPUT_REPAINT);
    CHECK_TEXT(press(&d, KEY_2).text, "@");
    CHECK(press(&d, KEY_7).input == INPUT_REPAINT);
    say(&d, EV_KEY, KEY_RIGHTALT, 0);
    CHECK(press(&d, KEY_DOWN).key == INPUT_ITEM_NEXT);
    CHECK(press(&d, KEY_UP).key == INPUT_ITEM_PREVIOUS);
    CHECK(press(&d, KEY_RIGHT).key == INPUT_GROUP_NEXT);
    CHECK(press(&d, KEY_LEFT).key == INPUT_GROUP_PREVIOUS);
    say(&d, EV_KEY, KEY_F10, 1);
    say(&d, EV_KEY, KEY_F10, 2); /* how long a switch is held is for the loop to see: down, and up */
    say(&d, EV_KEY, KEY_F10, 0);
    CHECK(next_key().phase == INPUT_DOWN);
    CHECK(next_key().phase == INPUT_UP);
    say(&d, EV_KEY, KEY_TAB, 2); /* held: no repeats */
    say(&d, EV_KEY, KEY_MAX, 1);
    CHECK(is_quiet());
    say(&d, EV_KEY, KEY_TAB, 0);
    struct display_event e = {0};
    CHECK(input_pop(&h, &e) && e.input == INPUT_KEY && e.phase == INPUT_UP);
}

static void plug(int fd, int code, int value)
{
    const struct input_event words[] = {{.type = EV_SW, .code = (uint16_t)code, .value = value},
                                        {.type = EV_SYN, .code = SYN_REPORT}};

    CHECK(write(fd, words, sizeof words) == sizeof words);
}

/* The kernel's bytes through a pipe, as from a sound card. */
static void test_jack(void)
{
    struct evdev d = device(EVDEV_JACK, 0), keys = device(EVDEV_KEYS, 0);
    int ends[2];

    CHECK(pipe2(ends, O_NONBLOCK) == 0);
    d.fd = ends[0];
    d.jack = keys.jack = true;
    plug(ends[1], SW_MICROPHONE_INSERT, 1);
    CHECK(evdev_read(&d, &h) && !d.plugged);
    plug(ends[1], SW_HEADPHONE_INSERT, 1);
    CHECK(evdev_read(&d, &h) && d.plugged);
    plug(ends[1], SW_MICROPHONE_INSERT, 0);
    CHECK(evdev_read(&d, &h) && d.plugged);
    plug(ends[1], SW_HEADPHONE_INSERT, 0);
    CHECK(evdev_read(&d, &h) && !d.plugged);
    CHECK(is_quiet());
    close(ends[1]);
    CHECK(!evdev_read(&d, &h));
    close(ends[0]);
    say(&keys, EV_SW, SW_HEADPHONE_INSERT, 1); /* a keyboard with a jack is both */
    CHECK(keys.plugged && press(&keys, KEY_F5).key == INPUT_LISTEN);
}

int main(void)
{
    test_kind();
    test_jack_kind();
    test_jack();
    test_fingers();
    test_far_place();
    test_size();
    test_turned();
    test_finger();
    test_lost();
    test_keys();
    return TEST_END();
}
