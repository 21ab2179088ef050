/* Hands: lift-off, tremor, rebounds, hands that rest, carried-over taps, the pad and the hold (TCH-01 to 08, SGN-02,
 * 03).
 */
#include "test.h"

#include <stdlib.h>
#include "ui/touch.h"
#include "ui_samples.h"

struct world {
    struct ui *u;
    struct ui_touch t;
    int64_t ms;
};

static const struct ui_node *at(const struct world *w, const char *path)
{
    uint16_t i = ui_find_path(w->u, path);
    CHECK(i != UI_NONE);
    return &w->u->node[i == UI_NONE ? 0 : i];
}

static struct ui_event contact(struct world *w, enum ui_contact_kind kind, int64_t finger, float x, float y)
{
    struct ui_contact c = {.kind = (uint8_t)kind, .finger = finger, .x = x, .y = y, .ms = w->ms};
    return ui_touch_contact(&w->t, w->u, &c);
}

static float middle_x(const struct ui_node *n)
{
    return n->box.x + n->box.w / 2;
}

static float middle_y(const struct ui_node *n)
{
    return n->box.y + n->box.h / 2;
}

/* Down, `ms` long, up; returns the last event. */
static struct ui_event tap(struct world *w, const struct ui_node *n, int64_t ms)
{
    contact(w, UI_CONTACT_DOWN, 1, middle_x(n), middle_y(n));
    w->ms += ms;
    struct ui_event e = contact(w, UI_CONTACT_UP, 1, middle_x(n), middle_y(n));
    w->ms += 1000;
    return e;
}

static void open(struct world *w, void (*make)(struct ui *u))
{
    struct sample sample = {"", make};
    sample_build(w->u, &sample, &panel_reference, SIZE_M, THEME_LIGHT, 0);
    memset(&w->t, 0, sizeof w->t);
    w->ms = 10000;
}

static void taps(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:1");
    struct ui_event e = contact(w, UI_CONTACT_DOWN, 1, middle_x(row), middle_y(row));
    CHECK_INT(e.kind, UI_EVENT_PRESS);
    CHECK(e.id == row->id);
    w->ms += 60;
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, middle_x(row), middle_y(row)).kind, UI_EVENT_TAP);
    w->ms += 300;
    CHECK_INT(contact(w, UI_CONTACT_DOWN, 1, middle_x(row), middle_y(row)).kind,
              UI_EVENT_DEAF); /* within half a second */
    w->ms += 60;
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, middle_x(row), middle_y(row)).kind, UI_EVENT_NONE);
    w->ms += 1000;
    CHECK_INT(tap(w, row, 10000).kind, UI_EVENT_TAP);  /* as long as it takes */
    CHECK_INT(tap(w, row, 49).kind, UI_EVENT_RELEASE); /* a bounce */
    CHECK_INT(tap(w, at(w, "row:2"), 60).kind, UI_EVENT_TAP);
    CHECK_INT(tap(w, at(w, "text"), 60).kind, UI_EVENT_MISS);
    for (int64_t ms = 50; ms <= 10000; ms += 350)
        CHECK_INT(tap(w, row, ms).kind, UI_EVENT_TAP);
}

static void tremor(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:1"), *next = at(w, "row:2");
    float x = row->box.x + 5, low = row->box.y + row->box.h;
    contact(w, UI_CONTACT_DOWN, 1, x, low - 1);
    for (int i = 0; i < 20; i++) { /* over the edge and back, 100 ms at a time */
        w->ms += 100;
        contact(w, UI_CONTACT_MOVE, 1, x, low + (i % 2 ? -2.0f : 4.5f));
    }
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, x, low - 1).kind, UI_EVENT_TAP);
    w->ms += 1000;
    contact(w, UI_CONTACT_DOWN, 1, x, low - 1);
    CHECK_INT(contact(w, UI_CONTACT_MOVE, 1, x, low + 5.5f).kind, UI_EVENT_RELEASE); /* further than 5 mm */
    w->ms += 100;
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, x, low - 1).kind, UI_EVENT_NONE);
    w->ms += 1000;
    contact(w, UI_CONTACT_DOWN, 1, x, low - 1);
    contact(w, UI_CONTACT_MOVE, 1, x, low + 3);
    w->ms += 301;
    CHECK_INT(contact(w, UI_CONTACT_MOVE, 1, x, low + 3).kind, UI_EVENT_RELEASE); /* longer than 300 ms */
    contact(w, UI_CONTACT_UP, 1, x, low - 1);
    w->ms += 1000;
    contact(w, UI_CONTACT_DOWN, 1, x, low - 1);
    w->ms += 60;
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, x, middle_y(next)).kind, UI_EVENT_RELEASE); /* down in one, up in another */
}

