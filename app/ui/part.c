/* Texts into lines, and lines into runs of one direction each, in visual order. Widths are measured piece by piece between
 * break opportunities, so a cache of words answers most of them. The text of a run stays in logical order, since shaping
 * turns it. Layout works as if everything began at the left and mirrors at the end, so from right to left the pieces of a
 * line are put down backwards here. */
#include "ui/part.h"

#include <assert.h>
#include <fribidi.h>
#include <linebreak.h>
#include <math.h>
#include <string.h>
#include "base/host.h"
#include "base/text.h"
#include "ui/style.h"

enum { PIECES_MAX = 1024, LINE_CODES_MAX = 512 };

struct set_line {
    uint16_t text, length;
    bool hyphen;    /* a word was split here: a hyphen is drawn behind it */
    float width_mm; /* hyphen included */
};

struct set_text { /* a text broken to a width */
    struct set_line line[UI_LINES_MAX];
    size_t count;
    float widest_mm;
    bool split; /* a word did not fit on a line of its own */
};

struct text_column { /* a text to be set in a column */
    uint16_t text;
    bool balance; /* lines about equally long; else only the last is spared standing as a lone word */
    struct ui_type type;
    float room_mm;
};
struct putting { /* lines from..to-1 of a block, their first at x, y in a column */
    uint16_t node;
    size_t from, to;
    struct ui_type type;
    enum ui_align align;
    float x, y, room_mm;
};

struct piece { /* what stays together, without the spaces behind it */
    uint16_t start, length;
    bool ends_line, soft; /* a line break stands behind it; a soft hyphen does */
    float width, gap;     /* mm; of the piece, of the spaces behind it */
};

static float text_mm(const struct ui *u, const char *text, size_t bytes, const struct ui_type *type)
{
    if (bytes == 0)
        return 0;
    float px = host_text_width(u->setting.language, type->face, type->em_px, text, bytes);
    return px * u->setting.panel.width_mm / (float)u->setting.panel.width_px;
}

