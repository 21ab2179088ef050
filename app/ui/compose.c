/* What each role is put together from: one function a role, all of them pure. */
#include "ui/compose.h"

#include <math.h>
#include <string.h>
#include "ui/layout.h"
#include "ui/roles.h"

#define CARD_RATIO (53.98f / 85.60f) /* a bank card, ISO/IEC 7810 ID-1 */
#define MARK_RATIO (112.0f / 248.0f) /* the pad's own, on the reference panel */

static float taller(float a, float b)
{
    return a > b ? a : b;
}

/* --- types and texts --------------------------------------------------------------------------------------------- */

struct ui_type ui_body(const struct placing *p, enum ui_face face)
{
    return ui_type(p->u, face, 1, p->m.body_line, p->m.em);
}

static struct ui_type inked(struct ui_type type, uint8_t colour)
{
    type.colour = colour;
    return type;
}

/* A type of the screen's own size. */
static struct ui_type text_type(const struct placing *p, enum ui_face face, uint8_t colour, float line)
{
    return inked(ui_type(p->u, face, 1, line, p->m.em), colour);
}

/* The same type, set smaller until the text's longest word fits, at least at `least_px`. */
static struct ui_type shrunk(const struct placing *p, struct ui_type type, uint16_t text, float width,
                             uint16_t least_px)
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

/* Running text, which begins at the start. */
static struct ui_piece words(const struct placing *p, uint16_t text, const struct ui_type *type, float width)
{
    return ui_piece_text(p->u, text, type, width, type->face == FACE_TITLE);
}

/* Words in the middle of their column. */
static struct ui_piece middle(const struct placing *p, uint16_t text, const struct ui_type *type, float width)
{
    struct ui_piece piece = ui_piece_text(p->u, text, type, width, true);
    piece.align = ALIGN_MIDDLE;
    return piece;
}

/* --- what is only read -------------------------------------------------------------------------------------------- */

/* One node while it is put together. */
struct composing {
    struct placing *p;
    const struct ui_measure *m;
    const struct ui_node *n;
    float width, least;
    struct ui_part part;
};

static void add(struct composing *c, struct ui_piece piece, float x, float y)
{
    ui_part_add(&c->p->scratch, &c->part, piece, x, y);
}

static float heading(struct composing *c)
{
    float factor = c->p->large_heading || c->p->u->deep ? c->m->first : c->m->title;
    struct ui_type type = inked(ui_type(c->p->u, FACE_TITLE, factor, c->m->title_line, c->m->em), INK_TEXT);
    type = shrunk(c->p, type, c->n->label, c->width, c->m->em);
    struct ui_piece text = words(c->p, c->n->label, &type, c->width);
    add(c, text, 0, 0);
    return text.h;
}

/* An icon at the start, a strong line, quiet lines below: FACT and, in a card of its own, NOTICE. `pad`: of the card. */
static float fact(struct composing *c, float side, float gap, struct ui_box pad)
{
    struct ui_type strong = text_type(c->p, FACE_STRONG, INK_TEXT, c->m->fact_line),
                   quiet = text_type(c->p, FACE_TEXT, INK_QUIET, c->m->fact_line);
    bool is_struck = c->n->flags & UI_STRUCK; /* never struck and strong; what holds instead is strong */
    struct ui_type first = inked(is_struck ? quiet : strong, INK_TEXT), second = is_struck ? strong : quiet;
    float width = c->width - 2 * pad.x, indent = c->n->icon ? side + gap : 0, room = width - indent;
    struct ui_piece label = words(c->p, c->n->label, &first, room),
                    below = words(c->p, c->n->value ? c->n->value : c->n->hint, &second, room),
                    last = words(c->p, c->n->value ? c->n->hint : 0, &quiet, room);
    float high = label.h + below.h + last.h, height = c->n->icon && high < side ? side : high;
    bool is_notice = c->n->role == UI_NOTICE;
    float top = is_notice ? (height - high) / 2 : 0;
    float icon_y = is_notice ? (height - side) / 2 : (strong.line_mm - side) / 2;
    add(c, ui_piece_icon(c->n->icon, INK_ICON, side, 0), pad.x, pad.y + taller(icon_y, 0));
    add(c, label, pad.x + indent, pad.y + top);
    add(c, below, pad.x + indent, pad.y + top + label.h);
    add(c, last, pad.x + indent, pad.y + top + label.h + below.h);
    return height + 2 * pad.y;
}

