/* The parts of a sheet. Sizes in pt and mm are the look's ("Paper"): text 16 pt at least, rules 20 pt, nothing under
 * 14, margins 20 mm, lines 0.35 mm. */
#include "ui/sheet_place.h"

#include <math.h>
#include <string.h>
#include "ui/measure.h"
#include "ui/roles.h"

#define MARGIN ((float)UI_SHEET_MARGIN_MM)
#define WIDTH ((float)UI_SHEET_WIDTH_MM - 2 * MARGIN)
#define RING_MM 38.0f
#define GAP_MM 6.0f         /* between columns */
#define PAIR_CARD_MM 100.0f /* narrower, and dates would take two lines */

uint16_t ui_sheet_em_px(float points)
{
    return (uint16_t)ceilf(points * UI_SHEET_DPI / 72 - 0.01f);
}

static float larger(float a, float b)
{
    return a > b ? a : b;
}

static struct ui_type type_of(const struct sheet_place *p, enum ui_face face, float points, float line)
{
    bool arabic = p->u->setting.from_right; /* TXT-09 */
    uint16_t em = ui_sheet_em_px(arabic ? points * 1.2f : points);
    return (struct ui_type){.face = (uint8_t)face,
                            .colour = COLOUR_INK,
                            .em_px = em,
                            .line_mm = ui_line_mm(p->u, em, arabic ? line * 1.15f : line)};
}

static struct ui_type plain(const struct sheet_place *p)
{
    return type_of(p, FACE_TEXT, p->points, 1.4f);
}

static struct ui_type strong(const struct sheet_place *p)
{
    return type_of(p, FACE_STRONG, p->points, 1.4f);
}

/* Names of parts, and rules: 20, 24, 31 pt. */
static struct ui_type large(const struct sheet_place *p)
{
    float factor = p->points < 18 ? 1.25f : p->points < 24 ? 1.2f : 1.1f;
    return type_of(p, FACE_STRONG, p->points * factor, 1.3f);
}

static struct ui_type small(const struct sheet_place *p)
{
    return type_of(p, FACE_TEXT, larger(14, p->points * 0.7f), 1.35f);
}

static struct ui_type huge(const struct sheet_place *p)
{
    return type_of(p, FACE_TITLE, p->points < 24 ? 32 : 38, 1.2f);
}

static float put_text(const struct sheet_place *p, uint16_t node, uint16_t text, const struct ui_type *type,
                      enum ui_align align, float x, float y, float width)
{
    struct ui_block block;
    if (!*ui_string(p->u, text))
        return 0;
    ui_break(p->u, text, type, width, false, &block);
    if (p->emit)
        ui_put_lines(p->u, node, &block, 0, block.count, type, align, x, y, width);
    return (float)block.count * type->line_mm;
}

static float text_width(const struct sheet_place *p, uint16_t text, const struct ui_type *type)
{
    return ui_text_mm(p->u, text, (uint16_t)strlen(ui_string(p->u, text)), type);
}

/* The icon stands before the words, as high as their first line. */
static float place_fact(const struct sheet_place *p, uint16_t node, const struct ui_type *label, float x, float y,
                        float width)
{
    const struct ui_node *n = &p->u->node[node];
    struct ui_type words = plain(p);
    float indent = n->icon ? label->line_mm * 1.5f : 0, height;
    if (n->icon && p->emit) {
        struct ui_type icon = {.face = FACE_ICON, .colour = COLOUR_INK, .em_px = (uint16_t)(label->em_px * 13 / 10)};
        float side = ui_line_mm(p->u, icon.em_px, 1);
        ui_put_run(p->u, node, n->icon, 0, &icon, (struct ui_box){x, y + (label->line_mm - side) / 2, side, side});
    }
    bool struck = n->flags & UI_STRUCK; /* never struck and strong; what holds instead is strong */
    height = put_text(p, node, n->label, struck ? &words : label, ALIGN_START, x + indent, y, width - indent);
    height += put_text(p, node, n->value, struck ? label : &words, ALIGN_START, x + indent, y + height, width - indent);
    return height + put_text(p, node, n->hint, &words, ALIGN_START, x + indent, y + height, width - indent);
}

/* The narrow column is as wide as the widest figure of the sheet, so that all words begin at one edge. */
static float figure_column(const struct sheet_place *p)
{
    const struct ui *u = p->u;
    struct ui_type type = large(p);
    float widest = 0;
    for (uint16_t i = 1; i < u->count; i++)
        if (u->node[i].role == UI_TWO)
            widest = larger(widest, text_width(p, u->node[i + 1].label, &type));
    return larger(widest + GAP_MM, 14);
}

