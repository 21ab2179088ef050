/* The finger of the step before: where it was, no act may lie that can't be taken back. A second touch at that place,
 * from a tremor or a rebound, would do it. */
#include <stdio.h>
#include <string.h>
#include "final_acts.h"
#include "screens.h"
#include "screen/screen.h"
#include "ui/dump.h"
#include "walk.h"

#define SNAP_MM 1.5f /* SIZ-06: as far beside a target a touch still counts as on it */

void walk_under_note(struct walk *w, uint32_t id)
{
    const struct ui *u = &w->loop.tree;
    const struct session *s = &w->loop.app.session;
    uint16_t node = id ? ui_find(u, id) : UI_NONE;
    w->under = (struct walk_under){.on = node != UI_NONE};
    if (node == UI_NONE)
        return;
    w->under.at = s->at;
    w->under.part = s->part;
    w->under.page = s->page;
    w->under.box = u->node[node].box;
    w->under.leave = u->node[node].act == ACT_LEAVE;
    ui_path(u, node, w->under.path, sizeof w->under.path);
}

static bool overlaps(const struct ui_box *a, const struct ui_box *b)
{
    return a->x - SNAP_MM < b->x + b->w + SNAP_MM && b->x - SNAP_MM < a->x + a->w + SNAP_MM &&
           a->y - SNAP_MM < b->y + b->h + SNAP_MM && b->y - SNAP_MM < a->y + a->h + SNAP_MM;
}

/* At the start there is nothing that Leave could end; whoever pressed Leave, and had something else happen first, meant it. A
 * hold needs two seconds at rest. */
static bool is_harmful(const struct walk *w, const struct ui_node *n)
{
    bool nothing = n->act == ACT_LEAVE && (w->under.leave || w->loop.app.session.at == SCREEN_start);
    return ui_is_target(n) && n->role != UI_HOLD && !(n->flags & UI_DISABLED) && !nothing &&
           act_is_final((enum act)n->act, n->act_arg);
}

bool walk_under(struct walk *w)
{
    const struct walk_under *before = &w->under;
    const struct session *s = &w->loop.app.session;
    const struct ui *u = &w->loop.tree;
    bool other = s->at != before->at || s->part != before->part || s->page != before->page, clear = true;
    for (uint16_t i = 1; before->on && other && i < u->count; i++) {
        char path[240];
        if (!is_harmful(w, &u->node[i]) || !overlaps(&before->box, &u->node[i].box))
            continue;
        ui_path(u, i, path, sizeof path);
        printf("%s:%d: [%s %s %.0f mm] under the finger of the step before: %s %s, then %s %s\n", w->file, w->line,
               w->language, w->size_name, (double)u->setting.panel.width_mm, walk_screen_name(before->at), before->path,
               walk_screen_name(s->at), path);
        clear = false;
    }
    w->under.on = false;
    return clear;
}
