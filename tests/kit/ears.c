/* Visits by ear alone: a person (tests/kit/ears_person.c) who sees only what is said and has eight keys, or one finger, joins a group,
 * writes the code down as it is spelled, leaves, comes again and withdraws. The keys are the kernel's, with the repeats
 * of keys that are held, so that they go the whole way. Ends with "ears: N passed, M failed". */
#include "ears.h"

#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/host.h"
#include "host_walk.h"
#include "screen/screen.h"
#include "screens.h"
#include "display/evdev.h"
#include "store/kept.h"
#include "store/read.h"
#include "loop/loop.h"

enum { MS_A_LETTER = 60, PRESS_MS = 90, BETWEEN_MS = 700, TEXTS_MAX = 600, JOBS_MAX = 1000000 };

static struct loop loop;
static struct evdev keypad = {.kind = EVDEV_KEYS};
static char heard[65536];
static int passed, failed;
static unsigned pressed;
static bool log_speech;

static void check(bool good, const char *what)
{
    passed += good;
    failed += !good;
    if (!good)
        printf("not so: %s\n", what);
}

static void event(struct display_event e)
{
    e.ms = walk_world.steady_ms;
    loop_event(&loop, &e);
    loop_time(&loop, walk_world.steady_ms);
}

static void jobs(void)
{
    loop_time(&loop, walk_world.steady_ms);
    for (int i = 0; i < JOBS_MAX && flow_busy(&loop.app); i++)
        loop_time(&loop, ++walk_world.steady_ms);
    for (int i = 0; i < JOBS_MAX && loop.app.session.at == SCREEN_code_look;
         i++) { /* its helpers have a clock of their own */
        nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
        loop_time(&loop, walk_world.steady_ms);
    }
}

/* Listens up to silence. */
static void listen(void)
{
    jobs();
    for (int i = 0; i < TEXTS_MAX && walk_world.speaking; i++) {
        size_t used = strlen(heard);
        snprintf(heard + used, sizeof heard - used, "%s\n", walk_world.said);
        if (log_speech)
            fprintf(stderr, "    %s\n", walk_world.said);
        walk_world.steady_ms += (int64_t)strlen(walk_world.said) * MS_A_LETTER;
        walk_world.speaking = false;
        event((struct display_event){.input = INPUT_SPOKEN, .voice = {.kind = VOICE_ENDED}});
    }
    if (walk_world.speaking)
        check(false, "it never falls silent");
}

const char *ear_hear(void)
{
    return heard;
}

void ear_press(enum ear_key key)
{
    static const uint16_t codes[EAR_KEYS] = {KEY_DOWN, KEY_UP, KEY_RIGHT, KEY_LEFT, KEY_ENTER, KEY_ESC, KEY_F1, KEY_F5};
    static const int values[] = {1, 2, 2, 0}; /* down, held down, up */
    heard[0] = 0;
    pressed++;
    walk_world.steady_ms += BETWEEN_MS;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        static struct input_queue hands;
        struct display_event e;
        evdev_take(&keypad, &(struct input_event){.type = EV_KEY, .code = codes[key], .value = values[i]}, &hands);
        evdev_take(&keypad, &(struct input_event){.type = EV_SYN, .code = SYN_REPORT}, &hands);
        while (input_pop(&hands, &e))
            event(e);
        walk_world.steady_ms += PRESS_MS;
    }
    if (log_speech)
        fprintf(stderr, "%d:\n", key);
    listen();
}

/* --- one finger, and two ---------------------------------------------------------------------------------------------
 */

static struct display_event finger_at; /* where it is; phase INPUT_UP: nowhere */

static void finger(enum input_phase phase, int64_t contact, float x, float y)
{
    struct display_event e = {.input = INPUT_CONTACT, .phase = phase, .contact = contact, .x = x, .y = y};
    finger_at = e;
    event(e);
}

struct ear_display ear_display(void)
{
    return (struct ear_display){loop.setting.panel.width_mm, loop.setting.panel.height_mm};
}

