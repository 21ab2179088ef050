/* Placing what is pressed: rows, buttons, tiles, choices, the hold, the pad, the keys, and lines of several targets. */
#include "ui/place.h"

#include <string.h>
#include "ui/layout.h"
#include "ui/roles.h"

static float taller(float a, float b)
{
    return a > b ? a : b;
}

/* Measures without placing. */
static float text_height(struct place *p, uint16_t node, uint16_t text, const struct ui_type *type, float width)
{
    bool emit = p->emit;
    p->emit = false;
    float height = ui_place_text(p, node, text, type, ALIGN_START, 0, 0, width);
    p->emit = emit;
    return height;
}

static bool goes_on(const struct ui_node *n)
{
    return n->role == UI_ROW || (n->role == UI_PRIMARY && n->icon != ICON_forward && !(n->flags & UI_COMMIT));
}

/* Disc with icon, label and second line, chevron: ROW, PRIMARY with a hint, CHOICE on its own line. */
static float place_row(struct place *p, uint16_t node, float x, float y, float width, float least)
{
    struct ui_node *n = &p->u->node[node];
    const struct ui_measure *m = &p->m;
    struct ui_look look = ui_style(p->u, n, 0);
    bool begin = p->u->deep && n->role == UI_PRIMARY,
         chevron = m->go > 0 && goes_on(n) && !(n->flags & UI_DISABLED) && !begin;
    float start = m->compact ? 3 : 5, end = m->compact ? 3 : 6, gap = m->compact ? 3 : 6;
    float indent = start + (n->icon ? m->disc + gap : 1), room = width - indent - end - (chevron ? m->go + gap : 0);
    float factor = begin ? m->first * 0.75f : m->arabic || m->compact ? 1 : 1.08f;
    struct ui_type strong = ui_rowed(p, FACE_STRONG, look.text, factor > 1 ? factor : 1);
    struct ui_type quiet = ui_rowed(p, FACE_TEXT, look.quiet, 1);
    strong = ui_shrink(p, strong, n->label, room, m->em);
    float label = text_height(p, node, n->label, &strong, room),
          words = label + text_height(p, node, n->hint, &quiet, room);
    float height =
        taller(taller(words, n->icon ? m->disc : 0) + m->row_pad, taller(least, begin && !m->compact ? 44 : m->row));
    float top = y + (height - words) / 2;
    ui_place_text(p, node, n->label, &strong, ALIGN_START, x + indent, top, room);
    ui_place_text(p, node, n->hint, &quiet, ALIGN_START, x + indent, top + label, room);
    if (n->icon) /* on a filled row the disc is light, so its icon is the accent */
        ui_place_icon(p, node, n->icon, COLOUR_ACCENT, x + start + (m->disc - m->icon) / 2, y + (height - m->icon) / 2,
                      m->icon, m->disc);
    if (chevron)
        ui_place_icon(p, node, ICON_next, look.icon, x + width - end - m->go, y + (height - m->go) / 2, m->go, 0);
    return height;
}

/* An icon beside a word is about as high as its capitals. */
static float button_icon(const struct ui_measure *m)
{
    return m->compact ? 10 : m->size == SIZE_XL ? 13 : m->size == SIZE_L ? 11 : 10;
}