/* A contact of that number on the middle of a node. */
static struct ui_event on(struct world *w, enum ui_contact_kind kind, int64_t finger, const struct ui_node *n)
{
    return contact(w, kind, finger, middle_x(n), middle_y(n));
}

/* Fingers that land at once are one touch: its first contact counts, and where they lie on different targets, none. */
static void at_once(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:1"), *other = at(w, "row:4"), *text = at(w, "text");
    on(w, UI_CONTACT_DOWN, 1, row);
    for (int finger = 2; finger < 12; finger++) {
        w->ms += 30;
        CHECK_INT(on(w, UI_CONTACT_DOWN, finger, finger % 2 ? row : text).kind, UI_EVENT_NONE);
    }
    w->ms += 80;
    CHECK_INT(on(w, UI_CONTACT_UP, 2, text).kind, UI_EVENT_NONE);
    CHECK_INT(on(w, UI_CONTACT_UP, 1, row).kind, UI_EVENT_TAP);
    for (int finger = 3; finger < 12; finger++)
        CHECK_INT(on(w, UI_CONTACT_UP, finger, row).kind, UI_EVENT_NONE);
    w->ms += 1000;
    on(w, UI_CONTACT_DOWN, 1, row);
    w->ms += 50;
    CHECK_INT(on(w, UI_CONTACT_DOWN, 2, other).kind, UI_EVENT_NONE);
    w->ms += 80;
    CHECK_INT(on(w, UI_CONTACT_UP, 2, other).kind, UI_EVENT_NONE);
    struct ui_event e = on(w, UI_CONTACT_UP, 1, row);
    CHECK_INT(e.kind, UI_EVENT_RELEASE);
    CHECK(e.untaken);
}

/* A finger that slides onto another target while one lies still: nobody can say which is meant. A palm that drifts can.
 */
static void slides(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:1"), *other = at(w, "row:4"), *text = at(w, "text");
    on(w, UI_CONTACT_DOWN, 1, row);
    on(w, UI_CONTACT_DOWN, 2, text);
    w->ms += 500;
    CHECK_INT(on(w, UI_CONTACT_MOVE, 2, other).kind, UI_EVENT_NONE);
    struct ui_event e = on(w, UI_CONTACT_UP, 1, row);
    CHECK_INT(e.kind, UI_EVENT_RELEASE);
    CHECK(e.untaken && e.at_x == middle_x(row));
    on(w, UI_CONTACT_UP, 2, other);
    w->ms += 1000;
    on(w, UI_CONTACT_DOWN, 90, other);
    w->ms += 500;
    on(w, UI_CONTACT_DOWN, 1, row);
    contact(w, UI_CONTACT_MOVE, 90, middle_x(other) + 4, middle_y(other));
    w->ms += 100;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, row).kind, UI_EVENT_TAP);
}

/* A palm lies on the display, wherever: fingers act beside it, on any number of screens, and its lifting does nothing.
 */
static void palm(struct world *w, const char *under, int64_t lies_ms)
{
    open(w, sample_home);
    const struct ui_node *lies = at(w, under);
    on(w, UI_CONTACT_DOWN, 90, lies);
    w->ms += lies_ms;
    for (int i = 0; i < 3; i++) {
        CHECK_INT(tap(w, at(w, i == 1 ? "dock/bar/help" : "row:3"), 120).kind, UI_EVENT_TAP);
        ui_touch_screen(&w->t, w->ms - 1000, false);
    }
    CHECK_INT(tap(w, at(w, "dock/bar/leave"), 120).kind, UI_EVENT_TAP);
    CHECK_INT(on(w, UI_CONTACT_UP, 90, lies).kind, UI_EVENT_NONE);
}

