/* A desk: an SDL window without acceleration (under X a shared-memory image, so painting into it costs no second copy here) and what SDL
 * says of fingers, mouse and keys. And no window at all: headless, for pictures and walks. */
#include <SDL.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/host.h"
#include "display/input.h"
#include "display/presenter.h"

struct desk {
    struct presenter presenter;
    SDL_Window *window;      /* NULL headless */
    SDL_Surface *own;        /* headless, scaled, or a window of another pixel format */
    const void *last_pixels; /* of the window's surface: other ones mean that nothing of ours is in them */
    bool desk, video;
    int width, height, window_width, window_height;
};

/* --- the window ---------------------------------------------------------------------------------------------------- */

static bool on_desk(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();

    return driver && (strcmp(driver, "x11") == 0 || strcmp(driver, "wayland") == 0);
}

static float scale_for(const struct display_options *o)
{
    const float frame = 0.92f; /* room for the desk's own bars */
    SDL_Rect room;

    if (o->scale > 0)
        return o->scale;
    if (SDL_GetDisplayUsableBounds(0, &room) < 0)
        return 1;
    if (room.w >= o->panel.width_px && room.h >= o->panel.height_px)
        return 1;
    float wide = (float)room.w / (float)o->panel.width_px, high = (float)room.h / (float)o->panel.height_px;
    return frame * (wide < high ? wide : high);
}

static bool window_open(struct desk *p, const struct display_options *o)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    /* Where no session bus is named, SDL's library would start a program to look for one. */
    SDL_setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) < 0)
        return false;
    p->video = true;
    p->desk = on_desk();
    float scale = p->desk ? scale_for(o) : 1;
    p->window_width = (int)((float)p->width * scale + 0.5f);
    p->window_height = (int)((float)p->height * scale + 0.5f);
    p->window = SDL_CreateWindow("Sirkel", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, p->window_width,
                                 p->window_height, p->desk ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
    if (!p->window)
        return false;
    SDL_GetWindowSize(p->window, &p->window_width, &p->window_height);
    if (!p->desk)
        SDL_ShowCursor(SDL_DISABLE);
    return SDL_GetWindowSurface(p->window) != NULL;
}

/* The window's pixels can be painted directly: the same size, and 0x00RRGGBB. */
static bool direct(const struct desk *p, const SDL_Surface *surface)
{
    return surface->w == p->width && surface->h == p->height && surface->format->BytesPerPixel == 4 &&
           surface->format->Rmask == 0xFF0000 && surface->format->Gmask == 0xFF00 && surface->format->Bmask == 0xFF;
}

static bool own_open(struct desk *p)
{
    if (!p->own)
        p->own = SDL_CreateRGBSurfaceWithFormat(0, p->width, p->height, 32, SDL_PIXELFORMAT_RGB888);
    return p->own != NULL;
}

static void desk_close(struct presenter *presenter)
{
    struct desk *p = (struct desk *)presenter;

    if (!p)
        return;
    if (p->own)
        bytes_wipe(p->own->pixels, (size_t)p->own->pitch * (size_t)p->own->h);
    SDL_FreeSurface(p->own);
    if (p->window)
        SDL_DestroyWindow(p->window);
    if (p->video)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(p);
}

static fault desk_open(struct presenter **ret, const struct display_options *o)
{
    struct desk *p = calloc(1, sizeof *p);
    fault result = p ? FAULT_NO_DISPLAY : FAULT_NO_MEMORY;

    if (!p)
        goto out;
    p->presenter.panel = o->panel;
    p->width = p->window_width = o->panel.width_px;
    p->height = p->window_height = o->panel.height_px;
    if (!o->headless && !window_open(p, o))
        goto out;
    if (!p->window || !direct(p, SDL_GetWindowSurface(p->window)))
        result = own_open(p) ? FAULT_NONE : FAULT_NO_MEMORY;
    else
        result = FAULT_NONE;
out:
    if (result != FAULT_NONE) {
        desk_close(&p->presenter);
        p = NULL;
    }
    *ret = p ? &p->presenter : NULL;
    return result;
}

