/* Touch, mouse and keyboard alike end as contacts in millimetres, key meanings, and typed characters. */
#include <SDL.h>
#include <assert.h>
#include <string.h>
#include "base/bytes.h"
#include "base/host.h"
#include "base/text.h"
#include "display/input.h"

void input_push(struct input_queue *h, const struct display_event *event)
{
    assert(h->count < INPUT_QUEUE);
    h->queue[(h->first + h->count++) % INPUT_QUEUE] = *event;
}

bool input_pop(struct input_queue *h, struct display_event *ret)
{
    if (!h->count)
        return false;
    struct display_event *e = &h->queue[h->first];
    *ret = *e;
    bytes_wipe(e, sizeof *e);
    h->first = (h->first + 1) % INPUT_QUEUE;
    h->count--;
    return true;
}

void input_forget(struct input_queue *h)
{
    bytes_wipe(h->queue, sizeof h->queue);
    h->first = h->count = 0;
}

/* A flood (a palm on the display, a broken digitiser) costs the newest moves, never a lift. */
static void add(struct input_queue *h, const struct display_event *event)
{
    bool move = event->input == INPUT_CONTACT && event->phase == INPUT_MOVE;

    if (h->count < INPUT_QUEUE - (move ? 64 : 0))
        input_push(h, event);
}

void input_contact(struct input_queue *h, int64_t contact, enum input_phase phase, struct input_place at)
{
    add(h, &(struct display_event){.input = INPUT_CONTACT,
                                   .phase = phase,
                                   .contact = contact,
                                   .ms = host_steady_ms(),
                                   .x = at.x * h->panel.width_mm,
                                   .y = at.y * h->panel.height_mm,
                                   .size_mm = at.size_mm});
}

static void mouse(struct input_queue *h, enum input_phase phase, int x, int y)
{
    int width, height;

    if (phase == INPUT_DOWN ? h->mouse_down : !h->mouse_down)
        return;
    h->mouse_down = phase != INPUT_UP;
    presenter_size(h->presenter, &width, &height);
    input_contact(h, 0, phase,
                  (struct input_place){((float)x + 0.5f) / (float)width, ((float)y + 0.5f) / (float)height, 0});
}

void input_key(struct input_queue *h, enum input_key key, enum input_phase phase, bool space)
{
    struct display_event event = {.input = INPUT_KEY, .key = key, .ms = host_steady_ms(), .phase = phase};

    if (space)
        event.text[0] = ' ';
    add(h, &event);
}

static void key(struct input_queue *h, const SDL_KeyboardEvent *e)
{
    static const struct {
        SDL_Keycode code;
        bool shift;
        enum input_key key;
    } keys[] = {
#define KEY(code, kernel, shift, meaning) {code, shift, INPUT_##meaning},
#include "display/keys.def"
#undef KEY
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code != e->keysym.sym || (keys[i].shift && !(e->keysym.mod & KMOD_SHIFT)))
            continue;
        if (!e->repeat)
            input_key(h, keys[i].key, e->type == SDL_KEYDOWN ? INPUT_DOWN : INPUT_UP, e->keysym.sym == SDLK_SPACE);
        return;
    }
}

/* An input method may deliver several characters at once; a space has come as a key already. */
void input_typed(struct input_queue *h, const char *text)
{
    for (uint32_t code; (code = text_next(&text));) {
        struct display_event event = {.input = INPUT_TYPED, .ms = host_steady_ms()};
        text_put(event.text, code);
        if (code != ' ' && text_clean(event.text))
            add(h, &event);
    }
}

static enum input_phase phase_of(uint32_t type)
{
    return type == SDL_FINGERDOWN || type == SDL_MOUSEBUTTONDOWN ? INPUT_DOWN
           : type == SDL_FINGERUP || type == SDL_MOUSEBUTTONUP   ? INPUT_UP
                                                                 : INPUT_MOVE;
}

void input_take(struct input_queue *h, const SDL_Event *e)
{
    switch (e->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        /* SDL tells a pressure, whose meaning differs from panel to panel, and no size. */
        input_contact(h, e->tfinger.fingerId + 1, phase_of(e->type),
                      (struct input_place){e->tfinger.x, e->tfinger.y, 0});
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (e->button.button == SDL_BUTTON_LEFT && e->button.which != SDL_TOUCH_MOUSEID)
            mouse(h, phase_of(e->type), e->button.x, e->button.y);
        break;
    case SDL_MOUSEMOTION:
        if (e->motion.which != SDL_TOUCH_MOUSEID)
            mouse(h, INPUT_MOVE, e->motion.x, e->motion.y);
        break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        key(h, &e->key);
        break;
    case SDL_TEXTINPUT:
        input_typed(h, e->text.text);
        break;
    case SDL_QUIT:
        add(h, &(struct display_event){.input = INPUT_QUIT, .ms = host_steady_ms()});
        break;
    default:
        break;
    }
}
