/* Hands that no walk asks for twice: a palm that lies, a rebound, a touch on some place. */
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "host_walk.h"
#include "walk_step.h"

enum { PALM = 90, FINGER = 1, PRESS_MS = 120 };

static void send(struct walk *w, enum input_phase phase, int64_t contact, const struct ui_box *at)
{
    walk_here_send(
        w, (struct display_event){.input = INPUT_CONTACT, .phase = phase, .contact = contact, .x = at->x, .y = at->y});
}

static void tap(struct walk *w, const struct ui_box *at, int64_t ms)
{
    send(w, INPUT_DOWN, FINGER, at);
    w->way->pass(w, ms);
    send(w, INPUT_UP, FINGER, at);
    walk_settle(w);
}

/* The middle of what a path names, brought there from its page, or a place in mm. */
static bool place_of(struct step *p, const char *words, struct ui_box *ret)
{
    *ret = (struct ui_box){0};
    if (sscanf(words, "%f %f", &ret->x, &ret->y) == 2)
        return true;
    char path[120] = "";
    (void)sscanf(words, "%119s", path);
    uint16_t node = walk_find(p, path);
    if (node == UI_NONE || !walk_turn_page(p->w, p->u->node[node].id))
        return walk_miss(p, "it is not there");
    *ret = p->u->node[node].box;
    ret->x += ret->w / 2;
    ret->y += ret->h / 2;
    return true;
}

bool walk_step_palm(struct step *p) /* palm PATH, palm X Y, palm off */
{
    static struct ui_box lies;
    if (text_same(p->rest, "off")) {
        send(p->w, INPUT_UP, PALM, &lies);
        walk_settle(p->w);
        return true;
    }
    if (!place_of(p, p->rest, &lies))
        return false;
    p->w->way->ready(p->w);
    send(p->w, INPUT_DOWN, PALM, &lies);
    p->w->way->rest(p->w, 400);
    return true;
}

static struct ui_box newest; /* place of the newest double */

bool walk_step_double(struct step *p) /* double PATH MS: again, so many ms after it was lifted */
{
    char *ms = strrchr(p->rest, ' ');
    int gap = 0;
    if (!ms || sscanf(ms, "%d", &gap) != 1 || !place_of(p, p->rest, &newest))
        return walk_miss(p, "double wants a target that is there, and a time");
    *ms = 0;
    uint16_t node = walk_find(p, p->rest);
    bool hold = node != UI_NONE && p->u->node[node].role == UI_HOLD;
    walk_under_note(p->w, node == UI_NONE ? 0 : p->u->node[node].id);
    p->w->way->ready(p->w);
    tap(p->w, &newest, hold ? SIGN_HOLD_MS + 100 : PRESS_MS);
    p->w->way->pass(p->w, gap);
    tap(p->w, &newest, PRESS_MS);
    return true;
}

bool walk_step_rawtap(struct step *p) /* rawtap X Y, or again: at once, however deaf the display is */
{
    struct ui_box at = newest;
    if (!text_same(p->rest, "again") && !place_of(p, p->rest, &at))
        return false;
    tap(p->w, &at, PRESS_MS);
    return true;
}

bool walk_step_slide(struct step *p) /* slide PATH: a finger lands 40 mm above it, slides there and is lifted */
{
    enum { SLIDE_STEPS = 20, STEP_MS = 20 };
    struct ui_box to, at;
    if (!place_of(p, p->rest, &to))
        return false;
    p->w->way->ready(p->w);
    at = (struct ui_box){.x = to.x + 5, .y = to.y - 40};
    send(p->w, INPUT_DOWN, FINGER, &at);
    for (int i = 0; i < SLIDE_STEPS; i++) {
        p->w->way->rest(p->w, STEP_MS);
        at.y += 40.0f / SLIDE_STEPS;
        send(p->w, INPUT_MOVE, FINGER, &at);
    }
    p->w->way->rest(p->w, PRESS_MS);
    send(p->w, INPUT_UP, FINGER, &at);
    walk_settle(p->w);
    return true;
}

bool walk_step_spot(struct step *p) /* a mark answers the newest touch, or none does */
{
    bool shown = p->w->loop.spot.until_ms > 0;
    return shown != text_same(p->rest, "none") || walk_miss(p, shown ? "a mark is shown" : "no mark is shown");
}
