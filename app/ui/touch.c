/* Which contact acts. When none does: deaf.c.
 *
 * One contact acts: the pointer (TCH-08). It acts when it is lifted in the target where it landed (TCH-01), after any
 * length of time, and never otherwise; no other contact can become the pointer later than by landing.
 *
 * What rests. A hand that lies on the display is down before the finger that means something, so the first contact
 * rests and the second acts: who lands on a target 0.1 s or more after the pointer takes its place, and what was the
 * pointer rests from then on. If it landed on none and is lifted while the pointer stays, the pointer rests too. A
 * contact rests from the beginning when it lands within 8 mm of the edge, where no target is (SIZ-05), or is larger
 * than a finger, where the display measures that. A resting contact acts on nothing, its lifting included, however long
 * it stays and whichever screen comes; fingers act beside it, on Help now and Leave as on all else. A small contact
 * that is alone never rests, even if it is still for 10 s: it may be a slow press, and a mouth stick can't be
 * told from it. A stroke that has begun to move is not taken over by another contact: it lasts longer than 0.1 s by its
 * nature. One that is still a dot, or has been still for 2 s, is a hand that rests on the pad. A hold is taken over by
 * what lands on a target, for it may be a palm that lies on the button; what lands beside all targets does not end it.
 *
 * Fingers that land within 0.1 s of each other are one touch, and its first contact is the pointer. Where they lie on
 * different targets, or one that is not the pointer slides onto another target, nobody can say which was meant, and
 * none acts. Nor does a finger that took another one's place on a target and outlasts it: a palm that comes down behind
 * the finger looks like that. Nothing is held by one of several fingers that landed at once, for a whole hand may lie on
 * the button.
 *
 * Held (TCH-05, TCH-09). Where a person chose to hold, nothing acts by lifting: a target acts once the finger was on it
 * long enough. A trembling finger is where it is aimed at, the mean of its way with the newest 0.25 s counting most, so
 * tremor and rebound make no difference. In the first 0.4 s the mean may still come to another target; after that it
 * stays with the one it has, unless sliding was chosen too.
 *
 * A person who chose so has it the other way round: the contact that lands first acts, and what lands beside it rests. */
#include "ui/touch.h"

#include <math.h>
#include "base/bytes.h"
#include "ui/deaf.h"
#include "ui/roles.h"

enum { THING_MS = 600000 };
enum { SHORTEST_MS = 50, OUTSIDE_MS = 300, AT_ONCE_MS = 100 }; /* TCH-08 */
#define OUTSIDE_MM 5.0f
#define HALF_GAP_MM 1.5f /* SIZ-06: half of the least gap */
#define PAD_EDGE_MM 12.0f
#define EDGE_MM 8.0f /* SIZ-05 */
#define DOT_MM 3.0f
#define SLIDE_MM 10.0f
#define FAR_MM 15.0f
#define TRAVEL_MM 10.0f
#define LEAD_MM 5.0f
enum { SETTLE_MS = 400, MEAN_MS = 250 };
#define STILL_MM 5.0f

/* --- what is down ------------------------------------------------------------------------------------------------- */

static struct ui_finger *finger_find(struct ui_touch *t, int64_t id)
{
    for (uint8_t i = 0; i < t->fingers; i++)
        if (t->finger[i].id == id)
            return &t->finger[i];
    return NULL;
}

static struct ui_finger *finger_add(struct ui_touch *t, const struct ui_contact *c)
{
    struct ui_finger *f = finger_find(t, c->finger);
    if (!f && t->fingers == UI_TOUCH_FINGERS)
        return NULL;
    if (!f)
        f = &t->finger[t->fingers++];
    int64_t gap = c->ms - t->lifted_ms;
    *f = (struct ui_finger){.id = c->finger,
                            .down_ms = c->ms,
                            .still_ms = c->ms,
                            .x = c->x,
                            .y = c->y,
                            .anchor_x = c->x,
                            .anchor_y = c->y,
                            .left = c->x,
                            .top = c->y,
                            .right = c->x,
                            .bottom = c->y,
                            .size_mm = c->size_mm,
                            .gap_ms = gap > INT32_MAX ? INT32_MAX : (int32_t)gap};
    return f;
}

static void finger_move(struct ui_finger *f, const struct ui_contact *c)
{
    f->x = c->x;
    f->y = c->y;
    f->size_mm = fmaxf(f->size_mm, c->size_mm);
    f->left = fminf(f->left, c->x);
    f->right = fmaxf(f->right, c->x);
    f->top = fminf(f->top, c->y);
    f->bottom = fmaxf(f->bottom, c->y);
    if (hypotf(c->x - f->anchor_x, c->y - f->anchor_y) <= STILL_MM)
        return;
    f->anchor_x = c->x;
    f->anchor_y = c->y;
    f->still_ms = c->ms;
}

