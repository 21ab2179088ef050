/* Children of the screen into units, units into pages: as roomy as it can be on one page; then without the ring; then
 * tighter; then on several pages. Everything here measures; stack.c stacks, page.c places. */
#include "ui/pages.h"

#include "ui/layout.h"
#include "ui/roles.h"

#include <assert.h>
#include <string.h>

/* --- lines of targets --------------------------------------------------------------------------------------------- */

/* Does this label need a word split, or more lines than stand well beside another? */
static bool is_cramped(const struct placing *p, const struct ui_node *n, float width)
{
    bool beside = n->role == UI_BUTTON || n->role == UI_QUIET || n->role == UI_PRIMARY;
    float room = width - (n->role == UI_TILE || n->role == UI_CHOICE ? 8 : 10);
    if (beside && n->icon)
        room -= p->m.label_icon + p->m.button_gap;
    struct ui_type type = ui_type(p->u, FACE_STRONG, 1, 1.3f, p->m.em);
    struct ui_piece label = ui_piece_text(p->u, n->label, &type, room, true);
    int most = beside ? 2 : 3;
    if (p->u->asks && n->role == UI_CHOICE) /* an answer may name several things, and halves stay halves */
        most = 6;
    return label.split || label.lines > most;
}

/* Side by side only while each is 60 mm wide, no word is split, and no label needs more than two lines. */
static bool line_stacks(const struct placing *p, uint16_t first, uint16_t count, float width)
{
    if (count < 2)
        return false;
    if ((p->m.compact || p->m.size >= SIZE_XXL) && p->u->node[first].role == UI_TILE)
        return true;
    float each = (width - ui_line_gap(p, first) * (float)(count - 1)) / (float)count;
    float least = p->u->node[p->u->node[first].parent].role == UI_PAIR ? p->m.pair_width : p->m.beside;
    if (each < least)
        return true;
    for (uint16_t i = 0, node = first; i < count; i++, node = p->u->node[node].end)
        if (is_cramped(p, &p->u->node[node], each))
            return true;
    return false;
}

/* --- from the screen's children to units -------------------------------------------------------------------------- */

static float nav_height(struct paging *f)
{
    if (f->nav == UI_NONE)
        return 0;
    float height = 0;
    const struct ui_room room = {.width = (f->p.m.table_width - f->p.m.gap) / 2};
    for (uint16_t i = (uint16_t)(f->nav + 1); i < f->p.u->node[f->nav].end; i = f->p.u->node[i].end) {
        float own = ui_measure_node(&f->p, i, room)->height;
        height = own > height ? own : height;
    }
    return height;
}

static struct page_unit *add(struct paging *f, uint16_t node, uint16_t count, uint16_t box)
{
    assert(f->units < UNITS_MAX);
    struct page_unit *v = &f->unit[f->units++];
    *v = (struct page_unit){.node = node, .count = count, .box = box};
    const struct ui *u = f->p.u;
    for (uint16_t i = node, k = 0; k < count; i = u->node[i].end, k++) {
        const struct ui_node *n = &u->node[i];
        for (uint16_t w = i; w < n->end; w++)
            v->words += (uint16_t)ui_words(u, w);
        v->target |= ui_role_focus(n->role) || n->role == UI_KEYS;
        v->commit |= (n->flags & UI_COMMIT) != 0;
        v->early |= (n->flags & UI_EARLY) != 0;
        v->choices = (uint8_t)(v->choices + (ui_role_focus(n->role) && n->role != UI_PAD));
    }
    return v;
}

/* Two targets a line, or one a line where their words need the width; a pair stays one unit. */
static void add_lines(struct paging *f, uint16_t box)
{
    struct ui *u = f->p.u;
    uint16_t end = u->node[box].end;
    float width = f->p.m.table_width;
    for (uint16_t i = (uint16_t)(box + 1); i < end;) {
        uint16_t second = u->node[i].end, count = second < end ? 2 : 1;
        bool stacks = line_stacks(&f->p, i, count, width), pair = u->node[box].role == UI_PAIR;
        if (stacks && !pair)
            count = 1;
        add(f, i, count, box)->stacked = stacks;
        i = count == 2 ? u->node[second].end : second;
    }
}