/* Icon beside the words, all in the middle. */
static float place_button(struct place *p, uint16_t node, float x, float y, float width, float least)
{
    struct ui_node *n = &p->u->node[node];
    const struct ui_measure *m = &p->m;
    struct ui_look look = ui_style(p->u, n, 0);
    bool alone = p->u->deep && n->role == UI_BUTTON && width > 100 && n->parent == 0;
    float factor = n->role == UI_PRIMARY ? m->large : alone ? m->first * 0.85f : 1, pad = m->compact ? 3 : 5;
    float icon = n->icon ? (alone && !m->compact ? 22 : button_icon(m)) : 0, gap = icon > 0 ? 4 : 0,
          room = width - 2 * pad - icon - gap;
    struct ui_type strong =
        ui_type(p->u, FACE_STRONG, look.text, factor > 1 ? factor : 1, m->arabic ? 1.46f : 1.3f, m->em);
    struct ui_type quiet = ui_rowed(p, FACE_TEXT, look.quiet, 1);
    bool turns =
        n->parent == ui_child(p->u, 0, "pages"); /* Earlier and More are labels of the frame, like the dock's */
    strong = ui_shrink(p, strong, n->label, room, turns ? ui_em_px(&p->u->setting, SIZE_S) : m->em);
    struct ui_block block;
    ui_break(p->u, n->label, &strong, room, true, &block);
    float hint = text_height(p, node, n->hint, &quiet, width - 2 * pad), label = (float)block.count * strong.line_mm;
    float natural = n->role == UI_PRIMARY ? m->primary : alone && !m->compact ? 72 : m->button;
    float height = taller(taller(label, icon) + hint + 6, taller(least, natural));
    float top = y + (height - label - hint) / 2, whole = block.widest_mm + icon + gap, left = x + (width - whole) / 2;
    bool behind = n->icon == ICON_forward || n->icon == ICON_next;
    float words = behind ? left : left + icon + gap;
    if (p->emit)
        ui_put_lines(p->u, node, &block, 0, block.count, &strong, ALIGN_MIDDLE, words, top, block.widest_mm);
    ui_place_icon(p, node, n->icon, n->role == UI_BUTTON || n->role == UI_QUIET ? look.text : look.icon,
                  behind ? left + block.widest_mm + gap : left, top + (label - icon) / 2, icon, 0);
    ui_place_text(p, node, n->hint, &quiet, ALIGN_MIDDLE, x + pad, top + label, width - 2 * pad);
    return height;
}

/* Icon above the words: tiles, choices in a pair, the hold. */
static float place_stack(struct place *p, uint16_t node, float x, float y, float width, float least,
                         struct ui_type type, float side, float disc, float natural)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_look look = ui_style(p->u, n, 0);
    float pad = p->m.compact ? 2 : 4, room = width - 2 * pad, icon = n->icon ? taller(side, disc) : 0;
    float gap = n->icon ? pad : 0;
    struct ui_type quiet = ui_rowed(p, FACE_TEXT, look.quiet, 1);
    type.colour = look.text;
    type = ui_shrink(p, type, n->label, room, p->m.em);
    float label = text_height(p, node, n->label, &type, room), hint = text_height(p, node, n->hint, &quiet, room);
    float words = icon + gap + label + hint, height = taller(words + 2 * pad, taller(least, natural)),
          top = y + (height - words) / 2;
    ui_place_icon(p, node, n->icon, disc > 0 ? COLOUR_ACCENT : look.icon, x + (width - side) / 2,
                  top + (icon - side) / 2, side, disc);
    top += icon + gap;
    ui_place_text(p, node, n->label, &type, ALIGN_MIDDLE, x + pad, top, room);
    ui_place_text(p, node, n->hint, &quiet, ALIGN_MIDDLE, x + pad, top + label, room);
    return height;
}

/* Both of a pair are set alike: in the large size only where both are a short word (look of Sirkel, choice pair). */
static struct ui_type pair_type(struct place *p, uint16_t node, float width)
{
    const struct ui *u = p->u;
    uint16_t pair = u->node[node].parent;
    float factor = p->m.choice;
    bool word = true;
    for (uint16_t i = (uint16_t)(pair + 1); i < u->node[pair].end; i = u->node[i].end)
        word = word && strlen(ui_string(u, u->node[i].label)) <= 6;
    if (word)
        factor *= 1.38f;
    struct ui_type type = ui_type(u, FACE_TITLE, COLOUR_INK, factor, p->m.arabic ? 1.5f : 1.25f, p->m.em);
    for (uint16_t i = (uint16_t)(pair + 1); i < u->node[pair].end; i = u->node[i].end)
        type = ui_shrink(p, type, u->node[i].label, width - (p->m.compact ? 4 : 8), p->m.em);
    return type;
}

