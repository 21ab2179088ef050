/* The spine: everything a hand can do arrives here as an event and leaves as flow_do(act, number). */
#include "loop/panel.h"
#include "screens.h"
#include "loop/focus.h"
#include "loop/offer.h"
#include "loop/print_job.h"
#include "loop/switch.h"
#include "loop/touch.h"
#include "loop/read_aloud.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "base/host.h"
#include "base/text.h"
#include "screen/screen.h"
#include "store/read.h"
#include "ui/layout.h"

static_assert((int)SIZE_USUAL == (int)SIZE_M && (int)SIZE_STEPS == (int)SIZES && (int)THEME_STEPS == (int)THEMES,
              "app.h says what tree.h says");

/* The heading is the screen: its id differs where the screen or its subject does; another page is another screen to a
 * hand. */
static bool is_other_screen(const struct loop *t, screen_id shown, uint16_t part)
{
    return shown != t->app.session.at || part != t->app.session.part || t->before.page != t->tree.page ||
           t->before.count == 0;
}

static void describe(struct loop *t)
{
    struct session *s = &t->app.session;
    loop_measure(t);
    t->setting.size = s->size;
    t->setting.theme = s->theme;
    t->setting.language = s->language;
    t->setting.from_right = words_language(s->language)->from_right;
    screen_view(&t->app, &t->setting, &t->tree);
    ui_layout(&t->tree);
    s->page = t->tree.page;
    loop_offer(&s->offer, s->at, &t->tree);
    loop_tell_pad(t);
}

/* Builds the tree anew, after loading what the screen shows; a fault in loading leads to the desk. */
static void rebuild(struct loop *t, screen_id shown, uint16_t part)
{
    fault f = screen_load(&t->app);
    if (f != FAULT_NONE) {
        char line[160];
        snprintf(line, sizeof line, "load %s: %s: %s", screen_name(t->app.session.at), fault_name(f),
                 store_why(t->app.store));
        host_log(line);
        flow_show(&t->app, SCREEN_out_of_order);
    }
    t->before = t->tree;
    describe(t);
    bool is_new = is_other_screen(t, shown, part);
    t->focus = is_new && t->by_keys ? ui_focus_first(&t->tree) : ui_focus_keep(&t->before, &t->tree, t->focus);
    if (is_new) {
        loop_touch_screen(t, host_steady_ms());
        loop_switch_new(t);
        t->pressed = 0;
        t->hold = 0;
    }
    read_aloud_screen(t, is_new);
    t->app.wake = false;
}

static void forget(struct loop *t)
{
    bytes_wipe(&t->tree, sizeof t->tree);
    bytes_wipe(&t->before, sizeof t->before);
    bytes_wipe(t->point, sizeof t->point);
    loop_touch_forget(t);
    t->focus = t->pressed = t->armed = 0;
    t->by_keys = t->by_switch = false;
    loop_switch_forget(t);
    t->voice = (struct read_aloud){0};
    print_job_forget(t);
    if (t->display)
        display_forget(t->display);
}

/* Runs what may have changed the state, then shows it: the one place where the tree is made anew. */
void loop_settle(struct loop *t, screen_id shown, uint16_t part)
{
    while (t->app.wake) {
        if (t->app.session.at == SCREEN_start && shown != SCREEN_start) /* at rest */
            forget(t);
        rebuild(t, shown, part);
        shown = t->app.session.at;
        part = t->app.session.part;
    }
    read_aloud_want(t);
}

/* On "still here?" whatever leads elsewhere is a yes first: it starts from the screen behind the question. */
static void act(struct loop *t, enum act act, int32_t number)
{
    bool stays = act == ACT_STILL_HERE || act == ACT_LEAVE || act == ACT_PAGE;
    uint16_t part = t->app.session.part;
    if (t->app.session.at == SCREEN_still_here && !stays) {
        flow_touched(&t->app);
        loop_settle(t, SCREEN_still_here, part); /* so that the tree offers the act there */
    }
    flow_do(&t->app, act, number);
}

static void answer(struct loop *t, struct ui_answer a)
{
    screen_id shown = t->app.session.at;
    uint16_t part = t->app.session.part;
    bool deaf = a.kind == UI_ANSWER_REASON && a.act == ACT_LISTEN;
    if (a.kind == UI_ANSWER_ACT || deaf)
        act(t, (enum act)a.act, a.arg);
    else if (a.kind == UI_ANSWER_REASON || a.kind == UI_ANSWER_ARMED)
        read_aloud_text(t, a.say, read_aloud_is_personal(t), t->app.session.listen.on);
    loop_settle(t, shown, part);
    if (deaf) /* who asked to hear, and can't, is told: in writing, and aloud, since nothing in it is theirs */
        read_aloud_text(t, _(verdict_sentence((enum verdict) - a.arg)), false, true);
}

