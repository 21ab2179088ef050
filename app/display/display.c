/* The display as one piece: what has to be painted again, pictures, pages of paper, and sleep until there is input. */
#include <SDL.h>
#include <assert.h>
#include <errno.h>
#include <png.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/bytes.h"
#include "base/host.h"
#include "display/input.h"
#include "display/presenter.h"
#include "display/scene.h"
#include "ui/sheet.h"

enum { DAMAGE_ITEMS = UI_NODES_MAX + 8, DAMAGE_AREAS = 8 };

struct damage_item {
    uint64_t look; /* hash of all that shows, place included; 0 = nothing to see */
    struct area area;
};
struct damage_list {
    int count;
    struct damage_item item[DAMAGE_ITEMS];
};
struct damage { /* zero-initialise: nothing is on the display */
    bool painted;
    uint64_t page; /* colours and size: another value repaints everything */
    uint64_t mark; /* hash of the mark's points that are on the pad */
    uint16_t mark_points, mark_strokes;
    struct area pad;
    struct damage_list list;
};
struct damage_areas {
    int count;
    struct area area[DAMAGE_AREAS]; /* px, cut to the canvas, none over another */
};

struct display {
    struct display_options options;
    const struct presenter_way *way;
    struct presenter *presenter;
    const struct input_way *input_way; /* NULL headless */
    struct input *input;
    struct fonts *fonts;
    struct corners corners;
    struct damage damage;
    struct input_queue queue;
    bool dark;       /* the curtain is drawn */
    int64_t tick_ms; /* when the presenter looks after the display next */
};

/* --- what has to be painted again ---------------------------------------------------------------------------------- */

/* Every node becomes a hash of what shows of it and the area it covers. What is in one list and not in the other is
 * damage: so a node that moved damages its old and its new place, and the dock that stays the same is left alone,
 * whatever the screen. The mark on the pad is the one thing that grows while a person waits for it: only its new end is
 * painted. */

static uint64_t stir(uint64_t hash, const void *data, size_t length)
{
    const uint8_t *at = data;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * 0x100000001B3u;
    return hash ^ hash >> 32;
}

static uint64_t stir_number(uint64_t hash, uint64_t number)
{
    return stir(hash, &number, sizeof number);
}

static uint64_t stir_area(uint64_t hash, struct area a)
{
    const int edges[4] = {a.left, a.top, a.right, a.bottom};

    return stir(hash, edges, sizeof edges);
}

static uint64_t node_look(const struct scene *s, const struct ui_node *n)
{
    unsigned state = scene_state(s, n) & UI_STATE_PRESSED;
    uint64_t hash = stir_number(n->role + 1u, (uint64_t)n->flags << 32 | (uint32_t)n->number);

    hash = stir_number(hash, state);
    if (state)
        hash = stir_number(hash, (uint64_t)(s->state->hold * 400));
    if (n->role == UI_QR)
        hash = stir(hash, ui_string(s->ui, n->value), strlen(ui_string(s->ui, n->value)));
    return stir_area(hash, scene_area(s, n->box));
}

static uint64_t run_look(const struct scene *s, const struct ui_run *r, uint64_t hash)
{
    const struct {
        uint16_t em;
        uint8_t face, colour, disc_colour, unused[3];
        float disc;
    } shape = {r->em_px, r->face, r->colour, r->disc_colour, {0}, r->disc};

    hash = stir(hash, &shape, sizeof shape);
    hash = stir_area(hash, scene_area(s, (struct ui_box){r->x, r->y, r->w, r->h}));
    if (r->face == FACE_ICON)
        return stir_number(hash, r->text);
    return stir(hash, ui_string(s->ui, r->text), r->length);
}

static void add(struct damage_list *l, const struct scene *s, uint64_t look, struct area area)
{
    area = area_cut(area, (struct area){0, 0, s->canvas->width, s->canvas->height});
    if (!area_empty(area))
        l->item[l->count++] = (struct damage_item){look ? look : 1, area};
}

