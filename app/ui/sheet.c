/* From a sheet's children to pages: units that are never split, put one below the other, what belongs together on one
 * page where a page can hold it. */
#include "ui/sheet_place.h"

#include <assert.h>
#include "ui/place.h"
#include "ui/roles.h"

enum { UNITS_MAX = UI_NODES_MAX, NO_PAGE = 0xFFFF, LEAST_AIR = 5 /* tenths: a rule then has as much as a fact */ };

struct unit {
    uint16_t node, card; /* what it stands in; UI_NONE */
    uint16_t page;       /* NO_PAGE: on none */
    float y, height;
};

struct sheet {
    struct sheet_place p;
    struct unit unit[UNITS_MAX];
    uint16_t units, pages, heading, foot, head_last; /* the last node that stands beside the ring */
    float first, top, bottom; /* of what flows: its top on the first and on a further page, its end on each … */
    float even_bottom;        /* … but on these: */
    uint16_t even;            /* the last two pages, of so many in all; 0: none */
    float end;                /* of what stands on the last page */
    bool fits;
};

static const float margin = UI_SHEET_MARGIN_MM, width = UI_SHEET_WIDTH_MM - 2 * UI_SHEET_MARGIN_MM;

static void add(struct sheet *s, uint16_t node, uint16_t card)
{
    assert(s->units < UNITS_MAX);
    s->unit[s->units++] = (struct unit){.node = node, .card = card, .page = NO_PAGE};
}

static void add_card(struct sheet *s, uint16_t card)
{
    const struct ui *u = s->p.u;
    for (uint16_t i = (uint16_t)(card + 1); i < u->node[card].end; i = u->node[i].end)
        add(s, i, card);
}

/* A text, or a STRONG that is not the name of what follows. */
static bool is_beside(const struct ui *u, uint16_t i)
{
    uint16_t next = i < u->count ? u->node[i].end : u->count;
    bool text = i < u->count && (u->node[i].role == UI_TEXT || u->node[i].role == UI_STRONG);
    bool more = next < u->count && (u->node[next].role == UI_TEXT || u->node[next].role == UI_STRONG);
    return text && (u->node[i].role == UI_TEXT || more || next == u->count || u->node[next].role == UI_PAIR);
}

static void collect(struct sheet *s)
{
    const struct ui *u = s->p.u;
    uint16_t i = u->node[s->heading].end;
    s->head_last = s->heading;
    for (; is_beside(u, i); i = u->node[i].end)
        s->head_last = i;
    for (; i < u->count; i = u->node[i].end) {
        if (u->node[i].role == UI_FOOT)
            continue;
        if (u->node[i].role == UI_CARD)
            add_card(s, i);
        else if (u->node[i].role == UI_PAIR && !sheet_pair_fits(&s->p, i)) {
            add_card(s, (uint16_t)(i + 1));
            add(s, u->node[i + 1].end, UI_NONE);
        } else
            add(s, i, UI_NONE);
    }
}

static uint8_t role_of(const struct sheet *s, uint16_t unit)
{
    return s->p.u->node[s->unit[unit].node].role;
}

/* White above a unit that is not the first of its page. */
static float gap_before(const struct sheet *s, uint16_t at)
{
    const struct unit *v = &s->unit[at], *before = at > 0 ? v - 1 : NULL;
    if (before && v->card != UI_NONE && before->card == v->card)
        return 0;
    if (before && role_of(s, (uint16_t)(at - 1)) == UI_STRONG)
        return 1.5f;
    if (before && role_of(s, (uint16_t)(at - 1)) == UI_FOLD)
        return 4;
    return (role_of(s, at) == UI_STRONG ? 8 : role_of(s, at) == UI_TEXT ? 3.5f : 6) * s->p.air;
}

/* The height of units from..to-1 as they stand below one another. */
static float height_of(const struct sheet *s, uint16_t from, uint16_t to)
{
    float sum = 0;
    for (uint16_t i = from; i < to; i++)
        sum += s->unit[i].height + (i > from ? gap_before(s, i) : 0);
    return sum;
}

