/* Which contact acts. touch_quiet.c says when none does.
 *
 * One contact acts: the pointer (TCH-08). It acts when it is lifted in the target where it landed (TCH-01), after any
 * length of time (TCH-02), and never otherwise; no other contact can become the pointer later than by landing.
 *
 * What rests. A hand that lies on the display is down before the finger that means something, so the first contact
 * rests and the second acts: who lands on a target 0.1 s or more after the pointer takes its place, and what was the
 * pointer rests from then on. If it landed on none and is lifted while the pointer stays, the pointer rests too. A
 * contact rests from the beginning when it lands within 8 mm of the edge, where no target is (SIZ-05), or is larger
 * than a finger, where the display measures that. A resting contact acts on nothing, its lifting included, however long
 * it stays and whichever screen comes; fingers act beside it, on Help now and Leave as on all else. A small contact
 * that is alone never rests, even if it is still for 10 s: it may be a slow press (TCH-02), and a mouth stick can't be
 * told from it. A stroke that
 * has begun to move is not taken over by another contact: it lasts longer than 0.1 s by its nature. One that is still a
 * dot, or has been still for 2 s, is a hand that rests on the pad. A hold is taken over by what lands on a target, for it
 * may be a palm that lies on the button; what lands beside all targets does not end it.
 *
 * Fingers that land within 0.1 s of each other are one touch, and its first contact is the pointer. Where they lie on
 * different targets, or one that is not the pointer slides onto another target, nobody can say which was meant, and
 * none acts. */
#include "ui/touch.h"

#include <math.h>
#include "ui/roles.h"
#include "ui/touch_quiet.h"

enum { SHORTEST_MS = 50, OUTSIDE_MS = 300, AT_ONCE_MS = 100 }; /* TCH-04, 03, 08 */
#define OUTSIDE_MM 5.0f                                        /* TCH-03 */
#define HALF_GAP_MM 1.5f                                       /* SIZ-06: half of the least gap */
#define PAD_EDGE_MM 12.0f
#define EDGE_MM 8.0f /* SIZ-05 */
#define DOT_MM 3.0f
#define SLIDE_MM 10.0f
#define LEAD_MM 5.0f

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

static struct ui_event event(enum ui_event_kind kind, const struct ui_touch *t)
{
    return (struct ui_event){.kind = (uint8_t)kind, .id = t->id, .x = t->x, .y = t->y};
}

static struct ui_event untaken(enum ui_event_kind kind, const struct ui_touch *t)
{
    struct ui_event e = event(kind, t);
    e.untaken = true;
    return e;
}

/* A place on the pad, kept 12 mm inside its edges: a stroke neither leaves the pad nor presses anything. */
static void pad_place(struct ui_touch *t, const struct ui_box *pad, float x, float y)
{
    float edge = pad->w > 4 * PAD_EDGE_MM && pad->h > 4 * PAD_EDGE_MM ? PAD_EDGE_MM : 0;
    float across = fminf(fmaxf(x - pad->x, edge), pad->w - edge), down = fminf(fmaxf(y - pad->y, edge), pad->h - edge);
    t->x = (int16_t)lroundf(across / pad->w * UI_PAD_UNITS);
    t->y = (int16_t)lroundf(down / pad->w * UI_PAD_UNITS);
}

static const struct ui_node *holding(const struct ui_touch *t, const struct ui *u)
{
    uint16_t at = t->active && !t->lost && !t->held && !t->stroke && t->id ? ui_find(u, t->id) : UI_NONE;
    bool hold = at != UI_NONE && ui_is_target(&u->node[at]) && u->node[at].role == UI_HOLD &&
                !(u->node[at].flags & UI_DISABLED);
    return hold && u->node[at].number > 0 ? &u->node[at] : NULL;
}

/* --- landing ------------------------------------------------------------------------------------------------------ */

