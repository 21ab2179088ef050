/* With a headset in, fingers of somebody who does not see the display: what they slide over is said and has the focus,
 * what they take is what Enter would take (ui/explore.h). The picture shows where the focus is, for whoever helps. */
#include "screen/number.h"

#include "base/host.h"
#include "base/words.h"
#include "loop/read_aloud.h"
#include "screen/screen.h"
#include "ui/speak.h"

/* What is said of a place: the target there, else the text; UI_NONE for empty ground. */
static uint16_t node_at(const struct ui *u, float x, float y)
{
    uint16_t text = UI_NONE;
    for (uint16_t i = 1; i < u->count; i++)
        if (ui_is_target(&u->node[i]) && ui_box_holds(&u->node[i].box, x, y))
            return i;
    for (uint16_t i = ui_speak_next(u, 0); i != UI_NONE; i = ui_speak_next(u, i))
        if (u->node[i].role != UI_KEYS && ui_box_holds(&u->node[i].box, x, y))
            text = i;
    return text;
}

static void say_node(struct loop *t, uint16_t node)
{
    struct buffer words = {.limit = UI_TEXT_MAX};
    ui_speak_node(&t->tree, node, &words);
    if (words.length > 0)
        read_aloud_text(t, buffer_string(&words), read_aloud_is_personal(t) || ui_is_private(&t->tree, node),
                        t->app.session.listen.on);
    t->voice.heard = true;
    buffer_free(&words);
}

/* Each thing is said once as long as the finger is on it; empty ground is silent and keeps what was heard last. */
static void slide_over(struct loop *t)
{
    uint16_t node = node_at(&t->tree, t->explore.x, t->explore.y);
    if (node == UI_NONE || t->explored == t->tree.node[node].id)
        return;
    t->focus = t->explored = t->tree.node[node].id;
    t->by_keys = true;
    t->by_switch = false;
    t->armed = 0;
    say_node(t, node);
}

/* As Enter; on a text, which has nothing to take, the text once more. */
static struct ui_answer take(struct loop *t)
{
    struct ui_answer a = {0};
    uint16_t node = t->focus ? ui_find(&t->tree, t->focus) : UI_NONE;
    t->explored = 0;
    if (node != UI_NONE && !ui_is_target(&t->tree.node[node]))
        say_node(t, node);
    else
        focus_part.key(t, INPUT_SELECT, &a);
    return a;
}

static void say_mode(struct loop *t)
{
    const char *on = _("Slide a finger over the display. You hear what lies under it. Lift it, and you stay there. "
                       "Touch twice to take it. Two fingers for two seconds end this."),
               *off = _("A touch now takes what it meets.");
    ui_touch_forget(&t->touch); /* nothing that is down now means anything later */
    t->explored = 0;
    t->by_keys = t->explore.on;
    read_aloud_text(t, t->explore.on ? on : off, false, true);
}

static struct ui_answer perform(struct loop *t, enum ui_explore_event event)
{
    if (event == UI_EXPLORE_ON || event == UI_EXPLORE_OFF)
        say_mode(t);
    else if (event == UI_EXPLORE_OVER)
        slide_over(t);
    else if (event == UI_EXPLORE_TAKE)
        return take(t);
    return (struct ui_answer){0};
}

/* True where fingers explore: nothing else looks at them then. */
static bool contact(struct loop *t, const struct display_event *event, struct ui_answer *ret)
{
    if (event->input != INPUT_CONTACT || !t->app.voice.headset || !t->app.voice.sounds)
        return false;
    if (event->phase == INPUT_DOWN)
        t->explored = 0;
    const struct ui_contact c = loop_contact(event);
    *ret = perform(t, ui_explore_contact(&t->explore, &c));
    if (!t->explore.on)
        return false;
    if (t->app.session.at == (screen_id)SCREEN_NUMBER(still_here)) /* any touch is a yes (TIM-03) */
        *ret = (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_STILL_HERE};
    else
        flow_touched(&t->app);
    return true;
}

static struct ui_answer time_goes(struct loop *t, int64_t steady_ms)
{
    if (t->explore.on && !t->app.voice.headset)
        t->explore = (struct ui_explore){0};
    return perform(t, ui_explore_time(&t->explore, steady_ms));
}

static int64_t deadline(const struct loop *t)
{
    int64_t next = ui_explore_deadline(&t->explore);
    return next == INT64_MAX ? -1 : next;
}

static void screen(struct loop *t, bool is_new)
{
    if (is_new)
        t->explored = 0;
}

static void forget(struct loop *t)
{
    t->explore = (struct ui_explore){0};
    t->explored = 0;
}

const struct loop_part explore_part = {
    .event = contact, .time = time_goes, .deadline = deadline, .screen = screen, .forget = forget};
