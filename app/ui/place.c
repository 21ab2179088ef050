/* Placing what is only read: texts, cards, facts, notices, numbers, the code, the badge, the days, the field. */
#include "ui/place.h"

#include <math.h>
#include <string.h>
#include "ui/layout.h"
#include "ui/roles.h"

enum { QR_LEAST_MM = 60, QR_WANTED_MM = 100, QR_PAPER_MM = 40 };
static const float QR_SQUARE_MM = 0.8f;

struct ui_type ui_body(const struct place *p, enum ui_face face, uint8_t colour)
{
    return ui_type(p->u, face, colour, 1, p->m.body_line, p->m.em);
}

struct ui_type ui_rowed(const struct place *p, enum ui_face face, uint8_t colour, float factor)
{
    return ui_type(p->u, face, colour, factor, p->m.row_line, p->m.em);
}

struct ui_type ui_shrink(const struct place *p, struct ui_type type, uint16_t text, float width, uint16_t least_px)
{
    float widest = ui_widest_word(p->u, text, &type);
    if (widest <= width || type.em_px <= least_px)
        return type;
    float factor = type.line_mm / (float)type.em_px;
    float em = floorf((float)type.em_px * width / widest - 0.5f);
    type.em_px = (uint16_t)(em > (float)least_px ? em : (float)least_px);
    type.line_mm = factor * (float)type.em_px;
    return type;
}

float ui_place_text(struct place *p, uint16_t node, uint16_t text, const struct ui_type *type, enum ui_align align,
                    float x, float y, float width)
{
    if (!text)
        return 0;
    struct ui_block block;
    bool balance = type->face == FACE_TITLE || align == ALIGN_MIDDLE || p->u->node[node].role == UI_NUMBER;
    ui_break(p->u, text, type, width, balance, &block);
    size_t from = p->to && p->from < block.count ? p->from : 0;
    size_t to = p->to && p->to < block.count ? p->to : block.count;
    if (p->emit)
        ui_put_lines(p->u, node, &block, from, to, type, align, x, y, width);
    return (float)(to - from) * type->line_mm;
}

static uint8_t turned(const struct ui *u, uint8_t icon)
{
    if (!u->setting.from_right)
        return icon;
    switch (icon) {
    case ICON_back:
        return ICON_forward;
    case ICON_forward:
        return ICON_back;
    case ICON_next:
        return ICON_prev;
    case ICON_prev:
        return ICON_next;
    default:
        return icon;
    }
}

void ui_place_icon(struct place *p, uint16_t node, uint8_t icon, uint8_t colour, float x, float y, float side,
                   float disc)
{
    if (!p->emit || !icon)
        return;
    uint8_t shown = turned(p->u, icon);
    float scale = (float)p->u->setting.panel.width_px / p->u->setting.panel.width_mm;
    struct ui_type type = {.face = FACE_ICON, .colour = colour, .em_px = (uint16_t)lroundf(side * scale)};
    struct ui_run *r = ui_put_run(p->u, node, shown, 0, &type, (struct ui_box){x, y, side, side});
    r->disc = disc;
    r->disc_colour = disc > 0 ? ui_style(p->u, &p->u->node[node], 0).disc : COLOURS;
}

struct ui_type ui_heading_type(const struct place *p, uint16_t node, float width)
{
    float factor = p->large_heading || p->u->deep ? p->m.first : p->m.title;
    struct ui_type type = ui_type(p->u, FACE_TITLE, COLOUR_INK, factor, p->m.title_line, p->m.em);
    return ui_shrink(p, type, p->u->node[node].label, width, p->m.em);
}

static float place_heading(struct place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_type type = ui_heading_type(p, node, width);
    type.colour = ui_style(p->u, n, 0).text;
    return ui_place_text(p, node, n->label, &type, ALIGN_START, x, y, width);
}

