/* The bare display: a graphics card as the kernel hands it out (KMS), one lit connector, one mode, and dumb buffers for one or two
 * pictures. The only door to libdrm.
 *
 * The canvas lies in ordinary memory (a card's own is slow to read, and painting blends); what was painted is copied, rotated where
 * the panel hangs rotated. With two pictures the hidden one is brought up to date and flipped to, so nobody sees half a frame; each
 * picture remembers what it has not been given yet. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>
#include "base/bytes.h"
#include "base/host.h"
#include "display/presenter.h"

enum { CARDS = 8, CLIPS = 16, CARD_PICTURES = 2, AREAS = 16, FLIP_MS = 50, REFUSALS = 8 };

struct card_picture {
    uint32_t handle, fb, stride; /* stride in px */
    uint64_t bytes;
    uint32_t *pixel; /* 0x00RRGGBB; slow to read */
};
struct drm_card {
    int fd;
    uint32_t connector, crtc;
    drmModeModeInfo mode;
    struct card_picture picture[CARD_PICTURES];
    int pictures;
    bool flipping, away;
};

/* --- the card ------------------------------------------------------------------------------------------------------ */

static bool picture_open(struct drm_card *c, struct card_picture *p)
{
    uint32_t pitch;
    uint64_t offset;

    if (drmModeCreateDumbBuffer(c->fd, c->mode.hdisplay, c->mode.vdisplay, 32, 0, &p->handle, &pitch, &p->bytes) != 0)
        return false;
    p->stride = pitch / 4;
    if (drmModeAddFB(c->fd, c->mode.hdisplay, c->mode.vdisplay, 24, 32, pitch, p->handle, &p->fb) != 0 ||
        drmModeMapDumbBuffer(c->fd, p->handle, &offset) != 0)
        return false;
    void *pixel = mmap(NULL, p->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, c->fd, (off_t)offset);
    if (pixel == MAP_FAILED)
        return false;
    p->pixel = pixel;
    memset(p->pixel, 0, p->bytes);
    return true;
}

static void picture_close(struct drm_card *c, struct card_picture *p)
{
    if (p->pixel) {
        bytes_wipe(p->pixel, p->bytes);
        munmap(p->pixel, p->bytes);
    }
    if (p->fb)
        drmModeRmFB(c->fd, p->fb);
    if (p->handle)
        drmModeDestroyDumbBuffer(c->fd, p->handle);
    *p = (struct card_picture){0};
}

/* The CRTC that drives the connector now, else the first that can. */
static uint32_t crtc_for(int fd, const drmModeRes *all, const drmModeConnector *c)
{
    drmModeEncoder *now = drmModeGetEncoder(fd, c->encoder_id);
    uint32_t crtc = now ? now->crtc_id : 0;

    drmModeFreeEncoder(now);
    for (int i = 0; i < c->count_encoders && !crtc; i++) {
        drmModeEncoder *e = drmModeGetEncoder(fd, c->encoders[i]);
        for (int k = 0; e && k < all->count_crtcs && !crtc; k++)
            if (e->possible_crtcs & 1u << k)
                crtc = all->crtcs[k];
        drmModeFreeEncoder(e);
    }
    return crtc;
}

static bool connector_take(struct drm_card *card, const drmModeRes *all, uint32_t id)
{
    drmModeConnector *c = drmModeGetConnector(card->fd, id);
    bool taken = false;

    if (c && c->connection != DRM_MODE_DISCONNECTED && c->count_modes > 0) {
        int best = 0;
        for (int i = c->count_modes; i-- > 0;)
            if (c->modes[i].type & DRM_MODE_TYPE_PREFERRED)
                best = i;
        card->mode = c->modes[best];
        card->connector = id;
        card->crtc = crtc_for(card->fd, all, c);
        taken = card->crtc != 0;
    }
    drmModeFreeConnector(c);
    return taken;
}

static bool screen_find(struct drm_card *c)
{
    drmModeRes *all = drmModeGetResources(c->fd);
    bool found = false;

    for (int i = 0; all && i < all->count_connectors && !found; i++)
        found = connector_take(c, all, all->connectors[i]);
    drmModeFreeResources(all);
    return found;
}