static void gather(struct damage_list *l, const struct scene *s)
{
    const struct ui *u = s->ui;
    struct damage_item all[UI_NODES_MAX];

    for (uint16_t i = 0; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        bool seen = i && scene_shown(n);
        all[i] = (struct damage_item){seen ? node_look(s, n) : i + 1u, seen ? scene_reach(s, n) : (struct area){0}};
    }
    for (uint16_t i = 0; i < u->runs; i++) {
        struct damage_item *item = &all[u->run[i].node];
        item->look = run_look(s, &u->run[i], item->look);
        item->area = area_join(item->area, scene_run_reach(s, &u->run[i]));
    }
    l->count = 0;
    for (uint16_t i = 0; i < u->count; i++)
        add(l, s, all[i].look, all[i].area);
    struct area focus = scene_focus(s), scan = scene_scan(s);
    add(l, s, stir_area(2, focus), focus);
    add(l, s, stir_area(3, scan), scan);
    struct area bar = scene_read_bar(s), word[2] = {scene_read_word(s, 0), scene_read_word(s, 1)};
    add(l, s, stir_area(5, bar), bar);
    add(l, s, stir_area(6, word[0]), word[0]);
    add(l, s, stir_area(7, word[1]), word[1]);
    struct area spot = scene_spot(s);
    add(l, s, stir_area(8, spot), spot);
    if (u->logo.w > 0)
        add(l, s, stir_area(4, scene_area(s, u->logo)), area_grow(scene_area(s, u->logo), 2));
}

static uint64_t page_look(const struct scene *s)
{
    const struct ui *u = s->ui;
    uint64_t hash = stir_number(u->setting.theme + 1u, u->setting.size);

    hash = stir_number(hash, u->setting.from_right);
    if (u->deep)
        hash = stir_area(hash, scene_area(s, u->wall));
    return stir_area(hash, (struct area){0, 0, s->canvas->width, s->canvas->height});
}

static long size_of(struct area a)
{
    return area_empty(a) ? 0 : (long)(a.right - a.left) * (a.bottom - a.top);
}

/* Joins the two areas whose joining adds least; with eight taken that must be done whatever it adds. */
static void join_cheapest(struct damage_areas *d)
{
    long best = 0;
    int one = -1, two = -1;

    for (int i = 0; i < d->count; i++)
        for (int j = i + 1; j < d->count; j++) {
            long more = size_of(area_join(d->area[i], d->area[j])) - size_of(d->area[i]) - size_of(d->area[j]);
            if (one < 0 || more < best)
                best = more, one = i, two = j;
        }
    d->area[one] = area_join(d->area[one], d->area[two]);
    d->area[two] = d->area[--d->count];
}

/* Nothing is painted twice: an area that lies over another, or nearly, becomes one with it. */
static void damage_add(struct damage_areas *d, struct area a)
{
    enum { NEAR = 24 };

    for (int i = 0; i < d->count;) {
        if (area_empty(area_cut(area_grow(d->area[i], NEAR), a))) {
            i++;
            continue;
        }
        a = area_join(a, d->area[i]);
        d->area[i] = d->area[--d->count];
        i = 0;
    }
    if (d->count == DAMAGE_AREAS) {
        join_cheapest(d);
        damage_add(d, a);
        return;
    }
    d->area[d->count++] = a;
}

/* Two trees share most nodes in the same order: looking on from the last match makes this nearly linear. */
static bool holds(const struct damage_list *l, const struct damage_item *item, int *hint)
{
    for (int step = 0; step < l->count; step++) {
        int at = (*hint + step) % l->count;
        if (l->item[at].look == item->look && memcmp(&l->item[at].area, &item->area, sizeof item->area) == 0) {
            *hint = at + 1;
            return true;
        }
    }
    return false;
}

static void difference(struct damage_areas *out, const struct damage_list *a, const struct damage_list *b)
{
    int hint = 0;

    for (int i = 0; i < a->count; i++)
        if (!holds(b, &a->item[i], &hint))
            damage_add(out, a->item[i].area);
}

static const struct ui_node *mark_node(const struct scene *s)
{
    for (uint16_t i = 1; i < s->ui->count; i++) {
        const struct ui_node *n = &s->ui->node[i];
        if ((n->role == UI_PAD || n->role == UI_MARK) && scene_shown(n))
            return n;
    }
    return NULL;
}

static uint64_t mark_look(const struct display_strokes *m, uint16_t points)
{
    return points ? stir(1, m->point, points * sizeof *m->point) : 0;
}

/* What the points from..to of the mark cover on a PAD or MARK. */
static struct area mark_reach(const struct scene *s, const struct ui_node *n, uint16_t from, uint16_t to)
{
    struct scene_pad pad = scene_pad(s, n);
    struct area all = {0};
    float x, y;