static void finger_lift(struct ui_touch *t, struct ui_finger *f, int64_t ms, bool fist)
{
    deaf_note(t, f, ms, fist ? DEAF_FIST : DEAF_LIFTED);
    *f = t->finger[--t->fingers];
    bytes_wipe(&t->finger[t->fingers], sizeof *f);
}

/* --- which contact acts -------------------------------------------------------------------------------------------- */

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

/* For how long it has to be touched; 0: it acts by lifting. */
static int32_t hold_ms(const struct ui_touch *t, const struct ui_node *n)
{
    bool own = n->role == UI_HOLD && !(n->flags & UI_DISABLED);
    return own && n->number > t->way.hold_ms ? n->number : t->way.hold_ms;
}

static const struct ui_node *holding(const struct ui_touch *t, const struct ui *u)
{
    uint16_t at = t->active && !t->lost && !t->held && !t->stroke && t->id ? ui_find(u, t->id) : UI_NONE;
    bool hold = at != UI_NONE && !t->several && ui_is_target(&u->node[at]) && hold_ms(t, &u->node[at]) > 0;
    return hold ? &u->node[at] : NULL;
}

/* The finger has been where it was seen last until now; then it is at x, y. */
static void aim(struct ui_touch *t, float x, float y, int64_t ms)
{
    float kept = expf(-(float)(ms - t->seen_ms) / MEAN_MS);
    t->mean_x = t->seen_x + (t->mean_x - t->seen_x) * kept;
    t->mean_y = t->seen_y + (t->mean_y - t->seen_y) * kept;
    if (t->seen_ms - t->begun_ms < SETTLE_MS) {
        t->rest_x = t->mean_x;
        t->rest_y = t->mean_y;
    }
    t->seen_x = x;
    t->seen_y = y;
    t->seen_ms = ms;
}

/* Is the pointer on its way somewhere? It then holds nothing that it happens to be on. */
static bool travels(const struct ui_touch *t)
{
    return hypotf(t->mean_x - t->rest_x, t->mean_y - t->rest_y) > TRAVEL_MM;
}

/* --- landing ------------------------------------------------------------------------------------------------------ */

/* The contact acts from now on, if it is lifted where it landed. */
static struct ui_event begin(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, uint16_t hit)
{
    t->active = true;
    t->pointer = c->finger;
    t->down_ms = t->landed_ms = t->begun_ms = t->seen_ms = c->ms;
    t->mean_x = t->seen_x = t->rest_x = t->land_x = c->x;
    t->mean_y = t->seen_y = t->rest_y = t->land_y = c->y;
    t->lost = t->out = t->unclear = t->stroke = t->held = false;
    t->over = hit != UI_NONE;
    t->several = t->taken = t->crossed = false;
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
    if (holding(t, u) || (t->way.slide && !t->stroke && finger_sway(pointer) >= LEAD_MM))
        return false;
    return !t->stroke || finger_sway(pointer) < DOT_MM || ms - pointer->still_ms >= UI_STILL_MS;
}

/* A contact lands while the pointer is down. */
static struct ui_event beside(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, uint16_t hit)
{
    struct ui_finger *pointer = finger_find(t, t->pointer);
    bool at_once = c->ms - t->landed_ms < AT_ONCE_MS;
    if (t->way.first)
        return (struct ui_event){0};
    if (at_once) {
        t->several = true;
        t->unclear = t->unclear || (hit != UI_NONE && u->node[hit].id != t->id && !t->stroke);
        t->landed_ms = c->ms;
    }
    bool may = pointer && (holding(t, u) || may_rest(t, u, pointer, c->ms));
    if (at_once || hit == UI_NONE || !may)
        return (struct ui_event){0};
    bool taken = t->id && !t->lost;
    pointer->resting = true;
    int64_t from = t->pointer;
    struct ui_event e = begin(t, u, c, hit);
    t->taken = taken;
    t->taken_from = from;
    return e;
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
    bool rests = finger_is_large(t, c->size_mm) || (!t->way.slide && is_at_edge(u, c->x, c->y)),
         early = deaf_to(t, c, id, hit != UI_NONE && u->node[hit].role == UI_PAD);
    struct ui_finger *f = finger_add(t, c);
    if (!f)
        return (struct ui_event){0};
    f->resting = rests;
    f->early = early;
    if (rests && t->active && c->ms - t->landed_ms < AT_ONCE_MS) { /* one of several that land at once */
        t->landed_ms = c->ms;
        t->several = true;
    }
    if (rests)
        return (struct ui_event){0};
    if (f->early)
        return (struct ui_event){.kind = UI_EVENT_DEAF, .untaken = true};
    return t->active ? beside(t, u, c, hit) : begin(t, u, c, hit);
}

