/* Stacking units, seeing whether they fit, and parting them into pages. */
#include "ui/flow.h"

#include "ui/roles.h"

float flow_nav_height(struct flow *f)
{
    if (f->nav == UI_NONE)
        return 0;
    bool emit = f->p.emit;
    f->p.emit = false;
    float height = 0;
    for (uint16_t i = (uint16_t)(f->nav + 1); i < f->p.u->node[f->nav].end; i = f->p.u->node[i].end) {
        float own = ui_place(&f->p, i, 0, 0, (f->p.m.table_width - f->p.m.gap) / 2, 0);
        height = own > height ? own : height;
    }
    f->p.emit = emit;
    return height;
}

static float card_pad(const struct flow *f)
{
    return f->p.m.compact ? 4 : f->tight ? 6 : 8;
}

static uint16_t card_of(const struct flow *f, const struct unit *v)
{
    return v->box != UI_NONE && f->p.u->node[v->box].role == UI_CARD ? v->box : UI_NONE;
}

/* The white between two units, measured on the pictures. */
static float gap_between(const struct flow *f, const struct unit *a, const struct unit *b)
{
    const struct ui_measure *m = &f->p.m;
    if (!a)
        return 0;
    if (a->target && b->target)
        return a->commit || b->commit ? m->apart : m->gap;
    if (a->target || b->target)
        return m->gap;
    uint8_t above = f->p.u->node[a->node].role, below = f->p.u->node[b->node].role;
    if (above == UI_STRONG && below == UI_TEXT)
        return card_of(f, a) != UI_NONE || f->tight || m->compact ? 0 : 3;
    if (a->node == b->node || (above == UI_NUMBER && below == UI_NUMBER))
        return 0;
    bool part =
        card_of(f, b) != UI_NONE || below == UI_NOTICE || below == UI_CODE || below == UI_DAYS || below == UI_FIELD;
    if (card_of(f, a) != UI_NONE && card_of(f, a) == card_of(f, b))
        return 4;
    return f->tight ? 4 : part ? 9 : 6;
}

/* The reading column is narrower beside a ring. */
static float read_width(const struct flow *f, float y)
{
    const struct ui_box *ring = &f->ring_box;
    bool beside = f->ring_on && !f->p.m.wide && f->p.u->node[f->ring].number <= RING_JOINED && y < ring->y + ring->h;
    return beside ? ring->x - f->p.m.left - 6 : f->p.m.width;
}

static bool is_line(const struct flow *f, const struct unit *v)
{
    return v->count > 1 || v->stacked || f->p.u->node[v->node].role == UI_TILE;
}

static float unit_height(struct flow *f, struct unit *v, float width)
{
    if (v->width != width || v->height <= 0) {
        bool emit = f->p.emit;
        f->p.emit = false;
        f->p.from = v->from;
        f->p.to = v->to;
        v->height = is_line(f, v) ? ui_place_line(&f->p, v->node, v->count, v->stacked, 0, 0, width, 0)
                                  : ui_place(&f->p, v->node, 0, 0, width, 0);
        v->width = width;
        f->p.from = f->p.to = 0;
        f->p.emit = emit;
    }
    return v->grown > v->height ? v->grown : v->height;
}

static void put(struct flow *f, struct unit *v, float x, float y, float width, float height)
{
    f->p.from = v->from;
    f->p.to = v->to;
    float least = v->target ? height : 0, each = least;
    if (v->stacked && v->count > 1) /* each gets its share of what the unit was given */
        each = (height - ui_line_gap(&f->p, v->node) * (float)(v->count - 1)) / (float)v->count;
    if (is_line(f, v))
        ui_place_line(&f->p, v->node, v->count, v->stacked, x, y, width, each);
    else
        ui_place(&f->p, v->node, x, y, width, least);
    f->p.from = f->p.to = 0;
}

