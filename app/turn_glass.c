/* The glass: opened for the panel it is, measured anew by commissioning, and what is drawn on its pad. */
#include "turn_glass.h"
#include "screens.h"
#include "turn_voice.h"

#include <stdio.h>
#include <string.h>
#include "base/host.h"
#include "rule/setup.h"
#include "ui/layout.h"

bool turn_panel(struct panel *ret, const char *text)
{
    *ret = (struct panel){.lower_edge_mm = 800};
    return sscanf(text, "%dx%d,%dx%d", &ret->width_mm, &ret->height_mm, &ret->width_px, &ret->height_px) == 4 &&
           ret->width_mm > 0;
}

fault turn_glass_open(struct turn *t, const struct turn_options *options, char *why, size_t why_size)
{
    const struct panel *panel = options->panel.width_mm ? &options->panel : &t->app.panel;
    t->setting.panel = (struct ui_panel){(float)panel->width_mm, (float)panel->height_mm, panel->width_px,
                                         panel->height_px, (float)panel->lower_edge_mm};
    fault f = ui_panel_ok(&t->setting.panel, why, why_size);
    if (f != FAULT_NONE)
        return f;
    t->glass = (struct shell_options){.panel = t->setting.panel,
                                      .assets = options->folders.assets,
                                      .speech = options->speech,
                                      .headless = options->headless,
                                      .scale = options->scale,
                                      .glass = options->glass,
                                      .turn = options->turn};
    f = shell_open(&t->shell, &t->glass);
    if (f != FAULT_NONE) {
        snprintf(why, why_size, "no glass: %s", fault_name(f));
        return f;
    }
    t->setting.panel = shell_panel(t->shell);
    return ui_panel_ok(&t->setting.panel, why, why_size);
}

void turn_tell_glass(struct turn *t)
{
    const struct ui_panel *p = &t->setting.panel;
    const struct panel glass = {(int32_t)p->width_mm, (int32_t)p->height_mm, p->width_px, p->height_px,
                                (int32_t)p->lower_edge_mm};
    flow_setup_glass(&t->app, &glass);
    t->app.setup.turn = t->glass.turn;
    t->app.setup.can_turn = shell_is_bare(t->shell);
}

/* Somebody said that the picture lies on its side: the glass is opened anew, turned. The finger that said so is
 * forgotten. */
static void rotate(struct turn *t)
{
    shell_close(t->shell);
    t->shell = NULL;
    t->glass.turn = t->app.setup.turn;
    t->touch = (struct ui_touch){0};
    t->pressed = 0;
    fault f = shell_open(&t->shell, &t->glass);
    if (f != FAULT_NONE) { /* nothing can be shown; the supervisor starts us again, turned */
        host_log("no glass after turning the picture");
        t->over = true;
        return;
    }
    t->setting.panel = shell_panel(t->shell);
    turn_tell_glass(t);
}

/* Commissioning measured the glass: from now on a millimetre is one. A glass too small for people is not taken. */
void turn_measure(struct turn *t)
{
    const struct panel *told = &t->app.panel;
    char why[160];
    if (t->app.setup.on && t->app.setup.turn != t->glass.turn)
        rotate(t);
    struct ui_panel panel = t->setting.panel;
    panel.width_mm = (float)told->width_mm;
    panel.height_mm = (float)told->height_mm;
    panel.lower_edge_mm = (float)told->lower_edge_mm;
    if (!t->app.setup.on || memcmp(&panel, &t->setting.panel, sizeof panel) == 0)
        return;
    if (ui_panel_ok(&panel, why, sizeof why) == FAULT_NONE) {
        t->setting.panel = panel;
        shell_measure(t->shell, &panel);
        return;
    }
    host_log(why);
    turn_tell_glass(t);
    (void)flow_show(&t->app, SCREEN_setup_card);
    t->app.session.notice = setup_card_verdict(true, false);
}