/* An icon at the start, a strong line, quiet lines below: FACT and, in a card of its own, NOTICE. */
static float place_fact(struct place *p, uint16_t node, float x, float y, float width, float side, float gap)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_look look = ui_style(p->u, n, 0);
    struct ui_type strong = ui_type(p->u, FACE_STRONG, look.text, 1,
                                    p->m.arabic    ? 1.6f
                                    : p->m.compact ? 1.3f
                                                   : 1.4f,
                                    p->m.em),
                   quiet = strong;
    quiet.face = FACE_TEXT;
    quiet.colour = look.quiet;
    bool struck = n->flags & UI_STRUCK; /* never struck and strong; what holds instead is strong */
    struct ui_type first = strong, second = struck ? strong : quiet;
    first.face = struck ? FACE_TEXT : FACE_STRONG;
    float indent = n->icon ? side + gap : 0;
    uint16_t below = n->value ? n->value : n->hint, last = n->value ? n->hint : 0;
    bool emit = p->emit;
    p->emit = false;
    float words = ui_place_text(p, node, n->label, &first, ALIGN_START, x, y, width - indent);
    words += ui_place_text(p, node, below, &second, ALIGN_START, x, y, width - indent);
    words += ui_place_text(p, node, last, &quiet, ALIGN_START, x, y, width - indent);
    p->emit = emit;
    bool notice = n->role == UI_NOTICE;
    float height = n->icon && words < side ? side : words;
    float top = notice ? y + (height - words) / 2 : y;
    float icon_y = notice ? y + (height - side) / 2 : y + (strong.line_mm - side) / 2;
    if (n->icon)
        ui_place_icon(p, node, n->icon, look.icon, x, icon_y > y ? icon_y : y, side, 0);
    top += ui_place_text(p, node, n->label, &first, ALIGN_START, x + indent, top, width - indent);
    top += ui_place_text(p, node, below, &second, ALIGN_START, x + indent, top, width - indent);
    ui_place_text(p, node, last, &quiet, ALIGN_START, x + indent, top, width - indent);
    return height;
}

static float place_notice(struct place *p, uint16_t node, float x, float y, float width)
{
    float side = p->m.compact ? 10 : 16, pad = p->m.compact ? 5 : 8;
    return 13 + place_fact(p, node, x + pad, y + 6.5f, width - 2 * pad, side, 5);
}

/* Help numbers are at least 18 mm high (CRS-04). Words at the start, the number at the end, or below where it is
 * narrow. */
static float place_number(struct place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_look look = ui_style(p->u, n, 0);
    float scale = (float)p->u->setting.panel.width_px / p->u->setting.panel.width_mm;
    struct ui_type words = ui_type(p->u, FACE_TEXT, look.text, 1, 1.3f, p->m.em);
    struct ui_type digits = {FACE_STRONG, look.icon, (uint16_t)ceilf(18.2f / 0.668f * scale), 27.3f};
    float number = ui_text_mm(p->u, n->value, (uint16_t)strlen(ui_string(p->u, n->value)), &digits);
    float room = width - number - 6;
    bool beside = room > 40 && ui_widest_word(p->u, n->label, &words) <= room;
    bool emit = p->emit;
    p->emit = false;
    float below = ui_place_text(p, node, n->label, &words, ALIGN_START, x, y, width);
    float height = beside ? ui_place_text(p, node, n->label, &words, ALIGN_START, x, y, room) : below;
    if (beside && height > words.line_mm * 2.5f && height + 6 > below + 25) { /* a tall thin column of words */
        beside = false;
        height = below;
    }
    p->emit = emit;
    if (!beside) {
        digits.line_mm = 21; /* digits have no descenders */
        ui_place_text(p, node, n->label, &words, ALIGN_START, x, y + 2, width);
        return 4 + height +
               ui_place_text(p, node, n->value, &digits, p->m.compact ? ALIGN_START : ALIGN_END, x, y + 2 + height,
                             width);
    }
    float whole = height + 6 > 34 ? height + 6 : 34;
    ui_place_text(p, node, n->label, &words, ALIGN_START, x, y + (whole - height) / 2, room);
    ui_place_text(p, node, n->value, &digits, ALIGN_END, x, y + (whole - digits.line_mm) / 2, width);
    return whole;
}

/* The end of `words` words of a text, in bytes. */
static uint16_t words_end(const char *text, int words)
{
    const char *at = text;
    while (words-- > 0) {
        at += strspn(at, " ");
        at += strcspn(at, " ");
    }
    return (uint16_t)(at - text);
}

/* The code's words, so many a line; returns the height and the widest line. */
static float code_lines(struct place *p, uint16_t node, const struct ui_type *type, int each, float x, float y,
                        float *ret_widest)
{
    uint16_t start = p->u->node[node].value;
    const char *value = ui_string(p->u, start);
    float height = 0;
    *ret_widest = 0;
    for (uint16_t at = (uint16_t)strspn(value, " "); value[at];) {
        uint16_t length = words_end(value + at, each), text = (uint16_t)(start + at);
        float wide = ui_text_mm(p->u, text, length, type);
        if (p->emit)
            ui_put_run(p->u, node, text, length, type, (struct ui_box){x, y + height, wide, type->line_mm});
        *ret_widest = wide > *ret_widest ? wide : *ret_widest;
        height += type->line_mm;
        at = (uint16_t)(at + length + strspn(value + at + length, " "));
    }
    return height;
}