/* Lights the display with this picture. False: the display or the right to it is gone for now. */
static bool card_light(struct drm_card *c, int which)
{
    (void)drmSetMaster(c->fd); /* whoever had it may have gone */
    return drmModeSetCrtc(c->fd, c->crtc, c->picture[which].fb, 0, 0, &c->connector, 1, &c->mode) == 0;
}

static void card_close(struct drm_card *c)
{
    if (!c)
        return;
    for (int i = 0; i < CARD_PICTURES; i++)
        picture_close(c, &c->picture[i]);
    if (c->fd >= 0)
        close(c->fd);
    free(c);
}

static fault try_card(struct drm_card *c, const char *path)
{
    uint64_t dumb = 0;

    if ((c->fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)) < 0)
        return FAULT_NO_DISPLAY;
    if (drmGetCap(c->fd, DRM_CAP_DUMB_BUFFER, &dumb) != 0 || !dumb || !screen_find(c))
        return FAULT_NO_DISPLAY;
    if (!picture_open(c, &c->picture[0]))
        return FAULT_NO_MEMORY;
    c->pictures = 1;
    if (picture_open(c, &c->picture[1])) /* too little memory for a second: one does, it may tear */
        c->pictures = 2;
    else
        picture_close(c, &c->picture[1]);
    return card_light(c, 0) ? FAULT_NONE : FAULT_NO_DISPLAY;
}

/* The first card of `folder` ("/dev/dri") that drives a display, in that display's preferred mode. NO_DISPLAY, NO_MEMORY. */
static fault card_open(struct drm_card **ret, const char *folder)
{
    struct drm_card *c = NULL;
    fault f = FAULT_NO_DISPLAY;
    char path[64];

    for (int i = 0; i < CARDS && f != FAULT_NONE; i++) {
        snprintf(path, sizeof path, "%s/card%d", folder, i);
        if (access(path, F_OK) != 0)
            continue;
        card_close(c);
        c = calloc(1, sizeof *c);
        if (!c)
            return FAULT_NO_MEMORY;
        f = try_card(c, path);
    }
    if (f != FAULT_NONE) {
        card_close(c);
        c = NULL;
    }
    *ret = c;
    return f;
}

static void flipped(int fd, unsigned frame, unsigned seconds, unsigned microseconds, void *data)
{
    struct drm_card *c = data;

    (void)fd, (void)frame, (void)seconds, (void)microseconds;
    c->flipping = false;
}

/* Until a flip under way has succeeded, at most ms. False: it has not. */
static bool card_settle(struct drm_card *c, int ms)
{
    drmEventContext events = {.version = 2, .page_flip_handler = flipped};
    int64_t end = host_steady_ms() + ms;

    while (c->flipping) {
        struct pollfd poll_card = {.fd = c->fd, .events = POLLIN};
        int64_t left = end - host_steady_ms();
        if (poll(&poll_card, 1, left > 0 ? (int)left : 0) <= 0)
            break;
        if (drmHandleEvent(c->fd, &events) != 0)
            break;
    }
    return !c->flipping;
}

/* Shows the picture from the next frame on; false when that can't be done now (then no picture has changed). */
static bool card_flip(struct drm_card *c, int which)
{
    if (c->flipping || drmModePageFlip(c->fd, c->crtc, c->picture[which].fb, DRM_MODE_PAGE_FLIP_EVENT, c) != 0)
        return false;
    c->flipping = true;
    return true;
}

/* For a card that keeps a copy of its own: these areas were painted. */
static void card_dirty(struct drm_card *c, int which, const struct area *areas, int count)
{
    drmModeClip clips[CLIPS];

    count = count < CLIPS ? count : CLIPS;
    for (int i = 0; i < count; i++)
        clips[i] = (drmModeClip){(uint16_t)areas[i].left, (uint16_t)areas[i].top, (uint16_t)areas[i].right,
                                 (uint16_t)areas[i].bottom};
    /* A card that scans out this very memory has nothing to be told (ENOSYS). */
    (void)drmModeDirtyFB(c->fd, c->picture[which].fb, clips, (uint32_t)count);
}

/* The display was gone and is back since the last look, or has lost its link: it wants to be lit again. */
static bool card_came_back(struct drm_card *c)
{
    drmModeConnector *now = drmModeGetConnectorCurrent(c->fd, c->connector);
    bool away = !now || now->connection == DRM_MODE_DISCONNECTED, back = c->away && !away;

    drmModeFreeConnector(now);
    c->away = away;
    return back;
}

