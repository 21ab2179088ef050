/* A sheet of paper for the visitor: asked for, followed while the printer has it, cancelled when they leave. */
#pragma once

#include "app.h"

/* What the printer says; rows were all handed over; it came to an end. */
void flow_printer_event(struct app *app, const struct printer_event *event);
void flow_print_sent(struct app *app);
void flow_print_ended(struct app *app, enum verdict outcome);

void flow_print_drop(struct app *app); /* cancelled, and forgotten */
void flow_print_tick(struct app *app, int64_t steady_ms);
int64_t flow_print_ms(const struct app *app);