static struct canvas desk_canvas(struct presenter *presenter, bool *ret_lost)
{
    struct desk *p = (struct desk *)presenter;
    SDL_Surface *surface = p->window ? SDL_GetWindowSurface(p->window) : p->own;

    *ret_lost = !surface || surface->pixels != p->last_pixels;
    p->last_pixels = surface ? surface->pixels : NULL;
    if (!surface || (p->window && !direct(p, surface))) {
        surface = own_open(p) ? p->own : NULL;
        if (!surface)
            return (struct canvas){0};
    }
    return (struct canvas){.pixel = surface->pixels,
                           .stride = surface->pitch / 4,
                           .width = p->width,
                           .height = p->height,
                           .clip = {0, 0, p->width, p->height}};
}

struct pixels {
    uint32_t *pixel;
    int stride, width, height;
};

static uint32_t mean(const struct pixels *from, int left, int top, int right, int bottom)
{
    uint32_t red = 0, green = 0, blue = 0, count = (uint32_t)((right - left) * (bottom - top));

    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) {
            uint32_t pixel = from->pixel[(long)y * from->stride + x];
            red += pixel >> 16 & 0xFF;
            green += pixel >> 8 & 0xFF;
            blue += pixel & 0xFF;
        }
    return (red / count) << 16 | (green / count) << 8 | blue / count;
}

/* Shows the panel's pixels in a smaller (or larger) window: a box mean over whole source pixels, soft enough for a desk, and quick. Each
 * pixel is computed from its own place alone: so areas painted one by one fit together without seams. */
static void shrink(const struct pixels *from, const struct pixels *to, struct area area)
{
    for (int y = area.top; y < area.bottom; y++) {
        int top = y * from->height / to->height, bottom = ((y + 1) * from->height + to->height - 1) / to->height;
        bottom = bottom > from->height ? from->height : bottom;
        for (int x = area.left; x < area.right; x++) {
            int left = x * from->width / to->width, right = ((x + 1) * from->width + to->width - 1) / to->width;
            right = right > from->width ? from->width : right;
            to->pixel[(long)y * to->stride + x] = mean(from, left, top, right, bottom);
        }
    }
}

static SDL_Rect scaled(const struct desk *p, struct area a)
{
    int left = a.left * p->window_width / p->width - 1, top = a.top * p->window_height / p->height - 1;
    int right = (a.right * p->window_width + p->width - 1) / p->width + 1;
    int bottom = (a.bottom * p->window_height + p->height - 1) / p->height + 1;
    struct area cut =
        area_cut((struct area){left, top, right, bottom}, (struct area){0, 0, p->window_width, p->window_height});

    return (SDL_Rect){cut.left, cut.top, cut.right - cut.left, cut.bottom - cut.top};
}

static void copy(struct desk *p, SDL_Surface *to, SDL_Rect rect)
{
    struct pixels from = {p->own->pixels, p->own->pitch / 4, p->width, p->height};
    struct pixels window = {to->pixels, to->pitch / 4, to->w, to->h};

    if (to->format->BytesPerPixel == 4 && to->format->Rmask == 0xFF0000)
        shrink(&from, &window, (struct area){rect.x, rect.y, rect.x + rect.w, rect.y + rect.h});
    else
        SDL_BlitScaled(p->own, NULL, to, NULL);
}

static void desk_show(struct presenter *presenter, const struct area *areas, int count)
{
    struct desk *p = (struct desk *)presenter;
    SDL_Rect rects[16];
    SDL_Surface *surface = p->window ? SDL_GetWindowSurface(p->window) : NULL;

    if (!surface || !count)
        return;
    bool as_it_is = direct(p, surface);
    for (int i = 0; i < count && i < 16; i++) {
        struct area a = areas[i];
        rects[i] = as_it_is ? (SDL_Rect){a.left, a.top, a.right - a.left, a.bottom - a.top} : scaled(p, a);
        if (!as_it_is)
            copy(p, surface, rects[i]);
    }
    SDL_UpdateWindowSurfaceRects(p->window, rects, count < 16 ? count : 16);
}