/* How large the pad of the touch check is, for whoever counts how far beside a finger was. */
void turn_tell_pad(struct turn *t)
{
    uint16_t pad = t->app.session.at == SCREEN_setup_touch ? ui_find_path(&t->tree, "pad") : UI_NONE;
    if (pad == UI_NONE || t->tree.node[pad].box.w <= 0)
        return;
    const struct ui_box *box = &t->tree.node[pad].box;
    t->app.setup.pad_um = (int32_t)(box->w * 1000 / UI_PAD_UNITS);
    t->app.setup.pad_height = (int32_t)(box->h / box->w * UI_PAD_UNITS);
}

/* The cross of the touch check: two strokes of 12 mm or so. */
static struct shell_strokes cross_of(struct turn *t)
{
    enum { ARM = 20 };
    int32_t x, y;
    setup_aim(t->app.setup.aim, t->app.setup.pad_height, &x, &y);
    const struct shell_point points[] = {{(int16_t)(x - ARM), (int16_t)y},
                                         {(int16_t)(x + ARM), (int16_t)y},
                                         {(int16_t)x, (int16_t)(y - ARM)},
                                         {(int16_t)x, (int16_t)(y + ARM)}};
    memcpy(t->point, points, sizeof points);
    t->end[0] = 2;
    t->end[1] = 4;
    return (struct shell_strokes){t->point, t->end, 2};
}

struct shell_strokes turn_mark(struct turn *t)
{
    if (t->app.session.at == SCREEN_setup_touch)
        return cross_of(t);
    const struct strokes *mark = &t->app.session.join.mark;
    for (uint16_t i = 0; i < mark->points; i++)
        t->point[i] = (struct shell_point){mark->x[i], mark->y[i]};
    for (uint16_t i = 0; i < mark->count; i++)
        t->end[i] = i + 1 < mark->count ? mark->start[i + 1] : mark->points;
    return (struct shell_strokes){t->point, t->end, mark->count};
}

void turn_show(struct turn *t)
{
    struct shell_state state = {.pressed = t->pressed,
                                .hold = t->hold,
                                .mark = turn_mark(t),
                                .spot = {t->spot.x, t->spot.y, t->spot.until_ms > 0}};
    uint16_t first, last;
    if (t->blind || t->over)
        return;
    if (t->app.session.listen.curtain) {
        t->painted = shell_dark(t->shell);
        return;
    }
    state.read = turn_voice_word(t, state.word);
    if (t->by_keys)
        state.focus = t->focus;
    if (!t->by_switch || !ui_scan_range(&t->scan, &t->tree, &first, &last, &state.scan))
        state.scan = (struct ui_box){0};
    uint16_t group = t->by_keys ? ui_find(&t->tree, t->focus) : UI_NONE;
    if (group != UI_NONE && t->tree.node[group].role == UI_PAIR) /* both answers in one frame (CNS-03) */
        state.scan = ui_targets_box(&t->tree, group, (uint16_t)(t->tree.node[group].end - 1));
    t->painted = shell_show(t->shell, &t->tree, &state);
}

/* The kiosk, or, where none was ever made, commissioning. */
static fault open_flow(struct turn *t, const struct turn_options *options, char *why, size_t why_size)
{
    static const struct panel usual = {268, 476, 1080, 1920, 800};
    if (options->calm)
        return flow_open_calm(&t->app, &options->folders);
    bool may = options->setup || host_machine(MACHINE_ABOUT, 0, NULL) == FAULT_NONE;
    if (!flow_setup_wanted(options->folders.data, may))
        return flow_open(&t->app, &options->folders, why, why_size);
    return flow_setup_open(&t->app, &options->folders, options->panel.width_mm ? &options->panel : &usual, why,
                           why_size);
}

fault turn_open(struct turn *t, const struct turn_options *options, char *why, size_t why_size)
{
    fault f = open_flow(t, options, why, why_size);
    if (f == FAULT_NONE)
        f = turn_glass_open(t, options, why, why_size);
    if (f != FAULT_NONE) {
        turn_close(t);
        return f;
    }
    if (t->app.setup.on)
        turn_tell_glass(t);
    t->app.wake = true;
    turn_settle(t, SCREEN_start, 0);
    return FAULT_NONE;
}

void turn_close(struct turn *t)
{
    shell_close(t->shell);
    flow_close(&t->app);
    bytes_wipe(t, sizeof *t);
}
