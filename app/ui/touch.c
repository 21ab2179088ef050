/* The machine over contacts. One contact counts at a time, the first (TCH-08); the rest are only remembered so that a
 * new screen stays deaf until all are lifted. */
#include "ui/touch.h"

#include <math.h>
#include "ui/roles.h"

enum { SHORTEST_MS = 50, OUTSIDE_MS = 300, REPEAT_MS = 500, DEAF_MS = 400 }; /* TCH-04, 03, 06, 07 */
#define OUTSIDE_MM 5.0f                                                      /* TCH-03 */
#define HALF_GAP_MM 1.5f                                                     /* SIZ-06: half of the least gap */
#define PAD_EDGE_MM 12.0f

static float distance(const struct ui_box *b, float x, float y)
{
    float dx = x < b->x ? b->x - x : x > b->x + b->w ? x - b->x - b->w : 0;
    float dy = y < b->y ? b->y - y : y > b->y + b->h ? y - b->y - b->h : 0;
    return sqrtf(dx * dx + dy * dy);
}

/* The one hit, else the only one within 1.5 mm that does not commit (SIZ-06); UI_NONE. */
static uint16_t target_at(const struct ui *u, float x, float y)
{
    uint16_t near = UI_NONE;
    int found = 0;
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        if (!ui_is_target(n))
            continue;
        float away = distance(&n->box, x, y);
        if (away <= 0)
            return i;
        if (away <= HALF_GAP_MM && !(n->flags & UI_COMMIT)) {
            near = i;
            found++;
        }
    }
    return found == 1 ? near : UI_NONE;
}

void ui_touch_screen(struct ui_touch *t, int64_t ms)
{
    t->deaf = true;
    t->deaf_until_ms = ms + DEAF_MS;
    t->active = t->stroke = t->held = false;
}

static struct ui_event event(enum ui_event_kind kind, const struct ui_touch *t)
{
    return (struct ui_event){.kind = (uint8_t)kind, .id = t->id, .x = t->x, .y = t->y};
}

/* Fingers on the glass, counted or not. */
static void remember(struct ui_touch *t, const struct ui_contact *c)
{
    uint8_t at = 0;
    while (at < t->fingers && t->finger[at] != c->finger)
        at++;
    if (c->kind == UI_CONTACT_DOWN && at == t->fingers && t->fingers < UI_TOUCH_FINGERS)
        t->finger[t->fingers++] = c->finger;
    if (c->kind == UI_CONTACT_UP && at < t->fingers)
        t->finger[at] = t->finger[--t->fingers];
}

/* A place on the pad, kept 12 mm inside its edges: a stroke neither leaves the pad nor presses anything. */
static void pad_place(struct ui_touch *t, const struct ui_box *pad, float x, float y)
{
    float edge = pad->w > 4 * PAD_EDGE_MM && pad->h > 4 * PAD_EDGE_MM ? PAD_EDGE_MM : 0;
    float across = fminf(fmaxf(x - pad->x, edge), pad->w - edge), down = fminf(fmaxf(y - pad->y, edge), pad->h - edge);
    t->x = (int16_t)lroundf(across / pad->w * UI_PAD_UNITS);
    t->y = (int16_t)lroundf(down / pad->w * UI_PAD_UNITS);
}

static struct ui_event down(struct ui_touch *t, const struct ui *u, const struct ui_contact *c)
{
    if (t->active || t->deaf)
        return (struct ui_event){0};
    t->active = true;
    t->first = c->finger;
    t->down_ms = c->ms;
    t->lost = t->out = t->stroke = t->held = false;
    t->id = 0;
    uint16_t hit = target_at(u, c->x, c->y);
    if (hit == UI_NONE)
        return (struct ui_event){0};
    const struct ui_node *n = &u->node[hit];
    t->id = n->id;
    if (n->role == UI_PAD && !(n->flags & UI_DISABLED)) {
        t->stroke = true;
        pad_place(t, &n->box, c->x, c->y);
        return event(UI_EVENT_STROKE_BEGIN, t);
    }
    return event(UI_EVENT_PRESS, t);
}

