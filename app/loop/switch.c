/* Switches. Two are a key that moves the highlight and one that takes what is lit. One alone, whichever of them is
 * plugged in, or Enter or Space, begins to scan when it is held for two seconds on any screen: from then on the
 * highlight moves by itself and every press takes (SCN-01 to SCN-05). Up to then the key does what it always did. Who
 * has used another key within a minute has more than one switch, and no hold changes anything for them. */
#include "screen/number.h"

#include "base/host.h"
#include "base/words.h"
#include "loop/read_aloud.h"
#include "screen/screen.h"
#include "ui/speak.h"

enum { OTHER_MS = 60000 };
enum said { SAID_LIT, SAID_INTO, SAID_OUT };

/* Says what is lit: a single target, or a group by its name. */
static void say_lit(struct loop *t, enum said how)
{
    struct buffer said = {.limit = UI_TEXT_MAX};
    uint16_t first, last;
    struct ui_box box;
    int targets = 0;
    bool personal = read_aloud_is_personal(t);
    if (!ui_scan_range(&t->scan, &t->tree, &first, &last, &box))
        return;
    for (uint16_t i = first; i <= last; i++) {
        targets += ui_is_target(&t->tree.node[i]);
        personal |= ui_is_private(&t->tree, i);
    }
    /* TRANSLATORS: spoken before what is lit: a group was entered, or left */
    if (how != SAID_LIT)
        buffer_format(&said, "%s ", how == SAID_INTO ? _("Inside.") : _("Outside again."));
    if (targets > 1)
        ui_speak_group(&t->tree, first, last, &said);
    else
        ui_speak_node(&t->tree, first, &said);
    read_aloud_text(t, buffer_string(&said), personal, t->app.session.listen.on);
    buffer_free(&said);
}

/* "Are you still here?" stands on the display. */
static bool is_asked(const struct loop *t)
{
    return t->app.session.at == (screen_id)SCREEN_NUMBER(still_here);
}

static void light_nothing(struct loop *t)
{
    t->scan = (struct ui_scan){0};
    t->armed = 0;
}

static void light_anew(struct loop *t)
{
    light_nothing(t);
    ui_one_new(&t->one, host_steady_ms());
}

/* Another screen. Who goes by two switches and does not listen sees the first stop lit at once, and saves a press; who listens
 * hears the page first. */
static void screen(struct loop *t, bool is_new)
{
    if (!is_new)
        return;
    light_anew(t);
    t->switch_new_ms = host_steady_ms();
    if (t->by_switch && !t->one.on && !t->app.session.listen.on && !t->app.voice.headset && !is_asked(t))
        (void)ui_scan_move(&t->scan, &t->tree);
}

static void move_on(struct loop *t)
{
    t->by_switch = true;
    t->by_keys = false;
    t->armed = 0; /* what was pressed once is not pressed a second time after a round */
    say_lit(t, ui_scan_move(&t->scan, &t->tree) == UI_SCAN_OUT ? SAID_OUT : SAID_LIT);
}

static struct ui_answer take(struct loop *t)
{
    uint32_t id = ui_scan_select(&t->scan, &t->tree);
    if (id)
        return ui_ask_key(&t->tree, id, &t->armed);
    say_lit(t, SAID_INTO); /* nothing where nothing is lit */
    return (struct ui_answer){0};
}

static bool key(struct loop *t, enum input_key meaning, struct ui_answer *ret)
{
    if (meaning == INPUT_SWITCH_MOVE)
        move_on(t);
    else if (meaning == INPUT_SWITCH_SELECT && host_steady_ms() - t->switch_new_ms >= ONE_DEAD_MS)
        *ret = take(t);
    else if (meaning == INPUT_SWITCH_SELECT)
        ; /* a rebound of the press that led here */
    else
        return false;
    return true;
}

/* --- one alone ------------------------------------------------------------------------------------------------------
 */

static void begin(struct loop *t)
{
    t->by_switch = true;
    t->by_keys = false;
    light_nothing(t);
    read_aloud_text(t, _("One switch. The frame moves by itself. Press when it is where you want."), false,
                    t->app.session.listen.on);
}

static void rest(struct loop *t)
{
    light_nothing(t);
    read_aloud_text(t, _("The frame rests. Press to go on."), false, t->app.session.listen.on);
}