/* How much of a text a page of its own can hold, without the step and, where that is too little, without the heading. */
static float text_room(struct paging *f, bool first, float pad, float line_mm)
{
    const struct ui_measure *m = &f->p.m;
    f->bare = !first && m->brand <= 0; /* such a page goes without the step */
    page_head(f);
    float room = m->bottom - nav_height(f) - m->gap - (m->wide ? m->top : f->head.end) - 2 * pad - 6;
    f->bare = 0;
    page_head(f);
    if (room < 3 * line_mm && !m->wide)
        room += f->head.end - m->top; /* such a page goes without the heading */
    return room;
}

/* A text longer than a page is split at line ends; the parts are units of their own. In landscape that is the height
 * of the table, since what the wall can't hold goes there. */
static void add_text(struct paging *f, uint16_t node, uint16_t box)
{
    const struct ui_measure *m = &f->p.m;
    float pad = box == UI_NONE ? 0 : m->card_pad, line_mm = ui_body(&f->p, FACE_TEXT).line_mm;
    const struct ui_room width = {.width = (m->wide ? m->table_width : m->width) - 2 * pad};
    const struct page_unit *before = f->units > 0 ? &f->unit[f->units - 1] : NULL;
    bool named = before && before->box == box && f->p.u->node[before->node].role == UI_STRONG;
    float room = text_room(f, f->units <= (named ? 1 : 0), pad, line_mm);
    float height = ui_measure_node(&f->p, node, width)->height,
          name = named ? ui_measure_node(&f->p, before->node, width)->height : 0;
    if (height > room - name && room - name >= 3 * line_mm) /* the first lines stand with their name */
        room -= name;
    int lines = (int)(height / line_mm + 0.5f), each = (int)(room / line_mm);
    if (height <= room || each < 1) {
        add(f, node, 1, box);
        return;
    }
    int parts = (lines + each - 1) / each;
    each = (lines + parts - 1) / parts; /* no lonely last line */
    for (int from = 0; from < lines; from += each) {
        struct page_unit *v = add(f, node, 1, box);
        if (2 * each < lines) /* twice its share, for some lines have many short words */
            v->words = (uint16_t)(v->words * 2 * each / lines);
        v->from = (uint16_t)from;
        v->to = (uint16_t)(from + each < lines ? from + each : lines);
    }
}

static void add_card(struct paging *f, uint16_t card)
{
    const struct ui *u = f->p.u;
    for (uint16_t i = (uint16_t)(card + 1); i < u->node[card].end; i = u->node[i].end) {
        if (u->node[i].role == UI_TEXT || u->node[i].role == UI_STRONG)
            add_text(f, i, card);
        else
            add(f, i, 1, card);
    }
}

static void add_unit(struct paging *f, uint16_t i)
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

static bool is_head(struct paging *f, uint16_t i)
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

/* --- one page ----------------------------------------------------------------------------------------------------- */

static uint16_t first_target(const struct paging *f, uint16_t from, uint16_t to)
{
    while (from < to && !f->unit[from].target)
        from++;
    return from;
}

static bool is_number(const struct paging *f, uint16_t i)
{
    return f->p.u->node[f->unit[i].node].role == UI_NUMBER;
}

static bool only_names(const struct paging *f, uint16_t from, uint16_t to)
{
    while (from < to && f->p.u->node[f->unit[from].node].role == UI_STRONG)
        from++;
    return from == to;
}

/* Where a card would be split between wall and table, all of it goes to the table, if there is room. */
static uint16_t whole_card(struct paging *f, uint16_t from, uint16_t split, uint16_t to, bool nav)
{
    const struct ui_measure *m = &f->p.m;
    uint16_t start = split, card = split < to ? page_card(f, &f->unit[split]) : UI_NONE;
    while (card != UI_NONE && start > from && page_card(f, &f->unit[start - 1]) == card)
        start--;
    if (start == split)
        return split;
    float below = nav && f->nav != UI_NONE ? nav_height(f) + m->apart : 0;
    return pages_stack(f, start, to, false, m->top) + below <= m->bottom ? start : split;
}

