/* Keys, heard: every move of the focus is said, and nothing is taken that was not. */
#include "loop/focus.h"

#include "base/words.h"
#include "loop/read_aloud.h"
#include "ui/speak.h"

static uint16_t node_of(const struct loop *t)
{
    return t->focus ? ui_find(&t->tree, t->focus) : UI_NONE;
}

static bool is_on_target(const struct loop *t)
{
    uint16_t node = node_of(t);
    return node != UI_NONE && ui_is_target(&t->tree.node[node]);
}

bool loop_focus_is_unheard(const struct loop *t)
{
    return read_aloud_is_listened(t) && !t->voice.heard && is_on_target(t);
}

/* Where the focus is: the target; else which key leads to one. */
static void say_focus(struct loop *t, struct buffer *before)
{
    uint16_t node = node_of(t);
    bool personal = read_aloud_is_personal(t) || (node != UI_NONE && ui_is_private(&t->tree, node));
    if (is_on_target(t))
        ui_speak_node(&t->tree, node, before);
    else
        ui_speak_way(&t->tree, node == UI_NONE ? 0 : node, before);
    read_aloud_text(t, buffer_string(before), personal, t->app.session.listen.on);
    t->voice.heard = true;
    buffer_free(before);
}

enum by { BY_TARGET, BY_ITEM, BY_GROUP };
static void move(struct loop *t, enum by by, int step)
{
    struct buffer said = {.limit = UI_TEXT_MAX};
    bool is_round = false, unheard = loop_focus_is_unheard(t);
    uint16_t first = UI_NONE, last = UI_NONE;
    t->by_keys = true;
    t->by_switch = false;
    t->armed = 0;
    if (by == BY_GROUP)
        t->focus = ui_focus_group(&t->tree, t->focus, step, &first, &last);
    else if (!unheard && by == BY_TARGET)
        t->focus = ui_focus_move(&t->tree, t->focus, step);
    else if (!unheard)
        t->focus = ui_focus_item(&t->tree, t->focus, step, &is_round);
    if (first != UI_NONE)
        ui_speak_group(&t->tree, first, last, &said);
    else if (is_round) /* TRANSLATORS: spoken: past the last choice comes the first again, or the other way round */
        buffer_text(&said, step > 0 ? _("From the top.") : _("From the bottom."));
    say_focus(t, &said);
}

/* Enter: what it takes, or nothing. What was not heard yet is said first; on no target, which key leads to one. */
static struct ui_answer take(struct loop *t)
{
    bool target = is_on_target(t), unheard = loop_focus_is_unheard(t);
    t->by_switch &= !target;
    t->by_keys |= target;
    if (target && !unheard)
        return ui_ask_key(&t->tree, t->focus, &t->armed);
    say_focus(t, &(struct buffer){.limit = UI_TEXT_MAX});
    return (struct ui_answer){0};
}

static bool key(struct loop *t, enum input_key meaning, struct ui_answer *ret)
{
    static const struct {
        enum by by;
        int step;
    } moves[] = {[INPUT_NEXT] = {BY_TARGET, 1},      [INPUT_PREVIOUS] = {BY_TARGET, -1},
                 [INPUT_ITEM_NEXT] = {BY_ITEM, 1},   [INPUT_ITEM_PREVIOUS] = {BY_ITEM, -1},
                 [INPUT_GROUP_NEXT] = {BY_GROUP, 1}, [INPUT_GROUP_PREVIOUS] = {BY_GROUP, -1}};
    if (meaning == INPUT_SELECT)
        *ret = take(t);
    else if (meaning < sizeof moves / sizeof *moves)
        move(t, moves[meaning].by, moves[meaning].step);
    else
        return false;
    return true;
}

void loop_focus_waits(struct loop *t)
{
    struct buffer said = {.limit = UI_TEXT_MAX};
    if (!t->by_keys || node_of(t) == UI_NONE || t->voice.heard || !read_aloud_is_listened(t))
        return;
    if (is_on_target(t)) /* TRANSLATORS: spoken, before the name of the choice that Enter would take */
        buffer_format(&said, "%s ", _("You are at:"));
    say_focus(t, &said);
}

static void show(const struct loop *t, struct display_state *ret)
{
    uint16_t node = t->by_keys ? node_of(t) : UI_NONE;
    ret->focus = t->by_keys ? t->focus : 0;
    if (node != UI_NONE && t->tree.node[node].role == UI_PAIR) /* both answers in one frame (CNS-03) */
        ret->scan = ui_targets_box(&t->tree, node, (uint16_t)(t->tree.node[node].end - 1));
}

const struct loop_part focus_part = {.key = key, .show = show};
