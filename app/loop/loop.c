/* The spine: everything a person can do arrives here as an event and leaves as flow_do(act, number). */
#include "loop/loop.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "base/host.h"
#include "base/text.h"
#include "loop/part.h"
#include "loop/read_aloud.h"
#include "screen/screen.h"
#include "screens.h"
#include "store/read.h"
#include "ui/layout.h"
#include "ui/speak.h"

static_assert((int)SIZE_USUAL == (int)SIZE_M && (int)SIZE_STEPS == (int)SIZES && (int)THEME_STEPS == (int)THEMES,
              "app.h says what tree.h says");
static_assert(sizeof(struct loop) < 1 << 20, "main.c: under a megabyte");
static_assert(sizeof(struct session) < 1 << 17, "a visit is wiped, and mirrored by tests, as one piece");

/* --- contacts ------------------------------------------------------------------------------------------------------ */

enum { SPOT_MS = 700, FRAME_MS = 40, UNDONE_MS = 4000 };

static_assert((int)UI_MISS_BESIDE == (int)TOUCH_MISS_BESIDE && (int)UI_MISS_SHORT == (int)TOUCH_MISS_SHORT &&
                  (int)UI_MISS_TOGETHER == (int)TOUCH_MISS_TOGETHER && (int)UI_MISS_TAKEN == (int)TOUCH_MISS_TAKEN,
              "ui/touch.h says what rule/touch.h says");

/* Something here commits, or answers a question of consent or a ground rule: people get time to lift the hand (TCH-07). */
static bool is_grave(const struct ui *u)
{
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        if (n->role == UI_DOCK) /* Leave is on every screen */
            return false;
        bool answers = n->act == ACT_ANSWER || n->act == ACT_RULE_AGREE || n->act == ACT_RULE_THINK;
        if (ui_is_target(n) && (answers || n->flags & UI_COMMIT))
            return true;
    }
    return false;
}

/* The tree on the display is another screen: deaf for as long as what stands on it asks for (TCH-07). */
static void touch_screen(struct loop *t, int64_t ms)
{
    struct touch_row way = touch_together(t->app.session.touch_on);
    bool offers = t->app.session.at == SCREEN_touch_offer; /* the hand that missed has to reach what is offered to it */
    ui_touch_choose(&t->touch, &(struct ui_touch_way){.slide = way.slide || (offers && way.hold_ms == 0),
                                                      .first = way.first,
                                                      .hold_ms = way.hold_ms,
                                                      .apart_ms = way.apart_ms});
    ui_touch_screen(&t->touch, ms, is_grave(&t->tree));
}

static struct ui_event touch_contact(struct loop *t, const struct display_event *event)
{
    const struct ui_contact c = loop_contact(event);
    struct ui_event e = ui_touch_contact(&t->touch, &t->tree, &c);
    if (e.untaken)
        t->spot = (struct loop_spot){e.at_x, e.at_y, event->ms + SPOT_MS};
    return e;
}

/* A narrower display has no room for buttons of 40 mm. */
static bool can_enlarge(const struct loop *t)
{
    return t->setting.panel.width_mm >= 220;
}

/* How a touch failed: by itself, or because it erased a letter right after it was written. */
static enum touch_miss failure(struct loop *t, const struct ui_event *e, int64_t ms)
{
    uint16_t at = e->kind == UI_EVENT_TAP ? ui_find(&t->tree, e->id) : UI_NONE;
    if (at == UI_NONE)
        return (enum touch_miss)e->miss;
    uint16_t act = t->tree.node[at].act;
    bool undone = act == ACT_ERASE && t->written_ms && ms - t->written_ms < UNDONE_MS;
    t->written_ms = act == ACT_KEY ? ms : 0;
    return undone ? TOUCH_MISS_UNDONE : TOUCH_MISS_NONE;
}

static void touch_new(struct loop *t, bool is_new)
{
    if (!is_new)
        return;
    touch_screen(t, host_steady_ms());
    t->pressed = 0;
    t->hold = 0;
}

/* What time means: a hold goes on, or was long enough; a mark goes away. */
static struct ui_event touch_held(struct loop *t, int64_t ms)
{
    if (t->spot.until_ms && t->spot.until_ms <= ms)
        t->spot = (struct loop_spot){0};
    return ui_touch_time(&t->touch, &t->tree, ms);
}