static void palms(struct world *w)
{
    palm(w, "row:1", 150);
    palm(w, "row:1", 60000);
    palm(w, "text", 500);
    palm(w, "dock/bar/leave", 300);
    /* the finger missed: the palm's lifting still does nothing */
    open(w, sample_home);
    on(w, UI_CONTACT_DOWN, 90, at(w, "dock/bar/leave"));
    w->ms += 400;
    CHECK_INT(tap(w, at(w, "text"), 120).kind, UI_EVENT_RELEASE); /* the palm is no longer drawn pressed */
    CHECK_INT(on(w, UI_CONTACT_UP, 90, at(w, "dock/bar/leave")).kind, UI_EVENT_NONE);
    /* it came while the display was deaf */
    open(w, sample_home);
    ui_touch_screen(&w->t, w->ms, false);
    on(w, UI_CONTACT_DOWN, 90, at(w, "row:1"));
    w->ms += 700;
    CHECK_INT(tap(w, at(w, "row:3"), 120).kind, UI_EVENT_TAP);
    CHECK_INT(on(w, UI_CONTACT_UP, 90, at(w, "row:1")).kind, UI_EVENT_NONE);
    /* a finger that presses slowly and alone is no palm */
    open(w, sample_home);
    CHECK_INT(tap(w, at(w, "row:1"), 10000).kind, UI_EVENT_TAP);
}

/* Slide mode: a finger lands anywhere, what is under it is drawn pressed, and it acts on what it is lifted from. */
static void slide(struct world *w)
{
    open(w, sample_home);
    ui_touch_choose(&w->t, &(struct ui_touch_way){.slide = true});
    const struct ui_node *row = at(w, "row:1"), *other = at(w, "row:4"), *text = at(w, "text");
    CHECK_INT(on(w, UI_CONTACT_DOWN, 1, text).kind, UI_EVENT_NONE);
    w->ms += 300;
    struct ui_event e = on(w, UI_CONTACT_MOVE, 1, other);
    CHECK_INT(e.kind, UI_EVENT_PRESS);
    CHECK(e.id == other->id);
    CHECK_INT(on(w, UI_CONTACT_MOVE, 1, text).kind, UI_EVENT_RELEASE);
    e = on(w, UI_CONTACT_MOVE, 1, row);
    CHECK(e.kind == UI_EVENT_PRESS && e.id == row->id);
    w->ms += 60;
    e = on(w, UI_CONTACT_UP, 1, row);
    CHECK(e.kind == UI_EVENT_TAP && e.id == row->id);
    w->ms += 1000;
    on(w, UI_CONTACT_DOWN, 1, row); /* leaving the panel cancels */
    w->ms += 300;
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, -2000, -2000).kind, UI_EVENT_RELEASE);
    w->ms += 1000;
    on(w, UI_CONTACT_DOWN, 1, row); /* jumping over to another at the last moment is no choice */
    w->ms += 300;
    CHECK(on(w, UI_CONTACT_UP, 1, other).untaken);
    w->ms += 1000;
    for (int i = 1; i < 5; i++) { /* with the whole hand: the finger that slides is meant */
        on(w, UI_CONTACT_DOWN, i, i == 1 ? other : text);
        w->ms += 40;
    }
    CHECK_INT(contact(w, UI_CONTACT_MOVE, 3, middle_x(row), middle_y(row) - 2).kind, UI_EVENT_PRESS);
    w->ms += 100;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, other).kind, UI_EVENT_NONE);
    e = on(w, UI_CONTACT_UP, 3, row);
    CHECK(e.kind == UI_EVENT_TAP && e.id == row->id);
    w->ms += 10;
    on(w, UI_CONTACT_UP, 2, text);
    on(w, UI_CONTACT_UP, 4, text);
    w->ms += 1000;
    on(w, UI_CONTACT_DOWN, 90, other); /* beside a palm */
    w->ms += 400;
    e = tap(w, row, 100);
    CHECK(e.kind == UI_EVENT_TAP && e.id == row->id);
    CHECK_INT(on(w, UI_CONTACT_UP, 90, other).kind, UI_EVENT_NONE);
    open(w, sample_hold); /* holds and drawing as always; nothing slides onto the pad */
    ui_touch_choose(&w->t, &(struct ui_touch_way){.slide = true});
    const struct ui_node *hold = at(w, "hold");
    contact(w, UI_CONTACT_DOWN, 1, middle_x(hold), hold->box.y - 20);
    w->ms += 500;
    CHECK_INT(on(w, UI_CONTACT_MOVE, 1, hold).kind, UI_EVENT_PRESS);
    w->ms += 1990;
    CHECK_INT(ui_touch_time(&w->t, w->u, w->ms).kind, UI_EVENT_HOLD);
    w->ms += 10;
    CHECK_INT(ui_touch_time(&w->t, w->u, w->ms).kind, UI_EVENT_HELD);
    CHECK_INT(on(w, UI_CONTACT_UP, 1, hold).kind, UI_EVENT_NONE);
    open(w, sample_sign);
    ui_touch_choose(&w->t, &(struct ui_touch_way){.slide = true});
    const struct ui_node *pad = at(w, "pad");
    CHECK_INT(contact(w, UI_CONTACT_DOWN, 1, middle_x(pad), pad->box.y - 10).kind, UI_EVENT_NONE);
    w->ms += 100;
    CHECK_INT(on(w, UI_CONTACT_MOVE, 1, pad).kind, UI_EVENT_NONE);
    w->ms += 100;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, pad).kind, UI_EVENT_MISS);
    w->ms += 1000;
    CHECK_INT(on(w, UI_CONTACT_DOWN, 1, pad).kind, UI_EVENT_STROKE_BEGIN);
    CHECK_INT(contact(w, UI_CONTACT_MOVE, 1, middle_x(pad) + 20, middle_y(pad)).kind, UI_EVENT_STROKE_POINT);
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, middle_x(pad) + 20, middle_y(pad)).kind, UI_EVENT_STROKE_END);
}

