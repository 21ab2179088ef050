/* The shell as one piece: opens fonts and glass, paints what changed, and sleeps until a hand does something. */
#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/bytes.h"
#include "base/host.h"
#include "shell/damage.h"
#include "shell/hands.h"
#include "shell/picture.h"
#include "shell/presenter.h"
#include "shell/wake.h"
#include "shell/world.h"

struct shell {
    struct shell_options options;
    struct presenter *glass;
    struct fonts *fonts;
    struct corners *corners;
    struct damage damage;
    struct hands hands;
    struct wake wake;
    bool dark;       /* the curtain is drawn */
    bool bare;       /* no SDL but for text: hands come through wake */
    int64_t tick_ms; /* bare: when the screen is looked after next */
};

fault shell_open(struct shell **ret, const struct shell_options *options)
{
    struct shell *s = calloc(1, sizeof *s);
    fault result = FAULT_NO_MEMORY;

    if (!s || !(s->corners = corners_open()))
        goto out;
    s->options = *options;
    result = presenter_open(&s->glass, options);
    if (result == FAULT_NONE)
        result = fonts_open(&s->fonts, options->assets);
    if (result != FAULT_NONE)
        goto out;
    s->options.panel = s->hands.panel = presenter_panel(s->glass);
    s->hands.glass = s->glass;
    s->bare = presenter_is_bare(s->glass);
    if (s->bare)
        wake_open(&s->wake, "/dev/input", &s->hands, options->turn);
    world_text(s->fonts);
    world_speech(options->speech);
out:
    if (result != FAULT_NONE) {
        shell_close(s);
        s = NULL;
    }
    *ret = s;
    return result;
}

void shell_close(struct shell *s)
{
    if (!s)
        return;
    world_text(NULL);
    world_speech(NULL);
    wake_close(&s->wake);
    fonts_close(s->fonts);
    presenter_close(s->glass);
    corners_close(s->corners);
    bytes_wipe(s, sizeof *s);
    free(s);
}

void shell_measure(struct shell *s, const struct ui_panel *panel)
{
    s->options.panel = s->hands.panel = *panel;
    damage_forget(&s->damage);
}

struct ui_panel shell_panel(const struct shell *s)
{
    return s->options.panel;
}

bool shell_is_bare(const struct shell *s)
{
    return s->bare;
}

/* Pixels that are not the ones painted last hold nothing of ours. */
static struct canvas glass_canvas(struct shell *s)
{
    bool lost;
    struct canvas canvas = presenter_canvas(s->glass, &lost);

    if (lost)
        damage_forget(&s->damage);
    canvas.corners = s->corners;
    return canvas;
}

size_t shell_show(struct shell *s, const struct ui *u, const struct shell_state *state)
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
    presenter_show(s->glass, damage.area, damage.count);
    return painted;
}

size_t shell_dark(struct shell *s)
{
    struct canvas canvas = glass_canvas(s);
    const struct area all = {0, 0, canvas.width, canvas.height};

    if (!canvas.pixel || (s->dark && s->damage.painted))
        return 0;
    canvas.clip = all;
    canvas_fill(&canvas, all, 0);
    presenter_show(s->glass, &all, 1);
    s->dark = s->damage.painted = true;
    return (size_t)canvas.width * (size_t)canvas.height;
}

/* A window that was covered shows its old pixels again; if there are none, the caller has to paint. */
static void window_event(struct shell *s, const SDL_WindowEvent *e)
{
    struct area all = {0, 0, s->options.panel.width_px, s->options.panel.height_px};

    if (e->event == SDL_WINDOWEVENT_EXPOSED && s->damage.painted)
        presenter_show(s->glass, &all, 1);
    else if (e->event == SDL_WINDOWEVENT_EXPOSED || e->event == SDL_WINDOWEVENT_SIZE_CHANGED)
        hands_push(&s->hands, &(struct shell_event){.input = SHELL_REPAINT, .ms = host_steady_ms()});
}

/* What the voice and the printer have to say. */
static void hear_programs(struct shell *s)
{
    struct shell_event e = {.input = SHELL_SPOKEN, .ms = host_steady_ms()};

    while (s->hands.count < HANDS_QUEUE / 2 && world_voice_take(&e.voice))
        hands_push(&s->hands, &e);
    e = (struct shell_event){.input = SHELL_PRINTER, .ms = e.ms};
    while (s->hands.count < HANDS_QUEUE / 2 && world_printer_take(&e.printer))
        hands_push(&s->hands, &e);
}

static void take_events(struct shell *s)
{
    SDL_Event e;

    if (s->bare)
        wake_sleep(&s->wake, 0);
    while (!s->bare && s->hands.count < HANDS_QUEUE / 2 && SDL_PollEvent(&e)) {
        if (e.type == SDL_WINDOWEVENT)
            window_event(s, &e.window);
        else
            hands_take(&s->hands, &e);
        bytes_wipe(&e, sizeof e);
    }
}

static void sleep_headless(int ms)
{
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};

    nanosleep(&t, NULL);
}

static void sleep_bare(struct shell *s, int ms)
{
    enum { TICK = 5000 };
    int64_t now = host_steady_ms();

    if (now >= s->tick_ms) {
        presenter_tick(s->glass);
        s->tick_ms = now + TICK;
    }
    wake_sleep(&s->wake, ms < s->tick_ms - now ? ms : (int)(s->tick_ms - now));
}

static void sleep_until(struct shell *s, int64_t deadline)
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

bool shell_wait(struct shell *s, int64_t deadline, struct shell_event *ret)
{
    for (;;) {
        hear_programs(s);
        if (!s->options.headless)
            take_events(s);
        while (hands_pop(&s->hands, ret))
            if (ret->input != SHELL_SPOKEN || world_voice_is_new(&ret->voice))
                return true;
        if (s->options.headless && deadline < 0 && !world_voice_awaited() && !world_printer_awaited()) {
            *ret = (struct shell_event){.input = SHELL_QUIT, .ms = host_steady_ms()};
            return true;
        }
        if (deadline >= 0 && host_steady_ms() >= deadline)
            return false;
        sleep_until(s, deadline);
    }
}

void shell_push(struct shell *s, const struct shell_event *event)
{
    hands_push(&s->hands, event);
}

void shell_sheet(struct shell *s, const struct ui *u, int from, int rows, uint8_t *grey)
{
    scene_sheet(s->fonts, s->corners, u, from, rows, grey);
}

fault shell_picture(struct shell *s, const char *path)
{
    struct canvas canvas = glass_canvas(s);

    if (!canvas.pixel)
        return FAULT_NO_GLASS;
    return picture_save(&canvas, (struct area){0}, path);
}

void shell_forget(struct shell *s)
{
    struct canvas canvas = glass_canvas(s);

    if (canvas.pixel)
        bytes_wipe(canvas.pixel, (size_t)canvas.stride * 4 * (size_t)canvas.height);
    presenter_forget(s->glass);
    damage_forget(&s->damage);
    hands_forget(&s->hands);
    fonts_forget(s->fonts);
    if (!s->options.headless && !s->bare)
        SDL_FlushEvents(SDL_TEXTEDITING, SDL_TEXTINPUT);
}