static int64_t touch_deadline(const struct loop *t)
{
    int64_t hold = ui_touch_deadline(&t->touch, &t->tree), frame = host_steady_ms() + FRAME_MS,
            spot = t->spot.until_ms ? t->spot.until_ms : INT64_MAX;
    hold = hold < INT64_MAX && hold > frame ? frame : hold; /* the line on the button grows */
    int64_t next = hold < spot ? hold : spot;
    return next == INT64_MAX ? -1 : next;
}

static void touch_show(struct loop *t, struct display_state *ret)
{
    ret->pressed = t->pressed;
    ret->hold = t->hold;
    ret->spot = (struct display_spot){t->spot.x, t->spot.y, t->spot.until_ms > 0};
}

static void touch_forget(struct loop *t)
{
    ui_touch_forget(&t->touch);
    t->pressed = 0;
    t->misses = (struct touch_misses){0};
    t->written_ms = 0;
    t->spot = (struct loop_spot){0};
}

/* --- state, tree, answer ------------------------------------------------------------------------------------------- */

static struct ui_answer touch_time(struct loop *t, int64_t steady_ms);
static struct ui_answer visit_time(struct loop *t, int64_t steady_ms);
static int64_t visit_deadline(const struct loop *t);

static const struct loop_part touch_part = {
    .time = touch_time, .deadline = touch_deadline, .screen = touch_new, .show = touch_show, .forget = touch_forget};
static const struct loop_part visit_part = {.time = visit_time, .deadline = visit_deadline};
/* In this order each is asked: what a visit's time has done is printed in the same iteration. */
static const struct loop_part *const parts[] = {&panel_part, &offer_part,    &touch_part,  &read_aloud_part,
                                                &road_part,  &explore_part,  &switch_part, &focus_part,
                                                &visit_part, &print_job_part};
enum { PARTS = sizeof parts / sizeof *parts };

/* The heading is the screen: its id differs where the screen or its subject does; another page, and another question, is another
 * screen to a finger. */
static bool is_other_screen(const struct loop *t, screen_id shown, uint16_t part)
{
    return shown != t->app.session.at || part != t->app.session.part || t->before.page != t->tree.page ||
           t->before.count == 0 || t->question != app_question(&t->app.session);
}

static void describe(struct loop *t)
{
    struct session *s = &t->app.session;
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i]->describe)
            parts[i]->describe(t);
    t->setting.size = s->size;
    t->setting.theme = s->theme;
    t->setting.language = s->language;
    t->setting.large = touch_together(s->touch_on).large && can_enlarge(t);
    t->setting.from_right = words_language(s->language)->from_right;
    screen_view(&t->app, &t->setting, &t->tree);
    ui_layout(&t->tree);
    s->page = t->tree.page;
    s->pages = t->tree.pages;
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
    t->question = app_question(&t->app.session);
    t->focus = is_new && t->by_keys ? ui_focus_first(&t->tree) : ui_focus_keep(&t->before, &t->tree, t->focus);
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i]->screen)
            parts[i]->screen(t, is_new);
    t->app.wake = false;
}

static void forget(struct loop *t)
{
    bytes_wipe(&t->tree, sizeof t->tree);
    bytes_wipe(&t->before, sizeof t->before);
    bytes_wipe(t->point, sizeof t->point);
    t->focus = t->armed = 0;
    t->by_keys = t->by_switch = false;
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i]->forget)
            parts[i]->forget(t);
    if (t->display)
        display_forget(t->display);
}

/* Runs what may have changed the state, then shows it: the one place where the tree is made anew. */
static void settle(struct loop *t, screen_id shown, uint16_t part)
{
    while (t->app.wake) {
        if (t->app.session.at == SCREEN_start && shown != SCREEN_start) /* at rest */
            forget(t);
        rebuild(t, shown, part);
        shown = t->app.session.at;
        part = t->app.session.part;
    }
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i]->settled)
            parts[i]->settled(t);
}