/* Words at the start, the number at the end, or below where it is narrow. */
static float number(struct composing *c)
{
    const struct ui *u = c->p->u;
    float scale = (float)u->setting.panel.width_px / u->setting.panel.width_mm, width = c->width;
    struct ui_type type = text_type(c->p, FACE_TEXT, INK_TEXT, 1.3f);
    struct ui_type digits = {FACE_STRONG, INK_ICON, (uint16_t)ceilf(c->m->digits / 0.668f * scale), 27.3f};
    float room =
        width - c->m->number_gap - ui_text_mm(u, c->n->value, (uint16_t)strlen(ui_string(u, c->n->value)), &digits);
    struct ui_piece label = ui_piece_text(u, c->n->label, &type, width, true);
    bool beside = room > c->m->number_words && ui_widest_word(u, c->n->label, &type) <= room;
    struct ui_piece narrow = beside ? ui_piece_text(u, c->n->label, &type, room, true) : label;
    if (beside && narrow.h > type.line_mm * 2.5f &&
        narrow.h + c->m->number_gap > label.h + 25) /* a tall thin column of words */
        beside = false;
    if (!beside) {
        digits.line_mm = 21; /* digits have no descenders */
        struct ui_piece value = ui_piece_text(u, c->n->value, &digits, width, true);
        value.align = c->m->compact ? ALIGN_START : ALIGN_END;
        add(c, label, 0, 2);
        add(c, value, 0, 2 + label.h);
        return 4 + label.h + value.h;
    }
    struct ui_piece value = ui_piece_text(u, c->n->value, &digits, width, true);
    value.align = ALIGN_END;
    float whole = taller(narrow.h + c->m->number_gap, c->m->number_least);
    add(c, narrow, 0, (whole - narrow.h) / 2);
    add(c, value, 0, (whole - digits.line_mm) / 2);
    return whole;
}

/* The end of `words` words of a text, in bytes. */
static uint16_t words_end(const char *text, int count)
{
    const char *at = text;
    while (count-- > 0) {
        at += strspn(at, " ");
        at += strcspn(at, " ");
    }
    return (uint16_t)(at - text);
}

/* The next words of a text from byte `at` on, so many; moves `at` behind them and the spaces there. */
static struct ui_span next_words(const struct ui *u, uint16_t text, int count, uint16_t *at)
{
    const char *words = ui_string(u, text);
    *at = (uint16_t)(*at + strspn(words + *at, " "));
    struct ui_span s = {(uint16_t)(text + *at), words_end(words + *at, count)};
    *at = (uint16_t)(*at + s.length + strspn(words + *at + s.length, " "));
    return s;
}

static float widest_line(const struct composing *c, const struct ui_type *type, int each)
{
    float widest = 0;
    for (uint16_t at = 0; ui_string(c->p->u, c->n->value)[at];) {
        struct ui_span s = next_words(c->p->u, c->n->value, each, &at);
        widest = taller(widest, ui_text_mm(c->p->u, s.text, s.length, type));
    }
    return widest;
}

/* Two words a line, or one, in a frame; the label above them. */
static float code(struct composing *c)
{
    float pad = c->m->code_pad, room = c->width - 2 * pad;
    struct ui_type body = inked(ui_body(c->p, FACE_TEXT), INK_TEXT);
    struct ui_piece label = words(c->p, c->n->label, &body, room);
    struct ui_type type = ui_type(c->p->u, FACE_TITLE, c->m->code, 1.2f, c->m->em);
    while (widest_line(c, &type, 2) > room && type.em_px > c->m->em)
        type = ui_type(c->p->u, FACE_TITLE, 1, 1.2f, (uint16_t)(type.em_px - 1));
    type.colour = INK_ICON;
    int each = widest_line(c, &type, 2) > room ? 1 : 2;
    float height = pad + label.h;
    add(c, label, pad, pad);
    for (uint16_t at = 0; ui_string(c->p->u, c->n->value)[at];) {
        add(c, ui_piece_span(c->p->u, next_words(c->p->u, c->n->value, each, &at), &type), pad, height);
        height += type.line_mm;
    }
    return height + pad;
}

