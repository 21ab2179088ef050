/* The list on the stick: a job in small steps, and what staff are told of it. */
#pragma once

#include "flow/core/core.h"

void flow_staff_counts(struct app *app); /* the same without reading the journal through */
void flow_export_step(struct app *app);
void flow_export_drop(struct app *app);
fault export_companions(struct app *app); /* stick.c: key and read-me. FILE_FOREIGN: another's file has such a name */
