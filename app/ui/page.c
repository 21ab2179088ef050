/* One page: its head, what was planned for it, the ring, and the dock. */
#include "ui/pages.h"

#include <string.h>
#include "ui/layout.h"
#include "ui/roles.h"

static float smaller(float a, float b)
{
    return a < b ? a : b;
}

/* --- the head: brand, step, heading, badge, and the ring where there is room for it ------------------------------- */

static float word_mm(const struct paging *f, struct ui_type *ret)
{
    *ret = ui_type(f->p.u, FACE_TITLE, 1, 1, f->p.m.em);
    return ui_text_mm(f->p.u, UI_BRAND, 6, ret);
}

/* Eight dots and the word. Left out where the step needs the width. The brand is never mirrored. */
static struct ui_box logo_box(const struct paging *f, float step_mm)
{
    const struct ui_measure *m = &f->p.m;
    struct ui_type type;
    float word = word_mm(f, &type), side = m->brand;
    if (side <= 0 || f->bare > 1 || side + m->brand_gap + word + m->head_apart + step_mm > m->width)
        return (struct ui_box){0};
    bool right = f->p.u->setting.from_right;
    return (struct ui_box){right ? m->left + word + m->brand_gap : m->left, m->top, side, side};
}

static bool has_step(const struct paging *f)
{
    return f->step != UI_NONE && !f->bare;
}

static struct ui_type step_type(const struct paging *f)
{
    struct ui_type type = ui_body(&f->p, FACE_TEXT);
    type.colour = f->p.u->deep ? COLOUR_ONWALL : COLOUR_INK2;
    return type;
}

/* At the end of the brand's row; returns the width of its words. */
static float measure_step(const struct paging *f, struct ui_box *ret)
{
    if (!has_step(f))
        return 0;
    const struct ui_measure *m = &f->p.m;
    uint16_t label = f->p.u->node[f->step].label;
    struct ui_type type = step_type(f);
    float width = ui_text_mm(f->p.u, label, (uint16_t)strlen(ui_string(f->p.u, label)), &type);
    float high = m->brand > type.line_mm ? m->brand : type.line_mm, room = smaller(width + 0.2f, m->width);
    *ret = (struct ui_box){m->left + m->width - room, m->top, room, high};
    return width;
}

static struct ui_box ring_box(const struct paging *f)
{
    const struct ui_measure *m = &f->p.m;
    const struct ui *u = f->p.u;
    float side = m->ring, right = m->left + m->width, top = 38;
    if (!f->ring_on)
        return (struct ui_box){0};
    switch (u->node[f->ring].number) {
    case RING_WAITING:
        return (struct ui_box){right - side, 29.3f, side, side};
    case RING_JOINED:
    case RING_TABLE:
        side = m->ring_joined;
        return (struct ui_box){right - side, f->step == UI_NONE ? 12.9f : m->top + m->brand + 6, side, side};
    case RING_CLOSED:
        side = m->ring_closed;
        return (struct ui_box){m->left + (m->width - side) / 2, 37.2f, side, side};
    case RING_HERO:
    case RING_PASS:
        side = smaller(m->wide ? m->bottom - 38 : u->setting.panel.width_mm * 0.7f, m->width);
        if (!m->wide)
            top = f->whole_wall ? 32.3f : 16.4f;
        return (struct ui_box){m->left + (m->width - side) / 2, top, side, side};
    default:
        return (struct ui_box){0}; /* the arc lies below the text */
    }
}

/* A heading in the middle of the big ring; false if it does not fit there. */
static bool measure_inside(struct paging *f)
{
    struct page_head *h = &f->head;
    float room = h->ring.w * 0.62f;
    const struct ui_part *part = ui_measure_node(&f->p, f->heading, (struct ui_room){.width = room});
    const struct ui_piece *words = &f->p.scratch.piece[part->first];
    if (words->split || words->lines > 3)
        return false;
    h->heading_x = h->ring.x + (h->ring.w - room) / 2;
    h->heading_y = h->ring.y + (h->ring.h - part->height) / 2;
    h->heading_width = room;
    return true;
}

