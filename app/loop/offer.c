/* What the tree on the display offers, for the guard of flow: flow/ does not see the tree. Noted after each layout: every target that can
 * be pressed now, with its act and number. */
#include <assert.h>
#include "loop/part.h"

static_assert((int)OFFER_MAX >= (int)UI_NODES_MAX, "every node may be a target");

static void offer_screen(struct loop *t, bool is_new)
{
    struct offer *out = &t->app.session.offer;
    (void)is_new;
    out->at = t->app.session.at;
    out->count = 0;
    for (uint16_t i = 0; i < t->tree.count; i++) {
        const struct ui_node *n = &t->tree.node[i];
        if (n->act == ACT_NONE || !ui_is_target(n) || (n->flags & UI_DISABLED))
            continue;
        out->act[out->count] = n->act;
        out->number[out->count++] = n->act_arg;
    }
}

const struct loop_part offer_part = {.screen = offer_screen};
