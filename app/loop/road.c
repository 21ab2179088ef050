/* The road of two answers, under hands: the whole display above the dock is two halves, two keys or two switches (or sipping and
 * puffing) take the one answer and the other. A key acts when it is let go; held for two seconds it asks about the tools at the
 * foot instead, so that Back, Help now and Leave are there on every question. And the offer of it to a finger that rests. */
#include "screen/number.h"

#include "base/host.h"
#include "base/words.h"
#include "loop/read_aloud.h"
#include "screen/screen.h"
#include "ui/road.h"

enum {
    HOLD_MS = 2000,  /* of a key: the tools */
    REST_MS = 3000,  /* of a finger, then lifted: the offer */
    LIES_MS = 10000, /* what lies longer asks for nothing */
    QUIET_MS = 500,  /* after another question no key counts for so long … */
    GRAVE_MS = 1200, /* … where something commits (TCH-07) */
    REST_MM = 8,     /* a finger that moved further does not rest */
    FINGER_MM = 22,  /* what is larger is a palm */
    INSIDE_MM = 4,   /* how far within an answer a touch beside it counts */
};

static bool is_on(const struct loop *t)
{
    return t->app.session.asking.on && t->app.session.at != (screen_id)SCREEN_NUMBER(still_here);
}

/* 0 the first answer, 1 the second, -1: no key of this road. */
static int side_of(const struct loop *t, enum input_key key)
{
    switch (key) {
    case INPUT_SWITCH_MOVE:
    case INPUT_ITEM_PREVIOUS:
    case INPUT_GROUP_PREVIOUS:
        return 0;
    case INPUT_SWITCH_SELECT:
    case INPUT_ITEM_NEXT:
    case INPUT_GROUP_NEXT:
        return 1;
    case INPUT_SELECT: /* who went to a target by Tab takes that */
        return t->by_keys ? -1 : 1;
    default:
        return -1;
    }
}

static bool is_grave(const struct loop *t, const uint32_t id[2])
{
    for (int i = 0; i < 2; i++) {
        uint16_t node = id[i] ? ui_find(&t->tree, id[i]) : UI_NONE;
        if (node != UI_NONE && (t->tree.node[node].flags & UI_COMMIT))
            return true;
    }
    return false;
}

static struct ui_answer take(struct loop *t, int side)
{
    uint32_t id[2];
    ui_road_answers(&t->tree, id);
    if (t->road.down_ms - t->road.shown_ms < (is_grave(t, id) ? GRAVE_MS : QUIET_MS)) {
        if (t->app.session.listen.on)
            read_aloud_text(t, _("That was a little early. Nothing was chosen."), false, true);
        return (struct ui_answer){0};
    }
    t->by_keys = t->by_switch = false;
    return ui_ask(&t->tree, id[side]);
}

static bool pressed(struct loop *t, const struct display_event *event, struct ui_answer *ret)
{
    int side = event->input == INPUT_KEY ? side_of(t, event->key) : -1;
    if (side < 0 || !is_on(t))
        return false;
    if (event->phase == INPUT_DOWN) {
        t->road.down = true;
        t->road.key = event->key;
        t->road.down_ms = event->ms;
    } else if (t->road.down && t->road.key == event->key) {
        t->road.down = false;
        *ret = take(t, side);
    }
    flow_touched(&t->app);
    return true;
}

/* --- a finger that rests ------------------------------------------------------------------------------------------------- */

/* Where resting means something already: on what is held, on what is drawn on, and to whoever looks for things by ear. */
static bool means_more(const struct loop *t)
{
    uint16_t node = t->pressed ? ui_find(&t->tree, t->pressed) : UI_NONE;
    uint8_t role = node == UI_NONE ? UI_SCREEN : t->tree.node[node].role;
    return t->app.voice.headset || role == UI_HOLD || role == UI_PAD || t->touch.way.hold_ms > 0 || t->touch.way.slide;
}

static void watch(struct loop *t, const struct display_event *event)
{
    struct loop_road *r = &t->road;
    float dx = event->x - r->x, dy = event->y - r->y;
    bool far = dx * dx + dy * dy > REST_MM * REST_MM;
    if (event->phase == INPUT_DOWN) {
        r->fingers++;
        r->rests = r->fingers == 1 && event->size_mm < FINGER_MM;
        r->rest_ms = event->ms;
        r->x = event->x;
        r->y = event->y;
    } else if (event->phase == INPUT_UP) {
        int64_t held = event->ms - r->rest_ms;
        r->fingers = r->fingers > 0 ? r->fingers - 1 : 0;
        if (r->rests && held >= REST_MS && held <= LIES_MS && !means_more(t))
            flow_road_offer(&t->app);
        r->rests = false;
    } else if (far || event->size_mm >= FINGER_MM) {
        r->rests = false;
    }
}

static bool road_event(struct loop *t, const struct display_event *event, struct ui_answer *ret)
{
    if (event->input == INPUT_CONTACT)
        watch(t, event);
    return pressed(t, event, ret);
}

static struct ui_answer time_goes(struct loop *t, int64_t steady_ms)
{
    struct loop_road *r = &t->road;
    if (r->down && steady_ms - r->down_ms >= HOLD_MS) {
        r->down = false;
        return (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_ROAD, .arg = UI_ROAD_DOCK};
    }
    return (struct ui_answer){0};
}

static int64_t deadline(const struct loop *t)
{
    return t->road.down ? t->road.down_ms + HOLD_MS : -1;
}

/* --- two halves ---------------------------------------------------------------------------------------------------------- */

static float within(float at, float from, float to)
{
    float least = at < from ? from : at;
    return least > to ? to : least;
}

/* A touch beside everything counts as one on the nearer answer. */
static void aim(const struct loop *t, struct display_event *event)
{
    const struct ui *u = &t->tree;
    uint16_t dock = ui_find_path(u, "dock");
    uint32_t id[2];
    float best = -1, x = event->x, y = event->y;
    if (!is_on(t) || dock == UI_NONE || y >= u->node[dock].box.y)
        return;
    for (uint16_t i = 1; i < u->count; i++)
        if (ui_is_target(&u->node[i]) && ui_box_holds(&u->node[i].box, x, y))
            return;
    ui_road_answers(u, id);
    for (int i = 0; i < 2; i++) {
        uint16_t node = id[i] ? ui_find(u, id[i]) : UI_NONE;
        if (node == UI_NONE)
            continue;
        const struct ui_box *b = &u->node[node].box;
        float to_x = within(x, b->x + INSIDE_MM, b->x + b->w - INSIDE_MM),
              to_y = within(y, b->y + INSIDE_MM, b->y + b->h - INSIDE_MM),
              apart = (to_x - x) * (to_x - x) + (to_y - y) * (to_y - y);
        if (best < 0 || apart < best) {
            best = apart;
            event->x = to_x;
            event->y = to_y;
        }
    }
}

static void screen(struct loop *t, bool is_new)
{
    if (!is_new)
        return;
    t->road.shown_ms = host_steady_ms();
    t->road.down = false;
}

static void forget(struct loop *t)
{
    t->road = (struct loop_road){.fingers = t->road.fingers};
}

const struct loop_part road_part = {
    .event = road_event, .time = time_goes, .deadline = deadline, .aim = aim, .screen = screen, .forget = forget};
