/* The display as one piece: opens fonts and display, paints what changed, and sleeps until there is input. */
#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/bytes.h"
#include "base/host.h"
#include "display/damage.h"
#include "display/input.h"
#include "display/picture.h"
#include "display/presenter.h"
#include "display/wake.h"
#include "world/world.h"

struct display {
    struct display_options options;
    struct presenter *presenter;
    struct fonts *fonts;
    struct corners *corners;
    struct damage damage;
    struct input_queue queue;
    struct wake wake;
    bool dark;       /* the curtain is drawn */
    bool bare;       /* no SDL but for text: hands come through wake */
    int64_t tick_ms; /* bare: when the screen is looked after next */
};

fault display_open(struct display **ret, const struct display_options *options)
{
    struct display *s = calloc(1, sizeof *s);
    fault result = FAULT_NO_MEMORY;

    if (!s || !(s->corners = corners_open()))
        goto out;
    s->options = *options;
    result = presenter_open(&s->presenter, options);
    if (result == FAULT_NONE)
        result = fonts_open(&s->fonts, options->assets);
    if (result != FAULT_NONE)
        goto out;
    s->options.panel = s->queue.panel = presenter_panel(s->presenter);
    s->queue.presenter = s->presenter;
    s->bare = presenter_is_bare(s->presenter);
    if (s->bare)
        wake_open(&s->wake, "/dev/input", &s->queue, options->rotation);
    text_width_with(s->fonts);
    world_speech(options->speech);
out:
    if (result != FAULT_NONE) {
        display_close(s);
        s = NULL;
    }
    *ret = s;
    return result;
}

void display_close(struct display *s)
{
    if (!s)
        return;
    text_width_with(NULL);
    world_speech(NULL);
    wake_close(&s->wake);
    fonts_close(s->fonts);
    presenter_close(s->presenter);
    corners_close(s->corners);
    bytes_wipe(s, sizeof *s);
    free(s);
}

void display_measure(struct display *s, const struct ui_panel *panel)
{
    s->options.panel = s->queue.panel = *panel;
    damage_forget(&s->damage);
}

struct ui_panel display_panel(const struct display *s)
{
    return s->options.panel;
}

bool display_is_bare(const struct display *s)
{
    return s->bare;
}

/* Pixels that are not the ones painted last hold nothing of ours. */
static struct canvas glass_canvas(struct display *s)
{
    bool lost;
    struct canvas canvas = presenter_canvas(s->presenter, &lost);

    if (lost)
        damage_forget(&s->damage);
    canvas.corners = s->corners;
    return canvas;
}

size_t display_show(struct display *s, const struct ui *u, const struct display_state *state)
{
    struct canvas canvas = glass_canvas(s);
    const struct ui_panel *panel = &s->options.panel;
    struct scene scene = {.canvas = &canvas,
                          .fonts = s->fonts,
                          .ui = u,
                          .state = state,
                          .x_px = (float)panel->width_px / panel->width_mm,
                          .y_px = (float)panel->height_px / panel->height_mm};
    size_t painted = 0;

    if (!canvas.pixel)
        return 0;
    if (s->dark)
        damage_forget(&s->damage);
    s->dark = false;
    struct damage_areas damage = damage_find(&s->damage, &scene);
    for (int i = 0; i < damage.count; i++) {
        canvas.clip = damage.area[i];
        scene_paint(&scene);
        painted += (size_t)(canvas.clip.right - canvas.clip.left) * (size_t)(canvas.clip.bottom - canvas.clip.top);
    }
    presenter_show(s->presenter, damage.area, damage.count);
    return painted;
}

size_t display_dark(struct display *s)
{
    struct canvas canvas = glass_canvas(s);
    const struct area all = {0, 0, canvas.width, canvas.height};

    if (!canvas.pixel || (s->dark && s->damage.painted))
        return 0;
    canvas.clip = all;
    canvas_fill(&canvas, all, 0);
    presenter_show(s->presenter, &all, 1);
    s->dark = s->damage.painted = true;
    return (size_t)canvas.width * (size_t)canvas.height;
}