float flow_stack(struct flow *f, uint16_t from, uint16_t to, bool reading, float y)
{
    const struct ui_measure *m = &f->p.m;
    const struct unit *before = NULL;
    uint16_t open = UI_NONE;
    float card_y = 0, x = reading ? m->left : m->table_left, width = 0;
    for (uint16_t i = from; i < to; i++) {
        struct unit *v = &f->unit[i];
        uint16_t card = card_of(f, v);
        y += gap_between(f, before, v);
        if (open != card || card == UI_NONE)
            width = reading ? read_width(f, y) : m->table_width;
        if (card != UI_NONE && open != card) {
            card_y = y;
            y += card_pad(f);
        }
        open = card;
        float pad = card != UI_NONE ? card_pad(f) : 0;
        float height = unit_height(f, v, width - 2 * pad);
        if (f->p.emit && card != UI_NONE) /* so that the colours of what stands in it are known */
            f->p.u->node[card].box = (struct ui_box){x, card_y, width, y + height + pad - card_y};
        if (f->p.emit) {
            struct ui_box *box = &f->p.u->node[v->node].box, upper = *box;
            put(f, v, x + pad, y, width - 2 * pad, height);
            if (before && before->node == v->node) /* the next part of a long text: one box round both */
                *box = (struct ui_box){upper.x, upper.y, upper.w, y + height - upper.y};
        }
        y += height;
        if (card != UI_NONE && (i + 1 == to || card_of(f, &f->unit[i + 1]) != card))
            y += pad;
        before = v;
    }
    return y;
}

static uint16_t first_target(const struct flow *f, uint16_t from, uint16_t to)
{
    while (from < to && !f->unit[from].target)
        from++;
    return from;
}

static bool is_number(const struct flow *f, uint16_t i)
{
    return f->p.u->node[f->unit[i].node].role == UI_NUMBER;
}

static bool only_names(const struct flow *f, uint16_t from, uint16_t to)
{
    while (from < to && f->p.u->node[f->unit[from].node].role == UI_STRONG)
        from++;
    return from == to;
}

/* Where a card would be split between wall and table, all of it goes to the table, if there is room. */
static uint16_t whole_card(struct flow *f, uint16_t from, uint16_t split, uint16_t to, bool nav)
{
    const struct ui_measure *m = &f->p.m;
    uint16_t start = split, card = split < to ? card_of(f, &f->unit[split]) : UI_NONE;
    while (card != UI_NONE && start > from && card_of(f, &f->unit[start - 1]) == card)
        start--;
    if (start == split)
        return split;
    float below = nav && f->nav != UI_NONE ? flow_nav_height(f) + m->apart : 0;
    return flow_stack(f, start, to, false, m->top) + below <= m->bottom ? start : split;
}

/* Landscape: as much reading on the wall as it holds, numbers, parts of long texts and the rest on the table. */
static uint16_t wide_split(struct flow *f, uint16_t from, uint16_t to, bool nav)
{
    uint16_t split = first_target(f, from, to);
    for (uint16_t i = from; i < split; i++)
        if (is_number(f, i) || f->unit[i].to > 0 ||
            (f->p.u->deep && f->ring_on)) /* lines counted in the table's width */
            split = i;
    while (split > from && flow_stack(f, from, split, true, f->head_end) > f->p.m.bottom)
        split--;
    while (split > from && split < to && f->unit[split].node == f->unit[split - 1].node)
        split--; /* the parts of a text stay in one column */
    while (split > from && split < to && only_names(f, (uint16_t)(split - 1), split) && !f->unit[split].target)
        split--; /* and a name with what it names */
    return whole_card(f, from, split, to, nav);
}

struct plan flow_plan(struct flow *f, uint16_t from, uint16_t to, bool nav)
{
    const struct ui_measure *m = &f->p.m;
    struct plan plan = {.from = from, .to = to, .nav = nav};
    unsigned choices = 0;
    for (uint16_t i = from; i < to; i++)
        choices += f->unit[i].choices;
    plan.split = m->wide ? wide_split(f, from, to, nav) : first_target(f, from, to);
    plan.read_end = flow_stack(f, from, plan.split, true, f->head_end);
    plan.block = flow_stack(f, plan.split, to, false, 0);
    if (nav && f->nav != UI_NONE) {
        bool commit = to > plan.split && f->unit[to - 1].commit;
        plan.block += flow_nav_height(f) + (plan.split < to ? (commit ? m->apart : m->gap) : 0);
    }
    float least = m->wide ? m->reach : plan.read_end + (f->tight ? 4 : m->gap);
    float top = plan.block > 0 && first_target(f, plan.split, to) == plan.split && least < m->reach ? m->reach : least;
    bool commits =
        to > plan.split && f->unit[to - 1].commit && m->compact && !nav; /* 12 mm from the dock's tools too */
    plan.table_top = m->bottom - plan.block - (commits ? m->apart - 6 : 0);
    if (m->wide && plan.split < to && !f->unit[plan.split].target)
        top = m->top;
    plan.fits = choices <= CHOICES_MAX && (plan.block <= 0 || plan.table_top >= top - 0.05f) &&
                plan.read_end <= m->bottom + 0.05f;
    return plan;
}

