/* What hands do, told by SDL (a desk) or by the kernel (the bare screen, evdev.h): plain numbers in a queue. */
#pragma once

#include <SDL.h>
#include "shell/presenter.h"
#include "shell/shell.h"

enum { HANDS_QUEUE = 256 };

struct hands { /* zero-initialise */
    struct ui_panel panel;
    const struct presenter *glass;
    struct shell_event queue[HANDS_QUEUE];
    int first, count;
    bool mouse_down;
};

void hands_push(struct hands *h, const struct shell_event *event); /* more than HANDS_QUEUE is a bug */
bool hands_pop(struct hands *h, struct shell_event *ret);
struct hands_place {
    float x, y;    /* 0 to 1 over the panel; outside of it for a finger that went away without lifting */
    float size_mm; /* the longer axis of what touches; 0: not measured */
};
void hands_contact(struct hands *h, int64_t contact, enum shell_phase phase, struct hands_place at);
void hands_key(struct hands *h, enum shell_key key, enum shell_phase phase, bool space);
void hands_typed(struct hands *h, const char *text);
/* Adds what an SDL event means, or nothing. A finger's moves are dropped when the queue is nearly full, no others. */
void hands_take(struct hands *h, const SDL_Event *e);
void hands_forget(struct hands *h); /* wipes the queue */
