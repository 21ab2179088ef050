/* The top of every page: brand, step, heading, badge, and the ring where there is room for it. */
#include "ui/flow.h"

#include <string.h>
#include "ui/roles.h"

/* Eight dots (drawn by the display in u->logo) and the word. Left out where the step needs the width. */
static void put_brand(struct flow *f, float step_mm)
{
    struct ui *u = f->p.u;
    const struct ui_measure *m = &f->p.m;
    struct ui_type type = ui_type(u, FACE_TITLE, u->deep ? COLOUR_ONWALL : COLOUR_ACCENT, 1, 1, m->em);
    float word = ui_text_mm(u, UI_BRAND, 6, &type), gap = 3.5f, side = m->brand;
    u->logo = (struct ui_box){0};
    if (m->brand <= 0 || f->bare > 1 || side + gap + word + 6 + step_mm > m->width)
        return;
    bool right = u->setting.from_right; /* the brand is never mirrored */
    u->logo = (struct ui_box){right ? m->left + word + gap : m->left, m->top, side, side};
    if (f->p.emit)
        ui_put_run(u, 0, UI_BRAND, 6, &type,
                   (struct ui_box){right ? m->left : m->left + side + gap, m->top + (side - type.line_mm) / 2, word,
                                   type.line_mm});
}

static float put_step(struct flow *f)
{
    if (f->step == UI_NONE || f->bare)
        return 0;
    struct ui *u = f->p.u;
    const struct ui_measure *m = &f->p.m;
    struct ui_node *n = &u->node[f->step];
    struct ui_type type = ui_body(&f->p, FACE_TEXT, u->deep ? COLOUR_ONWALL : COLOUR_INK2);
    float width = ui_text_mm(u, n->label, (uint16_t)strlen(ui_string(u, n->label)), &type);
    float high = m->brand > type.line_mm ? m->brand : type.line_mm,
          room = width + 0.2f < m->width ? width + 0.2f : m->width;
    if (f->p.emit) {
        n->box = (struct ui_box){m->left + m->width - room, m->top, room, high};
        ui_place_text(&f->p, f->step, n->label, &type, ALIGN_END, n->box.x, m->top + (high - type.line_mm) / 2, room);
    }
    return width;
}

/* A heading in the middle of the big ring; false if it does not fit there. */
static bool put_inside_ring(struct flow *f)
{
    struct ui *u = f->p.u;
    struct ui_node *n = &u->node[f->heading];
    float room = f->ring_box.w * 0.62f;
    struct ui_type type = ui_heading_type(&f->p, f->heading, room);
    struct ui_block block;
    type.colour = COLOUR_ONWALL;
    ui_break(u, n->label, &type, room, true, &block);
    if (block.split || block.count > 3)
        return false;
    float high = (float)block.count * type.line_mm, y = f->ring_box.y + (f->ring_box.h - high) / 2;
    float x = f->ring_box.x + (f->ring_box.w - room) / 2;
    if (f->p.emit) {
        n->box = (struct ui_box){x, y, room, high};
        ui_put_lines(u, f->heading, &block, 0, block.count, &type, ALIGN_MIDDLE, x, y, room);
    }
    return true;
}

static void find_ring(struct flow *f)
{
    const struct ui_measure *m = &f->p.m;
    struct ui *u = f->p.u;
    float side = 112, right = m->left + m->width;
    if (!f->ring_on)
        return;
    switch (u->node[f->ring].number) {
    case RING_WAITING:
        f->ring_box = (struct ui_box){right - side, 29.3f, side, side};
        break;
    case RING_JOINED:
        side = 65.5f;
        f->ring_box = (struct ui_box){right - side, f->step == UI_NONE ? 12.9f : m->top + m->brand + 6, side, side};
        break;
    case RING_CLOSED:
        side = 115;
        f->ring_box = (struct ui_box){m->left + (m->width - side) / 2, 37.2f, side, side};
        break;
    case RING_HERO:
        side = m->wide ? m->bottom - 38 : u->setting.panel.width_mm * 0.7f;
        side = side < m->width ? side : m->width;
        f->ring_box = (struct ui_box){m->left + (m->width - side) / 2,
                                      m->wide         ? 38
                                      : f->whole_wall ? 32.3f
                                                      : 16.4f,
                                      side, side};
        break;
    default:
        f->ring_box = (struct ui_box){0};
        break; /* the arc lies below the text */
    }
}