float ui_text_mm(const struct ui *u, uint16_t text, uint16_t length, const struct ui_type *type)
{
    return text_mm(u, ui_string(u, text), length, type);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

enum { TAIL_LEAST = 3 };

/* "sign-" and "up" would stand apart: a hyphen ends a line only where three letters or more follow. */
static void keep_short_tails(const char *s, size_t length, char *breaks)
{
    for (size_t i = 0; i + 1 < length; i++) {
        size_t tail = strcspn(s + i + 1, " -\n.,");
        if (s[i] == '-' && breaks[i] == LINEBREAK_ALLOWBREAK && tail < TAIL_LEAST)
            breaks[i] = LINEBREAK_NOBREAK;
    }
}

static size_t cut(const struct ui *u, uint16_t text, const struct ui_type *type, struct piece *out)
{
    const char *s = ui_string(u, text);
    size_t length = strlen(s), count = 0;
    char breaks[UI_TEXT_LONGEST];
    assert(length < sizeof breaks);
    if (length == 0)
        return 0;
    set_linebreaks_utf8((const utf8_t *)s, length, u->setting.language, breaks);
    keep_short_tails(s, length, breaks);
    float space = text_mm(u, " ", 1, type);
    for (size_t start = 0, i = 0; i < length; i++) {
        if (i + 1 < length && breaks[i] != LINEBREAK_ALLOWBREAK && breaks[i] != LINEBREAK_MUSTBREAK)
            continue;
        size_t end = i + 1, spaces = 0;
        while (end > start && is_space(s[end - 1])) {
            end--;
            spaces += s[end] == ' ';
        }
        bool soft = end >= start + 2 && memcmp(s + end - 2, "\xC2\xAD", 2) == 0;
        assert(count < PIECES_MAX);
        out[count++] = (struct piece){.start = (uint16_t)(text + start),
                                      .length = (uint16_t)(end - start),
                                      .ends_line = breaks[i] == LINEBREAK_MUSTBREAK && i + 1 < length,
                                      .soft = soft,
                                      .width = text_mm(u, s + start, end - start, type),
                                      .gap = space * (float)spaces};
        start = i + 1;
    }
    return count;
}

struct breaking {
    const struct ui *u;
    const struct ui_type *type;
    struct set_text *out;
    size_t count;
    struct piece piece[PIECES_MAX];
};

static void add_line(struct breaking *b, struct ui_span span, float width, bool hyphen)
{
    struct set_text *out = b->out;
    assert(out->count < UI_LINES_MAX);
    float whole = width + (hyphen ? text_mm(b->u, "-", 1, b->type) : 0);
    out->line[out->count++] = (struct set_line){span.text, span.length, hyphen, whole};
    if (whole > out->widest_mm)
        out->widest_mm = whole;
}

/* Splits a piece that is wider than a line; returns the rest that fits. */
static struct piece split(struct breaking *b, struct piece p, float room)
{
    float hyphen = text_mm(b->u, "-", 1, b->type);
    b->out->split = true;
    while (p.width > room) {
        const char *begin = ui_string(b->u, p.start), *at = begin;
        size_t fits = 0;
        while ((size_t)(at - begin) < p.length) {
            text_next(&at);
            if (text_mm(b->u, begin, (size_t)(at - begin), b->type) + hyphen > room && fits > 0)
                break;
            fits = (size_t)(at - begin);
        }
        if (fits >= p.length)
            break;
        add_line(b, (struct ui_span){p.start, (uint16_t)fits}, text_mm(b->u, begin, fits, b->type), true);
        p.start = (uint16_t)(p.start + fits);
        p.length = (uint16_t)(p.length - fits);
        p.width = text_mm(b->u, ui_string(b->u, p.start), p.length, b->type);
    }
    return p;
}

static void fill(struct breaking *b, float room)
{
    b->out->count = 0;
    b->out->widest_mm = 0;
    b->out->split = false;
    float width = 0, gap = 0;
    struct ui_span span = {0};
    bool open = false, soft = false;
    for (size_t i = 0; i < b->count; i++) {
        struct piece p = b->piece[i];
        if (open && width + gap + p.width > room + 0.01f) {
            add_line(b, span, width, soft);
            open = false;
        }
        if (!open) {
            if (p.width > room + 0.01f)
                p = split(b, p, room);
            span.text = p.start;
            width = gap = 0;
        }
        width += gap + p.width;
        span.length = (uint16_t)(p.start + p.length - span.text);
        gap = p.gap;
        soft = p.soft;
        open = true;
        if (p.ends_line) {
            add_line(b, span, width, false);
            open = false;
        }
    }
    if (open)
        add_line(b, span, width, false);
}

/* A last line under a quarter of the room looks lost: the lines before give it a word, where their number allows. */
static void feed_last(struct breaking *b, float room)
{
    struct set_text *out = b->out;
    size_t lines = out->count;
    if (lines < 2 || out->split || out->line[lines - 1].width_mm >= room / 4)
        return;
    for (int i = 1; i <= 8; i++) {
        fill(b, room * (1 - 0.04f * (float)i));
        if (out->count != lines || out->split)
            break;
        if (out->line[lines - 1].width_mm >= room / 4)
            return;
    }
    fill(b, room);
}

/* Breaks a text. Words too long for a line are split with a hyphen. */
static void break_lines(const struct ui *u, const struct text_column *text, struct set_text *out)
{
    struct breaking b;
    b.u = u;
    b.type = &text->type;
    b.out = out;
    b.count = cut(u, text->text, &text->type, b.piece);
    fill(&b, text->room_mm);
    if (!text->balance)
        feed_last(&b, text->room_mm);
    if (!text->balance || out->count < 2 || out->split)
        return;
    size_t lines = out->count;
    float low = text->room_mm / (float)lines, high = text->room_mm;
    for (size_t i = 0; i < b.count; i++)
        if (b.piece[i].width > low)
            low = b.piece[i].width;
    for (int i = 0; i < 8 && low < high; i++) {
        float middle = (low + high) / 2;
        fill(&b, middle);
        if (out->count > lines || out->split)
            low = middle;
        else
            high = middle;
    }
    fill(&b, high);
}

float ui_widest_word(const struct ui *u, uint16_t text, const struct ui_type *type)
{
    struct piece piece[PIECES_MAX];
    size_t count = cut(u, text, type, piece);
    float widest = 0;
    for (size_t i = 0; i < count; i++)
        if (piece[i].width > widest)
            widest = piece[i].width;
    return widest;
}

/* --- lines into runs ---------------------------------------------------------------------------------------------- */

static bool from_right(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) || c == 0x200F ||
           c == 0x202B || c == 0x202E || c == 0x2067 || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

static struct ui_run *put_run(struct ui *u, uint16_t node, struct ui_span span, const struct ui_type *type,
                              struct ui_box box)
{
    assert(u->runs < UI_RUNS_MAX);
    struct ui_run *r = &u->run[u->runs++];
    *r = (struct ui_run){.node = node,
                         .text = span.text,
                         .length = span.length,
                         .em_px = type->em_px,
                         .face = type->face,
                         .colour = type->colour,
                         .disc_colour = COLOURS,
                         .x = box.x,
                         .y = box.y,
                         .w = box.w,
                         .h = box.h};
    return r;
}

struct codes { /* of a line, with the byte where each begins */
    FriBidiChar code[LINE_CODES_MAX];
    uint16_t at[LINE_CODES_MAX + 1];
    int count;
};

/* False if the line has nothing that goes from right to left. */
static bool codes_of(const struct ui *u, const struct set_line *line, struct codes *out)
{
    const char *begin = ui_string(u, line->text), *next = begin;
    bool right = false;
    out->count = 0;
    while (next < begin + line->length) {
        assert(out->count < LINE_CODES_MAX);
        out->at[out->count] = (uint16_t)(next - begin);
        out->code[out->count] = text_next(&next);
        right |= from_right(out->code[out->count]);
        out->count++;
    }
    out->at[out->count] = line->length;
    return right;
}

/* Embedding levels, and the visual order of the codes. */
static void order(struct ui *u, const struct codes *c, FriBidiLevel *level, FriBidiStrIndex *map)
{
    FriBidiCharType kind[LINE_CODES_MAX];
    FriBidiBracketType bracket[LINE_CODES_MAX];
    fribidi_get_bidi_types(c->code, c->count, kind);
    fribidi_get_bracket_types(c->code, c->count, kind, bracket);
    FriBidiParType base = fribidi_get_par_direction(kind, c->count);
    if (base == FRIBIDI_PAR_ON)
        base = u->setting.from_right ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    bool known = fribidi_get_par_embedding_levels_ex(kind, bracket, c->count, &base, level) != 0;
    for (int i = 0; i < c->count; i++)
        map[i] = i;
    known = known && fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT, kind, c->count, 0, base, level, NULL, map) != 0;
    assert(known); /* it fails only without memory */
    (void)known;
}