/* Beside a heading of one line, or below it; returns where the head ends. */
static float measure_badge(struct paging *f, float widest, float high, float line_mm)
{
    const struct ui_measure *m = &f->p.m;
    struct page_head *h = &f->head;
    const struct ui_part *badge = ui_measure_node(&f->p, f->badge, (struct ui_room){.width = m->width});
    bool beside = high < line_mm * 1.5f && widest + m->head_apart + badge->width <= m->width && !f->ring_on;
    h->badge_x = beside ? m->left + m->width - badge->width : m->left;
    h->badge_y = beside ? h->heading_y + (high - badge->height) / 2 : h->heading_y + high + m->badge_gap;
    return beside ? h->heading_y + high : h->badge_y + badge->height;
}

static float measure_heading(struct paging *f, float y)
{
    const struct ui_measure *m = &f->p.m;
    struct page_head *h = &f->head;
    int32_t ring = f->ring_on ? f->p.u->node[f->ring].number : RING_ARC;
    bool closed = ring == RING_CLOSED && !m->wide, beside = ring <= RING_TABLE && !m->wide;
    h->heading_x = m->left;
    h->heading_y = closed ? m->reach : y;
    h->heading_width = beside ? h->ring.x - m->left - m->head_apart : m->width;
    const struct ui_part *part = ui_measure_node(&f->p, f->heading, (struct ui_room){.width = h->heading_width});
    const struct ui_piece *words = &f->p.scratch.piece[part->first];
    float high = part->height, end = h->heading_y + high;
    if (f->badge != UI_NONE && !f->bare)
        end = measure_badge(f, words->widest, high, words->type.line_mm);
    return end + (f->tight && !m->compact ? m->read_tight : m->below_head);
}

/* Where the heading begins, below brand and step. */
static float heading_top(const struct paging *f)
{
    const struct ui_measure *m = &f->p.m;
    float row = m->brand > 0 && (f->head.logo.w > 0 || has_step(f)) ? m->brand : 0;
    if (row <= 0 && has_step(f))
        row = ui_line_mm(f->p.u, m->em, m->body_line);
    if (row <= 0)
        return m->top;
    if (m->brand <= 0)
        return m->top + (row + 2);
    return m->top + (row + (f->tight ? 8 : m->below_step));
}

void page_head(struct paging *f)
{
    const struct ui_measure *m = &f->p.m;
    struct page_head *h = &f->head;
    *h = (struct page_head){.ring = ring_box(f)};
    h->logo = logo_box(f, measure_step(f, &h->step));
    h->end = heading_top(f);
    h->inside = f->ring_on && f->p.u->node[f->ring].number >= RING_HERO && measure_inside(f);
    if (h->inside)
        h->end = m->wide ? m->top : h->ring.y + h->ring.h + (f->whole_wall ? 12 : m->ring_wall + 10);
    else if (f->heading != UI_NONE && f->bare < 2)
        h->end = measure_heading(f, h->end);
    h->wall = h->end;
    if (f->p.u->deep && !f->ring_on && !f->whole_wall && !m->wide && f->bare < 2)
        h->end += m->wall_pad + m->below_wall;
}

/* The spruce part of a deep screen: down to the dock where one target is all there is, else round the heading, which
 * goes down to there. */
static struct ui_box wall_box(const struct paging *f, float head_end)
{
    const struct ui_measure *m = &f->p.m;
    if (!f->p.u->deep || (f->bare > 1 && !f->whole_wall && !m->wide))
        return (struct ui_box){0};
    float width = f->p.u->setting.panel.width_mm;
    if (m->wide)
        return (struct ui_box){0, 0, f->whole_wall ? width : m->left + m->width + m->margin, m->dock};
    float low = f->ring_on ? f->head.ring.y + f->head.ring.h + m->ring_wall : head_end + m->wall_pad;
    return (struct ui_box){0, 0, width, f->whole_wall ? m->dock : low};
}

