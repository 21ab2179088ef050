/* A sheet from the tree to the printer, some rows at each turn of the loop, so that a hand is never kept waiting. */
#pragma once

#include "turn.h"

void turn_print_step(struct turn *t);
/* When the next rows are wanted; -1: no sheet is being drawn. */
int64_t turn_print_deadline(const struct turn *t);
void turn_print_forget(struct turn *t);