/* Slipping up to 5 mm outside for up to 300 ms is forgiven; more loses the press, for good. */
static struct ui_event move(struct ui_touch *t, const struct ui *u, const struct ui_contact *c)
{
    uint16_t at = t->id ? ui_find(u, t->id) : UI_NONE;
    if (at == UI_NONE || !ui_is_target(&u->node[at]) || t->lost)
        return (struct ui_event){0};
    const struct ui_node *n = &u->node[at];
    if (t->stroke) {
        int16_t x = t->x, y = t->y;
        pad_place(t, &n->box, c->x, c->y);
        return x == t->x && y == t->y ? (struct ui_event){0} : event(UI_EVENT_STROKE_POINT, t);
    }
    float away = distance(&n->box, c->x, c->y);
    bool outside = away > HALF_GAP_MM;
    if (outside && !t->out)
        t->out_ms = c->ms;
    bool lost = away > OUTSIDE_MM || (t->out && c->ms - t->out_ms > OUTSIDE_MS);
    t->out = outside;
    if (!lost)
        return (struct ui_event){0};
    t->lost = true;
    return event(t->held ? UI_EVENT_NONE : UI_EVENT_RELEASE, t);
}

static bool repeats(const struct ui_touch *t, int64_t ms)
{
    return t->last_tap == t->id && ms - t->last_tap_ms < REPEAT_MS;
}

static struct ui_event up(struct ui_touch *t, const struct ui *u, const struct ui_contact *c)
{
    struct ui_event last = move(t, u, c);
    t->active = false;
    if (t->stroke)
        return event(UI_EVENT_STROKE_END, t);
    if (t->held)
        return (struct ui_event){0};
    if (t->id == 0)
        return event(c->ms - t->down_ms < SHORTEST_MS ? UI_EVENT_NONE : UI_EVENT_MISS, t);
    if (t->lost)
        return last;
    uint16_t at = ui_find(u, t->id);
    bool gone = at == UI_NONE || !ui_is_target(&u->node[at]);
    bool hold = !gone && u->node[at].role == UI_HOLD && !(u->node[at].flags & UI_DISABLED);
    if (gone || hold || t->out || c->ms - t->down_ms < SHORTEST_MS || repeats(t, c->ms))
        return event(UI_EVENT_RELEASE, t);
    t->last_tap = t->id;
    t->last_tap_ms = c->ms;
    return event(UI_EVENT_TAP, t);
}

struct ui_event ui_touch_contact(struct ui_touch *t, const struct ui *u, const struct ui_contact *c)
{
    if (t->deaf && c->kind == UI_CONTACT_DOWN && t->fingers == 0 && c->ms >= t->deaf_until_ms)
        t->deaf = false;
    remember(t, c);
    if (c->kind == UI_CONTACT_DOWN)
        return down(t, u, c);
    if (!t->active || c->finger != t->first)
        return (struct ui_event){0};
    return c->kind == UI_CONTACT_MOVE ? move(t, u, c) : up(t, u, c);
}

static const struct ui_node *holding(const struct ui_touch *t, const struct ui *u)
{
    uint16_t at = t->active && !t->lost && !t->held && !t->stroke && t->id ? ui_find(u, t->id) : UI_NONE;
    bool hold = at != UI_NONE && ui_is_target(&u->node[at]) && u->node[at].role == UI_HOLD &&
                !(u->node[at].flags & UI_DISABLED);
    return hold && u->node[at].number > 0 ? &u->node[at] : NULL;
}

struct ui_event ui_touch_time(struct ui_touch *t, const struct ui *u, int64_t ms)
{
    const struct ui_node *n = holding(t, u);
    if (!n)
        return (struct ui_event){0};
    if (t->out && ms - t->out_ms > OUTSIDE_MS) {
        t->lost = true;
        return event(UI_EVENT_RELEASE, t);
    }
    struct ui_event e = event(UI_EVENT_HOLD, t);
    e.progress = (float)(ms - t->down_ms) / (float)n->number;
    if (e.progress < 1)
        return e;
    t->held = true;
    e.kind = UI_EVENT_HELD;
    e.progress = 1;
    return e;
}

int64_t ui_touch_deadline(const struct ui_touch *t, const struct ui *u)
{
    const struct ui_node *n = holding(t, u);
    return n ? t->down_ms + n->number : INT64_MAX;
}
