/* From a sheet's children to pages: units that are never split, put one below the other, what belongs together on one
 * page where a page can hold it. Sizes in pt and mm are the look's ("Paper"): text 16 pt at least, rules 20 pt, nothing
 * under 14, margins 20 mm, lines 0.35 mm. All as if everything began at the left. */
#include "ui/sheet.h"

#include <assert.h>
#include <math.h>
#include <string.h>
#include "ui/layout.h"
#include "ui/measure.h"
#include "ui/part.h"
#include "ui/roles.h"

#define PAIR_CARD_MM 100.0f /* narrower, and dates would take two lines */

/* --- what a node is put together from: pieces at x, y; returns the height ----------------------------------------- */

struct paper_place {
    struct ui *u;
    struct ui_measure m;
    bool further; /* not the first page: the heading is small, and has no ring */
    float air;    /* 1, or less where that saves a page: of the space around rules and between parts */
    struct ui_part part;
    struct ui_scratch scratch;
};

uint16_t ui_sheet_em_px(float points)
{
    return (uint16_t)ceilf(points * UI_SHEET_DPI / 72 - 0.01f);
}

static float larger(float a, float b)
{
    return a > b ? a : b;
}

static struct ui_type type_of(const struct paper_place *p, enum ui_face face, float points, float line)
{
    bool arabic = p->u->setting.from_right; /* TXT-09 */
    uint16_t em = ui_sheet_em_px(arabic ? points * 1.2f : points);
    return (struct ui_type){.face = (uint8_t)face,
                            .colour = COLOUR_INK,
                            .em_px = em,
                            .line_mm = ui_line_mm(p->u, em, arabic ? line * 1.15f : line)};
}

static struct ui_type plain(const struct paper_place *p)
{
    return type_of(p, FACE_TEXT, p->m.points, 1.4f);
}

static struct ui_type strong(const struct paper_place *p)
{
    return type_of(p, FACE_STRONG, p->m.points, 1.4f);
}

/* Names of parts, and rules: 20, 24, 31 pt. */
static struct ui_type large(const struct paper_place *p)
{
    float factor = p->m.points < 18 ? 1.25f : p->m.points < 24 ? 1.2f : 1.1f;
    return type_of(p, FACE_STRONG, p->m.points * factor, 1.3f);
}

static struct ui_type small(const struct paper_place *p)
{
    return type_of(p, FACE_TEXT, larger(14, p->m.points * 0.7f), 1.35f);
}

static struct ui_type huge(const struct paper_place *p)
{
    return type_of(p, FACE_TITLE, p->m.points < 24 ? 32 : 38, 1.2f);
}

static struct ui_piece words(const struct paper_place *p, uint16_t node, uint16_t text, const struct ui_type *type,
                             float width)
{
    struct ui_piece piece = ui_piece_text(p->u, text, type, width, false);
    piece.node = node;
    return piece;
}

static struct ui_piece at_end(struct ui_piece piece)
{
    piece.align = ALIGN_END;
    return piece;
}

static float add(struct paper_place *p, struct ui_piece piece, float x, float y)
{
    ui_part_add(&p->scratch, &p->part, piece, x, y);
    return piece.h;
}

static void add_box(struct paper_place *p, uint16_t node, struct ui_box box)
{
    ui_part_add(&p->scratch, &p->part, (struct ui_piece){.kind = PIECE_BOX, .node = node, .w = box.w, .h = box.h},
                box.x, box.y);
}

static float text_width(const struct paper_place *p, uint16_t text, const struct ui_type *type)
{
    return ui_text_mm(p->u, text, (uint16_t)strlen(ui_string(p->u, text)), type);
}

/* The icon stands before the words, as high as their first line. `box`: where, its height unused. */
static float fact(struct paper_place *p, uint16_t node, const struct ui_type *label, struct ui_box box)
{
    const struct ui_node *n = &p->u->node[node];
    struct ui_type type = plain(p);
    float indent = n->icon ? label->line_mm * 1.5f : 0, room = box.w - indent;
    if (n->icon) {
        uint16_t em = (uint16_t)(label->em_px * 13 / 10);
        float side = ui_line_mm(p->u, em, 1);
        struct ui_piece icon = ui_piece_icon(n->icon, COLOUR_INK, side, 0);
        icon.node = node;
        icon.type.em_px = em;
        add(p, icon, box.x, box.y + (label->line_mm - side) / 2);
    }
    bool is_struck = n->flags & UI_STRUCK; /* never struck and strong; what holds instead is strong */
    const struct ui_type *first = is_struck ? &type : label, *second = is_struck ? label : &type;
    float height = add(p, words(p, node, n->label, first, room), box.x + indent, box.y);
    height += add(p, words(p, node, n->value, second, room), box.x + indent, box.y + height);
    return height + add(p, words(p, node, n->hint, &type, room), box.x + indent, box.y + height);
}

