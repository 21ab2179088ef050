#include "display/presenter_card.h"

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

enum { CARDS = 8, CLIPS = 16 };

struct drm_card {
    int fd;
    uint32_t connector, crtc;
    drmModeModeInfo mode;
    struct card_picture picture[CARD_PICTURES];
    int pictures;
    bool flipping, away;
};

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

fault card_open(struct drm_card **ret, const char *folder)
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

void card_close(struct drm_card *c)
{
    if (!c)
        return;
    for (int i = 0; i < CARD_PICTURES; i++)
        picture_close(c, &c->picture[i]);
    if (c->fd >= 0)
        close(c->fd);
    free(c);
}

void card_size(const struct drm_card *c, int *ret_width, int *ret_height)
{
    *ret_width = c->mode.hdisplay;
    *ret_height = c->mode.vdisplay;
}

int card_pictures(const struct drm_card *c)
{
    return c->pictures;
}

struct card_picture *card_picture(struct drm_card *c, int which)
{
    return &c->picture[which];
}

bool card_light(struct drm_card *c, int which)
{
    (void)drmSetMaster(c->fd); /* whoever had it may have gone */
    return drmModeSetCrtc(c->fd, c->crtc, c->picture[which].fb, 0, 0, &c->connector, 1, &c->mode) == 0;
}

static void flipped(int fd, unsigned frame, unsigned seconds, unsigned microseconds, void *data)
{
    struct drm_card *c = data;

    (void)fd, (void)frame, (void)seconds, (void)microseconds;
    c->flipping = false;
}

bool card_settle(struct drm_card *c, int ms)
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

bool card_flip(struct drm_card *c, int which)
{
    if (c->flipping || drmModePageFlip(c->fd, c->crtc, c->picture[which].fb, DRM_MODE_PAGE_FLIP_EVENT, c) != 0)
        return false;
    c->flipping = true;
    return true;
}

void card_dirty(struct drm_card *c, int which, const struct area *areas, int count)
{
    drmModeClip clips[CLIPS];

    count = count < CLIPS ? count : CLIPS;
    for (int i = 0; i < count; i++)
        clips[i] = (drmModeClip){(uint16_t)areas[i].left, (uint16_t)areas[i].top, (uint16_t)areas[i].right,
                                 (uint16_t)areas[i].bottom};
    /* A card that scans out this very memory has nothing to be told (ENOSYS). */
    (void)drmModeDirtyFB(c->fd, c->picture[which].fb, clips, (uint32_t)count);
}

bool card_came_back(struct drm_card *c)
{
    drmModeConnector *now = drmModeGetConnectorCurrent(c->fd, c->connector);
    bool away = !now || now->connection == DRM_MODE_DISCONNECTED, back = c->away && !away;

    drmModeFreeConnector(now);
    c->away = away;
    return back;
}
