/* The rows of roles.def as data. Inside ui only. */
#pragma once

#include "ui/tree.h"

struct ui_role_row {
    const char *name, *spoken; /* "ROW"; untranslated word for the ear, "" = none */
    bool focus;
    float width_mm, height_mm; /* least size of a target; 0 = no target */
};
const struct ui_role_row *ui_role_row(uint8_t role);

/* True for a role that is pressed, whether hidden or not. */
static inline bool ui_role_focus(uint8_t role)
{
    return ui_role_row(role)->focus;
}
/* Index of the first node above (or the node itself) with this role; UI_NONE. */
uint16_t ui_above(const struct ui *u, uint16_t node, enum ui_role role);
/* The direct child of a node that carries this key; UI_NONE. */
uint16_t ui_child(const struct ui *u, uint16_t node, const char *key);
/* The first direct child of a node with this role; UI_NONE. */
uint16_t ui_child_role(const struct ui *u, uint16_t node, enum ui_role role);
