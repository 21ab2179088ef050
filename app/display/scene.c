/* From millimetres to px: where everything of a scene lies, and how far it reaches. */
#include "display/scene.h"

#include <math.h>

enum { PAD_UNITS = 800 };

struct area scene_area(const struct scene *s, struct ui_box box)
{
    return (struct area){(int)lroundf(box.x * s->x_px), (int)lroundf(box.y * s->y_px),
                         (int)lroundf((box.x + box.w) * s->x_px), (int)lroundf((box.y + box.h) * s->y_px)};
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

/* --- where the voice is -------------------------------------------------------------------------------------------- */

#define BAR_MM 1.2f
#define BAR_GAP_MM 1.2f
#define ROOM_MM 0.7f /* of the band, beside the word */

static uint16_t read_node(const struct scene *s)
{
    uint16_t at = s->state->read ? ui_find(s->ui, s->state->read) : UI_NONE;

    return at != UI_NONE && scene_shown(&s->ui->node[at]) ? at : UI_NONE;
}

struct area scene_read_bar(const struct scene *s)
{
    uint16_t at = read_node(s);

    if (at == UI_NONE)
        return (struct area){0};
    struct ui_box b = s->ui->node[at].box;
    float x = s->ui->setting.from_right ? b.x + b.w + BAR_GAP_MM : b.x - BAR_GAP_MM - BAR_MM;
    return scene_area(s, (struct ui_box){x, b.y, BAR_MM, b.h});
}

struct area scene_read_word(const struct scene *s, int i)
{
    struct ui_box b = s->state->word[i];

    if (read_node(s) == UI_NONE || b.w <= 0)
        return (struct area){0};
    return scene_area(s, (struct ui_box){b.x - ROOM_MM, b.y, b.w + 2 * ROOM_MM, b.h + SCENE_READ_LINE_MM});
}

/* --- the visitor's mark -------------------------------------------------------------------------------------------- */

struct scene_pad scene_pad(const struct scene *s, const struct ui_node *n)
{
    const struct display_strokes *m = &s->state->mark;
    struct area box = scene_area(s, n->box);
    float unit = (float)(box.right - box.left) / PAD_UNITS, high = 0;
    uint16_t points = m->strokes && n->role == UI_MARK ? m->end[m->strokes - 1] : 0;

    for (uint16_t i = 0; i < points; i++)
        high = m->point[i].y > high ? m->point[i].y : high;
    if (high * unit > (float)(box.bottom - box.top) * 0.95f)
        unit = (float)(box.bottom - box.top) * 0.95f / high;
    return (struct scene_pad){(float)box.left, (float)box.top, unit, s->x_px * (n->role == UI_PAD ? 2.2f : 1.4f)};
}

void scene_pad_point(const struct scene_pad *pad, struct display_point p, float *ret_x, float *ret_y)
{
    *ret_x = pad->x + (float)p.x * pad->unit;
    *ret_y = pad->y + (float)p.y * pad->unit;
}
