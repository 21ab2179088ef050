/* From the screen's children to units. */
#include "ui/flow.h"

#include <assert.h>
#include "ui/roles.h"

static struct unit *add(struct flow *f, uint16_t node, uint16_t count, uint16_t box)
{
    assert(f->units < UNITS_MAX);
    struct unit *v = &f->unit[f->units++];
    *v = (struct unit){.node = node, .count = count, .box = box};
    const struct ui *u = f->p.u;
    for (uint16_t i = node, k = 0; k < count; i = u->node[i].end, k++) {
        const struct ui_node *n = &u->node[i];
        v->target |= ui_role_focus(n->role) || n->role == UI_KEYS;
        v->commit |= (n->flags & UI_COMMIT) != 0;
        v->choices = (uint8_t)(v->choices + (ui_role_focus(n->role) && n->role != UI_PAD));
    }
    return v;
}

/* Two targets a line, or one a line where their words need the width; a pair stays one unit. */
static void add_lines(struct flow *f, uint16_t box)
{
    struct ui *u = f->p.u;
    uint16_t end = u->node[box].end;
    float width = f->p.m.table_width;
    for (uint16_t i = (uint16_t)(box + 1); i < end;) {
        uint16_t second = u->node[i].end, count = second < end ? 2 : 1;
        bool stacks = ui_line_stacks(&f->p, i, count, width), pair = u->node[box].role == UI_PAIR;
        if (stacks && !pair)
            count = 1;
        add(f, i, count, box)->stacked = stacks;
        i = count == 2 ? u->node[second].end : second;
    }
}

/* A text longer than a page is split at line ends; the parts are units of their own. In landscape that is the height
 * of the table, since what the wall can't hold goes there. */
static void add_text(struct flow *f, uint16_t node, uint16_t box)
{
    const struct ui_measure *m = &f->p.m;
    float pad = box == UI_NONE ? 0 : m->compact ? 4 : 8, width = (m->wide ? m->table_width : m->width) - 2 * pad;
    const struct unit *before = f->units > 0 ? &f->unit[f->units - 1] : NULL;
    bool named = before && before->box == box && f->p.u->node[before->node].role == UI_STRONG;
    f->bare = f->units > (named ? 1 : 0) && m->brand <= 0; /* such a page goes without the step */
    flow_head(f);
    float room = m->bottom - flow_nav_height(f) - m->gap - (m->wide ? m->top : f->head_end) - 2 * pad - 6;
    f->bare = 0;
    flow_head(f);
    struct ui_type type = ui_body(&f->p, FACE_TEXT, COLOUR_INK);
    if (room < 3 * type.line_mm && !m->wide)
        room += f->head_end - m->top; /* such a page goes without the heading */
    float height = ui_place(&f->p, node, 0, 0, width, 0),
          name = named ? ui_place(&f->p, before->node, 0, 0, width, 0) : 0;
    if (height > room - name && room - name >= 3 * type.line_mm) /* the first lines stand with their name */
        room -= name;
    int lines = (int)(height / type.line_mm + 0.5f), each = (int)(room / type.line_mm);
    if (height <= room || each < 1) {
        add(f, node, 1, box);
        return;
    }
    int parts = (lines + each - 1) / each;
    each = (lines + parts - 1) / parts; /* no lonely last line */
    for (int from = 0; from < lines; from += each) {
        struct unit *v = add(f, node, 1, box);
        v->from = (uint16_t)from;
        v->to = (uint16_t)(from + each < lines ? from + each : lines);
    }
}

static void add_card(struct flow *f, uint16_t card)
{
    const struct ui *u = f->p.u;
    for (uint16_t i = (uint16_t)(card + 1); i < u->node[card].end; i = u->node[i].end) {
        if (u->node[i].role == UI_TEXT || u->node[i].role == UI_STRONG)
            add_text(f, i, card);
        else
            add(f, i, 1, card);
    }
}

/* What is written, the keys that write it and what follows keep together where a page can hold them. */
static void find_glue(struct flow *f)
{
    const struct ui *u = f->p.u;
    f->glue_from = f->glue_to = UI_NONE;
    for (uint16_t i = 0; i < f->units; i++) {
        uint8_t role = u->node[f->unit[i].node].role;
        if (role != UI_PAD && role != UI_KEYS)
            continue;
        uint16_t from = i > 0 && u->node[f->unit[i - 1].node].role == UI_FIELD ? (uint16_t)(i - 1) : i;
        f->glue_from = from;
        f->glue_to = f->units;
        f->bare = 1; /* the step may give way, the heading rather not */
        flow_head(f);
        while (f->glue_to > i + 1 && !flow_plan(f, from, f->glue_to, from > 0 || f->glue_to < f->units).fits)
            f->glue_to--;
        f->bare = 0;
        flow_head(f);
        return;
    }
}

static void add_unit(struct flow *f, uint16_t i)
{
    const struct ui *u = f->p.u;
    switch ((enum ui_role)u->node[i].role) {
    case UI_TWO:
    case UI_TILES:
    case UI_PAIR:
        add_lines(f, i);
        break;
    case UI_CARD:
        add_card(f, i);
        break;
    case UI_TEXT:
    case UI_STRONG:
        add_text(f, i, UI_NONE);
        break;
    default:
        add(f, i, 1, UI_NONE);
        break;
    }
}

static bool is_head(struct flow *f, uint16_t i)
{
    switch ((enum ui_role)f->p.u->node[i].role) {
    case UI_HEADING:
        f->heading = i;
        return true;
    case UI_STEP:
        f->step = i;
        return true;
    case UI_RING:
        f->ring = i;
        return true;
    case UI_DOCK:
        f->dock = i;
        return true;
    case UI_BADGE:
        return i == f->badge;
    default:
        return i == f->nav;
    }
}

void flow_collect(struct flow *f, struct ui *u)
{
    f->units = 0;
    f->heading = ui_child_role(u, 0, UI_HEADING);
    f->nav = ui_child(u, 0, "pages");
    uint16_t after = f->heading == UI_NONE ? UI_NONE : u->node[f->heading].end;
    f->badge = after < u->count && u->node[after].role == UI_BADGE ? after : UI_NONE;
    f->step = ui_child_role(u, 0, UI_STEP);
    f->ring = ui_child_role(u, 0, UI_RING);
    f->p.emit = false;
    flow_head(f);
    for (uint16_t i = 1; i < u->count; i = u->node[i].end)
        if (!is_head(f, i))
            add_unit(f, i);
    find_glue(f);
}