/* --- the canvas and its pictures ----------------------------------------------------------------------------------- */

struct behind { /* areas of the canvas that a picture lacks */
    int count;
    struct area area[AREAS];
};
struct drm {
    struct presenter presenter;
    struct drm_card *card;
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

static void drm_close(struct presenter *presenter)
{
    struct drm *p = (struct drm *)presenter;

    if (!p)
        return;
    if (p->pixel)
        bytes_wipe(p->pixel, (size_t)p->width * (size_t)p->height * sizeof *p->pixel);
    free(p->pixel);
    card_close(p->card);
    free(p);
}

static fault drm_open(struct presenter **ret, const struct display_options *o)
{
    struct drm *p = calloc(1, sizeof *p);
    fault f = p ? card_open(&p->card, "/dev/dri") : FAULT_NO_MEMORY;

    if (f != FAULT_NONE)
        goto out;
    int width = p->card->mode.hdisplay, height = p->card->mode.vdisplay;
    p->rotation = o->rotation & 3;
    p->width = p->rotation & 1 ? height : width;
    p->height = p->rotation & 1 ? width : height;
    p->presenter.panel = fit(o->panel, p->width, p->height);
    p->pixel = calloc((size_t)p->width * (size_t)p->height, sizeof *p->pixel);
    f = p->pixel ? FAULT_NONE : FAULT_NO_MEMORY;
out:
    if (f != FAULT_NONE) {
        drm_close(&p->presenter);
        p = NULL;
    }
    *ret = p ? &p->presenter : NULL;
    return f;
}

static struct canvas drm_canvas(struct presenter *presenter, bool *ret_lost)
{
    struct drm *p = (struct drm *)presenter;

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
static struct area on_display(const struct drm *p, struct area a)
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
static void copy_tile(const struct drm *p, const struct card_picture *to, struct area g)
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
static void copy(const struct drm *p, const struct card_picture *to, struct area a)
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

static void behind_all(struct drm *p)
{
    for (int i = 0; i < CARD_PICTURES; i++)
        p->behind[i] = (struct behind){.count = 1, .area = {{0, 0, p->width, p->height}}};
}

static void catch_up(struct drm *p, int which)
{
    struct behind *b = &p->behind[which];

    for (int i = 0; i < b->count; i++)
        copy(p, &p->card->picture[which], b->area[i]);
}

/* --- showing ------------------------------------------------------------------------------------------------------ */

static bool flip(struct drm *p)
{
    int back = !p->front;

    if (p->card->pictures < 2 || p->refused >= REFUSALS || !card_settle(p->card, FLIP_MS))
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

static void paint_over(struct drm *p)
{
    struct behind *b = &p->behind[p->front];
    struct area shown[AREAS];

    for (int i = 0; i < b->count; i++)
        shown[i] = on_display(p, b->area[i]);
    catch_up(p, p->front);
    card_dirty(p->card, p->front, shown, b->count);
    b->count = 0;
}

static void wipe_back(struct drm *p)
{
    int back = !p->front;

    if (p->card->pictures < 2 || !card_settle(p->card, FLIP_MS))
        return;
    struct card_picture *picture = &p->card->picture[back];
    bytes_wipe(picture->pixel, picture->bytes);
    p->behind[back] = (struct behind){.count = 1, .area = {{0, 0, p->width, p->height}}};
}

static void drm_show(struct presenter *presenter, const struct area *areas, int count)
{
    struct drm *p = (struct drm *)presenter;

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

static void drm_forget(struct presenter *presenter)
{
    struct drm *p = (struct drm *)presenter;

    wipe_back(p);
    behind_all(p);
    p->wipe = true;
}

static void drm_tick(struct presenter *presenter)
{
    struct drm *p = (struct drm *)presenter;

    if (card_came_back(p->card))
        p->refused = 0;
    else if (!p->dark)
        return;
    p->dark = !card_light(p->card, p->front);
}

const struct presenter_way presenter_drm = {.open = drm_open,
                                            .close = drm_close,
                                            .canvas = drm_canvas,
                                            .show = drm_show,
                                            .forget = drm_forget,
                                            .tick = drm_tick};