/* The narrow column is as wide as the widest figure of the sheet, so that all words begin at one edge. */
static float figure_column(const struct paper_place *p)
{
    const struct ui *u = p->u;
    struct ui_type type = large(p);
    float widest = 0;
    for (uint16_t i = 1; i < u->count; i++)
        if (u->node[i].role == UI_TWO)
            widest = larger(widest, text_width(p, u->node[i + 1].label, &type));
    return larger(widest + p->m.gap, 14);
}

static float two(struct paper_place *p, uint16_t node, float x, float y, float width)
{
    struct ui *u = p->u;
    uint16_t figure = (uint16_t)(node + 1), text = u->node[figure].end;
    struct ui_type type = large(p);
    float column = figure_column(p);
    float high = add(p, words(p, figure, u->node[figure].label, &type, column), x, y);
    float height = fact(p, text, &type, (struct ui_box){x + column, y, width - column, 0});
    add_box(p, figure, (struct ui_box){x, y, column - p->m.gap, high});
    add_box(p, text, (struct ui_box){x + column, y, width - column, height});
    return larger(high, height);
}

/* Whom to call and when at the start, the number large at the end; below, where both don't fit on a line. */
static float number(struct paper_place *p, uint16_t node, float x, float y, float width)
{
    const struct ui_node *n = &p->u->node[node];
    struct ui_type who = large(p), when = plain(p), digits = huge(p);
    float room = width - text_width(p, n->value, &digits) - p->m.gap;
    bool beside = room >= p->m.number_words;
    float column = beside ? room : width;
    float high = add(p, words(p, node, n->label, &who, column), x, y);
    high += add(p, words(p, node, n->hint, &when, column), x, y + high);
    struct ui_piece value = words(p, node, n->value, &digits, width);
    if (!beside)
        return high + add(p, value, x, y + high);
    add(p, at_end(value), x, y + larger(0, high - digits.line_mm) / 2);
    return larger(high, digits.line_mm);
}

/* Bytes of the next `words` words. */
static uint16_t words_end(const char *text, int count)
{
    uint16_t end = 0;
    for (; text[end] && (text[end] != ' ' || --count > 0); end++) {
    }
    return end;
}

/* Two words a line in a frame; the label above it. */
static float code(struct paper_place *p, uint16_t node, float x, float y, float width)
{
    const struct ui_node *n = &p->u->node[node];
    struct ui_type name = strong(p), word = huge(p);
    const float pad = p->m.code_pad;
    float top = add(p, words(p, node, n->label, &name, width), x, y) + 2, high = pad;
    const char *text = ui_string(p->u, n->value);
    word.line_mm *= 1.1f;
    for (uint16_t at = 0; text[at];) {
        uint16_t length = words_end(text + at, 2);
        struct ui_piece line = ui_piece_span(p->u, (struct ui_span){(uint16_t)(n->value + at), length}, &word);
        line.node = node;
        high += add(p, line, x + (width - line.w) / 2, y + top + high);
        at = (uint16_t)(at + length + (text[at + length] == ' '));
    }
    add_box(p, node, (struct ui_box){x, y + top, width, high + pad});
    return top + high + pad;
}

static float qr_side(const struct paper_place *p, uint16_t node)
{
    const struct ui_node *n = &p->u->node[node];
    return ui_qr_square_mm(p->u, n) * (float)(n->number + 2 * UI_QR_QUIET);
}

/* The words stand beside it, or below where that is too narrow. The quiet zone may lie over the page's margin side. */
static float qr(struct paper_place *p, uint16_t node, float x, float y, float width)
{
    const struct ui_node *n = &p->u->node[node];
    struct ui_type beside = plain(p), below = small(p);
    float side = qr_side(p, node), room = width - side - p->m.gap;
    add_box(p, node, (struct ui_box){x, y, side, side});
    if (room >= p->m.number_words) {
        float high = add(p, words(p, node, n->label, &beside, room), x + side + p->m.gap, y + 5);
        return larger(side, high + 5);
    }
    return side + add(p, words(p, node, n->label, &below, width), x, y + side);
}