/* The contact acts from now on, if it is lifted where it landed. */
static struct ui_event begin(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, uint16_t hit)
{
    t->active = true;
    t->pointer = c->finger;
    t->down_ms = t->landed_ms = c->ms;
    t->lost = t->out = t->unclear = t->stroke = t->held = false;
    t->id = 0;
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

/* May another contact make the pointer one that rests? */
static bool may_rest(const struct ui_touch *t, const struct ui *u, const struct ui_finger *pointer, int64_t ms)
{
    if (holding(t, u) || (t->slide && !t->stroke && ui_finger_sway(pointer) >= LEAD_MM))
        return false;
    return !t->stroke || ui_finger_sway(pointer) < DOT_MM || ms - pointer->still_ms >= UI_STILL_MS;
}

/* A contact lands while the pointer is down. */
static struct ui_event beside(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, uint16_t hit)
{
    struct ui_finger *pointer = ui_finger_find(t, t->pointer);
    bool at_once = c->ms - t->landed_ms < AT_ONCE_MS;
    if (at_once) {
        t->unclear = t->unclear || (hit != UI_NONE && u->node[hit].id != t->id && !t->stroke);
        t->landed_ms = c->ms;
    }
    bool may = pointer && (holding(t, u) || may_rest(t, u, pointer, c->ms));
    if (at_once || hit == UI_NONE || !may)
        return (struct ui_event){0};
    pointer->resting = true;
    return begin(t, u, c, hit);
}

static bool is_at_edge(const struct ui *u, float x, float y)
{
    const struct ui_panel *p = &u->setting.panel;
    return x < EDGE_MM || y < EDGE_MM || x > p->width_mm - EDGE_MM || y > p->height_mm - EDGE_MM;
}

static struct ui_event down(struct ui_touch *t, const struct ui *u, const struct ui_contact *c)
{
    uint16_t hit = target_at(u, c->x, c->y);
    uint32_t id = hit == UI_NONE ? 0 : u->node[hit].id;
    bool rests = ui_finger_large(t, c->size_mm) || (!t->slide && is_at_edge(u, c->x, c->y)),
         is_deaf = ui_quiet_deaf(t, c->ms);
    bool is_rebound = (hit == UI_NONE || u->node[hit].role != UI_PAD) && ui_quiet_rebound(t, id, c);
    struct ui_finger *f = ui_finger_add(t, c);
    if (!f)
        return (struct ui_event){0};
    f->resting = rests;
    f->early = is_deaf || is_rebound;
    if (rests && t->active && c->ms - t->landed_ms < AT_ONCE_MS)
        t->landed_ms = c->ms; /* one of several that land at once */
    if (rests)
        return (struct ui_event){0};
    if (f->early)
        return (struct ui_event){.kind = UI_EVENT_DEAF, .untaken = true};
    return t->active ? beside(t, u, c, hit) : begin(t, u, c, hit);
}

/* --- moving and lifting ------------------------------------------------------------------------------------------- */

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
    return t->held ? (struct ui_event){0} : untaken(UI_EVENT_RELEASE, t);
}

/* The pointer turns out to rest: it is no longer drawn pressed, and its lifting does nothing. */
static struct ui_event rest(struct ui_touch *t, struct ui_finger *pointer)
{
    bool drawn = t->id && !t->lost && !t->held;
    pointer->resting = true;
    t->active = false;
    if (t->stroke)
        return event(UI_EVENT_STROKE_END, t);
    return drawn ? event(UI_EVENT_RELEASE, t) : (struct ui_event){0};
}

/* The pointer of slide mode is over another target, or over none. */
static struct ui_event slide_to(struct ui_touch *t, const struct ui *u, const struct ui_contact *c)
{
    uint16_t hit = target_at(u, c->x, c->y);
    uint32_t id = hit == UI_NONE || u->node[hit].role == UI_PAD ? 0 : u->node[hit].id;
    if (t->held || id == t->id)
        return (struct ui_event){0};
    t->id = id;
    t->down_ms = c->ms;
    return event(id ? UI_EVENT_PRESS : UI_EVENT_RELEASE, t);
}