static struct ui_event sized(struct world *w, enum ui_contact_kind kind, const struct ui_node *n, float size_mm)
{
    struct ui_contact c = {(uint8_t)kind, 1, middle_x(n), middle_y(n), size_mm, w->ms};
    return ui_touch_contact(&w->t, w->u, &c);
}

static struct ui_event sized_tap(struct world *w, const struct ui_node *n, float size_mm)
{
    sized(w, UI_CONTACT_DOWN, n, size_mm);
    w->ms += 200;
    struct ui_event e = sized(w, UI_CONTACT_UP, n, size_mm);
    w->ms += 1000;
    return e;
}

/* What is larger than a finger rests, also when it grew large; at the edge everything does. Who has only a fist is
 * heard from the third touch on. */
static void large(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:1"), *other = at(w, "row:3");
    CHECK_INT(sized_tap(w, row, 14).kind, UI_EVENT_TAP);
    CHECK_INT(sized(w, UI_CONTACT_DOWN, row, 40).kind, UI_EVENT_NONE);
    w->ms += 3000;
    CHECK_INT(sized(w, UI_CONTACT_UP, row, 40).kind, UI_EVENT_NONE);
    w->ms += 1000;
    CHECK_INT(sized(w, UI_CONTACT_DOWN, row, 12).kind, UI_EVENT_PRESS);
    w->ms += 30;
    CHECK_INT(sized(w, UI_CONTACT_MOVE, row, 40).kind, UI_EVENT_RELEASE);
    w->ms += 1100;
    CHECK_INT(sized(w, UI_CONTACT_UP, row, 5).kind, UI_EVENT_NONE);
    w->ms += 1000;
    contact(w, UI_CONTACT_DOWN, 90, 5, middle_y(row)); /* steadying oneself on the frame */
    CHECK_INT(tap(w, row, 120).kind, UI_EVENT_TAP);
    CHECK_INT(contact(w, UI_CONTACT_UP, 90, middle_x(other), middle_y(other)).kind, UI_EVENT_NONE);
    w->ms += 1000;
    CHECK_INT(sized_tap(w, row, 40).kind, UI_EVENT_NONE);
    CHECK_INT(sized_tap(w, other, 40).kind, UI_EVENT_NONE);
    CHECK_INT(sized_tap(w, row, 40).kind, UI_EVENT_TAP);
    CHECK_INT(sized_tap(w, other, 12).kind, UI_EVENT_TAP); /* there are fingers: a palm is a palm again */
    CHECK_INT(sized_tap(w, row, 40).kind, UI_EVENT_NONE);
    ui_touch_forget(&w->t);
    CHECK(w->t.fit.taps == 0 && w->t.fit.large == 0 && w->t.fit.away_ms == 0);
}