/* Every pixel that is kept is the canvas. */
static void desk_forget(struct presenter *presenter)
{
    (void)presenter;
}

const struct presenter_way presenter_desk = {
    .open = desk_open, .close = desk_close, .canvas = desk_canvas, .show = desk_show, .forget = desk_forget};

/* --- what SDL says ------------------------------------------------------------------------------------------------- */

/* SDL can't wait for a socket: a thread does, and pushes an event that wakes SDL. It is told once which sockets to wait for, and waits for
 * nothing more when one of them can be read, until it is told again. */
struct waiter {
    pthread_t thread;
    pthread_mutex_t lock; /* over what follows */
    struct pollfd sockets[HOST_FDS];
    int count;
    bool waits, ends;
    int wake; /* eventfd: look at it again */
};
struct desk_input {
    struct input input;
    struct waiter waiter;
    bool mouse_down;
    int window_width, window_height;
};

static void *waiter_run(void *data)
{
    struct waiter *w = data;
    struct pollfd fds[1 + HOST_FDS] = {{.fd = w->wake, .events = POLLIN}};
    uint64_t told;

    for (bool ends = false; !ends;) {
        pthread_mutex_lock(&w->lock);
        int count = w->waits ? w->count : 0;
        memcpy(fds + 1, w->sockets, (size_t)count * sizeof *fds);
        ends = w->ends;
        pthread_mutex_unlock(&w->lock);
        if (ends || poll(fds, (nfds_t)(1 + count), -1) <= 0)
            continue;
        if (fds[0].revents) {
            (void)!read(w->wake, &told, sizeof told);
            continue;
        }
        pthread_mutex_lock(&w->lock);
        w->waits = false;
        pthread_mutex_unlock(&w->lock);
        SDL_PushEvent(&(SDL_Event){.type = SDL_USEREVENT});
    }
    return NULL;
}

static void waiter_wake(struct waiter *w)
{
    (void)!write(w->wake, &(uint64_t){1}, sizeof(uint64_t));
}

static bool waiter_open(struct waiter *w)
{
    sigset_t all, before;

    if ((w->wake = eventfd(0, EFD_CLOEXEC)) < 0)
        return false;
    pthread_mutex_init(&w->lock, NULL);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before); /* signals are the main thread's: they end its wait */
    bool made = pthread_create(&w->thread, NULL, waiter_run, w) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!made)
        close(w->wake);
    return made;
}

static void waiter_close(struct waiter *w)
{
    pthread_mutex_lock(&w->lock);
    w->ends = true;
    pthread_mutex_unlock(&w->lock);
    waiter_wake(w);
    pthread_join(w->thread, NULL);
    pthread_mutex_destroy(&w->lock);
    close(w->wake);
}

/* Said again at every sleep: the number of a socket may have become another one's. */
static void waiter_set(struct waiter *w, const struct pollfd *sockets, int count)
{
    assert(count <= HOST_FDS);
    pthread_mutex_lock(&w->lock);
    bool idle = count == 0 && !w->waits;
    for (int i = 0; i < count; i++)
        w->sockets[i] = sockets[i];
    w->count = count;
    w->waits = count > 0;
    pthread_mutex_unlock(&w->lock);
    if (!idle)
        waiter_wake(w);
}

static void mouse(struct desk_input *i, enum input_phase phase, int x, int y)
{
    if (phase == INPUT_DOWN ? i->mouse_down : !i->mouse_down)
        return;
    i->mouse_down = phase != INPUT_UP;
    input_contact(i->input.queue, 0, phase,
                  (struct input_place){((float)x + 0.5f) / (float)i->window_width,
                                       ((float)y + 0.5f) / (float)i->window_height, 0});
}