/* --- moving and lifting ------------------------------------------------------------------------------------------- */

/* The pointer is over another target, or over none. */
static struct ui_event slide_to(struct ui_touch *t, const struct ui *u, float x, float y, int64_t ms)
{
    uint16_t hit = target_at(u, x, y);
    uint32_t id = hit == UI_NONE || u->node[hit].role == UI_PAD ? 0 : u->node[hit].id;
    if (t->held || id == t->id)
        return (struct ui_event){0};
    t->id = id;
    t->down_ms = ms;
    t->over = t->over || id;
    return event(id ? UI_EVENT_PRESS : UI_EVENT_RELEASE, t);
}

/* A finger that is held: what it is aimed at. */
static struct ui_event keep(struct ui_touch *t, const struct ui *u, int64_t ms)
{
    if (t->lost || t->held)
        return (struct ui_event){0};
    if (t->way.slide || t->id == 0 || ms - t->begun_ms < SETTLE_MS)
        return slide_to(t, u, t->mean_x, t->mean_y, ms);
    uint16_t at = ui_find(u, t->id);
    t->lost =
        at == UI_NONE || !ui_is_target(&u->node[at]) || distance(&u->node[at].box, t->mean_x, t->mean_y) > OUTSIDE_MM;
    return t->lost ? untaken(UI_EVENT_RELEASE, t) : (struct ui_event){0};
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

/* Is it the pointer of slide mode? A finger that goes further than the pointer becomes it, and what was it rests. */
static bool leads(struct ui_touch *t, const struct ui_finger *f, const struct ui_contact *c)
{
    struct ui_finger *pointer = finger_find(t, t->pointer);
    if (!t->active || !pointer || f->early || f->resting)
        return false;
    float ahead = finger_sway(f) - (f == pointer ? 0 : finger_sway(pointer));
    if (ahead < LEAD_MM)
        return f == pointer;
    t->unclear = false;
    if (f != pointer)
        pointer->resting = true;
    t->pointer = c->finger;
    return true;
}

/* The pointer goes on, in this person's way. */
static struct ui_event go(struct ui_touch *t, const struct ui *u, const struct ui_contact *c)
{
    aim(t, c->x, c->y, c->ms);
    if (!t->stroke && t->way.hold_ms > 0)
        return keep(t, u, c->ms);
    return t->way.slide && !t->stroke ? slide_to(t, u, c->x, c->y, c->ms) : move(t, u, c);
}

static struct ui_event moved(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, struct ui_finger *f)
{
    bool is_pointer = t->active && t->pointer == c->finger;
    finger_move(f, c);
    if (finger_is_large(t, f->size_mm) && !f->resting) { /* it landed with its edge first */
        f->resting = true;
        return is_pointer ? rest(t, f) : (struct ui_event){0};
    }
    if (t->way.slide && !t->stroke)
        return leads(t, f, c) ? go(t, u, c) : (struct ui_event){0};
    if (is_pointer)
        return go(t, u, c);
    bool slides = !f->resting || finger_sway(f) >= SLIDE_MM; /* what rests may drift */
    if (t->active && !t->stroke && !f->early && slides && !t->way.first) {
        uint16_t hit = target_at(u, c->x, c->y);
        t->unclear = t->unclear || (hit != UI_NONE && u->node[hit].id != t->id);
    }
    return (struct ui_event){0};
}

/* How the pointer, which is lifted at x, y, failed. */
static enum ui_miss miss_of(const struct ui_touch *t, const struct ui *u, const struct ui_finger *f, bool is_short)
{
    uint16_t hit = target_at(u, f->x, f->y);
    bool far =
        hypotf(t->mean_x - t->land_x, t->mean_y - t->land_y) >= FAR_MM; /* a trembling finger swings, but stays */
    if (t->crossed || t->unclear)
        return t->crossed ? UI_MISS_TAKEN : UI_MISS_TOGETHER;
    if (t->way.hold_ms > 0 && t->id && !t->lost) /* else a change of mind */
        return t->several ? UI_MISS_TOGETHER : UI_MISS_NONE;
    if (is_short)
        return t->id ? UI_MISS_SHORT : UI_MISS_NONE;
    if (!t->way.slide && hit != UI_NONE && u->node[hit].id != t->id && far)
        return UI_MISS_LIFTED;
    return t->over ? UI_MISS_SLIPPED : UI_MISS_BESIDE;
}

/* It is lifted, and nothing comes of it. `drawn`: until now something was drawn pressed. */
static struct ui_event missed(struct ui_touch *t, const struct ui *u, const struct ui_finger *f, bool drawn)
{
    bool is_short = t->seen_ms - t->begun_ms < SHORTEST_MS;
    struct ui_event e = untaken(drawn ? UI_EVENT_RELEASE : UI_EVENT_MISS, t);
    e.miss = (uint8_t)miss_of(t, u, f, is_short);
    if (!drawn && (is_short || t->lost)) { /* dust; or it was answered where it slipped off */
        e.kind = UI_EVENT_NONE;
        e.untaken = false;
    }
    return e;
}

static struct ui_event up(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, const struct ui_finger *f)
{
    bool drawn = t->id && !t->lost;
    (void)go(t, u, c);
    bool is_short = c->ms - t->down_ms < SHORTEST_MS;
    t->seen_ms = c->ms;
    t->active = false;
    if (t->stroke)
        return event(UI_EVENT_STROKE_END, t);
    if (t->held)
        return (struct ui_event){0};
    if (t->id == 0 || t->lost)
        return missed(t, u, f, drawn);
    uint16_t at = ui_find(u, t->id);
    bool gone = at == UI_NONE || !ui_is_target(&u->node[at]);
    if (!gone && u->node[at].role == UI_HOLD && !(u->node[at].flags & UI_DISABLED))
        return event(UI_EVENT_RELEASE, t); /* a change of mind */
    if (gone || t->out || is_short || t->unclear || t->crossed || t->way.hold_ms > 0)
        return missed(t, u, f, true);
    deaf_note(t, f, c->ms, DEAF_TAPPED);
    return event(UI_EVENT_TAP, t);
}

static struct ui_event lifted(struct ui_touch *t, const struct ui *u, const struct ui_contact *c, struct ui_finger *f)
{
    struct ui_event e = {0};
    bool is_pointer = t->active && t->pointer == c->finger;
    bool fist = !is_pointer && f->resting && target_at(u, f->x, f->y) != UI_NONE;
    t->crossed = t->crossed || (t->active && t->taken && t->taken_from == c->finger);
    if (is_pointer) {
        finger_move(f, c);
        e = up(t, u, c, f);
    } else if (t->active && !t->way.first && !f->resting && f->down_ms - t->landed_ms >= AT_ONCE_MS) {
        struct ui_finger *pointer = finger_find(t, t->pointer);
        if (pointer && may_rest(t, u, pointer, c->ms))
            e = rest(t, pointer);
    }
    finger_lift(t, f, c->ms, fist);
    return e;
}

struct ui_event ui_touch_contact(struct ui_touch *t, const struct ui *u, const struct ui_contact *c)
{
    struct ui_finger *f = c->kind == UI_CONTACT_DOWN ? NULL : finger_find(t, c->finger);
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
    if (!t->active || t->stroke)
        return (struct ui_event){0};
    aim(t, t->seen_x, t->seen_y, ms);
    struct ui_event kept = t->way.hold_ms > 0 ? keep(t, u, ms) : (struct ui_event){0};
    const struct ui_node *n = holding(t, u);
    if (kept.kind != UI_EVENT_NONE || !n)
        return kept;
    if ((t->out && ms - t->out_ms > OUTSIDE_MS) || (!t->way.slide && travels(t))) {
        t->lost = true;
        return untaken(UI_EVENT_RELEASE, t);
    }
    struct ui_event e = event(UI_EVENT_HOLD, t);
    e.progress = (float)(ms - t->down_ms) / (float)hold_ms(t, n);
    if (e.progress < 1)
        return e;
    struct ui_finger *f = finger_find(t, t->pointer);
    if (f)
        deaf_note(t, f, ms, DEAF_TAPPED);
    t->held = true;
    e.kind = UI_EVENT_HELD;
    e.progress = 1;
    return e;
}

int64_t ui_touch_deadline(const struct ui_touch *t, const struct ui *u)
{
    const struct ui_node *n = holding(t, u);
    return n ? t->down_ms + hold_ms(t, n) : INT64_MAX;
}

/* --- for those outside ----------------------------------------------------------------------------------------------
 */

void ui_touch_choose(struct ui_touch *t, const struct ui_touch_way *way)
{
    const struct ui_touch_way *now = &t->way;
    bool same = now->slide == way->slide && now->first == way->first && now->hold_ms == way->hold_ms &&
                now->apart_ms == way->apart_ms;
    t->active = t->active && same;
    t->way = *way;
}

void ui_touch_forget(struct ui_touch *t)
{
    ui_touch_choose(t, &(struct ui_touch_way){0});
    t->fit = (struct ui_fit){0};
    t->tapped = false;
    t->last_tap = 0;
}

bool ui_touch_is_here(const struct ui_touch *t, int64_t ms)
{
    bool here = false;
    for (uint8_t i = 0; i < t->fingers; i++)
        here |= ms - t->finger[i].still_ms < THING_MS;
    return here;
}