static float place_code(struct place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_look look = ui_style(p->u, n, 0);
    float pad = p->m.compact ? 5 : 9, room = width - 2 * pad, widest = 0;
    struct ui_type words = ui_body(p, FACE_TEXT, look.text);
    float height = pad + ui_place_text(p, node, n->label, &words, ALIGN_START, x + pad, y + pad, room);
    float factor = p->m.size >= SIZE_XL ? 1.2f : p->m.size == SIZE_L ? 1.5f : 1.9f;
    struct ui_type code = ui_type(p->u, FACE_TITLE, look.icon, factor, 1.2f, p->m.em);
    bool emit = p->emit;
    p->emit = false;
    for (code_lines(p, node, &code, 2, x, y, &widest); widest > room && code.em_px > p->m.em;
         code_lines(p, node, &code, 2, x, y, &widest))
        code = ui_type(p->u, FACE_TITLE, look.icon, 1, 1.2f, (uint16_t)(code.em_px - 1));
    p->emit = emit;
    height += code_lines(p, node, &code, widest > room ? 1 : 2, x + pad, y + height, &widest);
    return height + pad;
}

static float place_badge(struct place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    bool large = p->m.size >= SIZE_XL && !p->m.compact;
    float sign = large ? 19 : 14, before = large ? 6 : 3.5f, behind = large ? 9 : 6.5f,
          room = width - sign - before - behind - 4;
    struct ui_type type = ui_type(p->u, FACE_STRONG, ui_style(p->u, n, 0).text, 1, p->m.arabic ? 1.5f : 1.2f, p->m.em);
    struct ui_block block;
    ui_break(p->u, n->label, &type, room, false, &block);
    float words = (float)block.count * type.line_mm, height = (words > sign ? words : sign) + (large ? 7 : 5);
    if (p->emit) {
        n->box = (struct ui_box){x, y, before + sign + 4 + block.widest_mm + behind, height};
        struct ui_type icon = {.face = FACE_SIGN, .colour = COLOUR_ACCENT, .em_px = type.em_px};
        ui_put_run(p->u, node, n->value, (uint16_t)strlen(ui_string(p->u, n->value)), &icon,
                   (struct ui_box){x + before, y + (height - sign) / 2, sign, sign});
        ui_put_lines(p->u, node, &block, 0, block.count, &type, ALIGN_START, x + before + sign + 4,
                     y + (height - words) / 2, room);
    }
    return height;
}

/* Whole px a square, so that all are alike; at least 0.8 mm a square and 60 mm in all (OUT-04; 30 on paper), the quiet
 * zone counted in, and more where the display is large. */
float ui_qr_square_mm(const struct ui *u, const struct ui_node *n)
{
    const struct ui_panel *panel = &u->setting.panel;
    float scale = (float)panel->width_px / panel->width_mm, squares = (float)(n->number + 2 * UI_QR_QUIET);
    float least = ceilf(fmaxf((u->paper ? QR_PAPER_MM : QR_LEAST_MM) / squares, QR_SQUARE_MM) * scale);
    if (u->paper)
        return least / scale;
    float wanted = floorf(fminf(QR_WANTED_MM, panel->width_mm * 0.37f) / squares * scale);
    return fmaxf(least, wanted) / scale;
}

/* The square, and its name below; the box is as wide as the square. */
static float place_qr(struct place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    float side = ui_qr_square_mm(p->u, n) * (float)(n->number + 2 * UI_QR_QUIET);
    struct ui_type words = ui_rowed(p, FACE_TEXT, ui_style(p->u, n, 0).text, 1);
    return side + 2 + ui_place_text(p, node, n->label, &words, ALIGN_START, x, y + side + 2, width);
}