float ui_place_target(struct place *p, uint16_t node, float x, float y, float width, float least)
{
    struct ui_node *n = &p->u->node[node];
    const struct ui_measure *m = &p->m;
    struct ui_type tile = ui_type(p->u, FACE_STRONG, COLOUR_INK, 1, m->arabic ? 1.46f : 1.25f, m->em);
    struct ui_type hold = ui_type(p->u, FACE_STRONG, COLOUR_INK, m->choice, m->arabic ? 1.46f : 1.25f, m->em);
    bool pair = n->parent != UI_NONE && p->u->node[n->parent].role == UI_PAIR;
    switch ((enum ui_role)n->role) {
    case UI_ROW:
        return place_row(p, node, x, y, width, least);
    case UI_PRIMARY:
        return n->hint ? place_row(p, node, x, y, width, least) : place_button(p, node, x, y, width, least);
    case UI_CHOICE:
        if (pair)
            return place_stack(p, node, x, y, width, least, pair_type(p, node, width), m->compact ? 8 : 18, 0, m->pair);
        return place_row(p, node, x, y, width, least);
    case UI_TILE:
        if (m->compact)
            return place_row(p, node, x, y, width, least);
        return place_stack(p, node, x, y, width, least, tile, m->tile_icon, m->tile_disc, m->tile);
    case UI_HOLD:
        return place_stack(p, node, x, y, width, least, hold, m->compact ? 8 : 18, 0, m->pair);
    case UI_PAD:
        return taller(least, m->pad);
    default:
        return place_button(p, node, x, y, width, least);
    }
}

float ui_line_gap(const struct place *p, uint16_t first)
{
    const struct ui_node *line = &p->u->node[p->u->node[first].parent];
    for (uint16_t i = (uint16_t)(p->u->node[first].parent + 1); i < line->end; i = p->u->node[i].end)
        if (p->u->node[i].flags & UI_COMMIT)
            return p->m.apart;
    return line->role == UI_PAIR ? p->m.apart : p->m.gap;
}

/* Side by side only while each is 60 mm wide, no word is split, and no label needs more than two lines. */
bool ui_line_stacks(struct place *p, uint16_t first, uint16_t count, float width)
{
    if (count < 2)
        return false;
    if (p->m.compact && p->u->node[first].role == UI_TILE)
        return true;
    float each = (width - ui_line_gap(p, first) * (float)(count - 1)) / (float)count;
    float least = p->m.compact && p->u->node[p->u->node[first].parent].role == UI_PAIR ? 50 : 60; /* SIZ-02 */
    if (each < least)
        return true;
    uint16_t node = first;
    for (uint16_t i = 0; i < count; i++, node = p->u->node[node].end) {
        const struct ui_node *n = &p->u->node[node];
        bool beside = n->role == UI_BUTTON || n->role == UI_QUIET || n->role == UI_PRIMARY;
        float room = each - (n->role == UI_TILE || n->role == UI_CHOICE ? 8 : 10) -
                     (beside && n->icon ? button_icon(&p->m) + 4 : 0);
        struct ui_type type = ui_type(p->u, FACE_STRONG, COLOUR_INK, 1, 1.3f, p->m.em);
        struct ui_block block;
        ui_break(p->u, n->label, &type, room, true, &block);
        if (block.split || block.count > (beside ? 2 : 3))
            return true;
    }
    return false;
}