/* Where the step has a line of its own, only the first page has it, and the badge. */
static uint8_t least_bare(const struct flow *f, uint16_t from)
{
    return from > 0 && f->p.m.brand <= 0;
}

/* Leaves out step and badge, then the heading, until these units fit on a page; false if they never do. */
static bool fits_bare(struct flow *f, uint16_t from, uint16_t to)
{
    for (f->bare = least_bare(f, from); f->bare < 3; f->bare++) {
        flow_head(f);
        if (flow_plan(f, from, to, true).fits)
            return true;
    }
    f->bare = least_bare(f, from);
    flow_head(f);
    return false;
}

/* Would these units fit on a page of their own? */
static bool fits_alone(struct flow *f, uint16_t from, uint16_t to)
{
    uint8_t bare = f->bare;
    f->bare = least_bare(f, from);
    flow_head(f);
    bool fits = flow_plan(f, from, to, true).fits;
    f->bare = bare;
    flow_head(f);
    return fits;
}

/* Where the paragraph or card that ends before `to` begins, with its name. */
static uint16_t begin_of(const struct flow *f, uint16_t from, uint16_t to)
{
    uint16_t at = (uint16_t)(to - 1);
    while (at > from &&
           (f->unit[at - 1].node == f->unit[at].node || f->p.u->node[f->unit[at - 1].node].role == UI_STRONG))
        at--;
    return at;
}

/* A better place to end the page: a small card, a choice and the words about it, a strong line and its text stay
 * together; and what is pressed at the end does not stand on a page without a word. */
static uint16_t kinder_end(struct flow *f, uint16_t from, uint16_t to)
{
    if (to >= f->units)
        return to;
    const struct unit *last = &f->unit[to - 1], *next = &f->unit[to];
    uint16_t card = card_of(f, next), start = to, end = (uint16_t)(to + 1);
    if (card != UI_NONE && card_of(f, last) == card) {
        while (start > 0 && card_of(f, &f->unit[start - 1]) == card)
            start--;
        while (end < f->units && card_of(f, &f->unit[end]) == card)
            end++;
        if (start > from && !only_names(f, from, start) && fits_alone(f, start, end))
            return start;
    }
    if (!last->target && next->target && !is_number(f, (uint16_t)(to - 1))) { /* numbers for help: all in one place */
        start = begin_of(f, from, to);
        return start > from && !only_names(f, from, start) && fits_alone(f, start, f->units) ? start : to;
    }
    bool together = (last->target && !next->target) || f->p.u->node[last->node].role == UI_STRONG;
    return together && to - 1 > from && fits_alone(f, (uint16_t)(to - 1), (uint16_t)(to + 1)) ? (uint16_t)(to - 1) : to;
}

/* The furthest end at which the page still fits and nothing glued is split; at least one unit a page. */
static uint16_t page_end(struct flow *f, uint16_t from)
{
    uint16_t to = (uint16_t)(from + 1);
    if (from == f->glue_from && fits_bare(f, from, f->glue_to))
        to = f->glue_to;
    else
        fits_bare(f, from, to);
    while (to < f->units && flow_plan(f, from, (uint16_t)(to + 1), true).fits)
        to++;
    bool split = f->glue_from != UI_NONE && from < f->glue_from && to > f->glue_from && to < f->glue_to;
    return split ? f->glue_from : kinder_end(f, from, to);
}

void flow_paginate(struct flow *f)
{
    f->pages = 0;
    uint16_t at = 0;
    page_end(f, 0);
    if (f->units > 0 &&
        f->bare > (f->glue_from == 0 ? 1 : 0)) { /* the head is on some page, if need be alone on the first */
        f->page_first[f->pages] = 0;
        f->page_bare[f->pages++] = 0;
    }
    while (at < f->units) {
        f->page_first[f->pages] = at;
        at = page_end(f, at);
        f->page_bare[f->pages++] = f->bare;
    }
    if (f->pages == 0)
        f->page_first[f->pages++] = 0;
    f->page_first[f->pages] = f->units;
}
