/* The focus: one target after another in the tree's order. */
#include "ui/focus.h"

#include "ui/roles.h"

static bool in_dock(const struct ui *u, uint16_t node)
{
    return ui_above(u, node, UI_DOCK) != UI_NONE;
}

uint32_t ui_focus_first(const struct ui *u)
{
    uint32_t docked = 0;
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        if (!ui_is_target(n) || (n->flags & UI_COMMIT))
            continue;
        if (!in_dock(u, i))
            return n->id;
        docked = docked ? docked : n->id;
    }
    return docked;
}

uint32_t ui_focus_move(const struct ui *u, uint32_t id, int step)
{
    uint16_t at = id ? ui_find(u, id) : UI_NONE;
    if (at == UI_NONE)
        return ui_focus_first(u);
    for (uint16_t k = 0; k < u->count; k++) {
        at = step > 0 ? (uint16_t)(at + 1 < u->count ? at + 1 : 0) : (uint16_t)(at > 0 ? at - 1 : u->count - 1);
        if (ui_is_target(&u->node[at]))
            return u->node[at].id;
    }
    return 0;
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
