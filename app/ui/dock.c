/* The dock: the same place on every screen of a mode (SIZ-08), so nothing here looks at the rest of the screen. */
#include "ui/place.h"

#include "ui/layout.h"
#include "ui/roles.h"

struct part { /* how the parts of a tool or of a bar's target stand above one another */
    enum ui_face face;
    uint16_t em;
    float icon, gap, pad;
};

static struct ui_type label_type(const struct place *p, enum ui_face face, uint16_t em)
{
    return ui_type(p->u, face, COLOUR_INK, 1, p->m.arabic ? 1.46f : 1.1f, em);
}

/* Would every label of a row fit its box at this size, beside its icon or below it (which then may be 6 mm small)? */
static bool all_fit(struct place *p, uint16_t row, const struct part *part, uint16_t em, float wide, float high,
                    bool beside)
{
    struct ui_type type = label_type(p, part->face, em);
    for (uint16_t i = (uint16_t)(row + 1); i < p->u->node[row].end; i = p->u->node[i].end) {
        struct ui_block block;
        float room = beside ? wide - 4 - part->icon - 3 : wide - 2 * part->pad;
        ui_break(p->u, p->u->node[i].label, &type, room, !beside, &block);
        float words = (float)block.count * type.line_mm;
        if (block.split || (beside ? block.count > 1 : words + part->gap + 6 > high))
            return false;
    }
    return true;
}

/* One size for all of a row: that of labels, or as much smaller as the longest needs, down to S (TXT-03). */
static uint16_t common_em(struct place *p, uint16_t row, const struct part *part, float wide, float high, bool beside)
{
    uint16_t least = ui_em_px(&p->u->setting, SIZE_S), em = p->m.em_label;
    while (em > least && !all_fit(p, row, part, em, wide, high, beside))
        em--;
    return em;
}

