#include "loop/offer.h"

#include <assert.h>

static_assert((int)OFFER_MAX >= (int)UI_NODES_MAX, "every node may be a target");

void loop_offer(struct offer *out, screen_id at, const struct ui *u)
{
    out->at = at;
    out->count = 0;
    for (uint16_t i = 0; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        if (n->act == ACT_NONE || !ui_is_target(n) || (n->flags & UI_DISABLED))
            continue;
        out->act[out->count] = n->act;
        out->number[out->count++] = n->act_arg;
    }
}