    for (uint16_t i = from; i < to; i++) {
        scene_pad_point(&pad, s->state->mark.point[i], &x, &y);
        all = area_join(all, (struct area){(int)x - 1, (int)y - 1, (int)x + 2, (int)y + 2});
    }
    return area_empty(all) ? all : area_grow(all, (int)pad.thick + 2);
}

static void mark_difference(struct damage *d, const struct scene *s, struct damage_areas *out)
{
    const struct display_strokes *m = &s->state->mark;
    const struct ui_node *n = mark_node(s);
    uint16_t points = n && m->strokes ? m->end[m->strokes - 1] : 0;
    struct area pad = n ? scene_area(s, n->box) : (struct area){0};
    uint64_t look = mark_look(m, points);
    bool grew = n && points >= d->mark_points && m->strokes >= d->mark_strokes &&
                memcmp(&pad, &d->pad, sizeof pad) == 0 && mark_look(m, d->mark_points) == d->mark;

    if (n && grew && points > d->mark_points)
        damage_add(out, mark_reach(s, n, (uint16_t)(d->mark_points ? d->mark_points - 1 : 0), points));
    else if (n && !grew && (points || d->mark_points))
        damage_add(out, pad);
    d->mark = look;
    d->mark_points = points;
    d->mark_strokes = n ? m->strokes : 0;
    d->pad = pad;
}

/* Compares, and remembers the scene as the one on the display: the caller paints the areas now. */
static struct damage_areas damage_find(struct damage *d, const struct scene *s)
{
    struct damage_areas out = {0};
    struct area all = {0, 0, s->canvas->width, s->canvas->height};
    struct damage_list now;
    uint64_t page = page_look(s);

    gather(&now, s);
    if (d->painted && page == d->page) {
        difference(&out, &now, &d->list);
        difference(&out, &d->list, &now);
    }
    mark_difference(d, s, &out);
    if (!d->painted || page != d->page)
        out = (struct damage_areas){1, {all}};
    for (int i = 0; i < out.count; i++)
        out.area[i] = area_cut(out.area[i], all);
    d->painted = true;
    d->page = page;
    d->list = now;
    return out;
}

/* The next time everything is painted. */
static void damage_forget(struct damage *d)
{
    bytes_wipe(d, sizeof *d);
}

/* --- opening and closing ------------------------------------------------------------------------------------------- */

static bool desk_runs(void)
{
    return getenv("DISPLAY") || getenv("WAYLAND_DISPLAY") || getenv("SDL_VIDEODRIVER");
}

/* The bare display where it is asked for, or where no desk is running and a card can be had. */
static fault open_presenter(struct display *s)
{
    const struct display_options *o = &s->options;
    bool bare = o->kind == DISPLAY_DRM || (o->kind == DISPLAY_ANY && !o->headless && !desk_runs());

    s->way = &presenter_drm;
    fault f = bare ? s->way->open(&s->presenter, o) : FAULT_NO_DISPLAY;
    if (f != FAULT_NO_DISPLAY || o->kind == DISPLAY_DRM)
        return f;
    s->way = &presenter_desk;
    return s->way->open(&s->presenter, o);
}

static fault open_input(struct display *s)
{
    s->options.panel = s->queue.panel = s->presenter->panel;
    if (s->options.headless)
        return FAULT_NONE;
    s->input_way = display_is_bare(s) ? &input_kernel : &input_desk;
    return s->input_way->open(&s->input, &s->queue, &s->options);
}

fault display_open(struct display **ret, const struct display_options *options)
{
    struct display *s = calloc(1, sizeof *s);
    fault f = FAULT_NO_MEMORY;

    if (!s)
        goto out;
    s->options = *options;
    f = open_presenter(s);
    if (f == FAULT_NONE)
        f = fonts_open(&s->fonts, options->assets);
    if (f == FAULT_NONE)
        f = open_input(s);
out:
    if (f != FAULT_NONE) {
        display_close(s);
        s = NULL;
    }
    *ret = s;
    return f;
}

void display_close(struct display *s)
{
    if (!s)
        return;
    if (s->input_way)
        s->input_way->close(s->input);
    fonts_close(s->fonts);
    if (s->way)
        s->way->close(s->presenter);
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
    return s->way == &presenter_drm;
}

