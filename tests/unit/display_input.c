/* Hands: fingers, mouse and keys as SDL reports them become contacts in millimetres, key meanings and characters. */
#include <SDL.h>
#include "display/input.h"
#include "test.h"

static struct input_queue h = {.panel = {268, 476, 1080, 1920, 790}};

static struct display_event take(const SDL_Event *e)
{
    struct display_event got = {.input = INPUT_REPAINT}; /* stands for "nothing came" */

    input_take(&h, e);
    input_pop(&h, &got);
    return got;
}

static void test_fingers(void)
{
    SDL_Event e = {.tfinger = {.type = SDL_FINGERDOWN, .fingerId = 7, .x = 0.5f, .y = 0.25f}};
    struct display_event got = take(&e);

    CHECK(got.input == INPUT_CONTACT && got.phase == INPUT_DOWN && got.contact == 8);
    CHECK(got.x == 134 && got.y == 119 && got.ms > 0);
    e.type = SDL_FINGERMOTION;
    CHECK(take(&e).phase == INPUT_MOVE);
    e.type = SDL_FINGERUP;
    CHECK(take(&e).phase == INPUT_UP);
}

static void test_mouse(void)
{
    SDL_Event down = {.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT, .x = 539, .y = 479}};
    SDL_Event move = {.motion = {.type = SDL_MOUSEMOTION, .x = 10, .y = 10}}, up = down;

    up.type = SDL_MOUSEBUTTONUP;
    CHECK(take(&move).input == INPUT_REPAINT); /* only a pressed mouse is a contact */
    struct display_event got = take(&down);
    CHECK(got.input == INPUT_CONTACT && got.contact == 0 && got.x > 133 && got.x < 135 && got.y > 118 && got.y < 120);
    CHECK(take(&move).phase == INPUT_MOVE);
    CHECK(take(&up).phase == INPUT_UP);
    CHECK(take(&up).input == INPUT_REPAINT);
    down.button.which = SDL_TOUCH_MOUSEID; /* a finger that SDL also reports as a mouse counts once */
    CHECK(take(&down).input == INPUT_REPAINT);
    down.button.which = 0;
    down.button.button = SDL_BUTTON_RIGHT;
    CHECK(take(&down).input == INPUT_REPAINT);
}

static struct display_event press(SDL_Keycode code, uint16_t mod, uint8_t repeat)
{
    SDL_Event e = {.key = {.type = SDL_KEYDOWN, .repeat = repeat, .keysym = {.sym = code, .mod = mod}}};

    return take(&e);
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

    input_take(&h, &e);
    CHECK(input_pop(&h, &got) && got.input == INPUT_TYPED);
    CHECK_TEXT(got.text, "å");
    CHECK(input_pop(&h, &got));
    CHECK_TEXT(got.text, "B");
    CHECK(input_pop(&h, &got)); /* the space came as a key */
    CHECK_TEXT(got.text, "ŋ");
    CHECK(!input_pop(&h, &got));
    input_take(&h, &e);
    input_forget(&h);
    CHECK(!input_pop(&h, &got));
    for (int i = 0; i < INPUT_QUEUE; i++)
        CHECK_INT(h.queue[i].text[0], 0);
}

/* A flood of moves is cut off, and the lift still gets through. */
static void test_flood(void)
{
    SDL_Event e = {.tfinger = {.type = SDL_FINGERMOTION, .x = 0.5f, .y = 0.5f}};
    struct display_event got, last = {0};

    for (int i = 0; i < 5000; i++)
        input_take(&h, &e);
    e.type = SDL_FINGERUP;
    input_take(&h, &e);
    CHECK(h.count < INPUT_QUEUE);
    while (input_pop(&h, &got))
        last = got;
    CHECK(last.phase == INPUT_UP);
}

int main(void)
{
    struct presenter *display = NULL;

    CHECK(presenter_open(&display, &(struct display_options){.panel = {268, 476, 1080, 1920, 790}, .headless = true}) ==
          FAULT_NONE);
    h.presenter = display;
    test_fingers();
    test_mouse();
    test_keys();
    test_typed();
    test_flood();
    presenter_close(display);
    return TEST_END();
}