/* Landscape: as much reading on the wall as it holds, numbers, parts of long texts and the rest on the table. */
static uint16_t wide_split(struct paging *f, uint16_t from, uint16_t to, bool nav)
{
    uint16_t split = first_target(f, from, to);
    for (uint16_t i = from; i < split; i++)
        if (is_number(f, i) || f->unit[i].to > 0 ||
            (f->p.u->deep && f->ring_on)) /* lines counted in the table's width */
            split = i;
    while (split > from && pages_stack(f, from, split, true, f->head.end) > f->p.m.bottom)
        split--;
    while (split > from && split < to && f->unit[split].node == f->unit[split - 1].node)
        split--; /* the parts of a text stay in one column */
    while (split > from && split < to && only_names(f, (uint16_t)(split - 1), split) && !f->unit[split].target)
        split--; /* and a name with what it names */
    return whole_card(f, from, split, to, nav);
}

/* The height of the table's units, with Earlier and More below them. */
static float block_height(struct paging *f, const struct page_plan *plan)
{
    const struct ui_measure *m = &f->p.m;
    float block = pages_stack(f, plan->split, plan->to, false, 0);
    if (!plan->nav || f->nav == UI_NONE)
        return block;
    block += plan->nav_height;
    if (plan->split == plan->to)
        return block;
    return block + (f->unit[plan->to - 1].commit ? m->apart : m->gap);
}

/* Where the table may begin. */
static float table_least(struct paging *f, const struct page_plan *plan)
{
    const struct ui_measure *m = &f->p.m;
    if (m->wide && plan->split < plan->to && !f->unit[plan->split].target)
        return m->top;
    float least = m->wide ? m->reach : plan->read_end + (f->tight ? m->read_tight : m->gap);
    bool pressed = plan->block > 0 && first_target(f, plan->split, plan->to) == plan->split;
    return pressed && least < m->reach ? m->reach : least;
}

static struct page_plan plan_page(struct paging *f, uint16_t from, uint16_t to, bool nav)
{
    const struct ui_measure *m = &f->p.m;
    struct page_plan plan = {.from = from, .to = to, .nav = nav, .nav_height = nav_height(f)};
    unsigned choices = 0, words = f->head_words;
    for (uint16_t i = from; i < to; i++) {
        choices += f->unit[i].choices;
        words += f->unit[i].words;
    }
    bool wordy = f->p.u->words_most > 0 && words > f->p.u->words_most && to > from + 1;
    plan.split = m->wide ? wide_split(f, from, to, nav) : first_target(f, from, to);
    plan.read_end = pages_stack(f, from, plan.split, true, f->head.end);
    plan.block = block_height(f, &plan);
    bool commits = to > plan.split && f->unit[to - 1].commit && m->compact && !nav;
    plan.table_top = m->bottom - plan.block - (commits ? m->apart - 6 : 0); /* 12 mm from the dock's tools too */
    plan.fits = choices <= CHOICES_MAX && !wordy && plan.read_end <= m->bottom + 0.05f &&
                (plan.block <= 0 || plan.table_top >= table_least(f, &plan) - 0.05f);
    return plan;
}

/* --- several pages ------------------------------------------------------------------------------------------------ */

/* Where the step has a line of its own, only the first page has it, and the badge; what has a name of its own needs no heading there. */
static uint8_t least_bare(const struct paging *f, uint16_t from)
{
    bool later = from > 0 && f->p.m.brand <= 0;
    return later && from < f->units && f->p.u->node[f->unit[from].node].role == UI_STRONG ? 2 : later;
}

/* Leaves out step and badge, then the heading, until these units fit on a page; false if they never do. */
static bool fits_bare(struct paging *f, uint16_t from, uint16_t to)
{
    for (f->bare = least_bare(f, from); f->bare < 3; f->bare++) {
        page_head(f);
        if (plan_page(f, from, to, true).fits)
            return true;
    }
    f->bare = least_bare(f, from);
    page_head(f);
    return false;
}

/* Would these units fit on a page of their own? */
static bool fits_alone(struct paging *f, uint16_t from, uint16_t to)
{
    uint8_t bare = f->bare;
    f->bare = least_bare(f, from);
    page_head(f);
    bool fits = plan_page(f, from, to, true).fits;
    f->bare = bare;
    page_head(f);
    return fits;
}

