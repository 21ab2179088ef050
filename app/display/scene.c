/* From millimetres to px, and the little that every painter asks. */
#include <math.h>
#include "display/scene.h"
#include "ui/style.h"

struct area scene_area(const struct scene *s, struct ui_box box)
{
    return (struct area){(int)lroundf(box.x * s->x_px), (int)lroundf(box.y * s->y_px),
                         (int)lroundf((box.x + box.w) * s->x_px), (int)lroundf((box.y + box.h) * s->y_px)};
}

int scene_px(const struct scene *s, float mm)
{
    int px = (int)lroundf(mm * s->x_px);

    return px < 1 && mm > 0 ? 1 : px;
}

uint32_t scene_colour(const struct scene *s, uint8_t token)
{
    return ui_colour((enum ui_theme)s->ui->setting.theme, (enum ui_colour)token);
}

unsigned scene_state(const struct scene *s, const struct ui_node *n)
{
    return (n->id == s->state->pressed && n->id ? UI_STATE_PRESSED : 0u) |
           (n->id == s->state->focus && n->id ? UI_STATE_FOCUSED : 0u);
}

bool scene_shown(const struct ui_node *n)
{
    return !(n->flags & UI_HIDDEN) && n->box.w > 0;
}

struct area scene_run_reach(const struct scene *s, const struct ui_run *r)
{
    struct area a = area_grow(scene_area(s, (struct ui_box){r->x, r->y, r->w, r->h}), r->em_px / 4 + 2);
    float half = r->disc / 2 + 1, x = r->x + r->w / 2, y = r->y + r->h / 2;

    if (r->disc > 0)
        a = area_join(a, scene_area(s, (struct ui_box){x - half, y - half, 2 * half, 2 * half}));
    return a;
}

struct area scene_reach(const struct scene *s, const struct ui_node *n)
{
    struct area a = area_grow(scene_area(s, n->box), 2);

    if (n->role == UI_RING && n->number == RING_ARC) /* its outer seats lean over the edge of the panel */
        a.left = 0, a.right = s->canvas->width;
    if (n->role == UI_DOCK) /* the line above it */
        a.top -= scene_px(s, 1);
    if (s->ui->paper) /* the line below a card */
        a.bottom += scene_px(s, 1);
    return a;
}

static struct area around(const struct scene *s, struct ui_box box, float by)
{
    return area_grow(scene_area(s, box), scene_px(s, by));
}

struct area scene_focus(const struct scene *s)
{
    uint16_t at = s->state->focus ? ui_find(s->ui, s->state->focus) : UI_NONE;

    if (at == UI_NONE || !scene_shown(&s->ui->node[at]) || !ui_is_target(&s->ui->node[at]))
        return (struct area){0};
    return around(s, s->ui->node[at].box, UI_RING_GAP_MM + UI_RING_MM);
}

struct area scene_scan(const struct scene *s)
{
    if (s->state->scan.w <= 0)
        return (struct area){0};
    return around(s, s->state->scan, UI_RING_GAP_MM + UI_SCAN_MM);
}

struct area scene_spot(const struct scene *s)
{
    const struct display_spot *spot = &s->state->spot;

    if (!spot->shown)
        return (struct area){0};
    return scene_area(s, (struct ui_box){spot->x - UI_SPOT_MM / 2, spot->y - UI_SPOT_MM / 2, UI_SPOT_MM, UI_SPOT_MM});
}