/* --- showing ------------------------------------------------------------------------------------------------------- */

/* Pixels that are not the ones painted last hold nothing of ours. */
static struct canvas canvas_of(struct display *s)
{
    bool lost;
    struct canvas canvas = s->way->canvas(s->presenter, &lost);

    if (lost)
        damage_forget(&s->damage);
    canvas.corners = &s->corners;
    return canvas;
}

size_t display_show(struct display *s, const struct ui *u, const struct display_state *state)
{
    struct canvas canvas = canvas_of(s);
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
    s->way->show(s->presenter, damage.area, damage.count);
    return painted;
}

size_t display_dark(struct display *s)
{
    struct canvas canvas = canvas_of(s);
    const struct area all = {0, 0, canvas.width, canvas.height};

    if (!canvas.pixel || (s->dark && s->damage.painted))
        return 0;
    canvas.clip = all;
    canvas_fill(&canvas, all, 0);
    s->way->show(s->presenter, &all, 1);
    s->dark = s->damage.painted = true;
    return (size_t)canvas.width * (size_t)canvas.height;
}

struct rgb_file {
    png_structp png;
    png_infop info;
    FILE *file;
    uint8_t *row;
};

static void rgb_row(uint8_t *out, const uint32_t *pixel, int count)
{
    for (int i = 0; i < count; i++, out += 3) {
        out[0] = (uint8_t)(pixel[i] >> 16);
        out[1] = (uint8_t)(pixel[i] >> 8);
        out[2] = (uint8_t)pixel[i];
    }
}

/* libpng leaves by longjmp: nothing here changes between setjmp and the end but what it is given. */
static bool write_all(const struct rgb_file *out, const struct canvas *c)
{
    if (setjmp(png_jmpbuf(out->png)))
        return false;
    png_init_io(out->png, out->file);
    png_set_IHDR(out->png, out->info, (uint32_t)c->width, (uint32_t)c->height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(out->png, 6);
    png_set_filter(out->png, 0, PNG_FILTER_SUB | PNG_FILTER_UP);
    png_write_info(out->png, out->info);
    for (int y = 0; y < c->height; y++) {
        rgb_row(out->row, c->pixel + (long)y * c->stride, c->width);
        png_write_row(out->png, out->row);
    }
    png_write_end(out->png, NULL);
    return true;
}

fault display_picture(struct display *s, const char *path)
{
    struct canvas canvas = canvas_of(s);
    struct rgb_file out = {.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL)};
    fault f = FAULT_NONE;

    out.info = out.png ? png_create_info_struct(out.png) : NULL;
    out.row = malloc(3 * (size_t)canvas.width + 1);
    if (!canvas.pixel)
        f = FAULT_NO_DISPLAY;
    else if (!out.info || !out.row)
        f = FAULT_NO_MEMORY;
    else if (!(out.file = fopen(path, "wbe")))
        f = fault_errno(errno);
    if (f == FAULT_NONE && !write_all(&out, &canvas))
        f = FAULT_DISK_BROKEN;
    if (out.file && fclose(out.file) != 0 && f == FAULT_NONE)
        f = fault_errno(errno);
    free(out.row);
    png_destroy_write_struct(&out.png, &out.info);
    return f;
}

/* --- a page of paper ----------------------------------------------------------------------------------------------- */

/* The same painter at the printer's pixels, some rows at a time. Every shape stands where the whole page has it, whatever rows are asked
 * for, so that bands of any height make the same page. */
enum { BAND = PRINTER_ROWS };
static_assert((int)UI_SHEET_WIDTH_PX == (int)PRINTER_WIDTH && (int)UI_SHEET_HEIGHT_PX == (int)PRINTER_HEIGHT &&
                  (int)UI_SHEET_DPI == (int)PRINTER_DPI,
              "a sheet is laid out for what the printer takes");