/* The word is a piece of the screen itself; the display draws the eight dots. */
static void place_brand(struct paging *f)
{
    struct ui *u = f->p.u;
    const struct ui_measure *m = &f->p.m;
    struct ui_type type;
    word_mm(f, &type);
    type.colour = u->deep ? COLOUR_ONWALL : COLOUR_ACCENT;
    u->logo = f->head.logo;
    struct ui_part screen = ui_part_begin(&f->p.scratch, 0);
    screen.width = u->setting.panel.width_mm;
    screen.height = u->setting.panel.height_mm;
    if (u->logo.w > 0)
        ui_part_add(&f->p.scratch, &screen, ui_piece_span(u, (struct ui_span){UI_BRAND, 6}, &type),
                    u->setting.from_right ? m->left : m->left + m->brand + m->brand_gap,
                    m->top + (m->brand - type.line_mm) / 2);
    ui_part_place(u, &f->p.scratch, &screen, 0, 0);
}

/* Puts together and places a node of one piece of text. */
static void place_words(struct placing *p, uint16_t node, struct ui_piece words, struct ui_box box, float y)
{
    struct ui_part part = ui_part_begin(&p->scratch, node);
    part.width = box.w;
    part.height = box.h;
    ui_part_add(&p->scratch, &part, words, 0, y);
    ui_part_place(p->u, &p->scratch, &part, box.x, box.y);
}

static void place_head(struct paging *f)
{
    struct placing *p = &f->p;
    struct page_head *h = &f->head;
    p->u->wall = wall_box(f, p->m.dock); /* everything in the head is on it */
    if (has_step(f)) {
        struct ui_type type = step_type(f);
        struct ui_piece words = ui_piece_text(p->u, p->u->node[f->step].label, &type, h->step.w, false);
        words.align = ALIGN_END;
        place_words(p, f->step, words, h->step, (h->step.h - type.line_mm) / 2);
    }
    place_brand(f);
    if (f->heading != UI_NONE && (h->inside || f->bare < 2)) {
        struct ui_part part = *ui_measure_node(p, f->heading, (struct ui_room){.width = h->heading_width});
        p->scratch.piece[part.first].align = h->inside ? ALIGN_MIDDLE : ALIGN_START;
        ui_part_place(p->u, &p->scratch, &part, h->heading_x, h->heading_y);
    }
    if (f->badge != UI_NONE && !f->bare && !h->inside)
        ui_place_node(p, f->badge, (struct ui_room){.width = p->m.width}, h->badge_x, h->badge_y);
    p->u->wall = wall_box(f, h->wall);
}

/* --- the dock: the same place on every screen of a mode, so nothing here looks at the rest of the screen ---- */

struct label { /* how the parts of a tool or of a bar's target stand above one another, or beside, and in which box */
    enum ui_face face;
    uint16_t em;
    float icon, gap, pad, wide, high;
    bool beside;
};

static struct ui_type label_type(const struct placing *p, const struct label *l)
{
    struct ui_type type = ui_type(p->u, l->face, 1, p->m.tool_line, l->em);
    type.colour = INK_TEXT;
    return type;
}

static struct ui_piece label_words(const struct placing *p, uint16_t node, const struct label *l, float wide)
{
    struct ui_type type = label_type(p, l);
    float room = l->beside ? wide - 4 - l->icon - p->m.label_gap : wide - 2 * l->pad;
    struct ui_piece words = ui_piece_text(p->u, p->u->node[node].label, &type, room, !l->beside);
    words.align = l->beside ? ALIGN_START : ALIGN_MIDDLE;
    return words;
}