static void move(struct loop *t, int64_t ms)
{
    uint16_t first, last;
    struct ui_box box;
    bool was_lit = t->one.lit;
    t->by_switch = true;
    t->by_keys = false;
    t->armed = 0;
    enum ui_scan_way way = ui_scan_move(&t->scan, &t->tree);
    if (!ui_scan_range(&t->scan, &t->tree, &first, &last, &box)) { /* nothing here can be taken */
        ui_one_new(&t->one, ms);
        return;
    }
    if (!is_asked(t)) /* somebody is there: for three rounds at most (TIM-02) */
        t->app.session.touched_ms = ms;
    if (ui_one_lit(&t->one, ms, !was_lit || way != UI_SCAN_NEXT, was_lit && way == UI_SCAN_ROUND) == UI_ONE_REST)
        rest(t);
    else
        say_lit(t, way == UI_SCAN_OUT ? SAID_OUT : SAID_LIT);
}

static struct ui_answer perform(struct loop *t, enum ui_one_event event, int64_t ms)
{
    struct ui_answer a = {0};
    if (event == UI_ONE_BEGIN)
        begin(t);
    else if (event == UI_ONE_MOVE)
        move(t, ms);
    else if (event == UI_ONE_SELECT) {
        a = take(t);
        ui_one_lit(&t->one, ms, true, false); /* the group's first; or what is lit is lit still */
    }
    return a;
}

/* A press once armed stays where it is, for the second; after anything else on the same page the round begins anew. */
static void answered(struct loop *t)
{
    if (t->one.on && !t->armed)
        light_anew(t);
}

static struct ui_answer time_goes(struct loop *t, int64_t steady_ms)
{
    enum ui_one_event event = ui_one_time(&t->one, steady_ms, t->app.voice.speaking);
    return event == UI_ONE_NOTHING ? (struct ui_answer){0} : perform(t, event, steady_ms);
}

static int64_t deadline(const struct loop *t)
{
    return ui_one_deadline(&t->one, t->app.voice.speaking);
}

/* Something else than the one switch. */
static void other(struct loop *t, const struct display_event *event)
{
    bool down = event->phase == INPUT_DOWN;
    if (event->input == INPUT_CONTACT && down && t->one.on) {
        light_nothing(t);
        ui_one_rest(&t->one);
    }
    if (event->input != INPUT_TYPED && !(event->input == INPUT_KEY && down))
        return;
    t->switch_other_ms = event->ms;
    if (t->one.on)
        light_nothing(t);
    t->one = (struct ui_one){0};
}

static bool is_switch(const struct display_event *event)
{
    return event->input == INPUT_KEY &&
           (event->key == INPUT_SELECT || event->key == INPUT_SWITCH_MOVE || event->key == INPUT_SWITCH_SELECT);
}

/* True when one switch alone is in use and the event is its own. */
static bool pressed(struct loop *t, const struct display_event *event, struct ui_answer *ret)
{
    bool used = t->switch_used, same = used && event->key == t->switch_key;
    if (!is_switch(event) || (used && !same && event->phase == INPUT_DOWN))
        other(t, event);
    if (!is_switch(event))
        return false;
    if (event->phase == INPUT_UP) {
        if (same)
            ui_one_release(&t->one, event->ms);
        return same && t->one.on;
    }
    t->switch_used = true;
    t->switch_key = event->key;
    bool alone = t->switch_other_ms == 0 || event->ms - t->switch_other_ms >= OTHER_MS;
    if (is_asked(t) && t->one.on && !t->one.lit) { /* any press is a yes (TIM-03) */
        *ret = (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_STILL_HERE};
        return true;
    }
    if (!alone && !t->one.on)
        return false;
    bool on = t->one.on;
    *ret = perform(t, ui_one_press(&t->one, event->ms), event->ms);
    return on;
}

/* On "still here?" too one switch takes what is lit. Any other key ends the use of one switch; a finger lets it rest. */
static bool switch_event(struct loop *t, const struct display_event *event, struct ui_answer *ret)
{
    if (!pressed(t, event, ret))
        return false;
    if (is_asked(t))
        flow_still_there(&t->app, screen_words(&t->tree));
    else
        flow_touched(&t->app);
    return true;
}

static void show(struct loop *t, struct display_state *ret)
{
    uint16_t first, last;
    struct ui_box box;
    if (t->by_switch && ui_scan_range(&t->scan, &t->tree, &first, &last, &box))
        ret->scan = box;
}

static void forget(struct loop *t)
{
    light_nothing(t);
    t->one = (struct ui_one){0};
    t->switch_used = false;
    t->switch_other_ms = 0;
}

const struct loop_part switch_part = {.event = switch_event,
                                      .key = key,
                                      .time = time_goes,
                                      .deadline = deadline,
                                      .answered = answered,
                                      .screen = screen,
                                      .show = show,
                                      .forget = forget};
