/* Keys and the focus. The rule, which is that of voting and bank machines that speak (up and down for items, left and
 * right for what lies beside, nothing done by a press that had no intent):
 *
 * 1. A new page is read, and the focus waits where a careless press does no harm: at the first target that commits
 *    nothing (COG-10). Where a question's answers all commit, it waits at the answers as a group: down is the one, up
 * is the other, so each is one key and one press away (CNS-03). It never waits in the dock while the page has targets.
 * 2. Down and up lead round and round within the group at hand: the page's targets in front of the keyboard, one row of
 *    the keyboard, the targets behind it, or the dock. They never lead into the dock: Leave is not met by chance.
 * 3. Right and left lead to the next group and the one before, whose name is said.
 * 4. Tab and Shift+Tab pass every target in the tree's order, as on a desk.
 * 5. Every move is spoken. Where a page was not heard to its end, the first key says where the focus is and does no
 *    more (loop/loop.c). A press that finds no target says which key leads to one.
 */
#include "ui/focus.h"

#include "ui/roles.h"

enum { GROUPS_MAX = 24 };

struct groups {
    struct {
        uint16_t first, last; /* targets */
    } group[GROUPS_MAX];
    int count;
};

static bool in_dock(const struct ui *u, uint16_t node)
{
    return ui_above(u, node, UI_DOCK) != UI_NONE;
}

/* Do two targets that follow each other belong to one group? */
static bool same_group(const struct ui *u, uint16_t a, uint16_t b)
{
    uint16_t keys_a = ui_above(u, a, UI_KEYS), keys_b = ui_above(u, b, UI_KEYS);
    if (keys_a != keys_b || in_dock(u, a) != in_dock(u, b))
        return false;
    float apart = u->node[b].box.y - u->node[a].box.y;
    return keys_a == UI_NONE || (apart < 1 && apart > -1);
}

static void find_groups(const struct ui *u, struct groups *g)
{
    g->count = 0;
    for (uint16_t i = 1; i < u->count; i++) {
        if (!ui_is_target(&u->node[i]))
            continue;
        if (g->count == 0 || (g->count < GROUPS_MAX && !same_group(u, g->group[g->count - 1].last, i)))
            g->group[g->count++].first = i;
        g->group[g->count - 1].last = i;
    }
}

static int group_of(const struct groups *g, uint16_t node)
{
    for (int i = 0; i < g->count; i++)
        if (node <= g->group[i].last)
            return i;
    return g->count - 1;
}

/* The next target from a node on, in a direction, up to a last node; UI_NONE. */
static uint16_t target_from(const struct ui *u, int from, int to, int step)
{
    for (int i = from; step > 0 ? i <= to : i >= to; i += step)
        if (ui_is_target(&u->node[i]))
            return (uint16_t)i;
    return UI_NONE;
}

uint32_t ui_focus_first(const struct ui *u)
{
    uint16_t docked = UI_NONE, heading = UI_NONE;
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        if (!ui_is_target(n))
            continue;
        if (in_dock(u, i)) {
            docked = docked == UI_NONE && !(n->flags & UI_COMMIT) ? i : docked;
            continue;
        }
        uint16_t pair = ui_above(u, i, UI_PAIR);
        if (pair != UI_NONE && (n->flags & UI_COMMIT))
            return u->node[pair].id;
        if (!(n->flags & UI_COMMIT))
            return n->id;
        heading = heading == UI_NONE ? ui_child_role(u, 0, UI_HEADING) : heading;
    }
    uint16_t first = heading != UI_NONE ? heading : docked;
    return first == UI_NONE ? 0 : u->node[first].id;
}

/* From a node that is no target: into it, or to what stands behind it. */
static uint16_t enter(const struct ui *u, uint16_t at, int step)
{
    uint16_t end = u->node[at].end, inside = UI_NONE;
    if (step > 0)
        inside = target_from(u, at, u->count - 1, 1);
    else if (end > at + 1)
        inside = target_from(u, end - 1, at, -1);
    return inside;
}

