/* The mark on the pad, in 1/800 of its width from the upper left; kept at equal distances, so no speed is kept (SGN-06). */
#pragma once

#include "app.h"

void flow_mark_begin(struct app *app, int32_t x, int32_t y);
void flow_stroke_point(struct app *app, int32_t x, int32_t y);
void flow_stroke_end(struct app *app);
