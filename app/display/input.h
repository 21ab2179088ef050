/* What hands do, told by SDL (a desk) or by the kernel (the bare screen, evdev.h): plain numbers in a queue. */
#pragma once

#include <SDL.h>
#include "display/presenter.h"
#include "display/display.h"

enum { INPUT_QUEUE = 256 };

struct input_queue { /* zero-initialise */
    struct ui_panel panel;
    const struct presenter *presenter;
    struct display_event queue[INPUT_QUEUE];
    int first, count;
    bool mouse_down;
};

void input_push(struct input_queue *h, const struct display_event *event); /* more than INPUT_QUEUE is a bug */
bool input_pop(struct input_queue *h, struct display_event *ret);
struct input_place {
    float x, y;    /* 0 to 1 over the panel; outside of it for a finger that went away without lifting */
    float size_mm; /* the longer axis of what touches; 0: not measured */
};
void input_contact(struct input_queue *h, int64_t contact, enum input_phase phase, struct input_place at);
void input_key(struct input_queue *h, enum input_key key, enum input_phase phase, bool space);
void input_typed(struct input_queue *h, const char *text);
/* Adds what an SDL event means, or nothing. A finger's moves are dropped when the queue is nearly full, no others. */
void input_take(struct input_queue *h, const SDL_Event *e);
void input_forget(struct input_queue *h); /* wipes the queue */
