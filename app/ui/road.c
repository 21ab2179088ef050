/* A tree as questions of two answers. */
#include "ui/road.h"

#include <string.h>
#include "base/bytes.h"
#include "base/letters.h"
#include "base/text.h"
#include "base/words.h"
#include "ui/roles.h"

enum { FEW = 3, MANY = 12, SURE = 1 << 18, OTHER_SIDE = 1 << 19, BITS = 9, MASK = (1 << BITS) - 1, SIDE_BYTES = 400 };

struct
    road { /* what can be pressed, in the order in which it is asked: likely things, the page's others, the bar, the tools */
    const struct ui *full;
    uint16_t target[UI_NODES_MAX];
    uint16_t count, page; /* page: so many of them are the page's own */
    bool pair;            /* the page has two answers of its own, and nothing else */
};

struct side { /* an answer: one target, several, or all that is not the page's */
    uint16_t from, to;
};

struct question {
    struct side side[2];
    bool two, ranged; /* ranged: so many that an answer names the first and the last of its half */
};

/* --- what there is --------------------------------------------------------------------------------------------------------- */

static bool is_likely(const struct ui_node *n)
{
    return n->role == UI_PRIMARY || n->role == UI_HOLD || (n->flags & UI_LIKELY);
}

static bool leads(const struct ui *full, uint16_t node)
{
    uint16_t pages = ui_child(full, 0, "pages");
    if (pages == UI_NONE || full->node[node].parent != pages)
        return true;
    return strcmp(ui_string(full, full->node[node].key), "more") == 0 ? full->leads_on : full->leads_back;
}

static void take(struct road *r, uint16_t from, uint16_t to, int likely)
{
    for (uint16_t i = from; i < to; i++) {
        const struct ui_node *n = &r->full->node[i];
        bool wanted = likely < 0 || is_likely(n) == (likely > 0);
        if (ui_role_focus(n->role) && !(n->flags & UI_DISABLED) && n->act && wanted && leads(r->full, i))
            r->target[r->count++] = i;
    }
}

static void look(const struct ui *full, struct road *r)
{
    uint16_t dock = ui_child_role(full, 0, UI_DOCK), end = dock == UI_NONE ? full->count : dock;
    *r = (struct road){.full = full};
    take(r, 1, end, 1);
    take(r, 1, end, 0);
    r->page = r->count;
    r->pair = r->page == 2 && ui_above(full, r->target[0], UI_PAIR) != UI_NONE;
    if (dock == UI_NONE)
        return;
    uint16_t bar = ui_child_role(full, dock, UI_BAR), tools = ui_child_role(full, dock, UI_TOOLS);
    if (bar != UI_NONE)
        take(r, bar, full->node[bar].end, -1);
    if (tools != UI_NONE)
        take(r, tools, full->node[tools].end, -1);
}

/* --- which question -------------------------------------------------------------------------------------------------------- */

/* Things in a range: of the page's, all that is not the page's counts as one. */
static uint16_t things(const struct road *r, struct side s)
{
    bool tail = s.from < r->page && s.to > r->page;
    return (uint16_t)(tail ? r->page - s.from + 1 : s.to - s.from);
}

/* So many letters an answer may take to name what it stands for: it is no taller than an arm reaches. */
static size_t room(const struct ui_setting *setting)
{
    static const uint8_t letters[SIZES] = {60, 54, 40, 30};
    return setting->panel.width_mm < 220 ? letters[SIZE_XL] : letters[setting->size];
}

/* How many of the first things can be named together. */
static uint16_t nameable(const struct road *r, struct side s)
{
    uint16_t count = 1;
    size_t used = 0;
    for (uint16_t i = s.from; i < s.to && i < s.from + FEW; i++) {
        used += text_count(ui_string(r->full, r->full->node[r->target[i]].label)) + 2;
        if (used <= room(&r->full->setting))
            count = (uint16_t)(i - s.from + 1);
    }
    return count;
}

/* One likely thing is an answer of its own; of a few, as many are named as there is room for; of many, half. */
static uint16_t first_part(const struct road *r, struct side s)
{
    uint16_t count = things(r, s), most = nameable(r, s), part = FEW;
    if (count <= FEW || is_likely(&r->full->node[r->target[s.from]]))
        return 1;
    if (count > MANY)
        return (uint16_t)(count / 2);
    if (count == FEW + 1)
        part = 2;
    return most < part ? most : part;
}

