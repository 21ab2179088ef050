/* Hands: lift-off, tremor, bounces, second hands, carried-over taps, the pad and the hold (TCH-01 to 08, SGN-02, 03).
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
    CHECK_INT(tap(w, row, 60).kind, UI_EVENT_RELEASE); /* the same again within half a second */
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

static void hands(struct world *w)
{
    open(w, sample_home);
    const struct ui_node *row = at(w, "row:1"), *other = at(w, "row:4");
    contact(w, UI_CONTACT_DOWN, 1, middle_x(row), middle_y(row));
    for (int finger = 2; finger < 12; finger++)
        CHECK_INT(contact(w, UI_CONTACT_DOWN, finger, middle_x(other), middle_y(other)).kind, UI_EVENT_NONE);
    w->ms += 80;
    CHECK_INT(contact(w, UI_CONTACT_UP, 2, middle_x(other), middle_y(other)).kind, UI_EVENT_NONE);
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, middle_x(row), middle_y(row)).kind, UI_EVENT_TAP);
    ui_touch_screen(&w->t, w->ms);
    w->ms += 1000;
    CHECK_INT(contact(w, UI_CONTACT_DOWN, 20, middle_x(row), middle_y(row)).kind, UI_EVENT_NONE); /* nine still rest */
    contact(w, UI_CONTACT_UP, 20, middle_x(row), middle_y(row));
    for (int finger = 3; finger < 12; finger++)
        contact(w, UI_CONTACT_UP, finger, middle_x(other), middle_y(other));
    CHECK_INT(tap(w, other, 60).kind, UI_EVENT_TAP);
    ui_touch_screen(&w->t, w->ms);
    w->ms += 390;
    CHECK_INT(tap(w, row, 60).kind, UI_EVENT_NONE); /* deaf for 400 ms */
    CHECK_INT(tap(w, row, 60).kind, UI_EVENT_TAP);
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
    w->ms += 2000;
    CHECK_INT(ui_touch_time(&w->t, w->u, w->ms).kind, UI_EVENT_HELD);
    w->ms += 2000;
    CHECK_INT(ui_touch_time(&w->t, w->u, w->ms).kind, UI_EVENT_NONE); /* once */
    CHECK_INT(contact(w, UI_CONTACT_UP, 1, middle_x(n), middle_y(n)).kind, UI_EVENT_NONE);
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
    hands(&w);
    pad(&w);
    hold(&w);
    rebuild(&w);
    free(w.u);
    return TEST_END();
}