void display_sheet(struct display *s, const struct ui *u, int from, int rows, uint8_t *grey)
{
    static const struct display_state at_rest = {0};
    const struct ui_panel *panel = &u->setting.panel;
    uint32_t pixel[BAND * PRINTER_WIDTH];
    struct canvas canvas = {.pixel = pixel,
                            .stride = PRINTER_WIDTH,
                            .width = PRINTER_WIDTH,
                            .height = PRINTER_HEIGHT,
                            .corners = &s->corners};
    struct scene scene = {.canvas = &canvas,
                          .fonts = s->fonts,
                          .ui = u,
                          .state = &at_rest,
                          .x_px = (float)panel->width_px / panel->width_mm,
                          .y_px = (float)panel->height_px / panel->height_mm};

    assert(u->paper && from >= 0 && rows >= 0 && from + rows <= PRINTER_HEIGHT);
    for (int y = from; y < from + rows; y += BAND) {
        int end = y + BAND < from + rows ? y + BAND : from + rows;
        canvas.top = y;
        canvas.clip = (struct area){0, y, PRINTER_WIDTH, end};
        scene_paint(&scene);
        for (int i = 0; i < (end - y) * PRINTER_WIDTH; i++)
            *grey++ = (uint8_t)(pixel[i] >> 8); /* black to white has three alike */
    }
    bytes_wipe(pixel, sizeof pixel);
    if (from + rows == PRINTER_HEIGHT) /* megabytes of letters that no screen wants */
        fonts_forget(s->fonts);
}

/* --- waiting for input --------------------------------------------------------------------------------------------- */

/* What the voice and the printer sent. */
static void take_events(struct display *s)
{
    struct display_event e = {.input = INPUT_SPOKEN, .ms = host_steady_ms()};

    while (s->queue.count < INPUT_QUEUE / 2 && host_voice_event(&e.voice))
        input_push(&s->queue, &e);
    e = (struct display_event){.input = INPUT_PRINTER, .ms = e.ms};
    while (s->queue.count < INPUT_QUEUE / 2 && host_printer_event(&e.printer))
        input_push(&s->queue, &e);
}

static int64_t sooner(int64_t a, int64_t b) /* -1: never */
{
    if (a < 0 || b < 0)
        return a < 0 ? b : a;
    return a < b ? a : b;
}

/* When the display itself wants to be looked after. */
static int64_t tick(struct display *s)
{
    enum { TICK_MS = 5000 };
    int64_t now = host_steady_ms();

    if (!s->way->tick)
        return -1;
    if (now >= s->tick_ms) {
        s->way->tick(s->presenter);
        s->tick_ms = now + TICK_MS;
    }
    return s->tick_ms;
}

/* Until somebody does something, a program sends something, or the deadline. False headless when nothing can come any more. */
static bool sleep_until(struct display *s, int64_t deadline)
{
    enum { HOUR_MS = 3600000 };
    struct pollfd sockets[HOST_FDS];
    int64_t again_ms;
    int count = host_poll(sockets, &again_ms);

    if (!s->input && deadline < 0 && count == 0 && again_ms < 0)
        return false;
    deadline = sooner(sooner(deadline, again_ms), tick(s));
    int64_t left = deadline < 0 ? HOUR_MS : deadline - host_steady_ms();
    int ms = left > HOUR_MS ? HOUR_MS : left < 0 ? 0 : (int)left;
    if (s->input)
        s->input_way->sleep(s->input, sockets, count, ms);
    else
        poll(sockets, (nfds_t)count, ms);
    return true;
}

bool display_wait(struct display *s, int64_t deadline, struct display_event *ret)
{
    for (;;) {
        take_events(s);
        if (s->input)
            s->input_way->sleep(s->input, NULL, 0, 0);
        while (input_pop(&s->queue, ret))
            if (ret->input != INPUT_SPOKEN || host_voice_is_current(&ret->voice))
                return true;
        if (deadline >= 0 && host_steady_ms() >= deadline)
            return false;
        if (!sleep_until(s, deadline)) {
            *ret = (struct display_event){.input = INPUT_QUIT, .ms = host_steady_ms()};
            return true;
        }
    }
}

void display_push(struct display *s, const struct display_event *event)
{
    assert(s->queue.count < INPUT_QUEUE);
    input_push(&s->queue, event);
}

void display_forget(struct display *s)
{
    struct canvas canvas = canvas_of(s);

    if (canvas.pixel)
        bytes_wipe(canvas.pixel, (size_t)canvas.stride * 4 * (size_t)canvas.height);
    s->way->forget(s->presenter);
    damage_forget(&s->damage);
    bytes_wipe(s->queue.queue, sizeof s->queue.queue);
    s->queue.first = s->queue.count = 0;
    fonts_forget(s->fonts);
    if (s->input_way == &input_desk)
        SDL_FlushEvents(SDL_TEXTEDITING, SDL_TEXTINPUT);
}