static float place_two(const struct sheet_place *p, uint16_t node, float x, float y, float width)
{
    struct ui *u = p->u;
    uint16_t figure = (uint16_t)(node + 1), words = u->node[figure].end;
    struct ui_type type = large(p);
    float column = figure_column(p);
    float high = put_text(p, figure, u->node[figure].label, &type, ALIGN_START, x, y, column);
    float height = place_fact(p, words, &type, x + column, y, width - column);
    if (p->emit) {
        u->node[figure].box = (struct ui_box){x, y, column - GAP_MM, high};
        u->node[words].box = (struct ui_box){x + column, y, width - column, height};
    }
    return larger(high, height);
}

/* Whom to call and when at the start, the number large at the end; below, where both don't fit on a line. */
static float place_number(const struct sheet_place *p, uint16_t node, float x, float y, float width)
{
    const struct ui_node *n = &p->u->node[node];
    struct ui_type who = large(p), when = plain(p), number = huge(p);
    float wide = text_width(p, n->value, &number), room = width - wide - GAP_MM;
    bool beside = room >= 60;
    float column = beside ? room : width;
    float high = put_text(p, node, n->label, &who, ALIGN_START, x, y, column);
    high += put_text(p, node, n->hint, &when, ALIGN_START, x, y + high, column);
    if (beside) {
        put_text(p, node, n->value, &number, ALIGN_END, x, y + larger(0, high - number.line_mm) / 2, width);
        return larger(high, number.line_mm);
    }
    return high + put_text(p, node, n->value, &number, ALIGN_START, x, y + high, width);
}

/* Bytes of the next `words` words. */
static uint16_t words_end(const char *text, int words)
{
    uint16_t end = 0;
    for (; text[end] && (text[end] != ' ' || --words > 0); end++) {
    }
    return end;
}

/* Two words a line in a frame; the label above it. */
static float place_code(const struct sheet_place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_type name = strong(p), word = huge(p);
    const float pad = 5;
    float top = put_text(p, node, n->label, &name, ALIGN_START, x, y, width) + 2, high = pad;
    const char *text = ui_string(p->u, n->value);
    word.line_mm *= 1.1f;
    for (uint16_t at = 0; text[at];) {
        uint16_t length = words_end(text + at, 2), begin = (uint16_t)(n->value + at);
        float wide = ui_text_mm(p->u, begin, length, &word);
        if (p->emit)
            ui_put_run(p->u, node, begin, length, &word,
                       (struct ui_box){x + (width - wide) / 2, y + top + high, wide, word.line_mm});
        high += word.line_mm;
        at = (uint16_t)(at + length + (text[at + length] == ' '));
    }
    if (p->emit)
        n->box = (struct ui_box){x, y + top, width, high + pad};
    return top + high + pad;
}

static float qr_side(const struct sheet_place *p, uint16_t node)
{
    const struct ui_node *n = &p->u->node[node];
    return ui_qr_square_mm(p->u, n) * (float)(n->number + 2 * UI_QR_QUIET);
}

/* The words stand beside it, or below where that is too narrow. The quiet zone may lie over the page's margin side. */
static float place_qr(const struct sheet_place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_type words = plain(p);
    float side = qr_side(p, node), room = width - side - GAP_MM;
    if (p->emit)
        n->box = (struct ui_box){x, y, side, side};
    if (room >= 60) {
        float high = put_text(p, node, n->label, &words, ALIGN_START, x + side + GAP_MM, y + 5, room);
        return larger(side, high + 5);
    }
    words = small(p);
    return side + put_text(p, node, n->label, &words, ALIGN_START, x, y + side, width);
}

/* A line of so many hundredths of a millimetre; below it black, and three patches of lines (painted by the display). */
static float place_scale(const struct sheet_place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_type words = plain(p);
    float high = put_text(p, node, n->label, &words, ALIGN_START, x, y, width) + 2;
    if (p->emit)
        n->box = (struct ui_box){x, y + high, (float)n->number / 100, 36};
    return high + 36;
}

static float place_fold(const struct sheet_place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_type words = small(p);
    float high = 2 + put_text(p, node, n->label, &words, ALIGN_START, x, y + 2, width);
    if (p->emit)
        n->box = (struct ui_box){x, y, width, high};
    return high;
}

/* Space above and below the words of one thing in a card, where its lines are. */
static float card_pad(const struct sheet_place *p, uint8_t role)
{
    float roomy = role == UI_TWO ? 3.4f * p->air : role == UI_NUMBER ? 3.2f * p->air : 1.6f;
    return p->points > 24 ? roomy * 0.8f : roomy;
}

static float place_bare(const struct sheet_place *p, uint16_t node, float x, float y, float width)
{
    const struct ui_node *n = &p->u->node[node];
    struct ui_type words = plain(p), name = strong(p), part = large(p);
    bool carded = p->u->node[n->parent].role == UI_CARD;
    switch ((enum ui_role)n->role) {
    case UI_STRONG:
        return put_text(p, node, n->label, carded ? &name : &part, ALIGN_START, x, y, width);
    case UI_FACT:
        return place_fact(p, node, &name, x, y, width);
    case UI_TWO:
        return place_two(p, node, x, y, width);
    case UI_NUMBER:
        return place_number(p, node, x, y, width);
    case UI_CODE:
        return place_code(p, node, x, y, width);
    case UI_QR:
        return place_qr(p, node, x, y, width);
    case UI_SCALE:
        return place_scale(p, node, x, y, width);
    case UI_FOLD:
        return place_fold(p, node, x, y, width);
    default:
        return put_text(p, node, n->label, &words, ALIGN_START, x, y, width);
    }
}

