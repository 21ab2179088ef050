/* Touch, mouse and keyboard alike end as contacts in millimetres, key meanings, and typed characters. */
#include "display/input.h"

#include "base/host.h"
#include "base/text.h"

void input_push(struct input_queue *q, const struct display_event *event)
{
    bool move = event->input == INPUT_CONTACT && event->phase == INPUT_MOVE;

    if (q->count >= INPUT_QUEUE - (move ? 64 : 0))
        return;
    q->queue[(q->first + q->count++) % INPUT_QUEUE] = *event;
}

void input_contact(struct input_queue *q, int64_t contact, enum input_phase phase, struct input_place at)
{
    input_push(q, &(struct display_event){.input = INPUT_CONTACT,
                                          .phase = phase,
                                          .contact = contact,
                                          .ms = host_steady_ms(),
                                          .x = at.x * q->panel.width_mm,
                                          .y = at.y * q->panel.height_mm,
                                          .size_mm = at.size_mm});
}

void input_key(struct input_queue *q, enum input_key key, enum input_phase phase, bool space)
{
    struct display_event event = {.input = INPUT_KEY, .key = key, .ms = host_steady_ms(), .phase = phase};

    if (space)
        event.text[0] = ' ';
    input_push(q, &event);
}

/* An input method may deliver several characters at once; a space has come as a key already. */
void input_typed(struct input_queue *q, const char *text)
{
    for (uint32_t code; (code = text_next(&text));) {
        struct display_event event = {.input = INPUT_TYPED, .ms = host_steady_ms()};
        text_put(event.text, code);
        if (code != ' ' && text_clean(event.text))
            input_push(q, &event);
    }
}