void ear_slide(float x, float y)
{
    bool is_down = finger_at.input == INPUT_CONTACT && finger_at.phase != INPUT_UP;
    heard[0] = 0;
    walk_world.steady_ms += is_down ? 60 : BETWEEN_MS + 200;
    finger(is_down ? INPUT_MOVE : INPUT_DOWN, 1, x, y);
    if (!is_down) { /* it stays where it landed for a moment */
        walk_world.steady_ms += 400;
        loop_time(&loop, walk_world.steady_ms);
    }
    pressed++;
    listen();
}

void ear_lift(void)
{
    walk_world.steady_ms += PRESS_MS;
    finger(INPUT_UP, 1, finger_at.x, finger_at.y);
}

void ear_tap_twice(float x, float y)
{
    heard[0] = 0;
    walk_world.steady_ms += BETWEEN_MS;
    for (int i = 0; i < 2; i++) {
        finger(INPUT_DOWN, 1, x, y);
        walk_world.steady_ms += PRESS_MS;
        finger(INPUT_UP, 1, x, y);
        walk_world.steady_ms += 2 * PRESS_MS;
    }
    if (log_speech)
        fprintf(stderr, "twice:\n");
    listen();
}

void ear_two_fingers(void)
{
    heard[0] = 0;
    walk_world.steady_ms += BETWEEN_MS;
    finger(INPUT_DOWN, 1, 100, 200);
    finger(INPUT_DOWN, 2, 160, 210);
    walk_world.steady_ms += 2200;
    loop_time(&loop, walk_world.steady_ms);
    finger(INPUT_UP, 2, 160, 210);
    finger(INPUT_UP, 1, 100, 200);
    listen();
}

static bool count(int64_t *ret_memberships, int64_t *ret_consents)
{
    bool ok = store_export_begin(loop.app.store, ret_memberships, ret_consents) == FAULT_NONE;
    if (ok)
        store_export_end(loop.app.store);
    return ok;
}

/* Comes, plugs a headset in, and pulls it when the visit is over. */
static void plug(bool is_in)
{
    heard[0] = 0;
    walk_world.headset = is_in;
    event((struct display_event){.input = INPUT_HEADSET, .phase = is_in ? INPUT_DOWN : INPUT_UP});
    listen();
}

static void visits(struct ear_person who)
{
    const char *how = who.fingers ? "touches" : "keys", *language = who.norwegian ? "nb" : "en";
    struct ear_code code = {0};
    int64_t members = 0, consents = 0, m = 0, c = 0;
    check(count(&members, &consents), "the store counts");
    pressed = 0;
    plug(true);
    int step = ear_join(&who, &code);
    printf("by ear, %s: joined with %u %s\n", language, pressed, how);
    check(step == 0, who.fingers ? "joining by ear with one finger" : "joining by ear with keys");
    plug(false);
    check(count(&m, &c) && m == members + 1 && c == consents + 1, "the sign-up is kept");
    if (step)
        return;
    pressed = 0;
    plug(true);
    step = ear_withdraw(&who, &code);
    printf("by ear, %s: withdrawn with %u %s\n", language, pressed, how);
    check(step == 0, who.fingers ? "withdrawing by ear with one finger" : "withdrawing by ear with keys");
    plug(false);
    check(count(&m, &c) && m == members + 1 && c == consents, "the consent is withdrawn, the place is kept");
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "ears KIOSK ASSETS WORDS nb|en\n");
        return 2;
    }
    const struct loop_options options = {
        .folders = {argv[1], "/nowhere", argv[2], .soon = true}, .headless = true, .scale = 1};
    char why[256] = "";
    log_speech = getenv("EARS_LOG") != NULL;
    walk_world.now = (int64_t)time(NULL);
    walk_world.steady_ms = 100000;
    walk_world.voice = true;
    if (words_open(argv[3]) != FAULT_NONE || loop_open(&loop, &options, why, sizeof why) != FAULT_NONE) {
        printf("can't begin: %s\nears: 0 passed, 1 failed\n", why);
        return 1;
    }
    loop.blind = true;
    for (int fingers = 0; fingers < 2; fingers++)
        visits((struct ear_person){.norwegian = strcmp(argv[4], "nb") == 0, .fingers = fingers});
    loop_close(&loop);
    printf("ears: %d passed, %d failed\n", passed, failed);
    return failed != 0;
}