static bool has_own_box(uint8_t role)
{
    return role == UI_CODE || role == UI_QR || role == UI_SCALE || role == UI_FOLD;
}

static float place_pair(const struct sheet_place *p, uint16_t pair, float x, float y, float width)
{
    struct ui *u = p->u;
    uint16_t card = (uint16_t)(pair + 1), qr = u->node[card].end;
    float side = qr_side(p, qr), column = width - side - GAP_MM, high = 0;
    for (uint16_t i = (uint16_t)(card + 1); i < u->node[card].end; i = u->node[i].end)
        high += sheet_place(p, i, x, y + high, column);
    float code = place_qr(p, qr, x + column + GAP_MM, y, side);
    if (p->emit) {
        u->node[card].box = (struct ui_box){x, y, column, high};
        u->node[pair].box = (struct ui_box){x, y, width, larger(high, code)};
    }
    return larger(high, code);
}

bool sheet_pair_fits(const struct sheet_place *p, uint16_t pair)
{
    uint16_t qr = p->u->node[pair + 1].end;
    return p->points < 18 && WIDTH - qr_side(p, qr) - GAP_MM >= PAIR_CARD_MM;
}

float sheet_place(const struct sheet_place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    if (n->role == UI_PAIR)
        return place_pair(p, node, x, y, width);
    float pad = p->u->node[n->parent].role == UI_CARD ? card_pad(p, n->role) : 0;
    float height = place_bare(p, node, x, y + pad, width) + 2 * pad;
    if (p->emit && !has_own_box(n->role))
        n->box = (struct ui_box){x, y, width, height};
    return height;
}

/* Text never shrinks or narrows for the ring: in large print it goes first. */
bool sheet_ring_fits(const struct sheet_place *p)
{
    return p->points < 18;
}

float sheet_place_head(const struct sheet_place *p, uint16_t heading, uint16_t last, float y)
{
    struct ui *u = p->u;
    uint16_t ring = ui_child_role(u, 0, UI_RING);
    bool beside = ring != UI_NONE && !p->further && sheet_ring_fits(p);
    struct ui_type type = huge(p), name = strong(p), words = plain(p);
    name.line_mm *= 0.94f; /* one block beside the ring */
    words.line_mm *= 0.94f;
    if (p->further)
        type = large(p);
    float width = beside ? WIDTH - RING_MM - GAP_MM : WIDTH;
    float high = put_text(p, heading, u->node[heading].label, &type, ALIGN_START, MARGIN, y, width);
    if (p->emit)
        u->node[heading].box = (struct ui_box){MARGIN, y, width, high};
    high += p->further ? 0 : 2;
    for (uint16_t i = u->node[heading].end; !p->further && i <= last; i = u->node[i].end) {
        struct ui_type *face = u->node[i].role == UI_STRONG ? &name : &words;
        float more = put_text(p, i, u->node[i].label, face, ALIGN_START, MARGIN, y + high, width);
        if (p->emit)
            u->node[i].box = (struct ui_box){MARGIN, y + high, width, more};
        high += more;
    }
    if (beside && p->emit)
        u->node[ring].box = (struct ui_box){MARGIN + WIDTH - RING_MM, y, RING_MM, RING_MM};
    return beside ? larger(high, RING_MM) : high;
}

static float foot_height(const struct sheet_place *p, uint16_t foot, bool *ret_stacked)
{
    const struct ui_node *n = &p->u->node[foot];
    struct ui_type words = small(p);
    *ret_stacked = text_width(p, n->label, &words) + GAP_MM + text_width(p, n->value, &words) > WIDTH;
    return words.line_mm * (*ret_stacked ? 2 : 1) + 2;
}

float sheet_foot_top(const struct sheet_place *p, uint16_t foot)
{
    bool stacked;
    return (float)UI_SHEET_HEIGHT_MM - MARGIN - (foot == UI_NONE ? 0 : foot_height(p, foot, &stacked));
}

void sheet_place_foot(const struct sheet_place *p, uint16_t foot)
{
    struct ui_node *n = &p->u->node[foot];
    struct ui_type words = small(p);
    bool stacked;
    float high = foot_height(p, foot, &stacked), top = sheet_foot_top(p, foot);
    n->box = (struct ui_box){MARGIN, top, WIDTH, high};
    put_text(p, foot, n->label, &words, ALIGN_START, MARGIN, top + 2, WIDTH);
    put_text(p, foot, n->value, &words, stacked ? ALIGN_START : ALIGN_END, MARGIN,
             top + 2 + (stacked ? words.line_mm : 0), WIDTH);
}