static void key(struct input_queue *q, const SDL_KeyboardEvent *e)
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
            input_key(q, keys[i].key, e->type == SDL_KEYDOWN ? INPUT_DOWN : INPUT_UP, e->keysym.sym == SDLK_SPACE);
        return;
    }
}

static enum input_phase phase_of(uint32_t type)
{
    if (type == SDL_FINGERDOWN || type == SDL_MOUSEBUTTONDOWN)
        return INPUT_DOWN;
    return type == SDL_FINGERUP || type == SDL_MOUSEBUTTONUP ? INPUT_UP : INPUT_MOVE;
}

/* A window that was covered shows its old pixels again; if they are lost, the caller has to paint. */
static void window_event(struct desk_input *i, const SDL_WindowEvent *e)
{
    SDL_Window *window = SDL_GetWindowFromID(e->windowID);

    if (e->event != SDL_WINDOWEVENT_EXPOSED && e->event != SDL_WINDOWEVENT_SIZE_CHANGED)
        return;
    if (window)
        SDL_GetWindowSize(window, &i->window_width, &i->window_height);
    if (window && e->event == SDL_WINDOWEVENT_EXPOSED)
        SDL_UpdateWindowSurface(window);
    input_push(i->input.queue, &(struct display_event){.input = INPUT_REPAINT, .ms = host_steady_ms()});
}

static void take(struct desk_input *i, const SDL_Event *e)
{
    switch (e->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        /* SDL tells a pressure, whose meaning differs from panel to panel, and no size. */
        input_contact(i->input.queue, e->tfinger.fingerId + 1, phase_of(e->type),
                      (struct input_place){e->tfinger.x, e->tfinger.y, 0});
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (e->button.button == SDL_BUTTON_LEFT && e->button.which != SDL_TOUCH_MOUSEID)
            mouse(i, phase_of(e->type), e->button.x, e->button.y);
        break;
    case SDL_MOUSEMOTION:
        if (e->motion.which != SDL_TOUCH_MOUSEID)
            mouse(i, INPUT_MOVE, e->motion.x, e->motion.y);
        break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        key(i->input.queue, &e->key);
        break;
    case SDL_TEXTINPUT:
        input_typed(i->input.queue, e->text.text);
        break;
    case SDL_WINDOWEVENT:
        window_event(i, &e->window);
        break;
    case SDL_QUIT:
        input_push(i->input.queue, &(struct display_event){.input = INPUT_QUIT, .ms = host_steady_ms()});
        break;
    default:
        break;
    }
}

static fault desk_input_open(struct input **ret, struct input_queue *queue, const struct display_options *options)
{
    struct desk_input *i = calloc(1, sizeof *i);

    *ret = NULL;
    if (!i)
        return FAULT_NO_MEMORY;
    i->input.queue = queue;
    i->window_width = options->panel.width_px;
    i->window_height = options->panel.height_px;
    if (!waiter_open(&i->waiter)) {
        free(i);
        return FAULT_NO_MEMORY;
    }
    *ret = &i->input;
    return FAULT_NONE;
}

static void desk_input_close(struct input *input)
{
    struct desk_input *i = (struct desk_input *)input;

    if (i)
        waiter_close(&i->waiter);
    free(i);
}

static void desk_sleep(struct input *input, const struct pollfd *sockets, int count, int ms)
{
    struct desk_input *i = (struct desk_input *)input;
    SDL_Event e;

    if (ms > 0) {
        waiter_set(&i->waiter, sockets, count);
        SDL_WaitEventTimeout(NULL, ms);
    }
    while (i->input.queue->count < INPUT_QUEUE / 2 && SDL_PollEvent(&e)) {
        take(i, &e);
        bytes_wipe(&e, sizeof e);
    }
}

const struct input_way input_desk = {.open = desk_input_open, .close = desk_input_close, .sleep = desk_sleep};
