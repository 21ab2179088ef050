/* The panel: the display is opened for what it is, measured anew by commissioning, and shows what is drawn on a pad. */
#include <stdio.h>
#include <string.h>
#include "base/host.h"
#include "loop/part.h"
#include "rule/setup.h"
#include "screens.h"
#include "ui/layout.h"

bool loop_panel(struct panel *ret, const char *text)
{
    *ret = (struct panel){.lower_edge_mm = 800};
    return sscanf(text, "%dx%d,%dx%d", &ret->width_mm, &ret->height_mm, &ret->width_px, &ret->height_px) == 4 &&
           ret->width_mm > 0;
}

/* Commissioning hears what the display turned out to be. */
static void report_display(struct loop *t)
{
    const struct ui_panel *p = &t->setting.panel;
    const struct panel display = {(int32_t)p->width_mm, (int32_t)p->height_mm, p->width_px, p->height_px,
                                  (int32_t)p->lower_edge_mm};
    flow_setup_display(&t->app, &display);
    t->app.setup.rotation = t->opened_with.rotation;
    t->app.setup.can_rotate = display_is_bare(t->display);
}

static fault panel_open(struct loop *t, const struct loop_options *options, char *why, size_t why_size)
{
    const struct panel *panel = options->panel.width_mm ? &options->panel : &t->app.panel;
    t->setting.panel = (struct ui_panel){(float)panel->width_mm, (float)panel->height_mm, panel->width_px,
                                         panel->height_px, (float)panel->lower_edge_mm};
    fault f = ui_panel_ok(&t->setting.panel, why, why_size);
    if (f != FAULT_NONE)
        return f;
    t->opened_with = (struct display_options){.panel = t->setting.panel,
                                              .assets = options->folders.assets,
                                              .headless = options->headless,
                                              .scale = options->scale,
                                              .kind = options->display,
                                              .rotation = options->rotation};
    f = display_open(&t->display, &t->opened_with);
    if (f != FAULT_NONE) {
        snprintf(why, why_size, "no display: %s", fault_name(f));
        return f;
    }
    t->setting.panel = display_panel(t->display);
    f = ui_panel_ok(&t->setting.panel, why, why_size);
    if (f == FAULT_NONE && t->app.setup.on)
        report_display(t);
    return f;
}

/* Somebody said that the picture lies on its side: the display is opened anew, rotated. The finger that said so is
 * forgotten. */
static void rotate(struct loop *t)
{
    display_close(t->display);
    t->display = NULL;
    t->opened_with.rotation = t->app.setup.rotation;
    t->touch = (struct ui_touch){0};
    t->pressed = 0;
    fault f = display_open(&t->display, &t->opened_with);
    if (f != FAULT_NONE) { /* nothing can be shown; the supervisor starts us again, rotated */
        host_log("no display after rotating the picture");
        t->over = true;
        return;
    }
    t->setting.panel = display_panel(t->display);
    report_display(t);
}

/* Commissioning measured the display: from now on a millimetre is one. A display too small for people is not taken. */
static void panel_measure(struct loop *t)
{
    const struct panel *measured = &t->app.panel;
    char why[160];
    if (t->app.setup.on && t->app.setup.rotation != t->opened_with.rotation)
        rotate(t);
    struct ui_panel panel = t->setting.panel;
    panel.width_mm = (float)measured->width_mm;
    panel.height_mm = (float)measured->height_mm;
    panel.lower_edge_mm = (float)measured->lower_edge_mm;
    if (!t->app.setup.on || memcmp(&panel, &t->setting.panel, sizeof panel) == 0)
        return;
    if (ui_panel_ok(&panel, why, sizeof why) == FAULT_NONE) {
        t->setting.panel = panel;
        display_measure(t->display, &panel);
        return;
    }
    host_log(why);
    report_display(t);
    (void)flow_show(&t->app, SCREEN_setup_card);
    t->app.session.notice = setup_card_verdict(true, false);
}

/* How large the pad of the touch check is, for whoever counts how far beside a finger was. */
static void panel_screen(struct loop *t, bool is_new)
{
    (void)is_new;
    uint16_t pad = t->app.session.at == SCREEN_setup_touch ? ui_find_path(&t->tree, "pad") : UI_NONE;
    if (pad == UI_NONE || t->tree.node[pad].flags & UI_HIDDEN || t->tree.node[pad].box.w <= 0)
        return;
    const struct ui_box *box = &t->tree.node[pad].box;
    t->app.setup.pad_um = (int32_t)(box->w * 1000 / UI_PAD_UNITS);
    t->app.setup.pad_height = (int32_t)(box->h / box->w * UI_PAD_UNITS);
}

/* The cross of the touch check: two strokes of 12 mm or so. */
static struct display_strokes cross_of(struct loop *t)
{
    enum { ARM = 20 };
    int32_t x, y;
    setup_aim(t->app.setup.aim, t->app.setup.pad_height, &x, &y);
    const struct display_point points[] = {{(int16_t)(x - ARM), (int16_t)y},
                                           {(int16_t)(x + ARM), (int16_t)y},
                                           {(int16_t)x, (int16_t)(y - ARM)},
                                           {(int16_t)x, (int16_t)(y + ARM)}};
    memcpy(t->point, points, sizeof points);
    t->end[0] = 2;
    t->end[1] = 4;
    return (struct display_strokes){t->point, t->end, 2};
}

/* What is drawn on the pad: the visitor's mark, or the cross to touch. */
static struct display_strokes mark_of(struct loop *t)
{
    if (t->app.session.at == SCREEN_setup_touch)
        return cross_of(t);
    const struct strokes *mark = &t->app.session.join.mark;
    for (uint16_t i = 0; i < mark->points; i++)
        t->point[i] = (struct display_point){mark->x[i], mark->y[i]};
    for (uint16_t i = 0; i < mark->count; i++)
        t->end[i] = i + 1 < mark->count ? mark->start[i + 1] : mark->points;
    return (struct display_strokes){t->point, t->end, mark->count};
}

static void panel_show(struct loop *t, struct display_state *ret)
{
    ret->mark = mark_of(t);
}

const struct loop_part panel_part = {
    .open = panel_open, .describe = panel_measure, .screen = panel_screen, .show = panel_show};