/* A window that was covered shows its old pixels again; if there are none, the caller has to paint. */
static void window_event(struct display *s, const SDL_WindowEvent *e)
{
    struct area all = {0, 0, s->options.panel.width_px, s->options.panel.height_px};

    if (e->event == SDL_WINDOWEVENT_EXPOSED && s->damage.painted)
        presenter_show(s->presenter, &all, 1);
    else if (e->event == SDL_WINDOWEVENT_EXPOSED || e->event == SDL_WINDOWEVENT_SIZE_CHANGED)
        input_push(&s->queue, &(struct display_event){.input = INPUT_REPAINT, .ms = host_steady_ms()});
}

/* What the voice and the printer have to say. */
static void hear_programs(struct display *s)
{
    struct display_event e = {.input = INPUT_SPOKEN, .ms = host_steady_ms()};

    while (s->queue.count < INPUT_QUEUE / 2 && world_voice_take(&e.voice))
        input_push(&s->queue, &e);
    e = (struct display_event){.input = INPUT_PRINTER, .ms = e.ms};
    while (s->queue.count < INPUT_QUEUE / 2 && world_printer_take(&e.printer))
        input_push(&s->queue, &e);
}

static void take_events(struct display *s)
{
    SDL_Event e;

    if (s->bare)
        wake_sleep(&s->wake, 0);
    while (!s->bare && s->queue.count < INPUT_QUEUE / 2 && SDL_PollEvent(&e)) {
        if (e.type == SDL_WINDOWEVENT)
            window_event(s, &e.window);
        else
            input_take(&s->queue, &e);
        bytes_wipe(&e, sizeof e);
    }
}

static void sleep_headless(int ms)
{
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};

    nanosleep(&t, NULL);
}

static void sleep_bare(struct display *s, int ms)
{
    enum { TICK = 5000 };
    int64_t now = host_steady_ms();

    if (now >= s->tick_ms) {
        presenter_tick(s->presenter);
        s->tick_ms = now + TICK;
    }
    wake_sleep(&s->wake, ms < s->tick_ms - now ? ms : (int)(s->tick_ms - now));
}

static void sleep_until(struct display *s, int64_t deadline)
{
    enum { HOUR = 3600000, LOOK = 40 };
    int64_t left = deadline < 0 ? HOUR : deadline - host_steady_ms();
    int ms = left > HOUR ? HOUR : left < 0 ? 0 : (int)left;

    if (!s->bare && ms > LOOK && (world_voice_awaited() || world_printer_awaited()))
        ms = LOOK; /* SDL can't wait for a socket */
    if (s->bare)
        sleep_bare(s, ms);
    else if (s->options.headless)
        sleep_headless(ms);
    else
        SDL_WaitEventTimeout(NULL, ms);
}

bool display_wait(struct display *s, int64_t deadline, struct display_event *ret)
{
    for (;;) {
        hear_programs(s);
        if (!s->options.headless)
            take_events(s);
        while (input_pop(&s->queue, ret))
            if (ret->input != INPUT_SPOKEN || world_voice_is_new(&ret->voice))
                return true;
        if (s->options.headless && deadline < 0 && !world_voice_awaited() && !world_printer_awaited()) {
            *ret = (struct display_event){.input = INPUT_QUIT, .ms = host_steady_ms()};
            return true;
        }
        if (deadline >= 0 && host_steady_ms() >= deadline)
            return false;
        sleep_until(s, deadline);
    }
}

void display_push(struct display *s, const struct display_event *event)
{
    input_push(&s->queue, event);
}

void display_sheet(struct display *s, const struct ui *u, int from, int rows, uint8_t *grey)
{
    scene_sheet(s->fonts, s->corners, u, from, rows, grey);
}

fault display_picture(struct display *s, const char *path)
{
    struct canvas canvas = glass_canvas(s);

    if (!canvas.pixel)
        return FAULT_NO_DISPLAY;
    return picture_save(&canvas, (struct area){0}, path);
}

void display_forget(struct display *s)
{
    struct canvas canvas = glass_canvas(s);

    if (canvas.pixel)
        bytes_wipe(canvas.pixel, (size_t)canvas.stride * 4 * (size_t)canvas.height);
    presenter_forget(s->presenter);
    damage_forget(&s->damage);
    input_forget(&s->queue);
    fonts_forget(s->fonts);
    if (!s->options.headless && !s->bare)
        SDL_FlushEvents(SDL_TEXTEDITING, SDL_TEXTINPUT);
}