static void stroke(struct loop *t, struct ui_event e)
{
    if (e.kind == UI_EVENT_STROKE_BEGIN)
        flow_stroke_begin(&t->app, e.x, e.y);
    else if (e.kind == UI_EVENT_STROKE_POINT)
        flow_stroke_point(&t->app, e.x, e.y);
    else
        flow_stroke_end(&t->app);
    loop_settle(t, t->app.session.at, t->app.session.part);
}

static void touched(struct loop *t, struct ui_event e)
{
    switch ((enum ui_event_kind)e.kind) {
    case UI_EVENT_PRESS:
        if (t->app.session.join.mark.drawing) /* a palm lay on the pad: the finger beside it counts */
            stroke(t, (struct ui_event){.kind = UI_EVENT_STROKE_END});
        t->pressed = e.id;
        t->hold = 0;
        if (t->touch.slide && t->app.session.listen.on) /* what the finger slides over is heard */
            read_aloud_node(t, e.id);
        break;
    case UI_EVENT_RELEASE:
        t->pressed = 0;
        t->hold = 0;
        break;
    case UI_EVENT_HOLD:
        t->hold = e.progress;
        break;
    case UI_EVENT_TAP:
    case UI_EVENT_HELD:
        t->pressed = 0;
        t->hold = 0;
        answer(t, ui_ask(&t->tree, e.id));
        break;
    case UI_EVENT_STROKE_BEGIN:
    case UI_EVENT_STROKE_POINT:
    case UI_EVENT_STROKE_END:
        stroke(t, e);
        break;
    case UI_EVENT_MISS: /* a hand that lands on nothing while it speaks wants silence */
        if (t->voice.stopped && !t->app.voice.headset)
            answer(t, (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_LISTEN, .arg = 0});
        break;
    case UI_EVENT_DEAF:
    case UI_EVENT_NONE:
        break;
    }
}

static void switched(struct loop *t, struct ui_answer a)
{
    if (a.kind == UI_ANSWER_NONE)
        return;
    answer(t, a);
    loop_switch_answered(t);
}

static void press_path(struct loop *t, const char *path)
{
    uint16_t node = ui_find_path(&t->tree, path);
    if (node != UI_NONE)
        answer(t, ui_ask(&t->tree, t->tree.node[node].id));
}

static void key(struct loop *t, enum input_key meaning)
{
    switch (meaning) {
    case INPUT_SELECT:
        answer(t, loop_focus_select(t));
        break;
    case INPUT_BACK:
        press_path(t, "dock/bar/back");
        break;
    case INPUT_HELP:
        press_path(t, "dock/bar/help");
        break;
    case INPUT_ERASE:
        answer(t, (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_ERASE});
        break;
    case INPUT_SWITCH_MOVE:
        loop_switch_move(t);
        break;
    case INPUT_SWITCH_SELECT:
        switched(t, loop_switch_select(t));
        break;
    default:
        if (!loop_focus_key(t, meaning))
            answer(t, read_aloud_key(t, meaning));
        break;
    }
}

static void typed(struct loop *t, const char *text)
{
    const char *at = text;
    uint32_t code = text_next(&at);
    if (code && t->app.session.field != FIELD_NONE)
        answer(t, (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_KEY, .arg = (int32_t)code});
}

static void contact(struct loop *t, const struct display_event *event)
{
    if (event->phase == INPUT_DOWN)
        t->by_keys = t->by_switch = false;
    bool silences = t->voice.stopped; /* then a touch beside everything was meant so */
    struct ui_event e = loop_touch_contact(t, event);
    touched(t, e);
    if (silences || !loop_touch_missed(t, &e, event->ms))
        return;
    screen_id shown = t->app.session.at;
    uint16_t part = t->app.session.part;
    flow_touch_offer(&t->app);
    loop_settle(t, shown, part);
}

static void say_yes(struct loop *t)
{
    answer(t, (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_STILL_HERE});
}

/* The focus or the highlight moves; the target it stands on is pressed; any other key is a yes. */
static void keys_question(struct loop *t, enum input_key meaning)
{
    uint16_t first, last, page = t->app.session.page;
    struct ui_box box;
    bool lit = ui_scan_range(&t->scan, &t->tree, &first, &last, &box);
    bool moves = meaning <= INPUT_GROUP_PREVIOUS || meaning == INPUT_SWITCH_MOVE;
    bool enters = meaning == INPUT_SWITCH_SELECT && lit;
    if (moves || enters || meaning == INPUT_SELECT || meaning == INPUT_HELP)
        key(t, meaning);
    if (!moves && !enters && t->app.session.at == SCREEN_still_here && t->app.session.page == page)
        say_yes(t);
}