/* Down and up on a node after the finger was away for so long; the kind of the last event. */
static int again(struct world *w, const struct ui_node *n, int64_t away_ms)
{
    w->ms += away_ms;
    struct ui_event first = on(w, UI_CONTACT_DOWN, 1, n);
    w->ms += 80;
    struct ui_event last = on(w, UI_CONTACT_UP, 1, n);
    return first.kind == UI_EVENT_DEAF ? UI_EVENT_DEAF : last.kind;
}

/* After another screen each touch starts the time anew; before a grave one it is longer; nobody is locked out. */
static void deaf(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:1"), *other = at(w, "row:4");
    ui_touch_screen(&w->t, w->ms, false);
    CHECK_INT(again(w, row, 390), UI_EVENT_DEAF);
    CHECK_INT(again(w, other, 450), UI_EVENT_DEAF);
    CHECK_INT(again(w, row, 510), UI_EVENT_TAP);
    open(w, sample_home);
    ui_touch_screen(&w->t, w->ms, true);
    CHECK_INT(again(w, row, 450), UI_EVENT_DEAF);
    CHECK_INT(again(w, row, 1190), UI_EVENT_DEAF);
    CHECK_INT(again(w, row, 1210), UI_EVENT_TAP);
    for (int grave = 0; grave < 2; grave++) {
        open(w, sample_home);
        ui_touch_screen(&w->t, w->ms, grave);
        int touches = 0;
        while (touches < 100 && again(w, row, 100) == UI_EVENT_DEAF)
            touches++;
        CHECK_INT(touches, grave ? 33 : 17); /* each 180 ms: until 6 s, 3 s have gone */
    }
}

/* A blocked touch prolongs the block; what comes down beside the target is a rebound too, unless hands are steady. */
static void rebounds(struct world *w)
{
    open(w, sample_name);
    const struct ui_node *key = at(w, "keys/key:97"), *next = at(w, "keys/key:115");
    CHECK_INT(again(w, key, 1000), UI_EVENT_TAP);
    CHECK_INT(again(w, key, 450), UI_EVENT_DEAF);
    CHECK_INT(again(w, key, 450), UI_EVENT_DEAF); /* 980 ms after the tap */
    CHECK_INT(again(w, next, 200), UI_EVENT_DEAF);
    CHECK(w->t.fit.rebounds == 2 && w->t.fit.away_ms == 675);
    CHECK_INT(again(w, key, 600), UI_EVENT_DEAF); /* fitted: this person's fingers come back later than others' */
    CHECK_INT(again(w, next, 1000), UI_EVENT_TAP);
    int touches = 0;
    while (touches < 100 && again(w, next, 100) == UI_EVENT_DEAF)
        touches++;
    CHECK_INT(touches, 17);
    open(w, sample_name); /* who types with steady hands is not held up */
    for (int i = 0; i < 4; i++)
        CHECK_INT(again(w, i % 2 ? key : next, 600), UI_EVENT_TAP);
    for (int i = 0; i < 10; i++)
        CHECK_INT(again(w, i % 2 ? key : next, 160), UI_EVENT_TAP);
    CHECK_INT(again(w, key, 340), UI_EVENT_DEAF); /* a letter twice */
    CHECK_INT(again(w, key, 360), UI_EVENT_TAP);
    CHECK_INT(again(w, next, 100), UI_EVENT_DEAF);
}