static float badge(struct composing *c)
{
    bool large = c->m->size >= SIZE_XL && !c->m->compact;
    float sign = large ? c->m->badge_large : c->m->badge_sign, before = large ? 6 : 3.5f, behind = large ? 9 : 6.5f;
    struct ui_type type = text_type(c->p, FACE_STRONG, INK_TEXT, c->m->sign_line);
    struct ui_piece label = ui_piece_text(c->p->u, c->n->label, &type, c->width - sign - before - behind - 4, false);
    float height = taller(label.h, sign) + (large ? 7 : 5);
    struct ui_piece icon = ui_piece_icon(0, COLOUR_ACCENT, sign, 0);
    icon.text = c->n->value;
    icon.length = (uint16_t)strlen(ui_string(c->p->u, c->n->value));
    icon.type.face = FACE_SIGN;
    icon.type.em_px = type.em_px;
    add(c, icon, before, (height - sign) / 2);
    add(c, label, before + sign + 4, (height - label.h) / 2);
    c->part.width = before + sign + 4 + label.widest + behind;
    return height;
}

/* The square, and its name below. */
static float qr(struct composing *c)
{
    float side = ui_qr_square_mm(c->p->u, c->n) * (float)(c->n->number + 2 * UI_QR_QUIET);
    struct ui_type type = text_type(c->p, FACE_TEXT, INK_TEXT, c->m->row_line);
    struct ui_piece label = words(c->p, c->n->label, &type, c->width);
    add(c, label, 0, side + c->m->below_label);
    return side + c->m->below_label + label.h;
}

/* Seven discs, or two rows where they would be too small for their letters. */
static float days(struct composing *c)
{
    const struct ui *u = c->p->u;
    struct ui_type type = text_type(c->p, FACE_STRONG, COLOUR_INK, 1.2f);
    const char *names = ui_string(u, c->n->value);
    float widest = ui_widest_word(u, c->n->value, &type) + 3, disc = taller(widest, c->m->day_disc), width = c->width;
    if (7 * disc + 18 > width && 7 * widest + 18 <= width)
        disc = (width - 18) / 7;
    int each = 7 * disc + 18 <= width + 0.01f ? 7 : 4;
    float step = each == 7 ? (width - disc) / 6 : disc + c->m->day_gap;
    uint16_t at = 0;
    for (int day = 0; day < 7 && names[at]; day++) {
        bool on = c->n->number >> day & 1;
        struct ui_piece name = ui_piece_span(c->p->u, next_words(u, c->n->value, 1, &at), &type);
        name.type.colour = on ? COLOUR_ONACCENT : INK_TEXT;
        name.disc = disc;
        name.disc_colour = on ? COLOUR_ACCENT : COLOUR_WASH;
        add(c, name, (float)(day % each) * step + disc / 2 - name.w / 2,
            (float)(day / each) * (disc + c->m->day_gap) + disc / 2 - type.line_mm / 2);
    }
    return each == 7 ? disc : 2 * disc + c->m->day_gap;
}

/* What is written stands in the XL size, smaller when it is long, never under the visitor's own. */
static float field(struct composing *c)
{
    float pad = c->m->field_side, above = c->m->field_pad, room = c->width - 2 * pad - c->m->caret;
    uint16_t large = ui_em_px(&c->p->u->setting, c->m->compact ? SIZE_M : SIZE_XL);
    large = large > c->m->em ? large : c->m->em;
    struct ui_type type = inked(ui_type(c->p->u, FACE_STRONG, 1, c->m->field_line, large), INK_TEXT);
    type = shrunk(c->p, type, c->n->value, room, c->m->em);
    struct ui_piece value = words(c->p, c->n->value, &type, room);
    add(c, value, pad, above);
    return 2 * above + taller(value.h, ui_line_mm(c->p->u, large, c->m->field_line));
}

enum { LINE_EMS = 28 }; /* about 65 letters; a line is never over 70 (TXT-05) */