static struct question question_of(const struct road *r, int32_t at)
{
    struct side all = {(uint16_t)(at & MASK), (uint16_t)(at >> BITS & MASK)};
    if (at >= UI_ROAD_DOCK)
        all = (struct side){r->page, r->count};
    else if (all.from >= all.to || all.to > r->count)
        all = (struct side){0, r->pair ? r->page : r->count};
    struct question q = {.side = {all}};
    if (things(r, all) < 2)
        return q;
    q.two = true;
    q.ranged = things(r, all) > MANY;
    q.side[0].to = (uint16_t)(all.from + first_part(r, all));
    q.side[1] = (struct side){q.side[0].to, all.to};
    return q;
}

static int32_t number_of(struct side s)
{
    return s.from | s.to << BITS;
}

/* --- its tree -------------------------------------------------------------------------------------------------------------- */

static void copy(const struct ui *full, uint16_t i, struct ui *out)
{
    const struct ui_node *n = &full->node[i];
    bool holds = n->end > i + 1;
    if (holds)
        ui_open(out, (enum ui_role)n->role, ui_string(full, n->key), n->arg);
    else
        ui_add(out, (enum ui_role)n->role, ui_string(full, n->key), n->arg, ui_string(full, n->label));
    ui_act(out, n->act, n->act_arg);
    ui_say(out, ui_string(full, n->say));
    ui_hint(out, ui_string(full, n->hint));
    ui_value(out, ui_string(full, n->value));
    ui_icon(out, (enum ui_icon)n->icon);
    ui_flag(out, n->flags);
    ui_number(out, n->number);
    for (uint16_t k = (uint16_t)(i + 1); k < n->end; k = full->node[k].end)
        copy(full, k, out);
    if (holds)
        ui_close(out);
}

static bool has_target(const struct ui *full, uint16_t i)
{
    for (uint16_t k = i; k < full->node[i].end; k++)
        if (ui_role_focus(full->node[k].role))
            return true;
    return full->node[i].role == UI_KEYS;
}

/* What is only read; later questions keep the heading, and what is being written. */
static void read(const struct ui *full, bool first, struct ui *out)
{
    for (uint16_t i = 1; i < full->count; i = full->node[i].end) {
        uint8_t role = full->node[i].role;
        bool kept = role == UI_HEADING || role == UI_STEP || role == UI_FIELD;
        if (role == UI_DOCK || role == UI_RING || has_target(full, i) || !(first || kept))
            continue;
        if (i != ui_child(full, 0, "pages"))
            copy(full, i, out);
    }
}

static void add_name(struct buffer *b, const struct ui *full, uint16_t node, bool spoken)
{
    const struct ui_node *n = &full->node[node];
    const char *label = ui_string(full, n->label), *say = ui_string(full, n->say);
    if (spoken && n->role == UI_KEY && !*say && text_count(label) == 1)
        letters_name(b, text_next(&label));
    else if (n->role == UI_HOLD) /* nobody holds here: the question is the heading's */
        buffer_text(b, _("Yes"));
    else
        buffer_text(b, (spoken && *say) || !*label ? say : label);
}

/* "A, B, C"; "Something else" for what is not the page's, and for all that the other answer does not name; half of many is
 * "A – M". */
static void name_side(const struct road *r, struct side s, bool ranged, bool spoken, struct buffer *b)
{
    uint16_t own = s.from < r->page && s.to > r->page ? r->page : s.to, from = s.from;
    bool few = own - from <= FEW && nameable(r, s) >= own - from;
    if (ranged && own - from > 1) {
        add_name(b, r->full, r->target[from], spoken);
        buffer_text(b, spoken ? ", \xE2\x80\x93 " : " \xE2\x80\x93 ");
        from = (uint16_t)(own - 1);
    }
    for (uint16_t i = from; i < own && (few || ranged); i++) {
        buffer_text(b, i > from ? ", " : "");
        add_name(b, r->full, r->target[i], spoken);
    }
    if (own == s.to && (few || ranged))
        return;
    buffer_text(b, b->length ? ", " : "");
    buffer_text(b, _("Something else"));
}

/* Asked once more, before it is done? */
static bool is_final(const struct ui_node *n)
{
    return n->role == UI_HOLD || (n->role == UI_NAV && (n->flags & UI_COMMIT));
}