static float put_badge(struct flow *f, float heading_y, float heading_width, float heading_height, float line)
{
    struct place *p = &f->p;
    struct ui_node *n = &p->u->node[f->badge];
    bool emit = p->emit;
    uint16_t runs = p->u->runs;
    p->emit = true; /* its width is known only when placed; what is put down for that is taken back */
    float height = ui_place_read(p, f->badge, p->m.left, 0, p->m.width), width = n->box.w;
    p->emit = emit;
    p->u->runs = runs;
    bool beside = heading_height < line * 1.5f && heading_width + 6 + width <= p->m.width && !f->ring_on;
    float x = beside ? p->m.left + p->m.width - width : p->m.left;
    float y = beside ? heading_y + (heading_height - height) / 2 : heading_y + heading_height + 4;
    if (emit)
        ui_place_read(p, f->badge, x, y, p->m.width);
    return beside ? heading_y + heading_height : y + height;
}

/* The spruce part of a deep screen: down to the dock where one target is all there is, else round the heading. */
static void find_wall(struct flow *f, float head_end)
{
    struct ui *u = f->p.u;
    const struct ui_measure *m = &f->p.m;
    u->wall = (struct ui_box){0};
    if (!u->deep || (f->bare > 1 && !f->whole_wall && !f->p.m.wide))
        return;
    float width = u->setting.panel.width_mm, hero = f->ring_box.y + f->ring_box.h + 8.4f;
    if (m->wide)
        u->wall = (struct ui_box){0, 0, f->whole_wall ? width : m->left + m->width + m->margin, m->dock};
    else
        u->wall = (struct ui_box){0, 0, width,
                                  f->whole_wall ? m->dock
                                  : f->ring_on  ? hero
                                                : head_end + (m->compact ? 3 : 8.4f)};
}

void flow_head(struct flow *f)
{
    struct place *p = &f->p;
    const struct ui_measure *m = &p->m;
    find_ring(f);
    bool closed = f->ring_on && p->u->node[f->ring].number == RING_CLOSED && !m->wide;
    bool hero = f->ring_on && p->u->node[f->ring].number == RING_HERO;
    find_wall(f, m->dock); /* everything in the head is on it */
    put_brand(f, put_step(f));
    float row = m->brand > 0 && (p->u->logo.w > 0 || (f->step != UI_NONE && !f->bare)) ? m->brand : 0;
    if (row <= 0 && f->step != UI_NONE && !f->bare)
        row = ui_line_mm(p->u, m->em, m->body_line);
    float y = m->top + (row > 0 ? row + (m->compact || m->brand <= 0 ? 2 : f->tight ? 8 : 15) : 0);
    f->head_end = y;
    if (hero && put_inside_ring(f)) {
        f->head_end = m->wide ? m->top : f->ring_box.y + f->ring_box.h + (f->whole_wall ? 12 : 8.4f + 10);
    } else if (f->heading != UI_NONE && f->bare < 2) {
        y = closed ? m->reach : y;
        bool beside = f->ring_on && !m->wide && p->u->node[f->ring].number <= RING_JOINED;
        float width = beside ? f->ring_box.x - m->left - 6 : m->width;
        struct ui_type type = ui_heading_type(p, f->heading, width);
        float high = ui_place(p, f->heading, m->left, y, width, 0);
        struct ui_block block;
        ui_break(p->u, p->u->node[f->heading].label, &type, width, true, &block);
        f->head_end = y + high;
        if (f->badge != UI_NONE && !f->bare)
            f->head_end = put_badge(f, y, block.widest_mm, high, type.line_mm);
        f->head_end += m->compact ? 3 : f->tight ? 4 : 6;
    }
    find_wall(f, f->head_end);
    if (p->u->deep && !f->ring_on && !f->whole_wall && !m->wide && f->bare < 2)
        f->head_end += m->compact ? 3 + 3 : 8.4f + 6;
}