/* Where the paragraph or card that ends before `to` begins, with its name. */
static uint16_t begin_of(const struct paging *f, uint16_t from, uint16_t to)
{
    uint16_t at = (uint16_t)(to - 1);
    while (at > from &&
           (f->unit[at - 1].node == f->unit[at].node || f->p.u->node[f->unit[at - 1].node].role == UI_STRONG))
        at--;
    return at;
}

/* The card that this end would split, if it is small enough for a page of its own: where it begins; else `to`. */
static uint16_t card_begin(struct paging *f, uint16_t from, uint16_t to)
{
    uint16_t card = page_card(f, &f->unit[to]), start = to, end = (uint16_t)(to + 1);
    if (card == UI_NONE || page_card(f, &f->unit[to - 1]) != card)
        return to;
    while (start > 0 && page_card(f, &f->unit[start - 1]) == card)
        start--;
    while (end < f->units && page_card(f, &f->unit[end]) == card)
        end++;
    return start > from && !only_names(f, from, start) && fits_alone(f, start, end) ? start : to;
}

/* A better place to end the page: a small card, a choice and the words about it, a strong line and its text stay
 * together; and what is pressed at the end does not stand on a page without a word. */
static uint16_t kinder_end(struct paging *f, uint16_t from, uint16_t to)
{
    if (to >= f->units)
        return to;
    const struct page_unit *last = &f->unit[to - 1], *next = &f->unit[to];
    uint16_t start = card_begin(f, from, to);
    if (start != to)
        return start;
    if (!last->target && next->target && !is_number(f, (uint16_t)(to - 1))) { /* numbers for help: all in one place */
        start = begin_of(f, from, to);
        return start > from && !only_names(f, from, start) && fits_alone(f, start, f->units) ? start : to;
    }
    bool together = (last->target && !next->target) || f->p.u->node[last->node].role == UI_STRONG;
    return together && to - 1 > from && fits_alone(f, (uint16_t)(to - 1), (uint16_t)(to + 1)) ? (uint16_t)(to - 1) : to;
}

/* The furthest end at which the page still fits and nothing glued is split; at least one unit a page. */
static uint16_t page_end(struct paging *f, uint16_t from)
{
    uint16_t to = (uint16_t)(from + 1);
    if (from == f->glue_from && fits_bare(f, from, f->glue_to))
        to = f->glue_to;
    else
        fits_bare(f, from, to);
    while (to < f->units && plan_page(f, from, (uint16_t)(to + 1), true).fits)
        to++;
    bool split = f->glue_from != UI_NONE && from < f->glue_from && to > f->glue_from && to < f->glue_to;
    uint16_t end = split ? f->glue_from : kinder_end(f, from, to);
    bool held = from == f->glue_from && to >= f->glue_to;
    return held && end < f->glue_to ? f->glue_to : end;
}

static void paginate(struct paging *f)
{
    f->pages = f->tall = 0;
    uint16_t at = 0;
    page_end(f, 0);
    if (f->units > 0 &&
        f->bare > (f->glue_from == 0 ? 1 : 0)) { /* the head is on some page, if need be alone on the first */
        f->page_first[f->pages] = 0;
        f->page_bare[f->pages++] = 0;
    }
    while (at < f->units) {
        f->page_first[f->pages] = at;
        at = page_end(f, at);
        f->tall = (uint16_t)(f->tall + !plan_page(f, f->page_first[f->pages], at, true).fits);
        f->page_bare[f->pages++] = f->bare;
    }
    if (f->pages == 0)
        f->page_first[f->pages++] = 0;
    f->page_first[f->pages] = f->units;
}

/* The field that these keys write, and what stands between them: what was written before, and words that are offered. */
static uint16_t field_before(const struct paging *f, uint16_t keys)
{
    for (uint16_t i = keys; i > 0; i--)
        if (f->p.u->node[f->unit[i - 1].node].role == UI_FIELD)
            return (uint16_t)(i - 1);
    return keys;
}