/* A target of the question answers it when the finger is lifted; a touch anywhere else is a yes at once. */
static void touches_question(struct loop *t, const struct display_event *event)
{
    uint16_t page = t->app.session.page;
    contact(t, event);
    bool pressed = event->phase == INPUT_DOWN && t->touch.active && t->touch.id;
    bool turned = page != t->app.session.page;
    if (t->app.session.at == SCREEN_still_here && event->phase != INPUT_MOVE && !pressed && !turned)
        say_yes(t);
}

/* "Are you still here?" is answered by anything at all (TIM-03). A target does what it says; the keys that move the focus
 * do so, and silence counts anew. */
static bool answers_question(struct loop *t, const struct display_event *event)
{
    screen_id shown = t->app.session.at;
    uint16_t part = t->app.session.part;
    if (shown != SCREEN_still_here)
        return false;
    flow_still_there(&t->app, screen_words(&t->tree));
    loop_settle(t, shown, part);
    if (event->input == INPUT_CONTACT)
        touches_question(t, event);
    else if (event->input != INPUT_KEY)
        say_yes(t);
    else if (event->phase == INPUT_DOWN)
        keys_question(t, event->key);
    return true;
}

/* One switch, used alone: on the question too it takes what is lit (loop/switch.c). */
static bool pressed_one(struct loop *t, const struct display_event *event)
{
    struct ui_answer taken;
    if (!loop_switch_event(t, event, &taken))
        return false;
    if (t->app.session.at == SCREEN_still_here)
        flow_still_there(&t->app, screen_words(&t->tree));
    else
        flow_touched(&t->app);
    switched(t, taken);
    return true;
}

/* What no hand did; true when it was that. */
static bool told(struct loop *t, const struct display_event *event)
{
    screen_id shown = t->app.session.at;
    uint16_t part = t->app.session.part;
    if (event->input == INPUT_SPOKEN)
        read_aloud_event(t, &event->voice);
    else if (event->input == INPUT_HEADSET)
        read_aloud_headset(t, event->phase == INPUT_DOWN);
    else if (event->input == INPUT_PRINTER)
        flow_printer_event(&t->app, &event->printer);
    else
        return false;
    loop_settle(t, shown, part);
    return true;
}

/* On a dark display a finger finds nothing: it only brings the picture back. */
static bool lifts_curtain(struct loop *t, const struct display_event *event)
{
    if (!t->app.session.listen.curtain || event->input != INPUT_CONTACT || event->phase != INPUT_DOWN)
        return false;
    loop_touch_screen(t, event->ms);
    answer(t, (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_CURTAIN});
    return true;
}

void loop_event(struct loop *t, const struct display_event *event)
{
    if (event->input == INPUT_QUIT) {
        t->over = true;
        return;
    }
    read_aloud_heed(t, event); /* before anything else: silence within 100 ms (AUD-06) */
    if (event->input == INPUT_REPAINT || pressed_one(t, event) || told(t, event) || answers_question(t, event))
        return;
    flow_touched(&t->app);
    if (lifts_curtain(t, event))
        return;
    /* The space bar selects for those who came by keys, and is a space for those who write with a real keyboard. */
    bool is_space = event->input == INPUT_KEY && event->text[0] == ' ' && !t->by_keys && t->app.session.field;
    if (event->input == INPUT_CONTACT)
        contact(t, event);
    else if (event->input == INPUT_TYPED || (is_space && event->phase == INPUT_DOWN))
        typed(t, event->text);
    else if (event->phase == INPUT_DOWN)
        key(t, event->key);
}

void loop_time(struct loop *t, int64_t steady_ms)
{
    screen_id shown = t->app.session.at;
    uint16_t part = t->app.session.part;
    touched(t, loop_touch_time(t, steady_ms));
    read_aloud_time(t, steady_ms);
    switched(t, loop_switch_time(t, steady_ms));
    flow_tick(&t->app, steady_ms, screen_words(&t->tree));
    print_job_step(t);
    loop_settle(t, shown, part);
}

static int64_t sooner(int64_t a, int64_t b) /* -1: never */
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

int64_t loop_deadline(const struct loop *t)
{
    if (flow_busy(&t->app))
        return 0;
    int64_t own = sooner(sooner(read_aloud_deadline(t), loop_switch_deadline(t)), print_job_deadline(t));
    return sooner(sooner(loop_touch_deadline(t), own), flow_deadline(&t->app, screen_words(&t->tree)));
}