static void pad(struct world *w)
{
    open(w, sample_sign);
    const struct ui_node *n = at(w, "pad");
    struct ui_event e = contact(w, UI_CONTACT_DOWN, 1, n->box.x + 1, n->box.y + 1);
    CHECK_INT(e.kind, UI_EVENT_STROKE_BEGIN);
    int edge = (int)(12 / n->box.w * 800 + 0.5f);
    CHECK_INT(e.x, edge);
    CHECK_INT(e.y, edge);
    e = contact(w, UI_CONTACT_MOVE, 1, middle_x(n), middle_y(n));
    CHECK_INT(e.kind, UI_EVENT_STROKE_POINT);
    CHECK_INT(e.x, 400);
    e = contact(w, UI_CONTACT_MOVE, 1, middle_x(n), 470); /* far over the dock: it neither leaves nor presses */
    CHECK_INT(e.kind, UI_EVENT_STROKE_POINT);
    CHECK(e.y <= (int)((n->box.h - 12) / n->box.w * 800 + 1));
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, middle_x(n), 470).kind, UI_EVENT_STROKE_END);
    contact(w, UI_CONTACT_DOWN, 1, middle_x(n), middle_y(n)); /* a dot counts, however short */
    w->ms += 10;
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, middle_x(n), middle_y(n)).kind, UI_EVENT_STROKE_END);
    contact(w, UI_CONTACT_DOWN, 90, middle_x(n), middle_y(n)); /* a palm on the pad: the pen beside it draws */
    w->ms += 300;
    CHECK_INT(contact(w, UI_CONTACT_DOWN, 1, n->box.x + 30, n->box.y + 30).kind, UI_EVENT_STROKE_BEGIN);
    CHECK_INT(contact(w, UI_CONTACT_MOVE, 1, n->box.x + 60, n->box.y + 30).kind, UI_EVENT_STROKE_POINT);
    w->ms += 200;
    CHECK_INT(contact(w, UI_CONTACT_DOWN, 2, middle_x(n), 470).kind, UI_EVENT_NONE); /* nothing stops a stroke */
    CHECK_INT(contact(w, UI_CONTACT_UP, 2, middle_x(n), 470).kind, UI_EVENT_NONE);
    CHECK_INT(contact(w, UI_CONTACT_MOVE, 1, n->box.x + 90, n->box.y + 30).kind, UI_EVENT_STROKE_POINT);
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, n->box.x + 90, n->box.y + 30).kind, UI_EVENT_STROKE_END);
    CHECK_INT(tap(w, at(w, "dock/bar/help"), 100).kind, UI_EVENT_TAP); /* and fingers act */
    CHECK_INT(contact(w, UI_CONTACT_UP, 90, middle_x(n), middle_y(n)).kind, UI_EVENT_NONE);
}

static void hold(struct world *w)
{
    open(w, sample_hold);
    const struct ui_node *n = at(w, "hold");
    CHECK(ui_touch_deadline(&w->t, w->u) == INT64_MAX);
    contact(w, UI_CONTACT_DOWN, 1, middle_x(n), middle_y(n));
    CHECK(ui_touch_deadline(&w->t, w->u) == w->ms + 2000);
    w->ms += 1000;
    struct ui_event e = ui_touch_time(&w->t, w->u, w->ms);
    CHECK_INT(e.kind, UI_EVENT_HOLD);
    CHECK(e.progress > 0.49f && e.progress < 0.51f);
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, middle_x(n), middle_y(n)).kind, UI_EVENT_RELEASE); /* a change of mind */
    w->ms += 100;
    contact(w, UI_CONTACT_DOWN, 1, middle_x(n), middle_y(n));
    w->ms += 1000;
    const struct ui_node *heading = at(w, "heading");
    CHECK_INT(on(w, UI_CONTACT_DOWN, 2, heading).kind, UI_EVENT_NONE); /* beside all targets: does not end it */
    CHECK_INT(on(w, UI_CONTACT_UP, 2, heading).kind, UI_EVENT_NONE);
    w->ms += 1000;
    CHECK_INT(ui_touch_time(&w->t, w->u, w->ms).kind, UI_EVENT_HELD);
    w->ms += 2000;
    CHECK_INT(ui_touch_time(&w->t, w->u, w->ms).kind, UI_EVENT_NONE); /* once */
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, middle_x(n), middle_y(n)).kind, UI_EVENT_NONE);
    w->ms += 1000;
    on(w, UI_CONTACT_DOWN, 90, n); /* a palm on the button: the finger beside it acts, and nothing is held */
    w->ms += 400;
    on(w, UI_CONTACT_DOWN, 1, at(w, "dock/bar/help"));
    w->ms += 300;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, at(w, "dock/bar/help")).kind, UI_EVENT_TAP);
    w->ms += 5000;
    CHECK_INT(ui_touch_time(&w->t, w->u, w->ms).kind, UI_EVENT_NONE);
    CHECK_INT(on(w, UI_CONTACT_UP, 90, n).kind, UI_EVENT_NONE);
}