static float text(struct composing *c)
{
    bool is_strong = c->n->role == UI_STRONG;
    struct ui_type type = inked(ui_body(c->p, is_strong ? FACE_STRONG : FACE_TEXT), is_strong ? INK_TEXT : INK_QUIET);
    float most = ui_line_mm(c->p->u, c->m->em, LINE_EMS);
    struct ui_piece label = words(c->p, c->n->label, &type, c->width < most ? c->width : most);
    const struct ui_room *room = &c->part.room;
    if (room->to) {
        label.from = room->from < label.lines ? room->from : 0;
        label.to = room->to < label.lines ? room->to : label.lines;
        label.h = (float)(label.to - label.from) * type.line_mm;
    }
    add(c, label, 0, 0);
    return label.h;
}

/* --- what is pressed ---------------------------------------------------------------------------------------------- */

static bool goes_on(const struct ui_node *n)
{
    return n->role == UI_ROW || (n->role == UI_PRIMARY && n->icon != ICON_forward && !(n->flags & UI_COMMIT));
}

/* In the largest text the words of a row may need the width of its icon. */
static bool wants_width(const struct composing *c, float room)
{
    struct ui_type type = text_type(c->p, FACE_STRONG, INK_TEXT, c->m->row_line);
    return c->m->size >= SIZE_XXL && c->n->icon && (c->n->hint || words(c->p, c->n->label, &type, room).lines > 1);
}

/* Disc with icon, label and second line, arrow: ROW, PRIMARY with a hint, CHOICE on its own line. */
static float row(struct composing *c)
{
    const struct ui_measure *m = c->m;
    const struct ui_node *n = c->n;
    bool begin = c->p->u->deep && n->role == UI_PRIMARY,
         arrow = m->go > 0 && goes_on(n) && !(n->flags & UI_DISABLED) && !begin;
    float indent = m->row_start + (n->icon ? m->disc + m->row_gap : 1),
          room = c->width - indent - m->row_end - (arrow ? m->go + m->row_gap : 0);
    uint8_t icon = n->icon;
    if (wants_width(c, room)) {
        room += indent - m->row_start - 1;
        indent = m->row_start + 1;
        icon = ICON_NONE;
    }
    float factor = m->arabic || m->compact || m->size >= SIZE_XXL ? 1 : 1.08f;
    factor = begin ? m->first * 0.75f : factor;
    uint8_t face = n->flags & UI_STRUCK ? FACE_TEXT : FACE_STRONG;
    struct ui_type strong = inked(ui_type(c->p->u, face, taller(factor, 1), m->row_line, m->em), INK_TEXT);
    struct ui_type quiet = text_type(c->p, FACE_TEXT, INK_QUIET, m->row_line);
    strong = shrunk(c->p, strong, n->label, room, m->em);
    struct ui_piece label = words(c->p, n->label, &strong, room), hint = words(c->p, n->hint, &quiet, room);
    float high = label.h + hint.h, natural = taller(high, icon ? m->disc : 0) + m->row_pad;
    float height = taller(natural, taller(c->least, begin ? m->begin : m->row)), top = (height - high) / 2;
    add(c, label, indent, top);
    add(c, hint, indent, top + label.h);
    /* on a filled row the disc is light, so its icon is the accent */
    add(c, ui_piece_icon(icon, COLOUR_ACCENT, m->icon, m->disc), m->row_start + (m->disc - m->icon) / 2,
        (height - m->icon) / 2);
    if (arrow)
        add(c, ui_piece_icon(ICON_next, INK_ICON, m->go, 0), c->width - m->row_end - m->go, (height - m->go) / 2);
    return height;
}

/* How a button is set: by its role, and larger where it stands alone on the wall. */
struct button {
    float factor, icon, natural;
    uint16_t em, least_px; /* of its label */
};

static struct button button_of(const struct composing *c)
{
    const struct ui_measure *m = c->m;
    const struct ui_node *n = c->n;
    const struct ui *u = c->p->u;
    struct button b = {.factor = 1, .icon = m->label_icon, .natural = m->button, .em = m->em, .least_px = m->em};
    if (n->role == UI_PRIMARY) {
        b.factor = m->filled;
        b.natural = m->primary;
    } else if (u->deep && n->role == UI_BUTTON && c->width > 100 && n->parent == 0) {
        b = (struct button){taller(m->first * 0.85f, 1), m->alone_icon, m->compact ? m->button : m->alone, m->em,
                            m->em};
    }
    if (!n->icon)
        b.icon = 0;
    if (m->size >= SIZE_XXL && !m->compact && c->p->u->node[n->parent].role == UI_TWO)
        b.natural = taller(b.natural, 52); /* one a line, as large as two a line were (SIZ-09) */
    if (n->parent ==
        ui_child(u, 0, "pages")) { /* Earlier and More are labels of the frame, like the dock's; they stop at XL */
        uint16_t most = ui_em_px(&u->setting, SIZE_XL);
        b.em = m->em < most ? m->em : most;
        b.least_px = ui_em_px(&u->setting, SIZE_S);
        b.natural = m->button;
    }
    return b;
}

