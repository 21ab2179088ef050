/* Hands that tremble, rest or slip: a pure machine over contacts (TCH-01 to 08). It knows the tree on the glass and the
 * time it is told, nothing else. Act on UI_EVENT_TAP and UI_EVENT_HELD only; the rest is for drawing. */
#pragma once

#include "ui/tree.h"

enum { UI_TOUCH_FINGERS = 16, UI_PAD_UNITS = 800 };
enum ui_contact_kind { UI_CONTACT_DOWN, UI_CONTACT_MOVE, UI_CONTACT_UP };

struct ui_contact {
    uint8_t kind;
    int64_t finger; /* the same from down to up */
    float x, y;     /* mm */
    int64_t ms;     /* steady */
};

enum ui_event_kind {
    UI_EVENT_NONE,
    UI_EVENT_PRESS,        /* draw it pressed (TCH-13) */
    UI_EVENT_RELEASE,      /* no longer pressed, nothing happens */
    UI_EVENT_TAP,          /* lifted in the same target: ask it */
    UI_EVENT_MISS,         /* a contact that hit nothing; also what wakes "still here" */
    UI_EVENT_HOLD,         /* a HOLD goes on: `progress` 0 to 1 */
    UI_EVENT_HELD,         /* it was held long enough: ask it */
    UI_EVENT_STROKE_BEGIN, /* x, y in units of 1/800 of the pad's width, kept 12 mm inside its edges (SGN-03) */
    UI_EVENT_STROKE_POINT,
    UI_EVENT_STROKE_END,
};

struct ui_event {
    uint8_t kind;
    uint32_t id;
    float progress;
    int16_t x, y;
};

struct ui_touch { /* zero-initialise */
    int64_t finger[UI_TOUCH_FINGERS];
    uint8_t fingers;
    bool active, lost, stroke, held; /* the first contact is down; it slipped off; it draws; it has acted */
    int64_t first, down_ms, out_ms, deaf_until_ms, last_tap_ms;
    bool deaf, out;
    uint32_t id, last_tap;
    int16_t x, y;
};

/* Another screen or page is on the glass: deaf for 400 ms and until all are lifted (TCH-07). */
void ui_touch_screen(struct ui_touch *t, int64_t ms);
struct ui_event ui_touch_contact(struct ui_touch *t, const struct ui *u, const struct ui_contact *c);
/* To be called at ui_touch_deadline and with each frame while a HOLD goes on. */
struct ui_event ui_touch_time(struct ui_touch *t, const struct ui *u, int64_t ms);
/* When the machine wants ui_touch_time next; INT64_MAX for never. */
int64_t ui_touch_deadline(const struct ui_touch *t, const struct ui *u);
