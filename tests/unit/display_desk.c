/* The desk: fingers, mouse and keys as SDL reports them become contacts in millimetres, key meanings and characters; a window of another size
 * shows the panel without seams; a socket wakes a sleep in SDL. */
#include "display/desk.c"
#include "test.h"

static struct input_queue queue = {.panel = {268, 476, 1080, 1920, 790}};

static struct desk_input desk = {.input.queue = &queue, .window_width = 1080, .window_height = 1920};

static struct display_event taken(const SDL_Event *e)
{
    struct display_event got = {.input = INPUT_REPAINT}; /* stands for "nothing came" */

    take(&desk, e);
    input_pop(&queue, &got);
    return got;
}

static void test_fingers(void)
{
    SDL_Event e = {.tfinger = {.type = SDL_FINGERDOWN, .fingerId = 7, .x = 0.5f, .y = 0.25f}};
    struct display_event got = taken(&e);

    CHECK(got.input == INPUT_CONTACT && got.phase == INPUT_DOWN && got.contact == 8);
    CHECK(got.x == 134 && got.y == 119 && got.ms > 0);
    e.type = SDL_FINGERMOTION;
    CHECK(taken(&e).phase == INPUT_MOVE);
    e.type = SDL_FINGERUP;
    CHECK(taken(&e).phase == INPUT_UP);
}

static void test_mouse(void)
{
    SDL_Event down = {.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT, .x = 539, .y = 479}};
    SDL_Event move = {.motion = {.type = SDL_MOUSEMOTION, .x = 10, .y = 10}}, up = down;

    up.type = SDL_MOUSEBUTTONUP;
    CHECK(taken(&move).input == INPUT_REPAINT); /* only a pressed mouse is a contact */
    struct display_event got = taken(&down);
    CHECK(got.input == INPUT_CONTACT && got.contact == 0 && got.x > 133 && got.x < 135 && got.y > 118 && got.y < 120);
    CHECK(taken(&move).phase == INPUT_MOVE);
    CHECK(taken(&up).phase == INPUT_UP);
    CHECK(taken(&up).input == INPUT_REPAINT);
    down.button.which = SDL_TOUCH_MOUSEID; /* a finger that SDL also reports as a mouse counts once */
    CHECK(taken(&down).input == INPUT_REPAINT);
    down.button.which = 0;
    down.button.button = SDL_BUTTON_RIGHT;
    CHECK(taken(&down).input == INPUT_REPAINT);
}

static struct display_event press(SDL_Keycode code, uint16_t mod, uint8_t repeat)
{
    SDL_Event e = {.key = {.type = SDL_KEYDOWN, .repeat = repeat, .keysym = {.sym = code, .mod = mod}}};

    return taken(&e);
}

static void test_keys(void)
{
    CHECK(press(SDLK_TAB, 0, 0).key == INPUT_NEXT);
    CHECK(press(SDLK_TAB, KMOD_LSHIFT, 0).key == INPUT_PREVIOUS);
    CHECK(press(SDLK_RETURN, 0, 0).key == INPUT_SELECT);
    CHECK(press(SDLK_ESCAPE, 0, 0).key == INPUT_BACK);
    CHECK(press(SDLK_F1, 0, 0).key == INPUT_HELP);
    CHECK(press(SDLK_F9, 0, 0).key == INPUT_SWITCH_MOVE);
    CHECK(press(SDLK_F10, 0, 0).key == INPUT_SWITCH_SELECT);
    CHECK(press(SDLK_BACKSPACE, 0, 0).key == INPUT_ERASE);
    CHECK(press(SDLK_TAB, 0, 1).input == INPUT_REPAINT); /* held down: no repeats */
    CHECK(press(SDLK_a, 0, 0).input == INPUT_REPAINT);
    struct display_event space = press(SDLK_SPACE, 0, 0);
    CHECK(space.input == INPUT_KEY && space.key == INPUT_SELECT);
    CHECK_TEXT(space.text, " ");
}

static void test_typed(void)
{
    SDL_Event e = {.text = {.type = SDL_TEXTINPUT, .text = "åB \xC5\x8B"}};
    struct display_event got = {0};

    take(&desk, &e);
    CHECK(input_pop(&queue, &got) && got.input == INPUT_TYPED);
    CHECK_TEXT(got.text, "å");
    CHECK(input_pop(&queue, &got));
    CHECK_TEXT(got.text, "B");
    CHECK(input_pop(&queue, &got)); /* the space came as a key */
    CHECK_TEXT(got.text, "ŋ");
    CHECK(!input_pop(&queue, &got));
}

/* A flood of moves is cut off, and the lift still gets through. */
static void test_flood(void)
{
    SDL_Event e = {.tfinger = {.type = SDL_FINGERMOTION, .x = 0.5f, .y = 0.5f}};
    struct display_event got, last = {0};

    for (int i = 0; i < 5000; i++)
        take(&desk, &e);
    e.type = SDL_FINGERUP;
    take(&desk, &e);
    CHECK(queue.count < INPUT_QUEUE);
    while (input_pop(&queue, &got))
        last = got;
    CHECK(last.phase == INPUT_UP);
}

/* Two areas painted one by one give the same pixels as one. */
static void test_shrink(void)
{
    enum { WIDE = 200, HIGH = 160 };
    static uint32_t pixels[WIDE * HIGH];
    static uint32_t small[90 * 70], again[90 * 70];
    struct pixels from = {pixels, WIDE, WIDE, HIGH};

    for (int i = 0; i < WIDE * HIGH; i++)
        pixels[i] = (uint32_t)i * 2654435761u >> 8;
    shrink(&from, &(struct pixels){small, 90, 90, 70}, (struct area){0, 0, 90, 70});
    shrink(&from, &(struct pixels){again, 90, 90, 70}, (struct area){0, 0, 37, 70});
    shrink(&from, &(struct pixels){again, 90, 90, 70}, (struct area){37, 0, 90, 41});
    shrink(&from, &(struct pixels){again, 90, 90, 70}, (struct area){37, 41, 90, 70});
    CHECK(memcmp(small, again, sizeof small) == 0);
}

/* What a program sends ends the sleep at once; without anything the time does; and the waiter is gone with its input. */
static void test_socket(void)
{
    struct input *input = NULL;
    int ends[2];

    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    CHECK(SDL_InitSubSystem(SDL_INIT_VIDEO) == 0 && pipe(ends) == 0);
    CHECK(input_desk.open(&input, &queue, &(struct display_options){.panel = {268, 476, 1080, 1920, 790}}) ==
          FAULT_NONE);
    const struct pollfd sockets[] = {{.fd = ends[0], .events = POLLIN}};
    for (int round = 0; round < 3; round++) {
        int64_t begin = host_steady_ms();
        input_desk.sleep(input, sockets, 1, 60);
        CHECK(host_steady_ms() - begin >= 55);
        CHECK(write(ends[1], "x", 1) == 1);
        begin = host_steady_ms();
        input_desk.sleep(input, sockets, 1, 5000);
        CHECK(host_steady_ms() - begin < 2000);
        input_desk.sleep(input, sockets, 1, 0); /* not read: it is no event of the display's */
        CHECK_INT(queue.count, 0);
        CHECK(read(ends[0], &(char){0}, 1) == 1);
    }
    input_desk.close(input);
    close(ends[0]);
    close(ends[1]);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

int main(void)
{
    test_fingers();
    test_mouse();
    test_keys();
    test_typed();
    test_flood();
    test_shrink();
    test_socket();
    return TEST_END();
}