/* Icon beside the words, all in the middle. */
static float button(struct composing *c)
{
    const struct ui_measure *m = c->m;
    const struct ui_node *n = c->n;
    struct button b = button_of(c);
    float pad = m->button_pad, gap = b.icon > 0 ? m->button_gap : 0, room = c->width - 2 * pad - b.icon - gap;
    struct ui_type strong = inked(ui_type(c->p->u, FACE_STRONG, b.factor, m->label_line, b.em), INK_TEXT);
    struct ui_type quiet = text_type(c->p, FACE_TEXT, INK_QUIET, m->row_line);
    strong = shrunk(c->p, strong, n->label, room, b.least_px);
    struct ui_piece label = middle(c->p, n->label, &strong, room),
                    hint = middle(c->p, n->hint, &quiet, c->width - 2 * pad);
    float height = taller(taller(label.h, b.icon) + hint.h + m->button_room, taller(c->least, b.natural));
    float top = (height - label.h - hint.h) / 2, left = (c->width - label.widest - b.icon - gap) / 2;
    bool behind = n->icon == ICON_forward || n->icon == ICON_next;
    bool is_quiet = n->role == UI_BUTTON || n->role == UI_QUIET;
    label.w = label.widest;
    add(c, label, behind ? left : left + b.icon + gap, top);
    add(c, ui_piece_icon(n->icon, is_quiet ? INK_TEXT : INK_ICON, b.icon, 0), behind ? left + label.widest + gap : left,
        top + (label.h - b.icon) / 2);
    add(c, hint, pad, top + label.h);
    return height;
}

/* Icon above the words: tiles, choices in a pair, the hold. */
static float stack(struct composing *c, struct ui_type type, float side, float disc, float natural)
{
    const struct ui_node *n = c->n;
    float pad = c->m->stack_pad, room = c->width - 2 * pad, icon = n->icon ? taller(side, disc) : 0;
    float gap = n->icon ? pad : 0;
    struct ui_type quiet = text_type(c->p, FACE_TEXT, INK_QUIET, c->m->row_line);
    type = shrunk(c->p, inked(type, INK_TEXT), n->label, room, c->m->em);
    struct ui_piece label = middle(c->p, n->label, &type, room), hint = middle(c->p, n->hint, &quiet, room);
    float high = icon + gap + label.h + hint.h, height = taller(high + 2 * pad, taller(c->least, natural)),
          top = (height - high) / 2;
    add(c, ui_piece_icon(n->icon, disc > 0 ? COLOUR_ACCENT : INK_ICON, side, disc), (c->width - side) / 2,
        top + (icon - side) / 2);
    top += icon + gap;
    add(c, label, pad, top);
    add(c, hint, pad, top + label.h);
    return height;
}

/* Both of a pair are set alike: in the large size only where both are a short word (look of Sirkel, choice pair). */
static struct ui_type pair_type(const struct composing *c)
{
    const struct ui *u = c->p->u;
    const struct ui_measure *m = c->m;
    uint16_t pair = c->n->parent;
    bool word = true;
    for (uint16_t i = (uint16_t)(pair + 1); i < u->node[pair].end; i = u->node[i].end)
        word = word && strlen(ui_string(u, u->node[i].label)) <= 6;
    float factor = word ? m->choice * 1.38f : m->choice;
    struct ui_type type = ui_type(u, FACE_TITLE, factor, m->pair_line, m->em);
    for (uint16_t i = (uint16_t)(pair + 1); i < u->node[pair].end; i = u->node[i].end)
        type = shrunk(c->p, type, u->node[i].label, c->width - 2 * m->stack_pad, m->em);
    return type;
}