/* Is it the pointer of slide mode? A finger that goes further than the pointer becomes it, and what was it rests. */
static bool leads(struct ui_touch *t, const struct ui_finger *f, const struct ui_contact *c)
{
    struct ui_finger *pointer = ui_finger_find(t, t->pointer);
    if (!t->active || !pointer || f->early || f->resting)
        return false;
    float ahead = ui_finger_sway(f) - (f == pointer ? 0 : ui_finger_sway(pointer));
    if (ahead < LEAD_MM)
        return f == pointer;
    t->unclear = false;
    if (f != pointer)
        pointer->resting = true;
    t->pointer = c->finger;
    return true;
}

static struct ui_event moved(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, struct ui_finger *f)
{
    bool is_pointer = t->active && t->pointer == c->finger;
    ui_finger_move(f, c);
    if (ui_finger_large(t, f->size_mm) && !f->resting) { /* it landed with its edge first */
        f->resting = true;
        return is_pointer ? rest(t, f) : (struct ui_event){0};
    }
    if (t->slide && !t->stroke)
        return leads(t, f, c) ? slide_to(t, u, c) : (struct ui_event){0};
    if (is_pointer)
        return move(t, u, c);
    bool slides = !f->resting || ui_finger_sway(f) >= SLIDE_MM; /* what rests may drift */
    if (t->active && !t->stroke && !f->early && slides) {
        uint16_t hit = target_at(u, c->x, c->y);
        t->unclear = t->unclear || (hit != UI_NONE && u->node[hit].id != t->id);
    }
    return (struct ui_event){0};
}

static struct ui_event up(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, const struct ui_finger *f)
{
    struct ui_event last = t->slide && !t->stroke ? slide_to(t, u, c) : move(t, u, c);
    bool is_short = c->ms - t->down_ms < SHORTEST_MS;
    t->active = false;
    if (t->stroke)
        return event(UI_EVENT_STROKE_END, t);
    if (t->held)
        return (struct ui_event){0};
    if (t->id == 0 && last.kind == UI_EVENT_RELEASE) /* slid off at the last moment */
        return untaken(UI_EVENT_RELEASE, t);
    if (t->id == 0)
        return is_short ? (struct ui_event){0} : untaken(UI_EVENT_MISS, t);
    if (t->lost)
        return last;
    uint16_t at = ui_find(u, t->id);
    bool gone = at == UI_NONE || !ui_is_target(&u->node[at]);
    if (!gone && u->node[at].role == UI_HOLD && !(u->node[at].flags & UI_DISABLED))
        return event(UI_EVENT_RELEASE, t); /* a change of mind */
    if (gone || t->out || is_short || t->unclear)
        return untaken(UI_EVENT_RELEASE, t);
    ui_quiet_tapped(t, f, c->ms);
    return event(UI_EVENT_TAP, t);
}

static struct ui_event lifted(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, struct ui_finger *f)
{
    struct ui_event e = {0};
    if (t->active && t->pointer == c->finger) {
        ui_finger_move(f, c);
        e = up(t, u, c, f);
    } else if (f->resting && target_at(u, f->x, f->y) != UI_NONE) {
        ui_finger_fist(t, f, c->ms);
    } else if (t->active && !f->resting && f->down_ms - t->landed_ms >= AT_ONCE_MS) {
        struct ui_finger *pointer = ui_finger_find(t, t->pointer);
        if (pointer && may_rest(t, u, pointer, c->ms))
            e = rest(t, pointer);
    }
    ui_finger_lift(t, f, c->ms);
    return e;
}

struct ui_event ui_touch_contact(struct ui_touch *t, const struct ui *u, const struct ui_contact *c)
{
    struct ui_finger *f = c->kind == UI_CONTACT_DOWN ? NULL : ui_finger_find(t, c->finger);
    struct ui_event e = {0};
    if (c->kind == UI_CONTACT_DOWN)
        e = down(t, u, c);
    else if (!f) /* it landed before anybody listened */
        t->lifted_ms = c->kind == UI_CONTACT_UP ? c->ms : t->lifted_ms;
    else
        e = c->kind == UI_CONTACT_MOVE ? moved(t, u, c, f) : lifted(t, u, c, f);
    e.at_x = c->x;
    e.at_y = c->y;
    return e;
}

/* --- time --------------------------------------------------------------------------------------------------------- */

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
