/* A graphics card as the kernel hands it out (KMS): one lit connector, one mode, and memory for one or two pictures.
 * The only door to libdrm. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "base/fault.h"
#include "display/canvas.h"

enum { CARD_PICTURES = 2 };

struct card_picture {
    uint32_t handle, fb, stride; /* stride in px */
    uint64_t bytes;
    uint32_t *pixel; /* 0x00RRGGBB; slow to read */
};
struct drm_card;

/* The first card of `folder` ("/dev/dri") that drives a screen, in that screen's preferred mode. NO_DISPLAY, NO_MEMORY.
 */
fault card_open(struct drm_card **ret, const char *folder);
void card_close(struct drm_card *c); /* wipes the pictures; takes NULL */
void card_size(const struct drm_card *c, int *ret_width, int *ret_height);
/* Two: they can be flipped without tearing. One: it is painted into while it shows. */
int card_pictures(const struct drm_card *c);
struct card_picture *card_picture(struct drm_card *c, int which);
/* Lights the screen with this picture. False: the screen or the right to it is gone for now. */
bool card_light(struct drm_card *c, int which);
/* Shows the picture from the next frame on; false when that can't be done now (then no picture has changed). */
bool card_flip(struct drm_card *c, int which);
/* Until a flip under way has succeed, at most ms. False: it has not. */
bool card_settle(struct drm_card *c, int ms);
/* Tells a card that keeps a copy of its own what was painted. */
void card_dirty(struct drm_card *c, int which, const struct area *areas, int count);
/* The screen was gone and is back since the last look, or has lost its link: it wants to be lit again. */
bool card_came_back(struct drm_card *c);