static float choice(struct composing *c)
{
    const struct ui_measure *m = c->m;
    bool pair = c->n->parent != UI_NONE && c->p->u->node[c->n->parent].role == UI_PAIR;
    bool below = !m->compact && m->size >= SIZE_XL && c->width > m->table_width * 0.6f; /* one below the other */
    if (pair && !below)
        return stack(c, pair_type(c), m->choice_icon, 0, m->pair);
    if (pair)
        c->least = taller(c->least, m->pair);
    return row(c);
}

static float tile(struct composing *c)
{
    struct ui_type type = text_type(c->p, FACE_STRONG, INK_TEXT, c->m->tile_line);
    if (!c->m->compact && c->m->size >= SIZE_XXL)
        c->least = taller(c->least, 96); /* as high as in the size before */
    return c->m->compact || c->m->size >= SIZE_XXL ? row(c)
                                                   : stack(c, type, c->m->tile_icon, c->m->tile_disc, c->m->tile);
}

static float hold(struct composing *c)
{
    struct ui_type type = ui_type(c->p->u, FACE_STRONG, c->m->choice, c->m->tile_line, c->m->em);
    return stack(c, type, c->m->choice_icon, 0, c->m->pair);
}

/* A key's word may be set smaller, down to the S size, rather than be split. */
static float key(struct composing *c)
{
    const struct ui_node *n = c->n;
    bool both = n->icon && n->label;
    uint16_t small = ui_em_px(&c->p->u->setting, SIZE_S), most = ui_em_px(&c->p->u->setting, both ? SIZE_M : SIZE_L);
    uint16_t em = c->m->em < most ? c->m->em : most;
    float room = c->width - 2, height = c->least;
    struct ui_type type = inked(ui_type(c->p->u, FACE_STRONG, both ? 1 : 1.15f, c->m->tool_line, em), INK_TEXT);
    type = shrunk(c->p, type, n->label, room, small);
    struct ui_piece label = middle(c->p, n->label, &type, room);
    float icon = n->icon ? c->m->key_icon : 0, gap = both ? 1 : 0;
    if (icon + gap + label.h > height - 1) /* two lines of words leave the icon less */
        icon = taller(height - 1 - gap - label.h, 4);
    float top = (height - icon - gap - label.h) / 2;
    add(c, ui_piece_icon(n->icon, INK_ICON, icon, 0), (c->width - icon) / 2, top);
    add(c, label, 1, top + icon + gap);
    return height;
}

/* --- the keyboard ------------------------------------------------------------------------------------------------- */

struct keyboard {
    int columns, rows;
    float key, high, gap, left, whole;
};

static int span_of(const struct ui_node *key, int columns)
{
    int wide = key->number > 0 ? key->number : 1;
    return wide > columns ? columns : wide;
}

static struct keyboard keyboard_of(const struct placing *p, uint16_t node, float width)
{
    const struct ui_node *n = &p->u->node[node];
    bool pad = n->number == 1, roomy = pad && p->m.key >= 26;
    struct keyboard k = {.columns = pad ? 3 : ui_key_columns(&p->u->setting), .rows = 1};
    k.gap = roomy && !p->m.tight ? p->m.keys_roomy : p->m.keys_gap;
    k.high = roomy ? p->m.key_large : p->m.key;
    float most = pad ? p->m.pad_keys : p->m.key_width, room = p->m.wide ? width : p->u->setting.panel.width_mm - 16.2f;
    k.key = (room - k.gap * (float)(k.columns - 1)) / (float)k.columns;
    if (k.columns == 11 || k.key > most)
        k.key = k.columns == 11 ? p->m.key_eleven : most;
    k.whole = (float)k.columns * k.key + (float)(k.columns - 1) * k.gap;
    k.left = (width - k.whole) / 2;
    int used = 0;
    for (uint16_t i = (uint16_t)(node + 1); i < n->end; i = p->u->node[i].end) {
        int wide = span_of(&p->u->node[i], k.columns);
        k.rows += used + wide > k.columns;
        used = used + wide > k.columns ? wide : used + wide;
    }
    return k;
}

/* Never mirrored: keyboards stand alike in every script. Layout mirrors afterwards, so from right to left we mirror
 * first. */