/* A line of so many hundredths of a millimetre; below it black, and three patches of lines (painted by the display). */
static float scale(struct paper_place *p, uint16_t node, float x, float y, float width)
{
    const struct ui_node *n = &p->u->node[node];
    struct ui_type type = plain(p);
    float high = add(p, words(p, node, n->label, &type, width), x, y) + 2;
    add_box(p, node, (struct ui_box){x, y + high, (float)n->number / 100, 36});
    return high + 36;
}

static float fold(struct paper_place *p, uint16_t node, float x, float y, float width)
{
    struct ui_type type = small(p);
    float high = 2 + add(p, words(p, node, p->u->node[node].label, &type, width), x, y + 2);
    add_box(p, node, (struct ui_box){x, y, width, high});
    return high;
}

/* Space above and below the words of one thing in a card, where its lines are. */
static float card_pad(const struct paper_place *p, uint8_t role)
{
    float roomy = p->m.card_pad;
    if (role == UI_TWO || role == UI_NUMBER)
        roomy = (role == UI_TWO ? 3.4f : 3.2f) * p->air;
    return p->m.points > 24 ? roomy * 0.8f : roomy;
}

static float compose(struct paper_place *p, uint16_t node, float x, float y, float width)
{
    const struct ui_node *n = &p->u->node[node];
    bool carded = p->u->node[n->parent].role == UI_CARD;
    struct ui_type text = plain(p), name = strong(p), part = carded ? name : large(p);
    switch ((enum ui_role)n->role) {
    case UI_STRONG:
        return add(p, words(p, node, n->label, &part, width), x, y);
    case UI_FACT:
        return fact(p, node, &name, (struct ui_box){x, y, width, 0});
    case UI_TWO:
        return two(p, node, x, y, width);
    case UI_NUMBER:
        return number(p, node, x, y, width);
    case UI_CODE:
        return code(p, node, x, y, width);
    case UI_QR:
        return qr(p, node, x, y, width);
    case UI_SCALE:
        return scale(p, node, x, y, width);
    case UI_FOLD:
        return fold(p, node, x, y, width);
    default:
        return add(p, words(p, node, n->label, &text, width), x, y);
    }
}

static bool has_own_box(uint8_t role)
{
    return role == UI_CODE || role == UI_QR || role == UI_SCALE || role == UI_FOLD;
}

/* Any node that stands by itself or in a CARD. */
static float node_at(struct paper_place *p, uint16_t node, float x, float y, float width)
{
    const struct ui_node *n = &p->u->node[node];
    float pad = p->u->node[n->parent].role == UI_CARD ? card_pad(p, n->role) : 0;
    float height = compose(p, node, x, y + pad, width) + 2 * pad;
    if (!has_own_box(n->role))
        add_box(p, node, (struct ui_box){x, y, width, height});
    return height;
}

static float pair(struct paper_place *p, uint16_t node)
{
    const struct ui *u = p->u;
    uint16_t card = (uint16_t)(node + 1), code = u->node[card].end;
    float side = qr_side(p, code), column = p->m.width - side - p->m.gap, high = 0;
    for (uint16_t i = (uint16_t)(card + 1); i < u->node[card].end; i = u->node[i].end)
        high += node_at(p, i, 0, high, column);
    float low = qr(p, code, column + p->m.gap, 0, side);
    add_box(p, card, (struct ui_box){0, 0, column, high});
    add_box(p, node, (struct ui_box){0, 0, p->m.width, larger(high, low)});
    return larger(high, low);
}

/* A PAIR stands side by side where both have room. */
static bool pair_fits(const struct paper_place *p, uint16_t node)
{
    uint16_t code = p->u->node[node + 1].end;
    return p->m.points < 18 && p->m.width - qr_side(p, code) - p->m.gap >= PAIR_CARD_MM;
}

static float measure(struct paper_place *p, uint16_t node)
{
    p->part = ui_part_begin(&p->scratch, node);
    return p->u->node[node].role == UI_PAIR ? pair(p, node) : node_at(p, node, 0, 0, p->m.width);
}

static void place(struct paper_place *p, uint16_t node, float y)
{
    measure(p, node);
    ui_part_place(p->u, &p->scratch, &p->part, p->m.margin, y);
}

/* Text never shrinks or narrows for the ring: in large print it goes first. */
static bool ring_fits(const struct paper_place *p)
{
    return p->m.points < 18;
}