/* What is written, the keys that write it and what follows keep together where a page can hold them. */
static void find_glue(struct paging *f)
{
    const struct ui *u = f->p.u;
    f->glue_from = f->glue_to = UI_NONE;
    for (uint16_t i = 0; i < f->units; i++) {
        uint8_t role = u->node[f->unit[i].node].role;
        if (role != UI_PAD && role != UI_KEYS)
            continue;
        f->glue_from = field_before(f, i);
        f->glue_to = f->units;
        f->bare = 1; /* the step may give way, the heading rather not */
        page_head(f);
        while (f->glue_to > i + 1 &&
               !plan_page(f, f->glue_from, f->glue_to, f->glue_from > 0 || f->glue_to < f->units).fits)
            f->glue_to--;
        f->bare = 0;
        page_head(f);
        return;
    }
}

/* The answers and what the screen is for: one unit behind another. */
static bool find_early(const struct paging *f, uint16_t *ret_from, uint16_t *ret_to)
{
    uint16_t from = 0, to;
    while (from < f->units && !f->unit[from].early)
        from++;
    for (to = from; to < f->units && f->unit[to].early; to++)
        ;
    *ret_from = from;
    *ret_to = to;
    return to > from;
}

/* How many of the units before stand with the early ones on the first page; UI_NONE: not even they fit below the heading. */
static uint16_t room_before(struct paging *f, uint16_t from, uint16_t to)
{
    struct page_unit *early = &f->unit[from], kept[UNITS_MAX];
    uint16_t count = (uint16_t)(to - from);
    memcpy(kept, f->unit, sizeof *kept * f->units);
    for (f->bare = 0; f->bare < 2; f->bare++) {
        page_head(f);
        for (uint16_t before = from;; before--) {
            memmove(f->unit + before, early, sizeof *kept * count);
            bool fits = plan_page(f, 0, (uint16_t)(before + count), true).fits;
            memcpy(f->unit, kept, sizeof *kept * f->units);
            if (fits && (before == 0 || kept[before - 1].node != kept[before].node)) /* no text on both sides */
                return before;
            if (before == 0)
                break;
        }
    }
    return UI_NONE;
}

/* What is answered stands on the page of its question: reading that has no room there goes to the pages behind. */
static void bring_early(struct paging *f)
{
    uint16_t from, to;
    if (f->glue_from != UI_NONE || !find_early(f, &from, &to))
        return;
    uint16_t before = room_before(f, from, to), late = (uint16_t)(from - before);
    f->bare = 0;
    page_head(f);
    if (before == UI_NONE)
        return;
    struct page_unit kept[UNITS_MAX];
    memcpy(kept, f->unit + before, sizeof *kept * late);
    memmove(f->unit + before, f->unit + from, sizeof *kept * (size_t)(to - from));
    memcpy(f->unit + before + (to - from), kept, sizeof *kept * late);
    f->glue_from = 0;
    f->glue_to = (uint16_t)(before + (to - from));
}

static void collect(struct paging *f, struct ui *u)
{
    f->units = 0;
    f->heading = ui_child_role(u, 0, UI_HEADING);
    f->nav = ui_child(u, 0, "pages");
    uint16_t after = f->heading == UI_NONE ? UI_NONE : u->node[f->heading].end;
    f->badge = after < u->count && u->node[after].role == UI_BADGE ? after : UI_NONE;
    f->step = ui_child_role(u, 0, UI_STEP);
    f->ring = ui_child_role(u, 0, UI_RING);
    f->head_words = 0;
    page_head(f);
    for (uint16_t i = 1; i < u->count; i = u->node[i].end)
        if (!is_head(f, i))
            add_unit(f, i);
        else if (i != f->dock && i != f->nav)
            f->head_words += (uint16_t)ui_words(u, i);
    find_glue(f);
}

/* --- how roomy, how many ------------------------------------------------------------------------------------------ */

enum thrift { ROOMY, TIGHT, SQUEEZED };

static bool ring_allowed(const struct paging *f)
{
    return f->ring != UI_NONE && f->p.m.size <= SIZE_M && !f->p.m.compact;
}

static bool is_single(const struct ui *u)
{
    int targets = 0;
    for (uint16_t i = 1; i < u->count; i = u->node[i].end) {
        bool frame = u->node[i].role == UI_DOCK || i == ui_child(u, 0, "pages");
        for (uint16_t k = i; k < u->node[i].end && !frame; k++)
            targets += ui_role_focus(u->node[k].role);
    }
    return targets == 1;
}