uint32_t ui_focus_move(const struct ui *u, uint32_t id, int step)
{
    uint16_t at = id ? ui_find(u, id) : UI_NONE;
    if (at == UI_NONE)
        return ui_focus_first(u);
    uint16_t inside = ui_is_target(&u->node[at]) ? UI_NONE : enter(u, at, step);
    if (inside != UI_NONE)
        return u->node[inside].id;
    for (uint16_t k = 0; k < u->count; k++) {
        at = step > 0 ? (uint16_t)(at + 1 < u->count ? at + 1 : 0) : (uint16_t)(at > 0 ? at - 1 : u->count - 1);
        if (ui_is_target(&u->node[at]))
            return u->node[at].id;
    }
    return 0;
}

uint32_t ui_focus_item(const struct ui *u, uint32_t id, int step, bool *ret_round)
{
    struct groups g;
    uint16_t at = id ? ui_find(u, id) : UI_NONE;
    *ret_round = false;
    find_groups(u, &g);
    if (at == UI_NONE || g.count == 0)
        return ui_focus_first(u);
    int own = group_of(&g, at);
    uint16_t first = g.group[own].first, last = g.group[own].last;
    if (!ui_is_target(&u->node[at])) {
        uint16_t inside = enter(u, at, step);
        bool good = inside != UI_NONE && inside >= first && inside <= last;
        return u->node[good ? inside : step > 0 ? first : last].id;
    }
    uint16_t next = target_from(u, at + step, step > 0 ? last : first, step);
    *ret_round = next == UI_NONE;
    return u->node[next != UI_NONE ? next : step > 0 ? first : last].id;
}

uint32_t ui_focus_group(const struct ui *u, uint32_t id, int step, uint16_t *ret_first, uint16_t *ret_last)
{
    struct groups g;
    uint16_t at = id ? ui_find(u, id) : UI_NONE;
    find_groups(u, &g);
    *ret_first = *ret_last = UI_NONE;
    if (g.count == 0)
        return 0;
    int own = at == UI_NONE ? (step > 0 ? g.count - 1 : 0) : group_of(&g, at);
    int next = (own + step + g.count) % g.count;
    *ret_first = g.group[next].first;
    *ret_last = g.group[next].last;
    return u->node[*ret_first].id;
}

struct ui_box ui_targets_box(const struct ui *u, uint16_t first, uint16_t last)
{
    float left = 1e9f, top = 1e9f, right = 0, low = 0;
    for (uint16_t i = first; i <= last; i++) {
        const struct ui_box *b = &u->node[i].box;
        if (!ui_is_target(&u->node[i]))
            continue;
        left = b->x < left ? b->x : left;
        top = b->y < top ? b->y : top;
        right = b->x + b->w > right ? b->x + b->w : right;
        low = b->y + b->h > low ? b->y + b->h : low;
    }
    return right > left ? (struct ui_box){left, top, right - left, low - top} : (struct ui_box){0};
}

uint32_t ui_focus_keep(const struct ui *before, const struct ui *now, uint32_t id)
{
    uint16_t at = id ? ui_find(now, id) : UI_NONE;
    if (id == 0 || (at != UI_NONE && !(now->node[at].flags & UI_HIDDEN)))
        return id;
    uint16_t place = before ? ui_find(before, id) : UI_NONE, order = 0;
    for (uint16_t i = 1; place != UI_NONE && i < place; i++)
        order = (uint16_t)(order + ui_is_target(&before->node[i]));
    bool same = before && before->node[1].id == now->node[1].id; /* the same screen, changed */
    for (uint16_t i = 1; place != UI_NONE && same && i < now->count; i++)
        if (ui_is_target(&now->node[i]) && !(now->node[i].flags & UI_COMMIT) && order-- == 0)
            return now->node[i].id;
    uint16_t heading = ui_child_role(now, 0, UI_HEADING);
    return heading == UI_NONE ? 0 : now->node[heading].id;
}
