/* Puts pixels on the display. Three ways: the bare display (drm.c), a window on a desk, and none at all (headless; both desk.c).
 * Another way needs a table of these calls and nothing else. */
#pragma once

#include <stdbool.h>
#include "base/fault.h"
#include "display/canvas.h"
#include "display/display.h"

struct presenter { /* begins the struct of each way */
    struct ui_panel
        panel; /* the display as it is: where its mode has other pixels than the centre's file says, the mode is right */
};
struct presenter_way {
    /* NO_DISPLAY when no display can be had. */
    fault (*open)(struct presenter **ret, const struct display_options *options);
    void (*close)(struct presenter *p); /* takes NULL */
    /* Where to paint: the window's own pixels where they have the panel's size, else a surface that is scaled, rotated or copied when
     * shown. May be another one after a desk window was covered or moved: then `ret_lost` says that all has to be painted. */
    struct canvas (*canvas)(struct presenter *p, bool *ret_lost);
    void (*show)(struct presenter *p, const struct area *areas, int count);
    /* Wipes every pixel that is kept outside of the canvas; what is on the display goes with the next show. */
    void (*forget)(struct presenter *p);
    /* Looks whether the display was plugged in again, and lights it: one system call. NULL: nothing to look for. */
    void (*tick)(struct presenter *p);
};
extern const struct presenter_way presenter_desk, presenter_drm;