/* Heading, ring and the texts beside it; `last`: the last of those. */
static float measure_head(struct paper_place *p, uint16_t heading, uint16_t last)
{
    struct ui *u = p->u;
    uint16_t ring = ui_child_role(u, 0, UI_RING);
    bool beside = ring != UI_NONE && !p->further && ring_fits(p);
    struct ui_type type = p->further ? large(p) : huge(p), name = strong(p), text = plain(p);
    name.line_mm *= 0.94f; /* one block beside the ring */
    text.line_mm *= 0.94f;
    float width = beside ? p->m.width - p->m.ring - p->m.gap : p->m.width;
    p->part = ui_part_begin(&p->scratch, heading);
    float high = add(p, words(p, heading, u->node[heading].label, &type, width), 0, 0);
    p->part.width = width;
    p->part.height = high;
    high += p->further ? 0 : 2;
    for (uint16_t i = u->node[heading].end; !p->further && i <= last; i = u->node[i].end) {
        struct ui_type *face = u->node[i].role == UI_STRONG ? &name : &text;
        float more = add(p, words(p, i, u->node[i].label, face, width), 0, high);
        add_box(p, i, (struct ui_box){0, high, width, more});
        high += more;
    }
    if (beside)
        add_box(p, ring, (struct ui_box){p->m.width - p->m.ring, 0, p->m.ring, p->m.ring});
    return beside ? larger(high, p->m.ring) : high;
}

static bool foot_stacks(const struct paper_place *p, uint16_t foot)
{
    const struct ui_node *n = &p->u->node[foot];
    struct ui_type type = small(p);
    return text_width(p, n->label, &type) + p->m.gap + text_width(p, n->value, &type) > p->m.width;
}

static float foot_height(const struct paper_place *p, uint16_t foot)
{
    return foot == UI_NONE ? 0 : small(p).line_mm * (foot_stacks(p, foot) ? 2 : 1) + 2;
}

/* From the page's top to where the foot begins. */
static float foot_top(const struct paper_place *p, uint16_t foot)
{
    return (float)UI_SHEET_HEIGHT_MM - p->m.margin - foot_height(p, foot);
}

static void place_foot(struct paper_place *p, uint16_t foot)
{
    const struct ui_node *n = &p->u->node[foot];
    struct ui_type type = small(p);
    bool stacks = foot_stacks(p, foot);
    p->part = ui_part_begin(&p->scratch, foot);
    p->part.width = p->m.width;
    p->part.height = foot_height(p, foot);
    struct ui_piece value = words(p, foot, n->value, &type, p->m.width);
    add(p, words(p, foot, n->label, &type, p->m.width), 0, 2);
    add(p, stacks ? value : at_end(value), 0, 2 + (stacks ? type.line_mm : 0));
    ui_part_place(p->u, &p->scratch, &p->part, p->m.margin, foot_top(p, foot));
}

/* --- units and pages ---------------------------------------------------------------------------------------------- */

enum { UNITS_MAX = UI_NODES_MAX, NO_PAGE = 0xFFFF, LEAST_AIR = 5 /* tenths: a rule then has as much as a fact */ };

struct sheet_unit {
    uint16_t node, card; /* what it stands in; UI_NONE */
    uint16_t page;       /* NO_PAGE: on none */
    float y, height;
};

struct sheet {
    struct paper_place p;
    struct sheet_unit unit[UNITS_MAX];
    uint16_t units, pages, heading, foot, head_last; /* the last node that stands beside the ring */
    float first, top, bottom; /* of what flows: its top on the first and on a further page, its end on each … */
    float even_bottom;        /* … but on these: */
    uint16_t even;            /* the last two pages, of so many in all; 0: none */
    float end;                /* of what stands on the last page */
    bool fits;
};

static void add_unit(struct sheet *s, uint16_t node, uint16_t card)
{
    assert(s->units < UNITS_MAX);
    s->unit[s->units++] = (struct sheet_unit){.node = node, .card = card, .page = NO_PAGE};
}

static void add_card(struct sheet *s, uint16_t card)
{
    const struct ui *u = s->p.u;
    for (uint16_t i = (uint16_t)(card + 1); i < u->node[card].end; i = u->node[i].end)
        add_unit(s, i, card);
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
        else if (u->node[i].role == UI_PAIR && !pair_fits(&s->p, i)) {
            add_card(s, (uint16_t)(i + 1));
            add_unit(s, u->node[i + 1].end, UI_NONE);
        } else
            add_unit(s, i, UI_NONE);
    }
}

