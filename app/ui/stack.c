/* Units of a page, one below another: how high each is, the space between them, and where they stand. */
#include "ui/pages.h"

#include "ui/layout.h"
#include "ui/roles.h"

/* --- one line of targets ------------------------------------------------------------------------------------------ */

/* The width of one of them. A last single tile keeps its width, while its words find room in it. */
static float each_width(const struct placing *p, const struct page_unit *v, float width)
{
    float gap = ui_line_gap(p, v->node);
    if (v->stacked)
        return width;
    if (v->count == 1 && p->u->node[v->node].role == UI_TILE && !p->m.compact && p->m.size < SIZE_XL)
        return (width - gap) / 2;
    return (width - gap * (float)(v->count - 1)) / (float)v->count;
}

static float tallest(struct placing *p, const struct page_unit *v, float width, float least)
{
    struct ui_room room = {.width = each_width(p, v, width)};
    for (uint16_t i = 0, node = v->node; i < v->count; i++, node = p->u->node[node].end) {
        float high = ui_measure_node(p, node, room)->height;
        least = high > least ? high : least;
    }
    return least;
}

static float line_height(struct placing *p, const struct page_unit *v, float width)
{
    float high = tallest(p, v, width, 0), height = high;
    for (uint16_t i = 1; i < v->count && v->stacked; i++)
        height += ui_line_gap(p, v->node) + high;
    return height;
}

static void place_line(struct placing *p, const struct page_unit *v, struct ui_box box)
{
    float gap = ui_line_gap(p, v->node), least = v->target ? box.h : 0;
    if (v->stacked && v->count > 1) /* each gets its share of what the unit was given */
        least = (box.h - gap * (float)(v->count - 1)) / (float)v->count;
    float each = each_width(p, v, box.w), high = tallest(p, v, box.w, least);
    for (uint16_t i = 0, node = v->node; i < v->count; i++, node = p->u->node[node].end) {
        float x = v->stacked ? 0 : (float)i * (each + gap), y = v->stacked ? (float)i * (high + gap) : 0;
        ui_place_node(p, node, (struct ui_room){.width = each, .least = high}, box.x + x, box.y + y);
    }
}

/* --- stacking units ----------------------------------------------------------------------------------------------- */

static float card_pad(const struct paging *f)
{
    return f->tight && !f->p.m.compact ? f->p.m.read_gap : f->p.m.card_pad;
}

/* The space between two units that are only read, measured on the pictures. */
static float reading_gap(const struct paging *f, const struct page_unit *a, const struct page_unit *b)
{
    uint8_t above = f->p.u->node[a->node].role, below = f->p.u->node[b->node].role;
    uint16_t card = page_card(f, a), next = page_card(f, b);
    if (above == UI_STRONG && below == UI_TEXT)
        return card != UI_NONE || f->tight || f->p.m.compact ? 0 : f->p.m.read_name;
    if (a->node == b->node || (above == UI_NUMBER && below == UI_NUMBER))
        return 0;
    if ((card != UI_NONE && card == next) || f->tight)
        return f->p.m.read_tight;
    bool framed = below == UI_NOTICE || below == UI_CODE || below == UI_DAYS || below == UI_FIELD;
    return next != UI_NONE || framed ? f->p.m.card_end : f->p.m.read_gap;
}

static float gap_between(const struct paging *f, const struct page_unit *a, const struct page_unit *b)
{
    const struct ui_measure *m = &f->p.m;
    if (!a)
        return 0;
    if (a->target && b->target)
        return a->commit || b->commit ? m->apart : m->gap;
    return a->target || b->target ? m->gap : reading_gap(f, a, b);
}

/* The reading column is narrower beside a ring. */
static float read_width(const struct paging *f, float y)
{
    const struct ui_box *ring = &f->head.ring;
    bool beside = f->ring_on && !f->p.m.wide && f->p.u->node[f->ring].number <= RING_TABLE && y < ring->y + ring->h;
    return beside ? ring->x - f->p.m.left - f->p.m.head_apart : f->p.m.width;
}

static bool is_line(const struct paging *f, const struct page_unit *v)
{
    return v->count > 1 || v->stacked || f->p.u->node[v->node].role == UI_TILE;
}

static float unit_height(struct paging *f, struct page_unit *v, float width)
{
    if (v->width != width || v->height <= 0) {
        struct ui_room room = {.width = width, .from = v->from, .to = v->to};
        v->height = is_line(f, v) ? line_height(&f->p, v, width) : ui_measure_node(&f->p, v->node, room)->height;
        v->width = width;
    }
    return v->grown > v->height ? v->grown : v->height;
}

float pages_stack(struct paging *f, uint16_t from, uint16_t to, bool reading, float y)
{
    const struct ui_measure *m = &f->p.m;
    const struct page_unit *before = NULL;
    uint16_t open = UI_NONE;
    float card_y = 0, x = reading ? m->left : m->table_left, width = 0;
    for (uint16_t i = from; i < to; i++) {
        struct page_unit *v = &f->unit[i];
        uint16_t card = page_card(f, v);
        y += gap_between(f, before, v);
        if (open != card || card == UI_NONE)
            width = reading ? read_width(f, y) : m->table_width;
        if (card != UI_NONE && open != card) {
            card_y = y;
            y += card_pad(f);
        }
        open = card;
        float pad = card != UI_NONE ? card_pad(f) : 0;
        v->slot = (struct ui_box){x, y, width, unit_height(f, v, width - 2 * pad)};
        v->card_y = card_y;
        y += v->slot.h;
        if (card != UI_NONE && (i + 1 == to || page_card(f, &f->unit[i + 1]) != card))
            y += pad;
        before = v;
    }
    return y;
}

void pages_put(struct paging *f, uint16_t from, uint16_t to)
{
    struct ui_node *node = f->p.u->node;
    for (uint16_t i = from; i < to; i++) {
        struct page_unit *v = &f->unit[i];
        struct ui_box slot = v->slot, upper = node[v->node].box;
        uint16_t card = page_card(f, v);
        float pad = card != UI_NONE ? card_pad(f) : 0;
        if (card != UI_NONE)
            node[card].box = (struct ui_box){slot.x, v->card_y, slot.w, slot.y + slot.h + pad - v->card_y};
        struct ui_box inner = {slot.x + pad, slot.y, slot.w - 2 * pad, slot.h};
        struct ui_room room = {inner.w, v->target ? inner.h : 0, v->from, v->to};
        if (is_line(f, v))
            place_line(&f->p, v, inner);
        else
            ui_place_node(&f->p, v->node, room, inner.x, inner.y);
        if (i > from && f->unit[i - 1].node == v->node) /* the next part of a long text: one box round both */
            node[v->node].box = (struct ui_box){upper.x, upper.y, upper.w, slot.y + slot.h - upper.y};
    }
}