/* On "still here?" whatever leads elsewhere is a yes first: it starts from the screen behind the question. */
static void act(struct loop *t, enum act act, int32_t number)
{
    bool stays = act == ACT_STILL_HERE || act == ACT_LEAVE || act == ACT_PAGE;
    uint16_t part = t->app.session.part;
    if (t->app.session.at == SCREEN_still_here && !stays) {
        flow_touched(&t->app);
        settle(t, SCREEN_still_here, part); /* so that the tree offers the act there */
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
    settle(t, shown, part);
    if (deaf) /* who asked to hear, and can't, reads why, and hears it, since nothing in it is theirs */
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
    settle(t, t->app.session.at, t->app.session.part);
}

/* Says what the finger slid over. */
static void say_target(struct loop *t, uint32_t id)
{
    struct buffer words = {.limit = UI_TEXT_MAX};
    uint16_t node = ui_find(&t->tree, id);
    if (node == UI_NONE)
        return;
    ui_speak_node(&t->tree, node, &words);
    if (words.length > 0)
        read_aloud_text(t, buffer_string(&words), read_aloud_is_personal(t) || ui_is_private(&t->tree, node),
                        t->app.session.listen.on);
    t->voice.heard |= id == t->focus;
    buffer_free(&words);
}

static void handle_touch(struct loop *t, struct ui_event e)
{
    switch ((enum ui_event_kind)e.kind) {
    case UI_EVENT_PRESS:
        if (t->app.session.join.mark.drawing) /* a palm lay on the pad: the finger beside it counts */
            stroke(t, (struct ui_event){.kind = UI_EVENT_STROKE_END});
        t->pressed = e.id;
        t->hold = 0;
        if (t->touch.way.slide && t->app.session.listen.on) /* what the finger slides over is heard */
            say_target(t, e.id);
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
    case UI_EVENT_MISS: /* a finger that lands on nothing while it speaks wants silence */
        if (t->voice.stopped && !t->app.voice.headset)
            answer(t, (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_LISTEN, .arg = 0});
        break;
    case UI_EVENT_DEAF:
    case UI_EVENT_NONE:
        break;
    }
}

/* Does what a part took, if anything. */
static void take(struct loop *t, const struct loop_part *part, struct ui_answer a)
{
    if (a.kind == UI_ANSWER_NONE)
        return;
    answer(t, a);
    if (part->answered)
        part->answered(t);
}

static void press_path(struct loop *t, const char *path)
{
    uint16_t node = ui_find_path(&t->tree, path);
    if (node != UI_NONE)
        answer(t, ui_ask(&t->tree, t->tree.node[node].id));
}

static void key(struct loop *t, enum input_key meaning)
{
    for (size_t i = 0; i < PARTS; i++) {
        struct ui_answer a = {0};
        if (parts[i]->key && parts[i]->key(t, meaning, &a)) {
            take(t, parts[i], a);
            return;
        }
    }
    switch (meaning) {
    case INPUT_BACK:
        press_path(t, "dock/bar/back");
        break;
    case INPUT_HELP:
        press_path(t, "dock/bar/help");
        break;
    case INPUT_ERASE:
        answer(t, (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_ERASE});
        break;
    default:
        break;
    }
}

static void typed(struct loop *t, const char *text)
{
    uint32_t code = text_next(&text);
    if (code && t->app.session.field != FIELD_NONE)
        answer(t, (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_KEY, .arg = (int32_t)code});
}

static void contact(struct loop *t, const struct display_event *input)
{
    struct display_event aimed = *input, *event = &aimed;
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i]->aim)
            parts[i]->aim(t, event);
    if (event->phase == INPUT_DOWN)
        t->by_keys = t->by_switch = false;
    bool silences = t->voice.stopped; /* then a touch beside everything was meant so */
    struct ui_event e = touch_contact(t, event);
    enum touch_miss miss = failure(t, &e, event->ms);
    handle_touch(t, e);
    for (size_t i = 0; i < PARTS && e.untaken && (!silences || e.kind == UI_EVENT_RELEASE); i++)
        if (parts[i]->untaken)
            parts[i]->untaken(t, &e);
    if (silences || !touch_missed(&t->misses, miss, event->ms))
        return;
    screen_id shown = t->app.session.at;
    uint16_t part = t->app.session.part;
    flow_touch_offer(&t->app, t->misses.miss, can_enlarge(t));
    settle(t, shown, part);
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
    settle(t, shown, part);
    if (event->input == INPUT_CONTACT)
        touches_question(t, event);
    else if (event->input != INPUT_KEY)
        say_yes(t);
    else if (event->phase == INPUT_DOWN)
        keys_question(t, event->key);
    return true;
}