static void place_keys(struct placing *p, uint16_t node, float width, float x, float y)
{
    struct keyboard k = keyboard_of(p, node, width);
    int used = 0, line = 0;
    for (uint16_t i = (uint16_t)(node + 1); i < p->u->node[node].end; i = p->u->node[i].end) {
        int columns = span_of(&p->u->node[i], k.columns);
        if (used + columns > k.columns) {
            used = 0;
            line++;
        }
        float left = x + k.left, at = left + (float)used * (k.key + k.gap),
              wide = (float)columns * k.key + (float)(columns - 1) * k.gap;
        if (p->u->setting.from_right)
            at = left + k.whole - (at - left) - wide;
        ui_place_node(p, i, (struct ui_room){.width = wide, .least = k.high}, at, y + (float)line * (k.high + k.gap));
        used += columns;
    }
}

/* --- every node --------------------------------------------------------------------------------------------------- */

static float compose(struct composing *c)
{
    const struct ui_measure *m = c->m;
    switch ((enum ui_role)c->n->role) {
    case UI_HEADING:
        return heading(c);
    case UI_FACT:
        return fact(c, m->fact_icon, m->fact_gap, (struct ui_box){0});
    case UI_NOTICE:
        return fact(c, m->notice_icon, m->notice_gap, (struct ui_box){.x = m->notice_pad, .y = m->notice_top});
    case UI_NUMBER:
        return number(c);
    case UI_CODE:
        return code(c);
    case UI_QR:
        return qr(c);
    case UI_BADGE:
        return badge(c);
    case UI_DAYS:
        return days(c);
    case UI_FIELD:
        return field(c);
    case UI_MARK:
        c->part.width = c->width * 0.5f;
        return c->part.width * MARK_RATIO;
    case UI_OUTLINE: /* as wide as its number says, where there is room */
        c->part.width = fminf((float)c->n->number / 100, c->width);
        return c->part.width * CARD_RATIO;
    case UI_RING:
        return 0;
    default:
        return text(c);
    }
}

static float compose_target(struct composing *c)
{
    switch ((enum ui_role)c->n->role) {
    case UI_ROW:
        return row(c);
    case UI_PRIMARY:
        return c->n->hint ? row(c) : button(c);
    case UI_CHOICE:
        return choice(c);
    case UI_TILE:
        return tile(c);
    case UI_HOLD:
        return hold(c);
    case UI_KEY:
        return key(c);
    case UI_PAD:
        return taller(c->least, c->m->pad);
    default:
        return button(c);
    }
}

static bool same_room(const struct ui_room *a, const struct ui_room *b)
{
    return a->width == b->width && a->least == b->least && a->from == b->from && a->to == b->to;
}

const struct ui_part *ui_measure_node(struct placing *p, uint16_t node, struct ui_room room)
{
    struct ui_part *known = &p->scratch.part[node];
    if (known->edition == p->scratch.edition && same_room(&known->room, &room))
        return known;
    const struct ui_node *n = &p->u->node[node];
    struct composing c = {.p = p, .m = &p->m, .n = n, .width = room.width, .least = room.least};
    c.part = ui_part_begin(&p->scratch, node);
    c.part.room = room;
    c.part.width = room.width;
    if (n->role == UI_KEYS) {
        struct keyboard k = keyboard_of(p, node, room.width);
        c.part.height = (float)k.rows * k.high + (float)(k.rows - 1) * k.gap;
    } else {
        c.part.height = ui_role_focus(n->role) ? compose_target(&c) : compose(&c);
    }
    *known = c.part;
    return known;
}

void ui_place_node(struct placing *p, uint16_t node, struct ui_room room, float x, float y)
{
    ui_part_place(p->u, &p->scratch, ui_measure_node(p, node, room), x, y);
    if (p->u->node[node].role == UI_KEYS)
        place_keys(p, node, room.width, x, y);
}

float ui_line_gap(const struct placing *p, uint16_t first)
{
    const struct ui_node *line = &p->u->node[p->u->node[first].parent];
    for (uint16_t i = (uint16_t)(p->u->node[first].parent + 1); i < line->end; i = p->u->node[i].end)
        if (p->u->node[i].flags & UI_COMMIT)
            return p->m.apart;
    return line->role == UI_PAIR ? p->m.apart : p->m.gap;
}
