/* A sheet from the tree to the printer, some rows at each iteration of the loop, so that nobody waits for it. */
#pragma once

#include "loop/loop.h"

void print_job_step(struct loop *t);
/* When the next rows are wanted; -1: no sheet is being drawn. */
int64_t print_job_deadline(const struct loop *t);
void print_job_forget(struct loop *t);
