/* Puts pixels on the display. Three ways: the bare screen (DRM dumb buffers, presenter_drm.c), a window on a desk, and
 * none at all (headless; both presenter_desk.c). Another way needs these calls and nothing else. */
#pragma once

#include <stdbool.h>
#include "base/fault.h"
#include "display/canvas.h"
#include "display/display.h"

struct presenter;

/* NO_DISPLAY when no screen can be had. */
fault presenter_open(struct presenter **ret, const struct display_options *options);
void presenter_close(struct presenter *p);
/* Where to paint: the window's own pixels where they have the panel's size, else a surface that is scaled, turned or
 * copied when shown. May be another one after a desk window was covered or moved: then `ret_lost` says that all has to
 * be painted. */
struct canvas presenter_canvas(struct presenter *p, bool *ret_lost);
void presenter_show(struct presenter *p, const struct area *areas, int count);
/* Wipes every pixel that is kept outside of the canvas; what is on the display goes with the next show. */
void presenter_forget(struct presenter *p);
/* The display as it is: where the screen's mode has other pixels than the centre's file says, the mode is right. */
struct ui_panel presenter_panel(const struct presenter *p);
/* Of the window in px, for turning mouse places into millimetres; the panel's own when headless or bare. */
void presenter_size(const struct presenter *p, int *ret_width, int *ret_height);
bool presenter_is_bare(const struct presenter *p); /* no SDL: input has to be read from the kernel */
/* Bare: looks whether the screen was plugged in again, and lights it. Costs no more than a question to the kernel. */
void presenter_tick(struct presenter *p);
