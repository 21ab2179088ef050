/* The bare screen. The canvas lies in ordinary memory (a card's own is slow to read, and painting blends); what was
 * painted is copied, turned where the panel hangs turned. With two pictures the hidden one is brought up to date and
 * flipped to, so nobody sees half a frame; each picture remembers what it has not been given yet. */
#include <stdlib.h>
#include <string.h>
#include "base/bytes.h"
#include "display/presenter_card.h"
#include "display/presenter_ways.h"

enum { AREAS = 16, FLIP_MS = 50, REFUSALS = 8 };

struct behind { /* areas of the canvas that a picture lacks */
    int count;
    struct area area[AREAS];
};
struct presenter_drm {
    struct drm_card *card;
    struct ui_panel panel;
    uint32_t *pixel; /* the canvas */
    int width, height, rotation;
    struct behind behind[CARD_PICTURES];
    int front, refused; /* flips refused in a row: from REFUSALS on the card is not asked again */
    bool given;         /* the canvas was handed out once */
    bool dark;          /* the screen took no picture the last time */
    bool wipe;          /* the picture that was on the display last must go */
};

/* --- the display as it is ------------------------------------------------------------------------------------------- */

/* A mode lies where the panel's millimetres stand: the panel was measured turned. Pixels that would not be square mean
 * that the centre's file speaks of another panel; then its long side is believed until somebody measures this one. */
static struct ui_panel fit(struct ui_panel panel, int width_px, int height_px)
{
    const float square = 1.05f;
    bool lies = width_px > height_px;

    if (lies != (panel.width_mm > panel.height_mm)) {
        float mm = panel.width_mm;
        panel.width_mm = panel.height_mm;
        panel.height_mm = mm;
    }
    panel.width_px = width_px;
    panel.height_px = height_px;
    float across = panel.width_mm / (float)width_px, down = panel.height_mm / (float)height_px;
    if (across > down * square || down > across * square) {
        panel.width_mm = (lies ? across : down) * (float)width_px;
        panel.height_mm = (lies ? across : down) * (float)height_px;
    }
    return panel;
}

fault presenter_drm_open(struct presenter_drm **ret, const struct display_options *o)
{
    struct presenter_drm *p = calloc(1, sizeof *p);
    fault f = p ? card_open(&p->card, "/dev/dri") : FAULT_NO_MEMORY;
    int width, height;

    if (f != FAULT_NONE)
        goto out;
    card_size(p->card, &width, &height);
    p->rotation = o->rotation & 3;
    p->width = p->rotation & 1 ? height : width;
    p->height = p->rotation & 1 ? width : height;
    p->panel = fit(o->panel, p->width, p->height);
    p->pixel = calloc((size_t)p->width * (size_t)p->height, sizeof *p->pixel);
    f = p->pixel ? FAULT_NONE : FAULT_NO_MEMORY;
out:
    if (f != FAULT_NONE) {
        presenter_drm_close(p);
        p = NULL;
    }
    *ret = p;
    return f;
}

void presenter_drm_close(struct presenter_drm *p)
{
    if (!p)
        return;
    if (p->pixel)
        bytes_wipe(p->pixel, (size_t)p->width * (size_t)p->height * sizeof *p->pixel);
    free(p->pixel);
    card_close(p->card);
    free(p);
}

struct ui_panel presenter_drm_panel(const struct presenter_drm *p)
{
    return p->panel;
}

struct canvas presenter_drm_canvas(struct presenter_drm *p, bool *ret_lost)
{
    *ret_lost = !p->given;
    p->given = true;
    return (struct canvas){.pixel = p->pixel,
                           .stride = p->width,
                           .width = p->width,
                           .height = p->height,
                           .clip = {0, 0, p->width, p->height}};
}

/* --- copying ------------------------------------------------------------------------------------------------------ */

/* An area of the canvas, as it lies on the display. */
static struct area on_display(const struct presenter_drm *p, struct area a)
{
    int w = p->width, h = p->height;

    switch (p->rotation) {
    case 1:
        return (struct area){h - a.bottom, a.left, h - a.top, a.right};
    case 2:
        return (struct area){w - a.right, h - a.bottom, w - a.left, h - a.top};
    case 3:
        return (struct area){a.top, w - a.right, a.bottom, w - a.left};
    default:
        return a;
    }
}

