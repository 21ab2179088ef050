/* Puts pixels on the glass. Three ways so far: a window on a desk, SDL's own console driver, and none at all
 * (headless). Another way needs these five calls and nothing else. */
#pragma once

#include <stdbool.h>
#include "base/fault.h"
#include "shell/canvas.h"
#include "shell/shell.h"

struct presenter;

/* NO_GLASS when no screen can be had. */
fault presenter_open(struct presenter **ret, const struct shell_options *options);
void presenter_close(struct presenter *p);
/* Where to paint: the window's own pixels where they have the panel's size, else a surface that is scaled when shown.
 * May be another one after a desk window was covered or moved: then `ret_lost` says that all has to be painted. */
struct canvas presenter_canvas(struct presenter *p, bool *ret_lost);
void presenter_show(struct presenter *p, const struct area *areas, int count);
/* Of the window in px, for turning mouse places into millimetres; the panel's own when headless. */
void presenter_size(const struct presenter *p, int *ret_width, int *ret_height);
bool presenter_is_desk(const struct presenter *p); /* a window among others: it can be closed */