float ui_place_line(struct place *p, uint16_t first, uint16_t count, bool stacked, float x, float y, float width,
                    float least)
{
    float gap = ui_line_gap(p, first), each = stacked ? width : (width - gap * (float)(count - 1)) / (float)count;
    bool emit = p->emit;
    float tallest = least;
    uint16_t node = first;
    if (!stacked && count == 1 && p->u->node[first].role == UI_TILE && !p->m.compact && p->m.size < SIZE_XL)
        each = (width - gap) / 2; /* a last single tile keeps its width, while its words find room in it */
    p->emit = false;
    for (uint16_t i = 0; i < count; i++, node = p->u->node[node].end)
        tallest = taller(tallest, ui_place(p, node, x, y, each, 0));
    p->emit = emit;
    node = first;
    float height = 0;
    for (uint16_t i = 0; i < count; i++, node = p->u->node[node].end) {
        if (stacked)
            height += ui_place(p, node, x, y + height, each, tallest) + (i + 1 < count ? gap : 0);
        else
            height = ui_place(p, node, x + (float)i * (each + gap), y, each, tallest);
    }
    return height;
}

/* A key's word may be set smaller, down to the S size, rather than be split. */
static void place_key(struct place *p, uint16_t node, struct ui_box box)
{
    struct ui_node *n = &p->u->node[node];
    struct ui_look look = ui_style(p->u, n, 0);
    n->box = box;
    bool both = n->icon && n->label;
    uint16_t small = ui_em_px(&p->u->setting, SIZE_S), most = ui_em_px(&p->u->setting, both ? SIZE_M : SIZE_L);
    uint16_t em = p->m.em < most ? p->m.em : most;
    struct ui_type type = ui_type(p->u, FACE_STRONG, look.text, both ? 1 : 1.15f, p->m.arabic ? 1.46f : 1.1f, em);
    type = ui_shrink(p, type, n->label, box.w - 2, small);
    float label = text_height(p, node, n->label, &type, box.w - 2), icon = n->icon ? (p->m.compact ? 7 : 9) : 0,
          gap = both ? 1 : 0;
    if (icon + gap + label > box.h - 1) /* two lines of words leave the icon less */
        icon = taller(box.h - 1 - gap - label, 4);
    float top = box.y + (box.h - icon - gap - label) / 2;
    ui_place_icon(p, node, n->icon, look.icon, box.x + (box.w - icon) / 2, top, icon, 0);
    ui_place_text(p, node, n->label, &type, ALIGN_MIDDLE, box.x + 1, top + icon + gap, box.w - 2);
}

/* Never mirrored: keyboards stand alike in every script. Layout mirrors afterwards, so from right to left we mirror
 * first. */
float ui_place_keys(struct place *p, uint16_t node, float x, float y, float width)
{
    const struct ui_node *n = &p->u->node[node];
    bool pad = n->number == 1, roomy = pad && p->m.key >= 26;
    int columns = pad ? 3 : ui_key_columns(&p->u->setting), used = 0, row = 0;
    const float gap = roomy ? 6 : 3.05f, high = roomy ? 30.1f : p->m.key, most = pad ? 76 : p->m.compact ? 30 : 24;
    float room = p->m.wide ? width : p->u->setting.panel.width_mm - 16.2f;
    float key = (room - gap * (float)(columns - 1)) / (float)columns;
    if (columns == 11 || key > most)
        key = columns == 11 ? 20.1f : most;
    float whole = (float)columns * key + (float)(columns - 1) * gap, left = x + (width - whole) / 2;
    for (uint16_t i = (uint16_t)(node + 1); i < n->end; i = p->u->node[i].end) {
        int span = p->u->node[i].number > 0 ? p->u->node[i].number : 1;
        span = span > columns ? columns : span;
        if (used + span > columns) {
            used = 0;
            row++;
        }
        float at = left + (float)used * (key + gap), wide = (float)span * key + (float)(span - 1) * gap;
        if (p->u->setting.from_right)
            at = left + whole - (at - left) - wide;
        if (p->emit)
            place_key(p, i, (struct ui_box){at, y + (float)row * (high + gap), wide, high});
        used += span;
    }
    return (float)(row + 1) * high + (float)row * gap;
}