/* One past the last unit that should stay with this one: a name takes what it names. */
static uint16_t section_end(const struct sheet *s, uint16_t at)
{
    uint16_t end = (uint16_t)(at + 1);
    if (role_of(s, at) != UI_STRONG)
        return end;
    while (end < s->units && role_of(s, end) != UI_STRONG && role_of(s, end) != UI_FOLD)
        end++;
    return end;
}

/* Where the page at hand ends. */
static float bottom_of(const struct sheet *s)
{
    return s->even && s->pages + 1 >= s->even ? s->even_bottom : s->bottom;
}

/* A new page before this unit? When it, and what must follow it, does not fit; or when so little of a part would fit
 * that it reads better as a whole. */
static bool turns(const struct sheet *s, uint16_t at, float y)
{
    uint16_t end = section_end(s, at), next = (uint16_t)(at + 1);
    float bottom = bottom_of(s), room = bottom - y;
    bool named = role_of(s, at) == UI_STRONG && next < end;
    float least = height_of(s, at, named ? (uint16_t)(next + 1) : next), whole = height_of(s, at, end);
    if (least > room)
        return true;
    return whole > room && whole <= bottom - s->top && room < whole * 0.35f;
}

static float next_page(struct sheet *s)
{
    s->pages++;
    return s->top;
}

/* What follows the fold begins below the middle, or on a page of its own. */
static float put_fold(struct sheet *s, struct unit *v, float y)
{
    const float middle = (float)UI_SHEET_HEIGHT_MM / 2;
    if (s->pages > 1 || y > middle - 1)
        return s->pages > 1 ? y : next_page(s);
    v->page = 0;
    v->y = middle;
    return middle + v->height;
}

static void paginate(struct sheet *s)
{
    float y = s->first;
    bool fresh = false; /* nothing stands on this page yet */
    s->pages = 1;
    s->fits = true;
    for (uint16_t i = 0; i < s->units; i++) {
        struct unit *v = &s->unit[i];
        uint16_t page = s->pages;
        if (role_of(s, i) == UI_FOLD) {
            y = put_fold(s, v, y);
            fresh = s->pages != page;
            continue;
        }
        float gap = fresh ? 0 : gap_before(s, i);
        if (!fresh && turns(s, i, y + gap)) {
            y = next_page(s);
            gap = 0;
        }
        s->fits = s->fits && y + gap + v->height <= bottom_of(s) + 0.01f;
        v->page = (uint16_t)(s->pages - 1);
        v->y = y + gap;
        y = v->y + v->height;
        fresh = false;
    }
    s->end = y;
}

static void hide(struct ui *u, uint16_t node, bool hidden)
{
    for (uint16_t i = node; i < u->node[node].end; i++)
        if (hidden)
            u->node[i].flags |= UI_HIDDEN;
        else
            u->node[i].flags &= (uint16_t)~UI_HIDDEN;
}

/* The box of a card is what of it stands on this page. */
static void frame_card(struct sheet *s, const struct unit *v)
{
    struct ui_node *card = &s->p.u->node[v->card];
    bool first = card->flags & UI_HIDDEN;
    float top = first ? v->y : card->box.y;
    card->flags &= (uint16_t)~UI_HIDDEN;
    card->box = (struct ui_box){margin, top, width, v->y + v->height - top};
    if (s->p.u->node[card->parent].role == UI_PAIR)
        s->p.u->node[card->parent].flags &= (uint16_t)~UI_HIDDEN;
}

static void emit_head(struct sheet *s)
{
    struct ui *u = s->p.u;
    uint16_t ring = ui_child_role(u, 0, UI_RING);
    s->p.further = u->page > 0;
    for (uint16_t i = s->heading; i <= (s->p.further ? s->heading : s->head_last); i = u->node[i].end)
        hide(u, i, false);
    if (ring != UI_NONE && !s->p.further && sheet_ring_fits(&s->p))
        hide(u, ring, false);
    sheet_place_head(&s->p, s->heading, s->head_last, margin);
}