/* True when it was a part's own. */
static bool part_event(struct loop *t, const struct display_event *event)
{
    screen_id shown = t->app.session.at;
    uint16_t part = t->app.session.part;
    for (size_t i = 0; i < PARTS; i++) {
        struct ui_answer a = {0};
        if (!parts[i]->event || !parts[i]->event(t, event, &a))
            continue;
        take(t, parts[i], a);
        settle(t, shown, part);
        return true;
    }
    return false;
}

/* On a dark display a finger finds nothing: it only brings the picture back. */
static bool lifts_curtain(struct loop *t, const struct display_event *event)
{
    if (!t->app.session.listen.curtain || event->input != INPUT_CONTACT || event->phase != INPUT_DOWN)
        return false;
    touch_screen(t, event->ms);
    answer(t, (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_CURTAIN});
    return true;
}

void loop_event(struct loop *t, const struct display_event *event)
{
    if (event->input == INPUT_QUIT) {
        t->over = true;
        return;
    }
    if (event->input == INPUT_REPAINT || part_event(t, event) || answers_question(t, event))
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

static struct ui_answer touch_time(struct loop *t, int64_t steady_ms)
{
    handle_touch(t, touch_held(t, steady_ms));
    return (struct ui_answer){0};
}

static struct ui_answer visit_time(struct loop *t, int64_t steady_ms)
{
    struct session *s = &t->app.session;
    if (s->who == VISITOR && s->at != SCREEN_still_here && ui_touch_is_here(&t->touch, steady_ms)) /* TIM-02 */
        s->touched_ms = steady_ms;
    flow_tick(&t->app, steady_ms, screen_words(&t->tree));
    return (struct ui_answer){0};
}

static int64_t visit_deadline(const struct loop *t)
{
    return flow_deadline(&t->app, screen_words(&t->tree));
}

void loop_time(struct loop *t, int64_t steady_ms)
{
    screen_id shown = t->app.session.at;
    uint16_t part = t->app.session.part;
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i]->time)
            take(t, parts[i], parts[i]->time(t, steady_ms));
    settle(t, shown, part);
}

static int64_t sooner(int64_t a, int64_t b) /* -1: never */
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

int64_t loop_deadline(const struct loop *t)
{
    if (flow_busy(&t->app))
        return 0;
    int64_t next = -1;
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i]->deadline)
            next = sooner(next, parts[i]->deadline(t));
    return next;
}

/* --- showing, opening, closing ------------------------------------------------------------------------------------- */

void loop_show(struct loop *t)
{
    struct display_state state = {0};
    if (t->blind || t->over)
        return;
    if (t->app.session.listen.curtain) {
        t->painted = display_dark(t->display);
        return;
    }
    for (size_t i = 0; i < PARTS; i++)
        if (parts[i]->show)
            parts[i]->show(t, &state);
    t->painted = display_show(t->display, &t->tree, &state);
}

/* The kiosk, or, where none was ever made, commissioning. */
static fault open_flow(struct loop *t, const struct loop_options *options, char *why, size_t why_size)
{
    static const struct panel usual = {268, 476, 1080, 1920, 800};
    if (options->public_only)
        return flow_open_safe_mode(&t->app, &options->folders);
    bool may = options->setup || host_machine(MACHINE_ABOUT, 0, NULL) == FAULT_NONE;
    if (!flow_setup_wanted(options->folders.data, may))
        return flow_open(&t->app, &options->folders, why, why_size);
    return flow_setup_open(&t->app, &options->folders, options->panel.width_mm ? &options->panel : &usual, why,
                           why_size);
}

fault loop_open(struct loop *t, const struct loop_options *options, char *why, size_t why_size)
{
    fault f = open_flow(t, options, why, why_size);
    for (size_t i = 0; i < PARTS && f == FAULT_NONE; i++)
        if (parts[i]->open)
            f = parts[i]->open(t, options, why, why_size);
    if (f != FAULT_NONE) {
        loop_close(t);
        return f;
    }
    t->app.wake = true;
    settle(t, SCREEN_start, 0);
    return FAULT_NONE;
}

void loop_close(struct loop *t)
{
    display_close(t->display);
    flow_close(&t->app);
    bytes_wipe(t, sizeof *t);
}