/* Held for 0.8 s: a trembling finger is where it is aimed at; lifting before acts on nothing; tremor and rebounds neither. */
static void held(struct world *w)
{
    open(w, sample_home);
    ui_touch_choose(&w->t, &(struct ui_touch_way){.hold_ms = 800});
    const struct ui_node *row = at(w, "row:1"), *other = at(w, "row:4");
    CHECK_INT(tap(w, row, 500).kind, UI_EVENT_RELEASE); /* a change of mind */
    struct ui_event e = contact(w, UI_CONTACT_DOWN, 1, middle_x(row), row->box.y - 1);
    for (int i = 1; i < 80; i++) { /* 4 Hz, 14 mm up and down: out of the row and back, eight times */
        w->ms += 10;
        contact(w, UI_CONTACT_MOVE, 1, middle_x(row), row->box.y + 8 + (i / 12 % 2 ? 12 : -9));
        e = ui_touch_time(&w->t, w->u, w->ms);
        CHECK(e.kind == UI_EVENT_HOLD || e.kind == UI_EVENT_NONE);
    }
    w->ms += 40;
    e = ui_touch_time(&w->t, w->u, w->ms);
    CHECK(e.kind == UI_EVENT_HELD && e.id == row->id);
    w->ms += 300;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, row).kind, UI_EVENT_NONE);
    w->ms += 2000;
    on(w, UI_CONTACT_DOWN, 1, row); /* after it has settled it does not go over to another */
    for (int i = 0; i < 100; i++) {
        w->ms += 10;
        contact(w, UI_CONTACT_MOVE, 1, middle_x(row),
                middle_y(row) + (middle_y(other) - middle_y(row)) * (float)i / 100);
        e = ui_touch_time(&w->t, w->u, w->ms);
        CHECK(e.kind != UI_EVENT_HELD || e.id == row->id);
    }
    on(w, UI_CONTACT_UP, 1, other);
    w->ms += 2000;
    ui_touch_choose(&w->t, &(struct ui_touch_way){.slide = true, .hold_ms = 1200}); /* unless sliding was chosen too */
    on(w, UI_CONTACT_DOWN, 1, row);
    w->ms += 300;
    on(w, UI_CONTACT_MOVE, 1, other);
    for (int i = 0; i < 200 && (e = ui_touch_time(&w->t, w->u, w->ms)).kind != UI_EVENT_HELD; i++)
        w->ms += 10;
    CHECK(e.kind == UI_EVENT_HELD && e.id == other->id);
}

/* Which of several contacts acts, where a person chose so; and where nobody can say. */
static void contacts(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:1"), *other = at(w, "row:4");
    on(w, UI_CONTACT_DOWN, 1, row); /* a palm comes down behind the finger, and stays longer */
    w->ms += 200;
    on(w, UI_CONTACT_DOWN, 90, other);
    w->ms += 100;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, row).kind, UI_EVENT_NONE);
    w->ms += 100;
    struct ui_event e = on(w, UI_CONTACT_UP, 90, other);
    CHECK(e.kind == UI_EVENT_RELEASE && e.untaken && e.miss == UI_MISS_TAKEN);
    w->ms += 2000;
    ui_touch_choose(&w->t, &(struct ui_touch_way){.first = true});
    on(w, UI_CONTACT_DOWN, 1, row);
    w->ms += 200;
    CHECK_INT(on(w, UI_CONTACT_DOWN, 90, other).kind, UI_EVENT_NONE);
    w->ms += 100;
    e = on(w, UI_CONTACT_UP, 1, row);
    CHECK(e.kind == UI_EVENT_TAP && e.id == row->id);
    CHECK_INT(on(w, UI_CONTACT_UP, 90, other).kind, UI_EVENT_NONE);
    w->ms += 2000;
    ui_touch_choose(&w->t, &(struct ui_touch_way){.apart_ms = 1500});
    CHECK_INT(tap(w, row, 100).kind, UI_EVENT_TAP); /* a second passes in tap() */
    CHECK_INT(on(w, UI_CONTACT_DOWN, 1, other).kind, UI_EVENT_DEAF);
    on(w, UI_CONTACT_UP, 1, other);
    w->ms += 1600;
    CHECK_INT(tap(w, other, 100).kind, UI_EVENT_TAP);
    open(w, sample_hold);
    const struct ui_node *n = at(w, "hold");
    on(w, UI_CONTACT_DOWN, 1, n); /* a whole hand lies on the button: nothing is held */
    w->ms += 40;
    on(w, UI_CONTACT_DOWN, 2, at(w, "heading"));
    w->ms += 2500;
    CHECK_INT(ui_touch_time(&w->t, w->u, w->ms).kind, UI_EVENT_NONE);
    on(w, UI_CONTACT_UP, 1, n);
    on(w, UI_CONTACT_UP, 2, n);
    w->ms += 2000;
    contact(w, UI_CONTACT_DOWN, 1, n->box.x + 2, middle_y(n)); /* a finger that slides over it holds nothing */
    for (int i = 0; i < 220; i++) {
        w->ms += 10;
        contact(w, UI_CONTACT_MOVE, 1, n->box.x + 2 + (float)i * 0.2f, middle_y(n));
        CHECK(ui_touch_time(&w->t, w->u, w->ms).kind != UI_EVENT_HELD);
    }
}