/* A line with both directions: stretches of one level, from the left (or backwards, see above). `at`: x, y, height. */
static void put_mixed(struct ui *u, const struct putting *how, const struct set_line *line, const struct codes *c,
                      struct ui_box at)
{
    FriBidiLevel level[LINE_CODES_MAX];
    FriBidiStrIndex map[LINE_CODES_MAX];
    order(u, c, level, map);
    int step = u->setting.from_right ? -1 : 1, seen = u->setting.from_right ? c->count - 1 : 0;
    while (seen >= 0 && seen < c->count) {
        int first = map[seen], low = first, high = first;
        seen += step;
        while (seen >= 0 && seen < c->count && level[map[seen]] == level[first] &&
               (map[seen] == low - 1 || map[seen] == high + 1)) {
            low = map[seen] < low ? map[seen] : low;
            high = map[seen] > high ? map[seen] : high;
            seen += step;
        }
        struct ui_span span = {(uint16_t)(line->text + c->at[low]), (uint16_t)(c->at[high + 1] - c->at[low])};
        at.w = ui_text_mm(u, span.text, span.length, &how->type);
        put_run(u, how->node, span, &how->type, at);
        at.x += at.w;
    }
}

static void put_line(struct ui *u, const struct putting *how, const struct set_line *line, float x, float y)
{
    struct codes codes;
    const struct ui_type *type = &how->type;
    if (codes_of(u, line, &codes)) {
        put_mixed(u, how, line, &codes, (struct ui_box){x, y, 0, type->line_mm});
        return;
    }
    float hyphen = line->hyphen ? ui_text_mm(u, UI_HYPHEN, 1, type) : 0;
    bool backwards = u->setting.from_right;
    if (line->length)
        put_run(u, how->node, (struct ui_span){line->text, line->length}, type,
                (struct ui_box){backwards ? x + hyphen : x, y, line->width_mm - hyphen, type->line_mm});
    if (line->hyphen)
        put_run(u, how->node, (struct ui_span){UI_HYPHEN, 1}, type,
                (struct ui_box){backwards ? x : x + line->width_mm - hyphen, y, hyphen, type->line_mm});
}

static void put_lines(struct ui *u, const struct putting *how, const struct set_text *block)
{
    static const float share[] = {[ALIGN_START] = 0, [ALIGN_MIDDLE] = 0.5f, [ALIGN_END] = 1};
    for (size_t i = how->from; i < how->to; i++) {
        float spare = how->room_mm - block->line[i].width_mm;
        put_line(u, how, &block->line[i], how->x + spare * share[how->align],
                 how->y + (float)(i - how->from) * how->type.line_mm);
    }
}

/* --- pieces: measured at 0, 0, placed by adding ---------------------------------------------------------------------- */

