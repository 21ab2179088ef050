#include "loop/touch.h"

#include <string.h>

enum { SPOT_MS = 700, MISSES_MS = 20000 };

/* Something here commits, or answers a question of consent or a ground rule: hands get time to come away (TCH-07). */
static bool is_grave(const struct ui *u)
{
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        if (n->role == UI_DOCK) /* Leave is on every screen */
            return false;
        bool answers = n->act == ACT_ANSWER || n->act == ACT_RULE_AGREE || n->act == ACT_RULE_THINK;
        if (ui_is_target(n) && (answers || n->flags & UI_COMMIT))
            return true;
    }
    return false;
}

void loop_touch_screen(struct loop *t, int64_t ms)
{
    ui_touch_slide(&t->touch, t->app.session.touch_way == TOUCH_SLIDE);
    ui_touch_screen(&t->touch, ms, is_grave(&t->tree));
}

struct ui_event loop_touch_contact(struct loop *t, const struct display_event *event)
{
    static const uint8_t kinds[] = {UI_CONTACT_DOWN, UI_CONTACT_MOVE, UI_CONTACT_UP};
    struct ui_contact c = {.kind = kinds[event->phase],
                           .finger = event->contact,
                           .x = event->x,
                           .y = event->y,
                           .size_mm = event->size_mm,
                           .ms = event->ms};
    struct ui_event e = ui_touch_contact(&t->touch, &t->tree, &c);
    if (e.untaken)
        t->spot = (struct loop_spot){e.at_x, e.at_y, event->ms + SPOT_MS};
    return e;
}

bool loop_touch_missed(struct loop *t, const struct ui_event *e, int64_t ms)
{
    if (!e->untaken || e->kind == UI_EVENT_DEAF)
        return false;
    memmove(t->missed_ms + 1, t->missed_ms, (LOOP_MISSES - 1) * sizeof *t->missed_ms);
    t->missed_ms[0] = ms;
    int64_t first = t->missed_ms[LOOP_MISSES - 1];
    bool often = first > 0 && ms - first <= MISSES_MS;
    if (often)
        memset(t->missed_ms, 0, sizeof t->missed_ms);
    return often;
}

struct ui_event loop_touch_time(struct loop *t, int64_t ms)
{
    if (t->spot.until_ms && t->spot.until_ms <= ms)
        t->spot = (struct loop_spot){0};
    if (ui_touch_deadline(&t->touch, &t->tree) > ms)
        return (struct ui_event){0};
    return ui_touch_time(&t->touch, &t->tree, ms);
}

int64_t loop_touch_deadline(const struct loop *t)
{
    int64_t hold = ui_touch_deadline(&t->touch, &t->tree), spot = t->spot.until_ms ? t->spot.until_ms : INT64_MAX;
    int64_t next = hold < spot ? hold : spot;
    return next == INT64_MAX ? -1 : next;
}

void loop_touch_forget(struct loop *t)
{
    ui_touch_forget(&t->touch);
    memset(t->missed_ms, 0, sizeof t->missed_ms);
    t->spot = (struct loop_spot){0};
}