static void stacked(struct place *p, uint16_t node, struct ui_box box, const struct part *part)
{
    struct ui_node *n = &p->u->node[node];
    n->box = box;
    struct ui_look look = ui_style(p->u, n, 0);
    float room = box.w - 2 * part->pad, icon = part->icon, gap = part->gap;
    struct ui_type type = label_type(p, part->face, part->em);
    type.colour = look.text;
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

/* Icon beside the word, both in the middle. */
static void beside(struct place *p, uint16_t node, struct ui_box box, const struct part *part)
{
    struct ui_node *n = &p->u->node[node];
    n->box = box;
    struct ui_look look = ui_style(p->u, n, 0);
    struct ui_type type = label_type(p, part->face, part->em);
    type.colour = look.text;
    float icon = part->icon, gap = 3;
    struct ui_block block;
    ui_break(p->u, n->label, &type, box.w - 4 - icon - gap, false, &block);
    float left = box.x + (box.w - icon - gap - block.widest_mm) / 2;
    ui_place_icon(p, node, n->icon, look.text, left, box.y + (box.h - icon) / 2, icon, 0);
    ui_put_lines(p->u, node, &block, 0, block.count, &type, ALIGN_START, left + icon + gap,
                 box.y + (box.h - type.line_mm) / 2, block.widest_mm);
}

static uint16_t children(const struct ui *u, uint16_t node)
{
    uint16_t count = 0;
    for (uint16_t i = (uint16_t)(node + 1); i < u->node[node].end; i = u->node[i].end)
        count++;
    return count;
}

/* On a compact panel the four tools of a row are as wide as their words need, 25 mm at least; what is left is shared.
 */
static void place_uneven(struct place *p, uint16_t tools, struct ui_box box, const struct part *part, float gap)
{
    struct ui_type type = label_type(p, part->face, part->em);
    float need = 0, x = box.x;
    uint16_t count = children(p->u, tools);
    for (int pass = 0; pass < 2; pass++) {
        float spare = (box.w - need - gap * (float)(count - 1)) / (float)count;
        for (uint16_t i = (uint16_t)(tools + 1); i < p->u->node[tools].end; i = p->u->node[i].end) {
            float own = ui_widest_word(p->u, p->u->node[i].label, &type) + 1;
            own = own < 25 ? 25 : own;
            if (pass == 0) {
                need += own;
                continue;
            }
            stacked(p, i, (struct ui_box){x, box.y, own + spare, box.h}, part);
            x += own + spare + gap;
        }
    }
}

/* Would the words of a row find room in it, each in a column of its own width? */
static bool fits_uneven(struct place *p, uint16_t tools, float wide, const struct part *part, float gap)
{
    struct ui_type type = label_type(p, part->face, ui_em_px(&p->u->setting, SIZE_S));
    float need = -gap;
    for (uint16_t i = (uint16_t)(tools + 1); i < p->u->node[tools].end; i = p->u->node[i].end) {
        float own = ui_widest_word(p->u, p->u->node[i].label, &type) + 1;
        need += (own < 25 ? 25 : own) + gap;
    }
    return need <= wide;
}

/* Portrait: up to M one row; from L up two rows of three; on compact panels one row of up to four, else two of three.
 */
static void place_tools(struct place *p, uint16_t tools, struct ui_box box, bool two_rows)
{
    struct ui_node *n = &p->u->node[tools];
    n->box = box;
    uint16_t count = children(p->u, tools), columns = two_rows ? 3 : count, at = 0;
    float gap = p->m.compact ? 3 : 3.2f, rows = two_rows ? 2 : 1;
    if (columns == 0)
        return;
    float wide = (box.w - gap * (float)(columns - 1)) / (float)columns, high = (box.h - gap * (rows - 1)) / rows;
    struct part part = {FACE_TEXT, 0, p->m.compact ? 8 : p->m.arabic ? 8.4f : 11, p->m.arabic ? 0 : 1.7f, 0.5f};
    part.em = common_em(p, tools, &part, wide, high, false);
    if (p->m.compact && !two_rows && fits_uneven(p, tools, box.w, &part, gap)) {
        place_uneven(p, tools, box, &part, gap);
        return;
    }
    for (uint16_t i = (uint16_t)(tools + 1); i < n->end; i = p->u->node[i].end, at++)
        stacked(p, i,
                (struct ui_box){box.x + (float)(at % columns) * (wide + gap),
                                box.y + (float)(at / columns) * (high + gap), wide, high},
                &part);
}

static void place_bar(struct place *p, uint16_t bar, struct ui_box box)
{
    struct ui_node *n = &p->u->node[bar];
    n->box = box;
    uint16_t count = children(p->u, bar), at = 0;
    if (count == 0)
        return;
    float wide = (box.w - p->m.apart * (float)(count - 1)) / (float)count;
    struct part part = {FACE_STRONG, 0, p->m.compact ? 8 : 10, 1, 1};
    uint16_t above = common_em(p, bar, &part, wide, box.h, false), level = common_em(p, bar, &part, wide, box.h, true);
    bool abreast = level + level / 4 >= above && all_fit(p, bar, &part, level, wide, box.h, true);
    part.em = abreast ? level : above;
    for (uint16_t i = (uint16_t)(bar + 1); i < n->end; i = p->u->node[i].end, at++) {
        struct ui_box place = {box.x + (float)at * (wide + p->m.apart), box.y, wide, box.h};
        if (abreast)
            beside(p, i, place, &part);
        else
            stacked(p, i, place, &part);
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
    float bar_high = m->compact ? 30 : 32, bar_y = bottom - (m->compact ? 8 : 10) - bar_high;
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
        place_tools(p, tools, (struct ui_box){m->margin, top, room, bar_y - 12.2f - top},
                    m->compact ? children(p->u, tools) > 4 : large);
    if (bar != UI_NONE)
        place_bar(p, bar, (struct ui_box){m->margin, bar_y, room, bar_high});
}
