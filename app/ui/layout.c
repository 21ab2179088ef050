/* Layout: as roomy as it can be on one page; then without the ring; then tighter; then on several pages. */
#include "ui/layout.h"

#include "ui/flow.h"
#include "ui/roles.h"

enum thrift { ROOMY, TIGHT, SQUEEZED };

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
static void show(struct ui *u, const struct unit *v)
{
    for (uint16_t i = v->node, k = 0; k < v->count; i = u->node[i].end, k++)
        hide(u, i, false);
    if (v->box != UI_NONE)
        u->node[v->box].flags &= (uint16_t)~UI_HIDDEN;
}

static bool ring_allowed(const struct flow *f)
{
    return f->ring != UI_NONE && f->p.m.size <= SIZE_M && !f->p.m.compact;
}

static bool is_single(const struct ui *u)
{
    int targets = 0;
    for (uint16_t i = 1; i < u->count; i = u->node[i].end) {
        bool frame = u->node[i].role == UI_DOCK || i == ui_child(u, 0, "pages");
        for (uint16_t k = i; k < u->node[i].end && !frame; k++)
            targets += ui_role_focus(u->node[k].role);
    }
    return targets == 1;
}

/* Three steps of thrift; every one keeps more than SIZ-02, SGN-03 and KBD-02 ask. */
static void save_room(struct ui_measure *m, enum thrift thrift)
{
    if (m->compact || thrift == ROOMY)
        return;
    m->pad = 90;
    m->primary = 35;
    m->pair = m->tile = 56;
    m->tile_disc = 30;
    m->tile_icon = 16;
    m->row_pad = 3;
    if (thrift == SQUEEZED) {
        m->primary = 32;
        m->button = 30;
        m->key = 20.1f;
    }
}

static struct plan try(struct flow *f, struct ui *u, bool ring, enum thrift thrift)
{
    f->bare = 0;
    f->p.emit = false;
    f->ring = ui_child_role(u, 0, UI_RING);
    f->tight = thrift != ROOMY;
    ui_measure(u, &f->p.m);
    save_room(&f->p.m, thrift);
    f->ring_on = ring && ring_allowed(f);
    int32_t kind = f->ring_on ? u->node[f->ring].number : RING_ARC;
    f->p.large_heading = !f->plain && (kind == RING_WAITING || kind == RING_CLOSED);
    flow_collect(f, u);
    return flow_plan(f, 0, f->units, false);
}

/* Several pages: as few as thrift gives, and no more thrift than that takes. */
static void turn_pages(struct flow *f, struct ui *u)
{
    bool arc = f->ring != UI_NONE && u->node[f->ring].number == RING_ARC; /* takes no room from text */
    bool pad = ui_child_role(u, 0, UI_PAD) != UI_NONE; /* a lower pad has its undo and clear beside it */
    enum thrift best = ROOMY;
    uint16_t fewest = UI_NONE;
    for (enum thrift thrift = pad ? TIGHT : ROOMY; thrift <= SQUEEZED; thrift++) {
        try(f, u, arc, thrift);
        flow_paginate(f);
        if (f->pages < fewest) {
            fewest = f->pages;
            best = thrift;
        }
    }
    try(f, u, arc, best);
    flow_paginate(f);
}

/* Pairs and tiles take what the page has to spare, within the sizes of the look. */
static void grow(struct flow *f, struct plan *plan)
{
    const struct ui *u = f->p.u;
    float top = f->p.m.wide || plan->read_end + f->p.m.gap < f->p.m.reach ? f->p.m.reach : plan->read_end + f->p.m.gap;
    float slack = plan->table_top - top;
    int lines = 0;
    for (uint16_t i = plan->split; i < plan->to; i++)
        lines += f->unit[i].box != UI_NONE && u->node[f->unit[i].box].role == UI_TILES;
    for (uint16_t i = plan->split; i < plan->to; i++) {
        struct unit *v = &f->unit[i];
        uint8_t role = v->box == UI_NONE ? UI_SCREEN : u->node[v->box].role;
        float most = role == UI_TILES ? 84 : role == UI_PAIR && !v->stacked ? 104 : 0;
        float share = role == UI_TILES ? slack / (float)lines : slack - 24, more = most - v->height;
        more = more < share ? more : share;
        if (v->height <= 0 || more <= 0)
            continue;
        v->grown = v->height + more;
        plan->block += more;
        plan->table_top -= more;
    }
}

/* A card that closes the reading lies on the table, where there is room for it with white above the targets. */
static uint16_t dropped(struct flow *f, const struct plan *plan, float *ret_y)
{
    const struct ui *u = f->p.u;
    uint16_t at = plan->split;
    if (f->p.m.wide || at == plan->from || at == plan->to)
        return plan->split;
    const struct unit *last = &f->unit[at - 1];
    uint8_t role = last->box != UI_NONE ? u->node[last->box].role : u->node[last->node].role;
    if (role != UI_CARD && role != UI_NOTICE && role != UI_CODE)
        return plan->split;
    for (at--; at > plan->from && last->box != UI_NONE && f->unit[at - 1].box == last->box;)
        at--;
    float y = f->p.m.reach + 6, high = flow_stack(f, at, plan->split, true, y) - y;
    bool room = plan->read_end - high < y && y + high + 12 <= plan->table_top && at > plan->from;
    *ret_y = y;
    return room ? at : plan->split;
}