struct ui_piece ui_piece_text(const struct ui *u, uint16_t text, const struct ui_type *type, float width, bool balance)
{
    struct ui_piece piece = {.kind = PIECE_TEXT, .text = text, .type = *type, .w = width, .balance = balance};
    if (!text)
        return piece;
    struct set_text block;
    break_lines(u, &(struct text_column){text, balance, *type, width}, &block);
    piece.to = piece.lines = (uint16_t)block.count;
    piece.h = (float)block.count * type->line_mm;
    piece.widest = block.widest_mm;
    piece.split = block.split;
    return piece;
}

struct ui_piece ui_piece_span(const struct ui *u, struct ui_span span, const struct ui_type *type)
{
    float wide = ui_text_mm(u, span.text, span.length, type);
    return (struct ui_piece){.kind = PIECE_SPAN,
                             .text = span.text,
                             .length = span.length,
                             .type = *type,
                             .w = wide,
                             .h = type->line_mm,
                             .widest = wide,
                             .disc_colour = COLOURS};
}

struct ui_piece ui_piece_icon(uint8_t icon, uint8_t colour, float side, float disc)
{
    return (struct ui_piece){.kind = PIECE_ICON,
                             .text = icon,
                             .type = {.face = FACE_ICON, .colour = colour},
                             .w = side,
                             .h = side,
                             .disc = disc,
                             .disc_colour = disc > 0 ? INK_DISC : COLOURS};
}

struct ui_part ui_part_begin(struct ui_scratch *s, uint16_t node)
{
    if (s->used > UI_PIECES_MAX / 2) /* what was measured is measured again when it is wanted */
        ui_scratch_forget(s);
    return (struct ui_part){.node = node, .first = s->used, .edition = s->edition};
}

void ui_part_add(struct ui_scratch *s, struct ui_part *part, struct ui_piece piece, float x, float y)
{
    if (piece.kind != PIECE_BOX && !piece.text)
        return;
    assert(s->used < UI_PIECES_MAX && part->first + part->pieces == s->used);
    piece.node = piece.node ? piece.node : part->node;
    piece.x = x;
    piece.y = y;
    s->piece[s->used++] = piece;
    part->pieces++;
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

static uint8_t token(const struct ui_look *look, uint8_t colour)
{
    switch (colour) {
    case INK_TEXT:
        return look->text;
    case INK_QUIET:
        return look->quiet;
    case INK_ICON:
        return look->icon;
    case INK_DISC:
        return look->disc;
    default:
        return colour;
    }
}

static void put_icon(struct ui *u, const struct ui_piece *piece, struct ui_type type, struct ui_box box,
                     struct ui_look look)
{
    float scale = (float)u->setting.panel.width_px / u->setting.panel.width_mm;
    if (type.em_px == 0)
        type.em_px = (uint16_t)lroundf(piece->w * scale);
    struct ui_span shown = {piece->text, piece->length};
    if (type.face == FACE_ICON)
        shown.text = turned(u, (uint8_t)piece->text);
    struct ui_run *r = put_run(u, piece->node, shown, &type, box);
    r->disc = piece->disc;
    r->disc_colour = token(&look, piece->disc_colour);
}

static void put_piece(struct ui *u, const struct ui_piece *piece, float x, float y)
{
    struct ui_box box = {x + piece->x, y + piece->y, piece->w, piece->h};
    if (piece->kind == PIECE_BOX) {
        u->node[piece->node].box = box;
        return;
    }
    struct ui_look look = ui_style(u, &u->node[piece->node], 0);
    struct ui_type type = piece->type;
    type.colour = token(&look, type.colour);
    if (piece->kind == PIECE_ICON) {
        put_icon(u, piece, type, box, look);
        return;
    }
    if (piece->kind == PIECE_SPAN) {
        struct ui_run *r = put_run(u, piece->node, (struct ui_span){piece->text, piece->length}, &type, box);
        r->disc = piece->disc;
        r->disc_colour = piece->disc_colour;
        return;
    }
    struct set_text block;
    struct putting how = {piece->node, piece->from, piece->to, type, piece->align, box.x, box.y, box.w};
    break_lines(u, &(struct text_column){piece->text, piece->balance, type, piece->w}, &block);
    put_lines(u, &how, &block);
}

void ui_part_place(struct ui *u, const struct ui_scratch *s, const struct ui_part *part, float x, float y)
{
    u->node[part->node].box = (struct ui_box){x, y, part->width, part->height};
    for (uint16_t i = 0; i < part->pieces; i++)
        put_piece(u, &s->piece[part->first + i], x, y);
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
