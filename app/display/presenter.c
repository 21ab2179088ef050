/* Which display: the bare screen where it is asked for, or where no desk is running and a card can be had. */
#include "display/presenter.h"

#include <stdlib.h>
#include "display/presenter_ways.h"

struct presenter { /* one of the two */
    struct ui_panel panel;
    struct presenter_desk *desk;
    struct presenter_drm *drm;
};

static bool desk_runs(void)
{
    return getenv("DISPLAY") || getenv("WAYLAND_DISPLAY") || getenv("SDL_VIDEODRIVER");
}

static fault choose(struct presenter *p, const struct display_options *o)
{
    bool bare = o->kind == DISPLAY_DRM || (o->kind == DISPLAY_ANY && !o->headless && !desk_runs());
    fault f = bare ? presenter_drm_open(&p->drm, o) : FAULT_NO_DISPLAY;

    if (f == FAULT_NO_DISPLAY && o->kind != DISPLAY_DRM)
        f = presenter_desk_open(&p->desk, o);
    return f;
}

fault presenter_open(struct presenter **ret, const struct display_options *o)
{
    struct presenter *p = calloc(1, sizeof *p);
    fault f = p ? choose(p, o) : FAULT_NO_MEMORY;

    if (f != FAULT_NONE) {
        presenter_close(p);
        p = NULL;
    } else {
        p->panel = p->drm ? presenter_drm_panel(p->drm) : o->panel;
    }
    *ret = p;
    return f;
}

void presenter_close(struct presenter *p)
{
    if (!p)
        return;
    presenter_drm_close(p->drm);
    presenter_desk_close(p->desk);
    free(p);
}

struct canvas presenter_canvas(struct presenter *p, bool *ret_lost)
{
    return p->drm ? presenter_drm_canvas(p->drm, ret_lost) : presenter_desk_canvas(p->desk, ret_lost);
}

void presenter_show(struct presenter *p, const struct area *areas, int count)
{
    if (p->drm)
        presenter_drm_show(p->drm, areas, count);
    else
        presenter_desk_show(p->desk, areas, count);
}

void presenter_forget(struct presenter *p)
{
    if (p->drm)
        presenter_drm_forget(p->drm);
}

struct ui_panel presenter_panel(const struct presenter *p)
{
    return p->panel;
}

void presenter_size(const struct presenter *p, int *ret_width, int *ret_height)
{
    *ret_width = p->panel.width_px;
    *ret_height = p->panel.height_px;
    if (p->desk)
        presenter_desk_size(p->desk, ret_width, ret_height);
}

bool presenter_is_bare(const struct presenter *p)
{
    return p->drm != NULL;
}

void presenter_tick(struct presenter *p)
{
    if (p->drm)
        presenter_drm_tick(p->drm);
}