static void emit(struct sheet *s)
{
    struct ui *u = s->p.u;
    u->runs = 0;
    for (uint16_t i = 1; i < u->count; i++)
        u->node[i].box = (struct ui_box){0};
    hide(u, 0, true);
    u->node[0].flags &= (uint16_t)~UI_HIDDEN;
    u->node[0].box = (struct ui_box){0, 0, UI_SHEET_WIDTH_MM, UI_SHEET_HEIGHT_MM};
    s->p.emit = true;
    emit_head(s);
    for (uint16_t i = 0; i < s->units; i++) {
        struct unit *v = &s->unit[i];
        if (v->page != u->page)
            continue;
        hide(u, v->node, false);
        sheet_place(&s->p, v->node, margin, v->y, width);
        if (v->card != UI_NONE)
            frame_card(s, v);
    }
    if (s->foot != UI_NONE) {
        hide(u, s->foot, false);
        sheet_place_foot(&s->p, s->foot);
    }
    if (u->setting.from_right)
        ui_mirror(u);
}

/* All units with so much air. */
static void lay(struct sheet *s, float air)
{
    s->p.air = air;
    s->bottom = sheet_foot_top(&s->p, s->foot) - 2 - 4 * air;
    for (uint16_t i = 0; i < s->units; i++)
        s->unit[i].height = sheet_place(&s->p, s->unit[i].node, margin, 0, width);
    s->p.further = true;
    s->top = margin + sheet_place_head(&s->p, s->heading, s->head_last, margin) + 5;
    s->p.further = false;
    s->first = margin + sheet_place_head(&s->p, s->heading, s->head_last, margin) + 2;
    paginate(s);
}

/* With all its air; closer together, by as little as it takes, where that makes it a page less. */
static void lay_fewest(struct sheet *s)
{
    lay(s, 1);
    uint16_t roomy = s->pages;
    for (int tenths = 9; tenths >= LEAST_AIR && roomy > 1 && s->pages == roomy; tenths--)
        lay(s, (float)tenths / 10);
    if (s->pages == roomy)
        lay(s, 1);
}

/* As many pages, but no lonely rule on the last: the last two hold as much as each other, as far as that goes. What
 * lies above the fold stays there. */
static void lay_even(struct sheet *s)
{
    float low = (float)UI_SHEET_HEIGHT_MM / 2, high = s->bottom;
    uint16_t pages = s->pages;
    if (pages == 1 || !s->fits || s->end - s->top > (s->bottom - s->top) / 2)
        return;
    s->even = pages;
    while (high - low > 1) {
        s->even_bottom = (low + high) / 2;
        paginate(s);
        if (s->fits && s->pages == pages)
            high = s->even_bottom;
        else
            low = s->even_bottom;
    }
    s->even_bottom = high;
    paginate(s);
}

bool ui_layout_sheet(struct ui *u)
{
    static const float points[SIZES] = {[SIZE_S] = 16, [SIZE_M] = 16, [SIZE_L] = 20, [SIZE_XL] = 28};
    struct sheet s = {.p = {.u = u, .points = points[u->setting.size < SIZES ? u->setting.size : SIZE_M]}};
    u->paper = true;
    u->setting.theme = THEME_MAX;
    u->setting.panel =
        (struct ui_panel){UI_SHEET_WIDTH_MM, UI_SHEET_HEIGHT_MM, UI_SHEET_WIDTH_PX, UI_SHEET_HEIGHT_PX, 0};
    s.heading = ui_child_role(u, 0, UI_HEADING);
    s.foot = ui_child_role(u, 0, UI_FOOT);
    collect(&s);
    lay_fewest(&s);
    lay_even(&s);
    u->pages = s.pages;
    if (u->page >= u->pages)
        u->page = (uint16_t)(u->pages - 1);
    emit(&s);
    return s.fits;
}