/* By rows of the display, since a card's memory likes to be written in order. Canvas and display lie so: its first pixel,
 * and how far it is to the next one to the right and below. */
static void copy_tile(const struct presenter_drm *p, const struct card_picture *to, struct area g)
{
    ptrdiff_t w = p->width, h = p->height, first[] = {0, (h - 1) * w, h * w - 1, w - 1};
    ptrdiff_t right[] = {1, -w, -1, w}, down[] = {w, 1, -w, -1};

    for (int y = g.top; y < g.bottom; y++) {
        const uint32_t *from = p->pixel + first[p->rotation] + y * down[p->rotation] + g.left * right[p->rotation];
        uint32_t *row = to->pixel + (size_t)y * to->stride + g.left;
        if (p->rotation == 0)
            memcpy(row, from, (size_t)(g.right - g.left) * sizeof *row);
        else
            for (int x = 0; x < g.right - g.left; x++, from += right[p->rotation])
                row[x] = *from;
    }
}

/* A turned row of the display is a column of the canvas, every pixel on another page: so piece by piece, each small
 * enough for what a processor remembers of pages (a whole turned picture: 25 ms instead of 350 in an emulated machine).
 */
static void copy(const struct presenter_drm *p, const struct card_picture *to, struct area a)
{
    enum { PIECE = 32 };
    struct area g = on_display(p, a);

    if (!(p->rotation & 1)) {
        copy_tile(p, to, g);
        return;
    }
    for (int y = g.top; y < g.bottom; y += PIECE)
        for (int x = g.left; x < g.right; x += PIECE)
            copy_tile(p, to, area_cut(g, (struct area){x, y, x + PIECE, y + PIECE}));
}

static void behind_add(struct behind *b, struct area a)
{
    if (b->count < AREAS)
        b->area[b->count++] = a;
    else
        b->area[AREAS - 1] = area_join(b->area[AREAS - 1], a);
}

static void behind_all(struct presenter_drm *p)
{
    for (int i = 0; i < CARD_PICTURES; i++)
        p->behind[i] = (struct behind){.count = 1, .area = {{0, 0, p->width, p->height}}};
}

static void catch_up(struct presenter_drm *p, int which)
{
    struct behind *b = &p->behind[which];

    for (int i = 0; i < b->count; i++)
        copy(p, card_picture(p->card, which), b->area[i]);
}

/* --- showing ------------------------------------------------------------------------------------------------------ */

static bool flip(struct presenter_drm *p)
{
    int back = !p->front;

    if (card_pictures(p->card) < 2 || p->refused >= REFUSALS || !card_settle(p->card, FLIP_MS))
        return false;
    catch_up(p, back);
    p->behind[back].count = 0;
    p->dark = !card_flip(p->card, back);
    p->refused = p->dark ? p->refused + 1 : 0;
    if (p->dark)
        return false;
    p->front = back;
    return true;
}

static void paint_over(struct presenter_drm *p)
{
    struct behind *b = &p->behind[p->front];
    struct area shown[AREAS];

    for (int i = 0; i < b->count; i++)
        shown[i] = on_display(p, b->area[i]);
    catch_up(p, p->front);
    card_dirty(p->card, p->front, shown, b->count);
    b->count = 0;
}

static void wipe_back(struct presenter_drm *p)
{
    int back = !p->front;

    if (card_pictures(p->card) < 2 || !card_settle(p->card, FLIP_MS))
        return;
    struct card_picture *picture = card_picture(p->card, back);
    bytes_wipe(picture->pixel, picture->bytes);
    p->behind[back] = (struct behind){.count = 1, .area = {{0, 0, p->width, p->height}}};
}

void presenter_drm_show(struct presenter_drm *p, const struct area *areas, int count)
{
    if (!count)
        return;
    for (int i = 0; i < CARD_PICTURES; i++)
        for (int k = 0; k < count; k++)
            behind_add(&p->behind[i], areas[k]);
    if (!flip(p))
        paint_over(p);
    if (p->wipe)
        wipe_back(p);
    p->wipe = false;
}

void presenter_drm_forget(struct presenter_drm *p)
{
    wipe_back(p);
    behind_all(p);
    p->wipe = true;
}

void presenter_drm_tick(struct presenter_drm *p)
{
    if (card_came_back(p->card))
        p->refused = 0;
    else if (!p->dark)
        return;
    p->dark = !card_light(p->card, p->front);
}
