/* Hands that tremble, rest or slip: a pure machine over contacts (TCH-01 to 08). It knows the tree on the display and
 * the time that comes with each contact, nothing else. Act on UI_EVENT_TAP and UI_EVENT_HELD only; the rest is for
 * drawing. The rules stand at the top of touch.c and deaf.c. */
#pragma once

#include "ui/tree.h"

enum { UI_TOUCH_FINGERS = 16, UI_PAD_UNITS = 800 };
enum ui_contact_kind { UI_CONTACT_DOWN, UI_CONTACT_MOVE, UI_CONTACT_UP };

struct ui_contact {
    uint8_t kind;
    int64_t finger; /* the same from down to up */
    float x, y;     /* mm */
    float size_mm;  /* the longer axis of what touches; 0: the display does not measure it */
    int64_t ms;     /* steady */
};

enum ui_event_kind {
    UI_EVENT_NONE,
    UI_EVENT_PRESS,        /* draw it pressed */
    UI_EVENT_RELEASE,      /* no longer pressed, nothing happens */
    UI_EVENT_TAP,          /* lifted in the same target: do it */
    UI_EVENT_MISS,         /* a contact that hit nothing; also what wakes "still here" */
    UI_EVENT_DEAF,         /* a contact that came too early: after another screen, or as a rebound */
    UI_EVENT_HOLD,         /* a HOLD goes on: `progress` 0 to 1 */
    UI_EVENT_HELD,         /* it was held long enough: do it */
    UI_EVENT_STROKE_BEGIN, /* x, y in units of 1/800 of the pad's width, kept 12 mm inside its edges (SGN-03) */
    UI_EVENT_STROKE_POINT,
    UI_EVENT_STROKE_END,
};

/* How a touch that was meant failed: what could help differs. LIFTED: far from where it landed, on another target.
 * TOGETHER: fingers landed at once on several. TAKEN: another contact took over, and outlasted it. */
enum ui_miss {
    UI_MISS_NONE,
    UI_MISS_BESIDE,
    UI_MISS_SLIPPED,
    UI_MISS_LIFTED,
    UI_MISS_SHORT,
    UI_MISS_TOGETHER,
    UI_MISS_TAKEN
};

struct ui_event {
    uint8_t kind, miss;
    bool untaken; /* the person meant something and nothing came of it: answer it where the finger was */
    uint32_t id;
    float progress;
    int16_t x, y;
    float at_x, at_y; /* mm: where the contact is */
};

struct ui_finger {                           /* one contact that is down */
    int64_t id, down_ms, still_ms;           /* still_ms: since when it has not moved by 5 mm */
    float x, y, anchor_x, anchor_y;          /* mm: now; where it has been still */
    float left, top, right, bottom, size_mm; /* all the way it went */
    int32_t gap_ms;                          /* between the last lift and its landing */
    bool resting, early;                     /* a hand that lies there; one that landed on a deaf display */
};

struct ui_fit { /* what this visit's own touches showed; nothing of it outlives the visit */
    uint16_t taps, rebounds, large;
    int32_t away_ms; /* a rebound may come back after so long; 0: none was seen */
    float sway_mm;   /* how far a contact wanders while it is down, the newest counting most */
};

struct ui_touch_way { /* how touches count, as this person chose; all 0: as the rules say */
    bool slide;       /* a finger may land anywhere and slide to what is meant */
    bool first;       /* the contact that lands first acts, whatever lands beside it */
    int32_t hold_ms;  /* a target acts after it was touched for so long, and not by lifting; 0: by lifting */
    int32_t apart_ms; /* a touch sooner than so long after the one before is not taken */
};

struct ui_touch { /* zero-initialise */
    struct ui_finger finger[UI_TOUCH_FINGERS];
    uint8_t fingers;
    bool active, lost, out, unclear; /* a contact may act; it slipped off; is outside; came with another */
    bool stroke, held;               /* it draws; it has acted */
    bool over, several;              /* it was over some target; other fingers landed at once */
    bool taken, crossed;             /* from another finger on a target; which was lifted first */
    int64_t taken_from;
    struct ui_touch_way way;
    bool deaf, grave, tapped;             /* another screen; which commits; something was tapped before */
    int64_t pointer, down_ms, landed_ms;  /* the contact that may act; the newest landing beside it */
    int64_t out_ms, screen_ms, lifted_ms; /* the last lift of what does not rest */
    int64_t tap_ms;                       /* of the newest tap, at tap_x, tap_y, on last_tap */
    uint32_t id, last_tap;
    float tap_x, tap_y;
    float mean_x, mean_y, seen_x, seen_y; /* where the pointer is aimed at; where it was seen last … */
    int64_t seen_ms, begun_ms;            /* … and when; when it landed */
    float land_x, land_y, rest_x, rest_y; /* where it landed; where it was aimed at when it had settled */
    int16_t x, y;
    struct ui_fit fit;
};

/* Another screen or page is on the display: deaf until fingers have been away for 0.5 s, where it is grave 1.2 s
 * (TCH-07). Grave: something there commits, or answers a question of consent or a ground rule. */
void ui_touch_screen(struct ui_touch *t, int64_t ms, bool grave);
/* How touches count from now on; where that is new, the contact that is down, if any, acts on nothing any more. */
void ui_touch_choose(struct ui_touch *t, const struct ui_touch_way *way);
/* Forgets what the visit's touches showed and what was chosen. */
void ui_touch_forget(struct ui_touch *t);
struct ui_event ui_touch_contact(struct ui_touch *t, const struct ui *u, const struct ui_contact *c);
/* To be called at ui_touch_deadline and with each frame while a HOLD goes on. */
struct ui_event ui_touch_time(struct ui_touch *t, const struct ui *u, int64_t ms);
/* When the machine wants ui_touch_time next; INT64_MAX for never. */
int64_t ui_touch_deadline(const struct ui_touch *t, const struct ui *u);
/* Is a finger or a hand on the display? What has not moved for ten minutes is a thing that was left there. */
bool ui_touch_is_here(const struct ui_touch *t, int64_t ms);
/* In how many ms a touch anywhere, with nothing down before it, is taken: 0 for at once. Another touch starts it anew.
 */
int64_t ui_touch_quiet_ms(const struct ui_touch *t, int64_t ms);