/* A hand that rebounds at the edge of the display was there: it prolongs the block like any other. */
static void edge(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *back = at(w, "dock/bar/help");
    CHECK_INT(on(w, UI_CONTACT_DOWN, 1, back).kind, UI_EVENT_PRESS);
    w->ms += 100;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, back).kind, UI_EVENT_TAP);
    w->ms += 300;
    contact(w, UI_CONTACT_DOWN, 1, middle_x(back), 470);
    w->ms += 100;
    contact(w, UI_CONTACT_UP, 1, middle_x(back), 470);
    w->ms += 300;
    CHECK_INT(on(w, UI_CONTACT_DOWN, 1, back).kind, UI_EVENT_DEAF);
}

/* How a touch failed. */
static void misses(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:1"), *other = at(w, "row:4"), *text = at(w, "text");
    CHECK_INT(tap(w, text, 100).miss, UI_MISS_BESIDE);
    CHECK_INT(tap(w, row, 40).miss, UI_MISS_SHORT);
    CHECK_INT(tap(w, text, 40).miss, UI_MISS_NONE); /* dust */
    CHECK_INT(tap(w, row, 100).miss, UI_MISS_NONE);
    on(w, UI_CONTACT_DOWN, 1, row);
    w->ms += 100;
    on(w, UI_CONTACT_MOVE, 1, text);
    w->ms += 100;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, text).miss, UI_MISS_SLIPPED);
    w->ms += 1000;
    on(w, UI_CONTACT_DOWN, 1, text);
    w->ms += 100;
    on(w, UI_CONTACT_MOVE, 1, other);
    w->ms += 600;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, other).miss, UI_MISS_LIFTED);
    w->ms += 1000;
    on(w, UI_CONTACT_DOWN, 1, row);
    on(w, UI_CONTACT_DOWN, 2, other);
    w->ms += 200;
    CHECK_INT(on(w, UI_CONTACT_UP, 1, row).miss, UI_MISS_TOGETHER);
}

/* A rebuild between press and release is harmless; a target that went away is not pressed. */
static void rebuild(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:3");
    float x = middle_x(row), y = middle_y(row);
    contact(w, UI_CONTACT_DOWN, 1, x, y);
    struct sample home = {"", sample_home}, help = {"", sample_help};
    sample_build(w->u, &home, &panel_reference, SIZE_M, THEME_DARK, 0);
    w->ms += 60;
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, x, y).kind, UI_EVENT_TAP);
    w->ms += 1000;
    contact(w, UI_CONTACT_DOWN, 1, x, y);
    sample_build(w->u, &help, &panel_reference, SIZE_M, THEME_LIGHT, 0);
    w->ms += 60;
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, x, y).kind, UI_EVENT_RELEASE);
}

int main(void)
{
    struct world w = {.u = calloc(1, sizeof(struct ui))};
    taps(&w);
    tremor(&w);
    at_once(&w);
    slides(&w);
    slide(&w);
    palms(&w);
    large(&w);
    deaf(&w);
    rebounds(&w);
    pad(&w);
    hold(&w);
    held(&w);
    contacts(&w);
    edge(&w);
    misses(&w);
    rebuild(&w);
    free(w.u);
    return TEST_END();
}
