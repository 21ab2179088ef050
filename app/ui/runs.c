/* Placing lines as runs of one direction each, in visual order; the text of a run stays in logical order, since shaping
 * turns it. Layout works as if everything began at the left and mirrors at the end, so from right to left the pieces of
 * a line are put down backwards here. */
#include "ui/lines.h"

#include <assert.h>
#include <fribidi.h>
#include "base/text.h"

enum { LINE_CODES_MAX = 512 };

static bool from_right(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) || c == 0x200F ||
           c == 0x202B || c == 0x202E || c == 0x2067 || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

struct ui_run *ui_put_run(struct ui *u, uint16_t node, uint16_t text, uint16_t length, const struct ui_type *type,
                          struct ui_box box)
{
    assert(u->runs < UI_RUNS_MAX);
    struct ui_run *r = &u->run[u->runs++];
    *r = (struct ui_run){.node = node,
                         .text = text,
                         .length = length,
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

/* The codes of a line with the byte where each begins; false if the line has nothing that goes from right to left. */
static bool codes_of(const struct ui *u, const struct ui_line *line, FriBidiChar *code, uint16_t *at, int *ret_count)
{
    const char *begin = ui_string(u, line->text), *next = begin;
    bool right = false;
    int count = 0;
    while (next < begin + line->length) {
        assert(count < LINE_CODES_MAX);
        at[count] = (uint16_t)(next - begin);
        code[count] = text_next(&next);
        right |= from_right(code[count]);
        count++;
    }
    at[count] = line->length;
    *ret_count = count;
    return right;
}

static float put_piece(struct ui *u, uint16_t node, const struct ui_line *line, uint16_t from, uint16_t to,
                       const struct ui_type *type, float x, float y)
{
    uint16_t text = (uint16_t)(line->text + from), length = (uint16_t)(to - from);
    float width = ui_text_mm(u, text, length, type);
    ui_put_run(u, node, text, length, type, (struct ui_box){x, y, width, type->line_mm});
    return width;
}

/* A line with both directions: embedding levels, stretches of one level, from the left (or backwards, see above). */
static void put_mixed(struct ui *u, uint16_t node, const struct ui_line *line, const FriBidiChar *code,
                      const uint16_t *at, int count, const struct ui_type *type, float x, float y)
{
    FriBidiCharType kind[LINE_CODES_MAX];
    FriBidiBracketType bracket[LINE_CODES_MAX];
    FriBidiLevel level[LINE_CODES_MAX];
    FriBidiStrIndex map[LINE_CODES_MAX];
    fribidi_get_bidi_types(code, count, kind);
    fribidi_get_bracket_types(code, count, kind, bracket);
    FriBidiParType base = fribidi_get_par_direction(kind, count);
    if (base == FRIBIDI_PAR_ON)
        base = u->setting.from_right ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    bool known = fribidi_get_par_embedding_levels_ex(kind, bracket, count, &base, level) != 0;
    for (int i = 0; i < count; i++)
        map[i] = i;
    known = known && fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT, kind, count, 0, base, level, NULL, map) != 0;
    assert(known); /* it fails only without memory */
    int step = u->setting.from_right ? -1 : 1, seen = u->setting.from_right ? count - 1 : 0;
    while (seen >= 0 && seen < count) {
        int first = map[seen], low = first, high = first;
        seen += step;
        while (seen >= 0 && seen < count && level[map[seen]] == level[first] &&
               (map[seen] == low - 1 || map[seen] == high + 1)) {
            low = map[seen] < low ? map[seen] : low;
            high = map[seen] > high ? map[seen] : high;
            seen += step;
        }
        x += put_piece(u, node, line, at[low], at[high + 1], type, x, y);
    }
}

static void put_line(struct ui *u, uint16_t node, const struct ui_line *line, const struct ui_type *type, float x,
                     float y)
{
    FriBidiChar code[LINE_CODES_MAX];
    uint16_t at[LINE_CODES_MAX + 1];
    int count = 0;
    if (codes_of(u, line, code, at, &count)) {
        put_mixed(u, node, line, code, at, count, type, x, y);
        return;
    }
    float hyphen = line->hyphen ? ui_text_mm(u, UI_HYPHEN, 1, type) : 0;
    bool backwards = u->setting.from_right;
    if (line->length)
        ui_put_run(u, node, line->text, line->length, type,
                   (struct ui_box){backwards ? x + hyphen : x, y, line->width_mm - hyphen, type->line_mm});
    if (line->hyphen)
        ui_put_run(u, node, UI_HYPHEN, 1, type,
                   (struct ui_box){backwards ? x : x + line->width_mm - hyphen, y, hyphen, type->line_mm});
}

float ui_put_lines(struct ui *u, uint16_t node, const struct ui_block *block, size_t from, size_t to,
                   const struct ui_type *type, enum ui_align align, float x, float y, float room_mm)
{
    for (size_t i = from; i < to; i++) {
        const struct ui_line *line = &block->line[i];
        float spare = room_mm - line->width_mm;
        float at = align == ALIGN_START ? x : align == ALIGN_END ? x + spare : x + spare / 2;
        put_line(u, node, line, type, at, y + (float)(i - from) * type->line_mm);
    }
    return (float)(to - from) * type->line_mm;
}
