/* SDL windows without acceleration: under X a shared-memory image, so painting into it costs no second copy here. */
#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include "base/bytes.h"
#include "display/presenter_ways.h"
#include "display/shrink.h"

struct presenter_desk {
    SDL_Window *window;      /* NULL headless */
    SDL_Surface *own;        /* headless, scaled, or a window of another pixel format */
    const void *last_pixels; /* of the window's surface: other ones mean that nothing of ours is in them */
    bool desk, video;
    int width, height, window_width, window_height;
};

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

static bool window_open(struct presenter_desk *p, const struct display_options *o)
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
static bool direct(const struct presenter_desk *p, const SDL_Surface *surface)
{
    return surface->w == p->width && surface->h == p->height && surface->format->BytesPerPixel == 4 &&
           surface->format->Rmask == 0xFF0000 && surface->format->Gmask == 0xFF00 && surface->format->Bmask == 0xFF;
}

static bool own_open(struct presenter_desk *p)
{
    if (!p->own)
        p->own = SDL_CreateRGBSurfaceWithFormat(0, p->width, p->height, 32, SDL_PIXELFORMAT_RGB888);
    return p->own != NULL;
}

fault presenter_desk_open(struct presenter_desk **ret, const struct display_options *o)
{
    struct presenter_desk *p = calloc(1, sizeof *p);
    fault result = p ? FAULT_NO_DISPLAY : FAULT_NO_MEMORY;

    if (!p)
        goto out;
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
        presenter_desk_close(p);
        p = NULL;
    }
    *ret = p;
    return result;
}

void presenter_desk_close(struct presenter_desk *p)
{
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

struct canvas presenter_desk_canvas(struct presenter_desk *p, bool *ret_lost)
{
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

static SDL_Rect scaled(const struct presenter_desk *p, struct area a)
{
    int left = a.left * p->window_width / p->width - 1, top = a.top * p->window_height / p->height - 1;
    int right = (a.right * p->window_width + p->width - 1) / p->width + 1;
    int bottom = (a.bottom * p->window_height + p->height - 1) / p->height + 1;
    struct area cut =
        area_cut((struct area){left, top, right, bottom}, (struct area){0, 0, p->window_width, p->window_height});

    return (SDL_Rect){cut.left, cut.top, cut.right - cut.left, cut.bottom - cut.top};
}

static void copy(struct presenter_desk *p, SDL_Surface *to, SDL_Rect rect)
{
    struct shrink_from from = {p->own->pixels, p->own->pitch / 4, p->width, p->height};
    struct area area = {rect.x, rect.y, rect.x + rect.w, rect.y + rect.h};

    if (to->format->BytesPerPixel == 4 && to->format->Rmask == 0xFF0000)
        shrink(&from, to->pixels, to->pitch / 4, to->w, to->h, area);
    else
        SDL_BlitScaled(p->own, NULL, to, NULL);
}

void presenter_desk_show(struct presenter_desk *p, const struct area *areas, int count)
{
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

void presenter_desk_size(const struct presenter_desk *p, int *ret_width, int *ret_height)
{
    *ret_width = p->window_width;
    *ret_height = p->window_height;
}