static uint8_t role_of(const struct sheet *s, uint16_t unit)
{
    return s->p.u->node[s->unit[unit].node].role;
}

/* Space above a unit that is not the first of its page. */
static float gap_before(const struct sheet *s, uint16_t at)
{
    const struct sheet_unit *v = &s->unit[at], *before = at > 0 ? v - 1 : NULL;
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
static float put_fold(struct sheet *s, struct sheet_unit *v, float y)
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
    bool empty = false; /* nothing stands on this page yet */
    s->pages = 1;
    s->fits = true;
    for (uint16_t i = 0; i < s->units; i++) {
        struct sheet_unit *v = &s->unit[i];
        uint16_t page = s->pages;
        if (role_of(s, i) == UI_FOLD) {
            y = put_fold(s, v, y);
            empty = s->pages != page;
            continue;
        }
        float gap = empty ? 0 : gap_before(s, i);
        if (!empty && turns(s, i, y + gap)) {
            y = next_page(s);
            gap = 0;
        }
        s->fits = s->fits && y + gap + v->height <= bottom_of(s) + 0.01f;
        v->page = (uint16_t)(s->pages - 1);
        v->y = y + gap;
        y = v->y + v->height;
        empty = false;
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
static void frame_card(struct sheet *s, const struct sheet_unit *v)
{
    struct ui_node *card = &s->p.u->node[v->card];
    bool first = card->flags & UI_HIDDEN;
    float top = first ? v->y : card->box.y;
    card->flags &= (uint16_t)~UI_HIDDEN;
    card->box = (struct ui_box){s->p.m.margin, top, s->p.m.width, v->y + v->height - top};
    if (s->p.u->node[card->parent].role == UI_PAIR)
        s->p.u->node[card->parent].flags &= (uint16_t)~UI_HIDDEN;
}

static void place_head(struct sheet *s)
{
    struct ui *u = s->p.u;
    uint16_t ring = ui_child_role(u, 0, UI_RING);
    s->p.further = u->page > 0;
    for (uint16_t i = s->heading; i <= (s->p.further ? s->heading : s->head_last); i = u->node[i].end)
        hide(u, i, false);
    if (ring != UI_NONE && !s->p.further && ring_fits(&s->p))
        hide(u, ring, false);
    measure_head(&s->p, s->heading, s->head_last);
    ui_part_place(u, &s->p.scratch, &s->p.part, s->p.m.margin, s->p.m.margin);
}

static void place_page(struct sheet *s)
{
    struct ui *u = s->p.u;
    u->runs = 0;
    for (uint16_t i = 1; i < u->count; i++)
        u->node[i].box = (struct ui_box){0};
    hide(u, 0, true);
    u->node[0].flags &= (uint16_t)~UI_HIDDEN;
    u->node[0].box = (struct ui_box){0, 0, UI_SHEET_WIDTH_MM, UI_SHEET_HEIGHT_MM};
    place_head(s);
    for (uint16_t i = 0; i < s->units; i++) {
        struct sheet_unit *v = &s->unit[i];
        if (v->page != u->page)
            continue;
        hide(u, v->node, false);
        place(&s->p, v->node, v->y);
        if (v->card != UI_NONE)
            frame_card(s, v);
    }
    if (s->foot != UI_NONE) {
        hide(u, s->foot, false);
        place_foot(&s->p, s->foot);
    }
    if (u->setting.from_right)
        ui_mirror(u);
}

/* All units with so much air. */
static void lay(struct sheet *s, float air)
{
    s->p.air = air;
    s->bottom = foot_top(&s->p, s->foot) - 2 - 4 * air;
    for (uint16_t i = 0; i < s->units; i++)
        s->unit[i].height = measure(&s->p, s->unit[i].node);
    s->p.further = true;
    s->top = s->p.m.margin + measure_head(&s->p, s->heading, s->head_last) + 5;
    s->p.further = false;
    s->first = s->p.m.margin + measure_head(&s->p, s->heading, s->head_last) + 2;
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
    struct sheet s = {.p = {.u = u, .m.size = u->setting.size < SIZES ? u->setting.size : SIZE_M}};
    ui_measure_table(&s.p.m, PAPER);
    s.p.m.width = UI_SHEET_WIDTH_MM - 2 * s.p.m.margin;
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
    place_page(&s);
    return s.fits;
}