static void answer(const struct road *r, const struct question *q, int side, uint16_t act, struct ui *out)
{
    struct side s = q->side[side];
    const struct ui_node *n = &r->full->node[r->target[s.from]];
    bool one = things(r, s) == 1 && s.to - s.from == 1, final = one && is_final(n);
    struct buffer shown = {.limit = SIDE_BYTES}, said = {.limit = 4 * SIDE_BYTES};
    uint16_t flags = 0;
    name_side(r, s, q->ranged, false, &shown);
    name_side(r, s, q->ranged, true, &said);
    ui_add(out, UI_CHOICE, side ? "second" : "first", 0, buffer_string(&shown));
    ui_say(out, buffer_string(&said));
    if (one && !final) {
        ui_act(out, n->act, n->act_arg);
        flags = n->flags & (UI_CHOSEN | UI_COMMIT | UI_CURRENT);
    } else {
        ui_act(out, act, number_of(s) | (final ? SURE : 0) | (final && side ? OTHER_SIDE : 0));
    }
    for (uint16_t i = s.from; i < s.to && i < r->page; i++)
        flags |= r->full->node[r->target[i]].flags & UI_PRIVATE;
    ui_flag(out, flags);
    ui_icon(out, side ? ICON_forward : ICON_list);
    if (one)
        ui_icon(out, (enum ui_icon)n->icon);
    buffer_free(&shown);
    buffer_free(&said);
}

/* "Are you sure?": Yes stands where the press before it was not. */
static void sure(const struct road *r, int32_t at, uint16_t act, struct ui *out)
{
    const struct ui_node *n = &r->full->node[r->target[at & MASK]];
    int yes = at & OTHER_SIDE ? 0 : 1;
    if (n->role != UI_HOLD)
        ui_add(out, UI_STRONG, "what", 0, ui_string(r->full, n->label));
    ui_add(out, UI_TEXT, "sure", 0, _("Are you sure?"));
    ui_open(out, UI_PAIR, "road", 0);
    for (int i = 0; i < 2; i++) {
        ui_add(out, UI_CHOICE, i ? "second" : "first", 0, i == yes ? _("Yes") : _("No"));
        ui_act(out, i == yes ? n->act : act, i == yes ? n->act_arg : 0);
        ui_icon(out, i == yes ? ICON_check : ICON_cross);
        ui_flag(out, UI_COMMIT);
    }
    ui_close(out);
}

static void ask(const struct road *r, int32_t at, uint16_t act, struct ui *out)
{
    struct question q = question_of(r, at);
    if (q.side[0].from >= q.side[0].to)
        return;
    ui_open(out, UI_PAIR, "road", 0);
    answer(r, &q, 0, act, out);
    if (q.two)
        answer(r, &q, 1, act, out);
    ui_close(out);
}

void ui_road_ask(const struct ui *full, int32_t at, uint16_t act, struct ui *out)
{
    struct road r;
    look(full, &r);
    bool is_sure = at > 0 && at < UI_ROAD_DOCK && (at & SURE) && (at & MASK) < r.count;
    ui_begin(out, &full->setting, full->page);
    out->words_most = full->words_most;
    out->narrow = full->narrow;
    out->brief = full->brief;
    out->asks = true;
    read(full, at == 0, out);
    if (is_sure)
        sure(&r, at, act, out);
    else
        ask(&r, at, act, out);
    uint16_t pages = ui_child(full, 0, "pages"), dock = ui_child_role(full, 0, UI_DOCK);
    if (pages != UI_NONE)
        copy(full, pages, out);
    if (dock != UI_NONE)
        copy(full, dock, out);
    ui_finish(out);
}

void ui_road_answers(const struct ui *u, uint32_t ret[2])
{
    static const char *const ways[][2] = {{"road/first", "road/second"}, {"pages/earlier", "pages/more"}};
    ret[0] = ret[1] = 0;
    for (int way = 0; way < 2 && ret[0] == 0; way++)
        for (int side = 0; side < 2; side++) {
            uint16_t node = ui_find_path(u, ways[way][side]);
            if (node == UI_NONE || !ui_is_target(&u->node[node]))
                continue;
            ret[side] = u->node[node].id;
            ret[!side] = ret[!side] ? ret[!side] : u->node[node].id;
        }
}