static void put_nav(struct flow *f, const struct plan *plan)
{
    struct ui *u = f->p.u;
    if (f->nav == UI_NONE || !plan->nav)
        return;
    float high = flow_nav_height(f), gap = f->p.m.gap, whole = f->p.m.table_width, y = f->p.m.bottom - high;
    bool needed[] = {u->page > 0, u->page + 1 < u->pages}, both = needed[0] && needed[1];
    float wide = both ? (whole - gap) / 2 : whole;
    u->node[f->nav].flags &= (uint16_t)~UI_HIDDEN;
    u->node[f->nav].box = (struct ui_box){f->p.m.table_left, y, f->p.m.table_width, high};
    for (uint16_t i = (uint16_t)(f->nav + 1), k = 0; i < u->node[f->nav].end; i = u->node[i].end, k++) {
        if (k >= 2 || !needed[k])
            continue;
        hide(u, i, false);
        ui_place(&f->p, i, f->p.m.table_left + (both ? (float)k * (wide + gap) : 0), y, wide, high);
    }
}

/* In landscape the ring stands below the text, on the wall; the arc below the text everywhere. */
static void put_ring(struct flow *f, const struct plan *plan, float first_y)
{
    struct ui *u = f->p.u;
    const struct ui_measure *m = &f->p.m;
    if (!f->ring_on)
        return;
    struct ui_node *n = &u->node[f->ring];
    n->box = f->ring_box;
    if (n->number == RING_ARC) {
        float top = plan->read_end + 2, high = first_y - 1 - top;
        n->box = (struct ui_box){0, high > 48 ? first_y - 49 : top, u->setting.panel.width_mm, high > 48 ? 48 : high};
        if (high < 36 || m->wide)
            return;
    } else if (m->wide && n->number != RING_HERO) {
        float room = m->bottom - plan->read_end - 8, side = room < 100 ? room : 100;
        n->box = (struct ui_box){m->left + (m->width - side) / 2, m->bottom - side, side, side};
        if (side < 60)
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

void ui_mirror(struct ui *u)
{
    float width = u->setting.panel.width_mm;
    for (uint16_t i = 1; i < u->count; i++)
        u->node[i].box.x = width - u->node[i].box.x - u->node[i].box.w;
    for (uint16_t i = 0; i < u->runs; i++)
        u->run[i].x = width - u->run[i].x - u->run[i].w;
    u->logo.x = width - u->logo.x - u->logo.w;
    u->wall.x = width - u->wall.x - u->wall.w;
}

static void emit(struct flow *f, struct plan plan)
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
    u->node[0].box = (struct ui_box){0, 0, u->setting.panel.width_mm, u->setting.panel.height_mm};
    f->p.emit = true;
    flow_head(f);
    f->p.emit = false;
    grow(f, &plan);
    float drop_y = 0;
    uint16_t drop = dropped(f, &plan, &drop_y);
    f->p.emit = true;
    float end = flow_stack(f, plan.from, drop, true, f->head_end);
    if (drop < plan.split)
        flow_stack(f, drop, plan.split, true, drop_y);
    flow_stack(f, plan.split, plan.to, false, plan.table_top);
    put_nav(f, &plan);
    plan.read_end = end;
    put_ring(f, &plan, drop < plan.split ? drop_y : plan.table_top);
    if (f->dock != UI_NONE)
        ui_place_dock(&f->p, f->dock);
    frame_boxes(u);
    if (u->setting.from_right)
        ui_mirror(u);
}

void ui_layout(struct ui *u)
{
    struct flow f = {.p = {.u = u}};
    hide(u, 0, false);
    f.dock = ui_child_role(u, 0, UI_DOCK);
    f.whole_wall = u->deep && is_single(u);
    struct plan plan = try(&f, u, true, ROOMY);
    f.plain = !plan.fits && f.ring_on;
    if (f.plain) /* rather a smaller heading than no ring */
        plan = try(&f, u, true, ROOMY);
    if (!plan.fits && f.ring_on)
        plan = try(&f, u, false, ROOMY);
    for (enum thrift thrift = TIGHT; !plan.fits && thrift <= SQUEEZED; thrift++)
        plan = try(&f, u, false, thrift);
    u->pages = 1;
    if (!plan.fits) {
        turn_pages(&f, u);
        u->pages = f.pages;
    }
    if (u->page >= u->pages)
        u->page = (uint16_t)(u->pages - 1);
    f.bare = u->pages > 1 ? f.page_bare[u->page] : 0;
    flow_head(&f);
    if (u->pages > 1)
        plan = flow_plan(&f, f.page_first[u->page], f.page_first[u->page + 1], true);
    emit(&f, plan);
}
