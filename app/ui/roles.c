/* The rows of roles.def, and small walks over the tree that several readers need. */
#include "ui/roles.h"

#include <string.h>
#include "base/text.h"
#include "base/words.h"

const struct ui_role_row *ui_role_row(uint8_t role)
{
    static const struct ui_role_row rows[UI_ROLES] = {
#define ROLE(name, spoken, focus, width, height) {#name, spoken, focus, width, height},
#include "ui/roles.def"
#undef ROLE
    };
    return &rows[role < UI_ROLES ? role : UI_SCREEN];
}

uint16_t ui_above(const struct ui *u, uint16_t node, enum ui_role role)
{
    while (node != UI_NONE && u->node[node].role != role)
        node = u->node[node].parent;
    return node;
}

uint16_t ui_child(const struct ui *u, uint16_t node, const char *key)
{
    for (uint16_t i = (uint16_t)(node + 1); i < u->node[node].end; i = u->node[i].end)
        if (strcmp(ui_string(u, u->node[i].key), key) == 0)
            return i;
    return UI_NONE;
}

uint16_t ui_child_role(const struct ui *u, uint16_t node, enum ui_role role)
{
    for (uint16_t i = (uint16_t)(node + 1); i < u->node[node].end; i = u->node[i].end)
        if (u->node[i].role == role)
            return i;
    return UI_NONE;
}

unsigned ui_words(const struct ui *u, uint16_t node)
{
    const struct ui_node *n = &u->node[node];
    switch ((enum ui_role)n->role) {
    case UI_KEY:
    case UI_DAYS:
    case UI_PAD:
    case UI_QR:
        return 0;
    case UI_BADGE: /* its value names a sign */
        return text_words(ui_string(u, n->label));
    default:
        return text_words(ui_string(u, n->label)) + text_words(ui_string(u, n->hint)) +
               text_words(ui_string(u, n->value));
    }
}
