/* Touch, mouse and keyboard alike end as contacts in millimetres, key meanings, and typed characters. */
#include <SDL.h>
#include <assert.h>
#include <string.h>
#include "base/bytes.h"
#include "base/host.h"
#include "base/text.h"
#include "shell/hands.h"

void hands_push(struct hands *h, const struct shell_event *event)
{
    assert(h->count < HANDS_QUEUE);
    h->queue[(h->first + h->count++) % HANDS_QUEUE] = *event;
}

bool hands_pop(struct hands *h, struct shell_event *ret)
{
    if (!h->count)
        return false;
    struct shell_event *e = &h->queue[h->first];
    *ret = *e;
    bytes_wipe(e, sizeof *e);
    h->first = (h->first + 1) % HANDS_QUEUE;
    h->count--;
    return true;
}

void hands_forget(struct hands *h)
{
    bytes_wipe(h->queue, sizeof h->queue);
    h->first = h->count = 0;
}

/* A flood (a palm on the glass, a broken digitiser) costs the newest moves, never a lift. */
static void add(struct hands *h, const struct shell_event *event)
{
    bool move = event->input == SHELL_CONTACT && event->phase == SHELL_MOVE;

    if (h->count < HANDS_QUEUE - (move ? 64 : 0))
        hands_push(h, event);
}

void hands_contact(struct hands *h, int64_t contact, enum shell_phase phase, struct hands_place at)
{
    add(h, &(struct shell_event){.input = SHELL_CONTACT,
                                 .phase = phase,
                                 .contact = contact,
                                 .ms = host_steady_ms(),
                                 .x = at.x * h->panel.width_mm,
                                 .y = at.y * h->panel.height_mm,
                                 .size_mm = at.size_mm});
}

static void mouse(struct hands *h, enum shell_phase phase, int x, int y)
{
    int width, height;

    if (phase == SHELL_DOWN ? h->mouse_down : !h->mouse_down)
        return;
    h->mouse_down = phase != SHELL_UP;
    presenter_size(h->glass, &width, &height);
    hands_contact(h, 0, phase,
                  (struct hands_place){((float)x + 0.5f) / (float)width, ((float)y + 0.5f) / (float)height, 0});
}

void hands_key(struct hands *h, enum shell_key key, enum shell_phase phase, bool space)
{
    struct shell_event event = {.input = SHELL_KEY, .key = key, .ms = host_steady_ms(), .phase = phase};

    if (space)
        event.text[0] = ' ';
    add(h, &event);
}

static void key(struct hands *h, const SDL_KeyboardEvent *e)
{
    static const struct {
        SDL_Keycode code;
        bool shift;
        enum shell_key key;
    } keys[] = {
#define KEY(code, kernel, shift, meaning) {code, shift, SHELL_##meaning},
#include "shell/keys.def"
#undef KEY
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code != e->keysym.sym || (keys[i].shift && !(e->keysym.mod & KMOD_SHIFT)))
            continue;
        if (!e->repeat)
            hands_key(h, keys[i].key, e->type == SDL_KEYDOWN ? SHELL_DOWN : SHELL_UP, e->keysym.sym == SDLK_SPACE);
        return;
    }
}

/* An input method may deliver several characters at once; a space has come as a key already. */
void hands_typed(struct hands *h, const char *text)
{
    for (uint32_t code; (code = text_next(&text));) {
        struct shell_event event = {.input = SHELL_TYPED, .ms = host_steady_ms()};
        text_put(event.text, code);
        if (code != ' ' && text_clean(event.text))
            add(h, &event);
    }
}

static enum shell_phase phase_of(uint32_t type)
{
    return type == SDL_FINGERDOWN || type == SDL_MOUSEBUTTONDOWN ? SHELL_DOWN
           : type == SDL_FINGERUP || type == SDL_MOUSEBUTTONUP   ? SHELL_UP
                                                                 : SHELL_MOVE;
}

void hands_take(struct hands *h, const SDL_Event *e)
{
    switch (e->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        /* SDL tells a pressure, whose meaning differs from panel to panel, and no size. */
        hands_contact(h, e->tfinger.fingerId + 1, phase_of(e->type),
                      (struct hands_place){e->tfinger.x, e->tfinger.y, 0});
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (e->button.button == SDL_BUTTON_LEFT && e->button.which != SDL_TOUCH_MOUSEID)
            mouse(h, phase_of(e->type), e->button.x, e->button.y);
        break;
    case SDL_MOUSEMOTION:
        if (e->motion.which != SDL_TOUCH_MOUSEID)
            mouse(h, SHELL_MOVE, e->motion.x, e->motion.y);
        break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        key(h, &e->key);
        break;
    case SDL_TEXTINPUT:
        hands_typed(h, e->text.text);
        break;
    case SDL_QUIT:
        add(h, &(struct shell_event){.input = SHELL_QUIT, .ms = host_steady_ms()});
        break;
    default:
        break;
    }
}