/* Would every label of a row fit its box at this size, beside its icon or below it (which then may be 6 mm small)? */
static bool all_fit(const struct placing *p, uint16_t row, const struct label *l)
{
    for (uint16_t i = (uint16_t)(row + 1); i < p->u->node[row].end; i = p->u->node[i].end) {
        struct ui_piece words = label_words(p, i, l, l->wide);
        if (words.split || (l->beside ? words.lines > 1 : words.h + l->gap + p->m.label_icon_least > l->high))
            return false;
    }
    return true;
}

/* One size for all of a row: that of labels, or as much smaller as the longest needs, down to S. */
static uint16_t common_em(const struct placing *p, uint16_t row, struct label l, bool beside)
{
    uint16_t least = ui_em_px(&p->u->setting, SIZE_S);
    l.beside = beside;
    for (l.em = p->m.em_label; l.em > least && !all_fit(p, row, &l);)
        l.em--;
    return l.em;
}

static void place_label(struct placing *p, uint16_t node, struct ui_box box, const struct label *l)
{
    const struct ui_node *n = &p->u->node[node];
    struct ui_part part = ui_part_begin(&p->scratch, node);
    struct ui_piece words = label_words(p, node, l, box.w);
    part.width = box.w;
    part.height = box.h;
    if (l->beside) { /* both in the middle */
        float left = (box.w - l->icon - p->m.label_gap - words.widest) / 2;
        words.w = words.widest;
        ui_part_add(&p->scratch, &part, ui_piece_icon(n->icon, INK_TEXT, l->icon, 0), left, (box.h - l->icon) / 2);
        ui_part_add(&p->scratch, &part, words, left + l->icon + p->m.label_gap, (box.h - words.type.line_mm) / 2);
    } else {
        float icon = l->icon, whole = icon + l->gap + words.h;
        if (whole > box.h) { /* the icon gives way to the words */
            icon = icon - (whole - box.h) < p->m.label_icon_least ? p->m.label_icon_least : icon - (whole - box.h);
            whole = icon + l->gap + words.h;
        }
        float top = (box.h - whole) / 2, side = n->flags & UI_SMALLER ? icon * 0.68f : icon;
        ui_part_add(&p->scratch, &part, ui_piece_icon(n->icon, INK_ICON, side, 0), (box.w - side) / 2,
                    top + (icon - side) / 2);
        ui_part_add(&p->scratch, &part, words, l->pad, top + icon + l->gap);
    }
    ui_part_place(p->u, &p->scratch, &part, box.x, box.y);
}

static uint16_t children(const struct ui *u, uint16_t node)
{
    uint16_t count = 0;
    for (uint16_t i = (uint16_t)(node + 1); i < u->node[node].end; i = u->node[i].end)
        count++;
    return count;
}

/* What a tool's word needs, 25 mm at least (SIZ-01). */
static float tool_width(const struct placing *p, uint16_t node, const struct label *l)
{
    struct ui_type type = label_type(p, l);
    float own = ui_widest_word(p->u, p->u->node[node].label, &type) + 1;
    return own < p->m.tool_least ? p->m.tool_least : own;
}

static float tools_width(const struct placing *p, uint16_t tools, const struct label *l)
{
    float need = 0;
    for (uint16_t i = (uint16_t)(tools + 1); i < p->u->node[tools].end; i = p->u->node[i].end)
        need += tool_width(p, i, l);
    return need;
}

/* On a compact panel the tools of a row are as wide as their words need; what is left is shared. */
static void place_uneven(struct placing *p, uint16_t tools, struct ui_box box, const struct label *l, float gap)
{
    uint16_t count = children(p->u, tools);
    float spare = (box.w - tools_width(p, tools, l) - gap * (float)(count - 1)) / (float)count, x = box.x;
    for (uint16_t i = (uint16_t)(tools + 1); i < p->u->node[tools].end; i = p->u->node[i].end) {
        float own = tool_width(p, i, l);
        place_label(p, i, (struct ui_box){x, box.y, own + spare, box.h}, l);
        x += own + spare + gap;
    }
}