/* Three steps of thrift; every one keeps more than SIZ-02, SGN-03 and KBD-02 ask. */
static void save_room(struct ui_measure *m, enum thrift thrift)
{
    if (m->compact || thrift == ROOMY)
        return;
    m->tight = true;
    m->tile_disc = 30;
    m->tile_icon = 16;
    m->row_pad = 3;
    if (thrift == SQUEEZED) {
        m->above_dock = 5;
        m->gap = 4.5f;
    }
}

static struct page_plan try(struct paging *f, struct ui *u, bool ring, enum thrift thrift)
{
    f->bare = 0;
    f->ring = ui_child_role(u, 0, UI_RING);
    f->tight = thrift != ROOMY;
    ui_measure(u, &f->p.m);
    save_room(&f->p.m, thrift);
    ui_scratch_forget(&f->p.scratch);
    f->ring_on = ring && ring_allowed(f);
    int32_t kind = f->ring_on ? u->node[f->ring].number : RING_ARC;
    f->p.large_heading = !f->plain && (kind == RING_WAITING || kind == RING_CLOSED);
    collect(f, u);
    return plan_page(f, 0, f->units, u->leads_back || u->leads_on);
}

/* Several pages: what stands on them fits, and they are as few as thrift gives; no more thrift than that takes. */
static void turn_pages(struct paging *f, struct ui *u)
{
    bool arc = f->ring != UI_NONE && u->node[f->ring].number == RING_ARC; /* takes no room from text */
    bool pad = ui_child_role(u, 0, UI_PAD) != UI_NONE; /* a lower pad has its undo and clear beside it */
    enum thrift best = ROOMY;
    uint16_t fewest = UI_NONE, tall = UI_NONE;
    for (enum thrift thrift = pad ? TIGHT : ROOMY; thrift <= SQUEEZED; thrift++) {
        try(f, u, arc, thrift);
        bring_early(f);
        paginate(f);
        if (f->tall < tall || (f->tall == tall && f->pages < fewest)) {
            fewest = f->pages;
            tall = f->tall;
            best = thrift;
        }
    }
    try(f, u, arc, best);
    bring_early(f);
    paginate(f);
}

/* Sets every box; false where a page holds less than what has to stand on it. */
static bool lay_out(struct ui *u)
{
    struct paging f = {.p = {.u = u}};
    for (uint16_t i = 0; i < u->count; i++)
        u->node[i].flags &= (uint16_t)~UI_HIDDEN;
    f.dock = ui_child_role(u, 0, UI_DOCK);
    f.whole_wall = u->deep && is_single(u);
    struct page_plan plan = try(&f, u, true, ROOMY);
    f.plain = !plan.fits && f.ring_on;
    if (f.plain) /* rather a smaller heading than no ring */
        plan = try(&f, u, true, ROOMY);
    if (!plan.fits && f.ring_on)
        plan = try(&f, u, false, ROOMY);
    for (enum thrift thrift = TIGHT; !plan.fits && thrift <= SQUEEZED; thrift++)
        plan = try(&f, u, false, thrift);
    u->pages = 1;
    if (!plan.fits) {
        turn_pages(&f, u);
        u->pages = f.pages;
    }
    if (u->page >= u->pages)
        u->page = (uint16_t)(u->pages - 1);
    f.bare = u->pages > 1 ? f.page_bare[u->page] : 0;
    page_head(&f);
    if (u->pages > 1)
        plan = plan_page(&f, f.page_first[u->page], f.page_first[u->page + 1], true);
    page_place(&f, plan);
    return u->pages == 1 || f.tall == 0;
}

/* What has no room in the largest text stands in the next smaller one, rather than cut off. */
void ui_layout(struct ui *u)
{
    bool writes = ui_child_role(u, 0, UI_KEYS) != UI_NONE; /* keys, and words that come and go, keep their places */
    if (u->setting.size < SIZE_XXL || !writes) {
        if (lay_out(u) || u->setting.size < SIZE_XXL)
            return;
    }
    u->setting.size = SIZE_XL;
    (void)lay_out(u);
}
