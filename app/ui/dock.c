/* The dock: the same place on every screen of a mode (SIZ-08), so nothing here looks at the rest of the screen. */
#include "ui/place.h"

#include "ui/layout.h"
#include "ui/roles.h"

struct part { /* how the parts of a tool or of a bar's target stand above one another */
    enum ui_face face;
    uint16_t em;
    float icon, gap, pad;
};

/* One size for all of a row: the size of labels, or as much smaller as the longest word needs, down to S. */
static uint16_t common_em(struct place *p, uint16_t row, enum ui_face face, float room)
{
    struct ui_type type = ui_type(p->u, face, COLOUR_INK, 1, 1, p->m.em_label);
    for (uint16_t i = (uint16_t)(row + 1); i < p->u->node[row].end; i = p->u->node[i].end)
        type = ui_shrink(p, type, p->u->node[i].label, room, ui_em_px(&p->u->setting, SIZE_S));
    return type.em_px;
}

static void stacked(struct place *p, uint16_t node, struct ui_box box, const struct part *part)
{
    struct ui_node *n = &p->u->node[node];
    n->box = box;
    struct ui_look look = ui_style(p->u, n, 0);
    float room = box.w - 2 * part->pad, icon = part->icon, gap = part->gap;
    struct ui_type type = ui_type(p->u, part->face, look.text, 1, p->m.arabic ? 1.46f : 1.1f, part->em);
    struct ui_block block;
    ui_break(p->u, n->label, &type, room, true, &block);
    float words = (float)block.count * type.line_mm, whole = icon + gap + words;
    if (whole > box.h) { /* the icon gives way to the words */
        icon -= whole - box.h;
        icon = icon < 6 ? 6 : icon;
        whole = icon + gap + words;
    }
    float top = box.y + (box.h - whole) / 2, side = n->flags & UI_SMALLER ? icon * 0.68f : icon;
    ui_place_icon(p, node, n->icon, look.icon, box.x + (box.w - side) / 2, top + (icon - side) / 2, side, 0);
    ui_put_lines(p->u, node, &block, 0, block.count, &type, ALIGN_MIDDLE, box.x + part->pad, top + icon + gap, room);
}

/* Icon beside the word, all in the middle; false if it does not fit. */
static bool beside(struct place *p, uint16_t node, struct ui_box box)
{
    struct ui_node *n = &p->u->node[node];
    n->box = box;
    struct ui_look look = ui_style(p->u, n, 0);
    struct ui_type type = ui_type(p->u, FACE_STRONG, look.text, 1, p->m.arabic ? 1.46f : 1.1f, p->m.em_label);
    float icon = 10, gap = 3, room = box.w - 4 - icon - gap;
    struct ui_block block;
    ui_break(p->u, n->label, &type, room, false, &block);
    if (block.count > 1 || block.widest_mm > room)
        return false;
    float left = box.x + (box.w - icon - gap - block.widest_mm) / 2;
    ui_place_icon(p, node, n->icon, look.text, left, box.y + (box.h - icon) / 2, icon, 0);
    ui_put_lines(p->u, node, &block, 0, block.count, &type, ALIGN_START, left + icon + gap,
                 box.y + (box.h - type.line_mm) / 2, block.widest_mm + 0.1f);
    return true;
}

static uint16_t children(const struct ui *u, uint16_t node)
{
    uint16_t count = 0;
    for (uint16_t i = (uint16_t)(node + 1); i < u->node[node].end; i = u->node[i].end)
        count++;
    return count;
}

static void place_tools(struct place *p, uint16_t tools, struct ui_box box, bool two_rows)
{
    struct ui_node *n = &p->u->node[tools];
    n->box = box;
    uint16_t count = children(p->u, tools), columns = two_rows ? 3 : count, at = 0;
    float gap = p->m.compact ? 3 : 3.2f, rows = two_rows ? 2 : 1;
    if (columns == 0)
        return;
    float wide = (box.w - gap * (float)(columns - 1)) / (float)columns, high = (box.h - gap * (rows - 1)) / rows;
    struct part part = {FACE_TEXT, common_em(p, tools, FACE_TEXT, wide - 1), p->m.compact ? 8 : p->m.arabic ? 8.4f : 11,
        p->m.arabic ? 0 : 1.7f, 0.5f};
    for (uint16_t i = (uint16_t)(tools + 1); i < n->end; i = p->u->node[i].end, at++)
        stacked(p, i, (struct ui_box){box.x + (float)(at % columns) * (wide + gap),
            box.y + (float)(at / columns) * (high + gap), wide, high}, &part);
}

static void place_bar(struct place *p, uint16_t bar, struct ui_box box)
{
    struct ui_node *n = &p->u->node[bar];
    n->box = box;
    uint16_t count = children(p->u, bar), at = 0;
    if (count == 0)
        return;
    float wide = (box.w - p->m.apart * (float)(count - 1)) / (float)count;
    struct part part = {FACE_STRONG, common_em(p, bar, FACE_STRONG, wide - 2), p->m.compact ? 8 : 10, 1, 1};
    for (uint16_t i = (uint16_t)(bar + 1); i < n->end; i = p->u->node[i].end, at++) {
        struct ui_box place = {box.x + (float)at * (wide + p->m.apart), box.y, wide, box.h};
        uint16_t runs = p->u->runs;
        if (!beside(p, i, place)) {
            p->u->runs = runs;
            stacked(p, i, place, &part);
        }
    }
}

void ui_place_dock(struct place *p, uint16_t dock)
{
    const struct ui_panel *panel = &p->u->setting.panel;
    const struct ui_measure *m = &p->m;
    float width = panel->width_mm, bottom = panel->height_mm, room = width - 2 * m->margin;
    bool large = m->size >= SIZE_L;
    p->u->node[dock].box = (struct ui_box){0, m->dock, width, bottom - m->dock};
    uint16_t tools = ui_child_role(p->u, dock, UI_TOOLS), bar = ui_child_role(p->u, dock, UI_BAR);
    float bar_high = 32, bar_y = bottom - (m->compact ? 8 : 10) - bar_high;
    if (m->wide) {
        float part = (room - m->apart) * 0.527f, other = room - m->apart - part;
        float high = large ? 57.2f : 32;
        if (tools != UI_NONE)
            place_tools(p, tools, (struct ui_box){m->margin, bottom - 10 - high, part, high}, large);
        if (bar != UI_NONE)
            place_bar(p, bar, (struct ui_box){m->margin + part + m->apart, bar_y, other, bar_high});
        return;
    }
    float top = m->dock + (m->compact ? 3 : 3.5f);
    if (tools != UI_NONE)
        place_tools(p, tools, (struct ui_box){m->margin, top, room, bar_y - 12.2f - top}, large || m->compact);
    if (bar != UI_NONE)
        place_bar(p, bar, (struct ui_box){m->margin, bar_y, room, bar_high});
}