/* Would the words of a row find room in it, each in a column of its own width? */
static bool fits_uneven(const struct placing *p, uint16_t tools, float wide, struct label l, float gap)
{
    l.em = ui_em_px(&p->u->setting, SIZE_S);
    return tools_width(p, tools, &l) + gap * (float)(children(p->u, tools) - 1) <= wide;
}

/* One row; on compact panels one row of up to four, else two of three. */
static void place_tools(struct placing *p, uint16_t tools, struct ui_box box, bool two_rows)
{
    const struct ui_measure *m = &p->m;
    p->u->node[tools].box = box;
    uint16_t count = children(p->u, tools), columns = two_rows ? 3 : count, at = 0;
    float gap = m->tool_gap, rows = two_rows ? 2 : 1;
    if (columns == 0)
        return;
    struct label l = {.face = FACE_TEXT, .icon = m->tool_icon, .gap = m->arabic ? 0 : 1.7f, .pad = 0.5f};
    if (m->arabic && !m->compact)
        l.icon = 8.4f;
    l.wide = (box.w - gap * (float)(columns - 1)) / (float)columns;
    l.high = (box.h - gap * (rows - 1)) / rows;
    l.em = common_em(p, tools, l, false);
    if (m->compact && !two_rows && fits_uneven(p, tools, box.w, l, gap)) {
        place_uneven(p, tools, box, &l, gap);
        return;
    }
    for (uint16_t i = (uint16_t)(tools + 1); i < p->u->node[tools].end; i = p->u->node[i].end, at++)
        place_label(p, i,
                    (struct ui_box){box.x + (float)(at % columns) * (l.wide + gap),
                                    box.y + (float)(at / columns) * (l.high + gap), l.wide, l.high},
                    &l);
}

static void place_bar(struct placing *p, uint16_t bar, struct ui_box box)
{
    p->u->node[bar].box = box;
    uint16_t count = children(p->u, bar), at = 0;
    if (count == 0)
        return;
    struct label l = {.face = FACE_STRONG, .icon = p->m.bar_icon, .gap = 1, .pad = 1, .high = box.h};
    l.wide = (box.w - p->m.apart * (float)(count - 1)) / (float)count;
    uint16_t above = common_em(p, bar, l, false), level = common_em(p, bar, l, true);
    l.em = level;
    l.beside = true;
    l.beside = level + level / 4 >= above && all_fit(p, bar, &l);
    l.em = l.beside ? level : above;
    for (uint16_t i = (uint16_t)(bar + 1); i < p->u->node[bar].end; i = p->u->node[i].end, at++)
        place_label(p, i, (struct ui_box){box.x + (float)at * (l.wide + p->m.apart), box.y, l.wide, box.h}, &l);
}

