/* A lone finger that stays, or moves, explores. A short one is a tap: a second soon after it takes what was said last,
 * wherever the two land; alone, it is a finger that explored for a moment. While one explores, a second that comes and
 * goes takes too; a second that moves explores in its place, since the first may be a hand that rests. */
#include "ui/explore.h"

#include <math.h>

static struct ui_explore_finger *find(struct ui_explore *e, int64_t id)
{
    for (uint8_t i = 0; i < e->fingers; i++)
        if (e->finger[i].id == id)
            return &e->finger[i];
    return NULL;
}

static enum ui_explore_event over(struct ui_explore *e, const struct ui_explore_finger *f)
{
    e->pointer = f->id;
    e->explores = true;
    e->tapped_ms = 0;
    e->second = false;
    e->x = f->x;
    e->y = f->y;
    return UI_EXPLORE_OVER;
}

static enum ui_explore_event land(struct ui_explore *e, const struct ui_contact *c)
{
    if (e->fingers == EXPLORE_FINGERS) {
        e->more++;
        return UI_EXPLORE_NOTHING;
    }
    if (e->fingers == 0 && e->more == 0) {
        e->spent = e->explores = false;
        e->second = e->tapped_ms && c->ms - e->tapped_ms <= EXPLORE_TWICE_MS;
    }
    e->finger[e->fingers++] = (struct ui_explore_finger){
        .id = c->finger, .down_ms = c->ms, .x = c->x, .y = c->y, .land_x = c->x, .land_y = c->y};
    e->spent |= e->fingers == EXPLORE_FINGERS;
    return UI_EXPLORE_NOTHING;
}

static enum ui_explore_event move(struct ui_explore *e, const struct ui_contact *c)
{
    struct ui_explore_finger *f = find(e, c->finger);
    if (!f)
        return UI_EXPLORE_NOTHING;
    f->x = c->x;
    f->y = c->y;
    f->moved |= hypotf(c->x - f->land_x, c->y - f->land_y) > EXPLORE_MOVED_MM;
    if (!e->on || e->spent)
        return UI_EXPLORE_NOTHING;
    bool own = e->explores && e->pointer == f->id;
    return own || f->moved ? over(e, f) : UI_EXPLORE_NOTHING;
}

/* A finger was lifted that came and went: what it was depends on whether another explores, or tapped before it. */
static enum ui_explore_event tap(struct ui_explore *e, const struct ui_explore_finger *f, int64_t ms)
{
    if (e->fingers > 0) { /* beside one that is down */
        e->spent = true;
        return e->explores ? UI_EXPLORE_TAKE : UI_EXPLORE_NOTHING;
    }
    if (e->second) {
        e->tapped_ms = 0;
        return UI_EXPLORE_TAKE;
    }
    e->tapped_ms = ms;
    e->x = f->x;
    e->y = f->y;
    return UI_EXPLORE_NOTHING;
}

static enum ui_explore_event lift(struct ui_explore *e, const struct ui_contact *c)
{
    struct ui_explore_finger *found = find(e, c->finger);
    if (!found) {
        e->more = (uint8_t)(e->more ? e->more - 1 : 0);
        return UI_EXPLORE_NOTHING;
    }
    struct ui_explore_finger f = *found;
    bool own = e->explores && e->pointer == f.id, is_short = !f.moved && c->ms - f.down_ms < EXPLORE_TAP_MS;
    *found = e->finger[--e->fingers];
    if (!e->on || e->spent || own || !is_short) {
        e->explores &= !own;
        return UI_EXPLORE_NOTHING;
    }
    return tap(e, &f, c->ms);
}

enum ui_explore_event ui_explore_contact(struct ui_explore *e, const struct ui_contact *c)
{
    switch ((enum ui_contact_kind)c->kind) {
    case UI_CONTACT_DOWN:
        return land(e, c);
    case UI_CONTACT_MOVE:
        return move(e, c);
    case UI_CONTACT_UP:
        return lift(e, c);
    }
    return UI_EXPLORE_NOTHING;
}

/* When two fingers that lie still will have lain for long enough; INT64_MAX: they are no such two. */
static int64_t held_ms(const struct ui_explore *e)
{
    const struct ui_explore_finger *a = &e->finger[0], *b = &e->finger[1];
    if (e->spent || e->fingers != 2 || a->moved || b->moved)
        return INT64_MAX;
    int64_t first = a->down_ms < b->down_ms ? a->down_ms : b->down_ms, last = a->down_ms + b->down_ms - first;
    return last - first <= EXPLORE_AT_ONCE_MS ? last + EXPLORE_HOLD_MS : INT64_MAX;
}

/* When a finger that stays where it landed begins to explore. */
static int64_t stays_ms(const struct ui_explore *e)
{
    bool waits = e->on && !e->spent && e->fingers == 1 && !e->explores;
    return waits ? e->finger[0].down_ms + EXPLORE_TAP_MS : INT64_MAX;
}

/* When a tap will have been the only one. */
static int64_t alone_ms(const struct ui_explore *e)
{
    return e->on && e->tapped_ms && e->fingers == 0 ? e->tapped_ms + EXPLORE_TWICE_MS + 1 : INT64_MAX;
}

int64_t ui_explore_deadline(const struct ui_explore *e)
{
    int64_t held = held_ms(e), stays = stays_ms(e), alone = alone_ms(e);
    int64_t next = held < stays ? held : stays;
    return next < alone ? next : alone;
}

enum ui_explore_event ui_explore_time(struct ui_explore *e, int64_t ms)
{
    if (ms >= held_ms(e)) {
        e->on = !e->on;
        e->spent = true;
        e->explores = false;
        e->tapped_ms = 0;
        return e->on ? UI_EXPLORE_ON : UI_EXPLORE_OFF;
    }
    if (ms >= stays_ms(e))
        return over(e, &e->finger[0]);
    if (ms < alone_ms(e))
        return UI_EXPLORE_NOTHING;
    e->tapped_ms = 0;
    return UI_EXPLORE_OVER;
}
