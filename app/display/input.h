/* What people do, from SDL (desk.c) or from the kernel (evdev.c), as plain numbers in a queue. */
#pragma once

#include <assert.h>
#include "base/bytes.h"
#include "display/display.h"

enum { INPUT_QUEUE = 256 };

struct input_queue { /* zero-initialise */
    struct ui_panel panel;
    struct display_event queue[INPUT_QUEUE];
    int first, count;
};
struct input_place {
    float x, y;    /* 0 to 1 over the panel; outside of it for a finger that went away without lifting */
    float size_mm; /* the longer axis of what touches; 0: not measured */
};

/* A flood (a palm on the display, a broken digitiser) costs the newest moves, never a lift. */
void input_push(struct input_queue *q, const struct display_event *event);
void input_contact(struct input_queue *q, int64_t contact, enum input_phase phase, struct input_place at);
void input_key(struct input_queue *q, enum input_key key, enum input_phase phase, bool space);
/* Each character of the text but spaces, which come as keys. */
void input_typed(struct input_queue *q, const char *text);

static inline bool input_pop(struct input_queue *q, struct display_event *ret)
{
    if (!q->count)
        return false;
    *ret = q->queue[q->first];
    bytes_wipe(&q->queue[q->first], sizeof *ret);
    q->first = (q->first + 1) % INPUT_QUEUE;
    q->count--;
    return true;
}

/* Where input comes from. `sleep` returns when somebody did something (then it is in the queue), when one of the sockets can be read, or
 * after `ms`; 0 takes what there is. */
struct input { /* begins the struct of each way */
    struct input_queue *queue;
};
struct pollfd;
struct input_way {
    fault (*open)(struct input **ret, struct input_queue *queue, const struct display_options *options);
    void (*close)(struct input *i); /* takes NULL */
    void (*sleep)(struct input *i, const struct pollfd *sockets, int count, int ms);
};
extern const struct input_way input_desk, input_kernel;