static void place_dock(struct placing *p, uint16_t dock)
{
    const struct ui_panel *panel = &p->u->setting.panel;
    const struct ui_measure *m = &p->m;
    float bottom = panel->height_mm, room = panel->width_mm - 2 * m->margin;
    p->u->node[dock].box = (struct ui_box){0, m->dock, panel->width_mm, bottom - m->dock};
    uint16_t tools = ui_child_role(p->u, dock, UI_TOOLS), bar = ui_child_role(p->u, dock, UI_BAR);
    float bar_y = bottom - m->dock_end - m->bar, top = m->dock + m->dock_top;
    struct ui_box above = {m->margin, top, room, bar_y - m->bar_apart - top}, below = {m->margin, bar_y, room, m->bar};
    bool two_rows = m->compact && tools != UI_NONE && children(p->u, tools) > 4;
    if (m->lying) { /* beside one another */
        float part = (room - m->apart) * 0.527f, high = m->bar;
        above = (struct ui_box){m->margin, bottom - m->dock_end - high, part, high};
        below = (struct ui_box){m->margin + part + m->apart, bar_y, room - m->apart - part, m->bar};
    }
    if (tools != UI_NONE)
        place_tools(p, tools, above, two_rows);
    if (bar != UI_NONE)
        place_bar(p, bar, below);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void hide(struct ui *u, uint16_t node, bool hidden)
{
    for (uint16_t i = node; i < u->node[node].end; i++) {
        if (hidden)
            u->node[i].flags |= UI_HIDDEN;
        else
            u->node[i].flags &= (uint16_t)~UI_HIDDEN;
    }
}

/* One unit comes back, with what it stands in. */
static void show(struct ui *u, const struct page_unit *v)
{
    for (uint16_t i = v->node, k = 0; k < v->count; i = u->node[i].end, k++)
        hide(u, i, false);
    if (v->box != UI_NONE)
        u->node[v->box].flags &= (uint16_t)~UI_HIDDEN;
}

/* Pairs and tiles take what the page has to spare, within the sizes of the look. */
static void grow(struct paging *f, struct page_plan *plan)
{
    const struct ui *u = f->p.u;
    float top = f->p.m.wide || plan->read_end + f->p.m.gap < f->p.m.reach ? f->p.m.reach : plan->read_end + f->p.m.gap;
    float slack = plan->table_top - top;
    int lines = 0;
    for (uint16_t i = plan->split; i < plan->to; i++)
        lines += f->unit[i].box != UI_NONE && u->node[f->unit[i].box].role == UI_TILES;
    for (uint16_t i = plan->split; i < plan->to; i++) {
        struct page_unit *v = &f->unit[i];
        uint8_t role = v->box == UI_NONE ? UI_SCREEN : u->node[v->box].role;
        float most = 0;
        float share = role == UI_TILES ? slack / (float)lines : slack - 24, more = most - v->height;
        more = more < share ? more : share;
        if (v->height <= 0 || more <= 0)
            continue;
        v->grown = v->height + more;
        plan->block += more;
        plan->table_top -= more;
    }
}

/* A card that closes the reading lies on the table, where there is room for it with space above the targets. */
static uint16_t dropped(struct paging *f, const struct page_plan *plan, float *ret_y)
{
    const struct ui *u = f->p.u;
    uint16_t at = plan->split;
    if (f->p.m.wide || at == plan->from || at == plan->to)
        return plan->split;
    const struct page_unit *last = &f->unit[at - 1];
    uint8_t role = last->box != UI_NONE ? u->node[last->box].role : u->node[last->node].role;
    if (role != UI_CARD && role != UI_NOTICE && role != UI_CODE)
        return plan->split;
    for (at--; at > plan->from && last->box != UI_NONE && f->unit[at - 1].box == last->box;)
        at--;
    float y = f->p.m.reach + 6, high = pages_stack(f, at, plan->split, true, y) - y;
    bool room = plan->read_end - high < y && y + high + 12 <= plan->table_top && at > plan->from;
    *ret_y = y;
    return room ? at : plan->split;
}

static void put_nav(struct paging *f, const struct page_plan *plan)
{
    struct ui *u = f->p.u;
    if (f->nav == UI_NONE || !plan->nav)
        return;
    float high = plan->nav_height, gap = f->p.m.gap, whole = f->p.m.table_width, y = f->p.m.bottom - high;
    bool needed[] = {u->page > 0 || u->leads_back, u->page + 1 < u->pages || u->leads_on},
         both = needed[0] && needed[1];
    float wide = both ? (whole - gap) / 2 : whole;
    u->node[f->nav].flags &= (uint16_t)~UI_HIDDEN;
    u->node[f->nav].box = (struct ui_box){f->p.m.table_left, y, f->p.m.table_width, high};
    for (uint16_t i = (uint16_t)(f->nav + 1), k = 0; i < u->node[f->nav].end; i = u->node[i].end, k++) {
        if (k >= 2 || !needed[k])
            continue;
        hide(u, i, false);
        ui_place_node(&f->p, i, (struct ui_room){.width = wide, .least = high},
                      f->p.m.table_left + (both ? (float)k * (wide + gap) : 0), y);
    }
}

/* In landscape the ring stands below the text, on the wall; the arc below the text everywhere. */
static void put_ring(struct paging *f, const struct page_plan *plan, float first_y)
{
    struct ui *u = f->p.u;
    const struct ui_measure *m = &f->p.m;
    if (!f->ring_on)
        return;
    struct ui_node *n = &u->node[f->ring];
    n->box = f->head.ring;
    if (n->number == RING_ARC) {
        float top = plan->read_end + 2, high = first_y - 1 - top;
        n->box = (struct ui_box){0, high > m->arc ? first_y - 1 - m->arc : top, u->setting.panel.width_mm,
                                 high > m->arc ? m->arc : high};
        if (high < m->arc_least || m->wide)
            return;
    } else if (m->wide && n->number < RING_HERO) {
        float room = m->bottom - plan->read_end - 8, side = room < m->ring_most ? room : m->ring_most;
        n->box = (struct ui_box){m->left + (m->width - side) / 2, m->bottom - side, side, side};
        if (side < m->ring_least)
            return;
    }
    n->flags &= (uint16_t)~UI_HIDDEN;
}

/* What holds others is as large as they are; cards were set while stacking. */
static void frame_boxes(struct ui *u)
{
    for (uint16_t i = u->count; i-- > 1;) {
        struct ui_node *n = &u->node[i];
        bool holds = n->role == UI_TWO || n->role == UI_PAIR || n->role == UI_TILES || n->role == UI_KEYS;
        if (!holds || (n->flags & UI_HIDDEN))
            continue;
        bool any = false;
        for (uint16_t k = (uint16_t)(i + 1); k < n->end; k = u->node[k].end) {
            const struct ui_box *b = &u->node[k].box;
            if (u->node[k].flags & UI_HIDDEN)
                continue;
            struct ui_box o = any ? n->box : *b;
            float right = o.x + o.w > b->x + b->w ? o.x + o.w : b->x + b->w,
                  low = o.y + o.h > b->y + b->h ? o.y + o.h : b->y + b->h;
            o.x = o.x < b->x ? o.x : b->x;
            o.y = o.y < b->y ? o.y : b->y;
            n->box = (struct ui_box){o.x, o.y, right - o.x, low - o.y};
            any = true;
        }
    }
}

void page_place(struct paging *f, struct page_plan plan)
{
    struct ui *u = f->p.u;
    hide(u, 0, true);
    u->node[0].flags &= (uint16_t)~UI_HIDDEN;
    const uint16_t always[] = {f->dock, f->heading, f->step, f->badge};
    const uint8_t up_to[] = {2, 1, 0, 0}; /* how bare a page may be and still have it */
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (always[i] != UI_NONE && f->bare <= up_to[i])
            hide(u, always[i], false);
    for (uint16_t i = plan.from; i < plan.to; i++)
        show(u, &f->unit[i]);
    u->runs = 0;
    place_head(f);
    grow(f, &plan);
    float drop_y = 0;
    uint16_t drop = dropped(f, &plan, &drop_y);
    plan.read_end = pages_stack(f, plan.from, drop, true, f->head.end);
    pages_stack(f, drop, plan.split, true, drop_y);
    pages_stack(f, plan.split, plan.to, false, plan.table_top);
    pages_put(f, plan.from, drop);
    pages_put(f, drop, plan.split);
    pages_put(f, plan.split, plan.to);
    put_nav(f, &plan);
    put_ring(f, &plan, drop < plan.split ? drop_y : plan.table_top);
    if (f->dock != UI_NONE)
        place_dock(&f->p, f->dock);
    frame_boxes(u);
    if (u->setting.from_right)
        ui_mirror(u);
}