/* Seven discs, or two rows where they would be too small for their letters. */
static float place_days(struct place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_type type = ui_type(p->u, FACE_STRONG, COLOUR_INK, 1, 1.2f, p->m.em);
    const char *names = ui_string(p->u, n->value);
    float widest = ui_widest_word(p->u, n->value, &type) + 3, disc = widest > 24 ? widest : 24;
    if (7 * disc + 18 > width && 7 * widest + 18 <= width)
        disc = (width - 18) / 7;
    int each = 7 * disc + 18 <= width + 0.01f ? 7 : 4;
    float step = each == 7 ? (width - disc) / 6 : disc + 6;
    uint16_t at = 0;
    for (int day = 0; day < 7 && names[at]; day++) {
        uint16_t length = words_end(names + at, 1);
        bool on = n->number >> day & 1;
        type.colour = on ? COLOUR_ONACCENT : ui_style(p->u, n, 0).text;
        float wide = ui_text_mm(p->u, (uint16_t)(n->value + at), length, &type);
        float cx = x + (float)(day % each) * step + disc / 2, cy = y + (float)(day / each) * (disc + 6) + disc / 2;
        if (p->emit) {
            struct ui_run *r = ui_put_run(p->u, node, (uint16_t)(n->value + at), length, &type,
                                          (struct ui_box){cx - wide / 2, cy - type.line_mm / 2, wide, type.line_mm});
            r->disc = disc;
            r->disc_colour = on ? COLOUR_ACCENT : COLOUR_WASH;
        }
        at = (uint16_t)(at + length + strspn(names + at + length, " "));
    }
    return each == 7 ? disc : 2 * disc + 6;
}

/* What is written stands in the XL size, smaller when it is long, never under the visitor's own. */
static float place_field(struct place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    float pad = 8, above = p->m.compact ? 3 : 5.5f, room = width - 2 * pad - 3; /* 3 for the caret */
    uint16_t large = ui_em_px(&p->u->setting, p->m.compact ? SIZE_M : SIZE_XL);
    large = large > p->m.em ? large : p->m.em;
    struct ui_type type = ui_type(p->u, FACE_STRONG, ui_style(p->u, n, 0).text, 1, p->m.arabic ? 1.46f : 1.2f, large);
    type = ui_shrink(p, type, n->value, room, p->m.em);
    float height = ui_place_text(p, node, n->value, &type, ALIGN_START, x + pad, y + above, room);
    float least = ui_line_mm(p->u, large, p->m.arabic ? 1.46f : 1.2f);
    return 2 * above + (height > least ? height : least);
}

enum { LINE_EMS = 28 }; /* about 65 letters; a line is never over 70 (TXT-05) */

/* As wide as it is told, if there is room. */
static float outline_width(const struct ui_node *n, float room)
{
    float wide = (float)n->number / 100;
    return wide < room ? wide : room;
}

float ui_place_read(struct place *p, uint16_t node, float x, float y, float width)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_look look = ui_style(p->u, n, 0);
    struct ui_type text =
        ui_body(p, n->role == UI_STRONG ? FACE_STRONG : FACE_TEXT, n->role == UI_STRONG ? look.text : look.quiet);
    switch ((enum ui_role)n->role) {
    case UI_HEADING:
        return place_heading(p, node, x, y, width);
    case UI_FACT:
        return place_fact(p, node, x, y, width, p->m.compact ? 8 : 10, p->m.compact ? 3 : 4);
    case UI_NOTICE:
        return place_notice(p, node, x, y, width);
    case UI_NUMBER:
        return place_number(p, node, x, y, width);
    case UI_CODE:
        return place_code(p, node, x, y, width);
    case UI_QR:
        return place_qr(p, node, x, y, width);
    case UI_BADGE:
        return place_badge(p, node, x, y, width);
    case UI_DAYS:
        return place_days(p, node, x, y, width);
    case UI_FIELD:
        return place_field(p, node, x, y, width);
    case UI_MARK:
        return width * 0.5f * 112 / 248;
    case UI_OUTLINE:
        return outline_width(n, width) * 53.98f / 85.60f;
    case UI_RING:
        return 0;
    default: {
        float most = ui_line_mm(p->u, p->m.em, LINE_EMS);
        return ui_place_text(p, node, n->label, &text, ALIGN_START, x, y, width < most ? width : most);
    }
    }
}

float ui_place(struct place *p, uint16_t node, float x, float y, float width, float least)
{
    struct ui_node *n = &p->u->node[node];
    uint16_t runs = p->u->runs;
    bool emit = p->emit;
    p->emit = false; /* the height first: colours depend on where the box lies */
    float height = n->role == UI_KEYS       ? ui_place_keys(p, node, x, y, width)
                   : ui_role_focus(n->role) ? ui_place_target(p, node, x, y, width, least)
                                            : ui_place_read(p, node, x, y, width);
    p->emit = emit;
    if (!emit)
        return height;
    p->u->runs = runs;
    n->box = (struct ui_box){x, y, n->role == UI_MARK ? width * 0.5f : width, height};
    if (n->role == UI_OUTLINE)
        n->box.w = outline_width(n, width);
    if (n->role == UI_KEYS)
        ui_place_keys(p, node, x, y, width);
    else if (ui_role_focus(n->role))
        ui_place_target(p, node, x, y, width, least);
    else
        ui_place_read(p, node, x, y, width);
    return height;
}
