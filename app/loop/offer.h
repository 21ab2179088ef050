/* What the tree on the display offers, for the guard of flow: flow/ does not see the tree. */
#pragma once

#include "app.h"
#include "ui/tree.h"

/* To be called after each layout: every target that can be pressed now, with its act and number. */
void loop_offer(struct offer *out, screen_id at, const struct ui *u);
