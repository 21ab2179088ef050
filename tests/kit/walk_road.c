/* The hand of two answers: it knows the screen's whole tree, and at each question which of the two leads to what it wants. It
 * takes turns at two keys, arrows, and touches anywhere in a half. And presses, counted for every hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "host_walk.h"
#include "screen/screen.h"
#include "ui/road.h"
#include "walk_step.h"

enum { DEEP = 12, QUESTIONS_MAX = 60, HALF_Y_MM = 12 };

void walk_whole(struct walk *w)
{
    struct session *s = &w->loop.app.session;
    bool on = s->asking.on;
    if (w->hand != HAND_ROAD)
        return;
    bytes_wipe(&w->whole, sizeof w->whole);
    s->asking.on = false;
    screen_view(&w->loop.app, &w->loop.setting, &w->whole);
    s->asking.on = on;
}

/* Does this question lead to that act, at once or by others? */
static bool leads(const struct ui *full, int32_t at, const struct ui_node *wanted, int depth)
{
    static struct ui trees[DEEP];
    static const char *const sides[] = {"road/first", "road/second"};
    if (depth == DEEP)
        return false;
    struct ui *u = &trees[depth];
    ui_road_ask(full, at, ACT_ROAD, u);
    bool found = false;
    for (int i = 0; i < 2 && !found; i++) {
        uint16_t node = ui_find_path(u, sides[i]);
        if (node == UI_NONE)
            continue;
        const struct ui_node *n = &u->node[node];
        found = n->act == ACT_ROAD && n->act_arg ? leads(full, n->act_arg, wanted, depth + 1)
                                                 : n->act == wanted->act && n->act_arg == wanted->act_arg;
    }
    bytes_wipe(u, sizeof *u);
    return found;
}

static void press(struct walk *w, int side, uint32_t id)
{
    static const enum input_key keys[][2] = {{INPUT_SWITCH_MOVE, INPUT_SWITCH_SELECT},
                                             {INPUT_GROUP_PREVIOUS, INPUT_GROUP_NEXT}};
    int way = (int)(w->tally->presses % 3);
    const struct ui_box *b = &w->loop.tree.node[ui_find(&w->loop.tree, id)].box;
    walk_under_note(w, id);
    w->way->ready(w);
    w->way->rest(w, 1200);
    if (way < 2) {
        for (enum input_phase phase = INPUT_DOWN; phase <= INPUT_UP; phase += INPUT_UP - INPUT_DOWN)
            walk_here_send(w, (struct display_event){.input = INPUT_KEY, .phase = phase, .key = keys[way][side]});
        return;
    }
    uint16_t first = ui_find_path(&w->loop.tree, "road/first"), second = ui_find_path(&w->loop.tree, "road/second");
    bool halves = first != UI_NONE && second != UI_NONE &&
                  w->loop.tree.node[first].box.y == w->loop.tree.node[second].box.y &&
                  !(w->loop.tree.node[first].flags & UI_HIDDEN);
    float x = b->x + b->w / 2, y = halves ? HALF_Y_MM : b->y + b->h / 2; /* anywhere in its half */
    w->way->finger(w, INPUT_DOWN, x, y);
    w->way->rest(w, 120);
    w->way->finger(w, INPUT_UP, x, y);
}

/* The side that leads on: to a later page of the text first, then towards what is wanted. -1: none does. */
static int side_to(struct walk *w, const struct ui_node *wanted, uint32_t id[2])
{
    const struct ui *u = &w->loop.tree;
    ui_road_answers(u, id);
    for (int i = 0; i < 2; i++) {
        uint16_t node = id[i] ? ui_find(u, id[i]) : UI_NONE;
        if (node == UI_NONE)
            continue;
        const struct ui_node *n = &u->node[node];
        bool later =
            n->act == ACT_PAGE && n->act_arg > 0 && u->page + 1 < u->pages && ui_find_path(u, "pages/more") == node;
        bool direct = n->act == wanted->act && n->act_arg == wanted->act_arg;
        if (later || direct || (n->act == ACT_ROAD && n->act_arg && leads(&w->whole, n->act_arg, wanted, 0)))
            return i;
    }
    return -1;
}

bool walk_road(struct walk *w, uint32_t target)
{
    uint16_t node = ui_find(&w->whole, target);
    if (node == UI_NONE)
        return false;
    const struct ui_node wanted = w->whole.node[node];
    for (int i = 0; i < QUESTIONS_MAX; i++) {
        uint32_t id[2];
        int side = side_to(w, &wanted, id);
        if (side < 0) {
            for (int k = 0; k < 2 && getenv("WALK_ROAD"); k++) {
                const struct ui_node *n = &w->loop.tree.node[ui_find(&w->loop.tree, id[k])];
                printf("  lost: page %d of %d, %s: act %d %d; wanted %d %d\n", w->loop.tree.page, w->loop.tree.pages,
                       ui_string(&w->loop.tree, n->label), n->act, n->act_arg, wanted.act, wanted.act_arg);
            }
            return false;
        }
        const struct ui_node asked = w->loop.tree.node[ui_find(&w->loop.tree, id[side])];
        bool turns = asked.act == ACT_PAGE && wanted.act != ACT_PAGE;
        press(w, side, id[side]);
        walk_settle(w);
        if (getenv("WALK_ROAD"))
            printf("  road: %s %d: %s | side %d\n", walk_screen_name(w->loop.app.session.at), asked.act, "", side);
        if (asked.act != ACT_ROAD && !turns)
            return true;
    }
    return false;
}

/* presses none, presses keep, presses within, presses most N */
bool walk_step_presses(struct step *p)
{
    struct walk_tally *t = p->w->tally;
    char seen[80];
    long most = strncmp(p->rest, "most ", 5) == 0 ? atol(p->rest + 5) : t->presses_kept;
    if (text_same(p->rest, "none")) {
        t->presses = 0;
        return true;
    }
    snprintf(seen, sizeof seen, "%ld presses, %ld at most", t->presses, most);
    if (getenv("WALK_PRESSES"))
        printf("presses %s: %s line %d: %s\n", p->w->file, p->rest, p->w->line, seen);
    if (text_same(p->rest, "keep")) {
        t->presses_kept = t->presses;
        return true;
    }
    return t->presses <= most || walk_miss(p, seen);
}
