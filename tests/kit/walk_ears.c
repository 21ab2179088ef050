/* Hands of somebody who does not see: a headset is in, and what is wanted is found by what is said. The walk names a
 * target; its sentence is all these hands know of it. Keys go round each group until the sentence is heard, then to the
 * next group. A finger slides down from the top, over where the sentence is found, and two quick touches take it. */
#include <string.h>
#include "base/bytes.h"
#include "host_walk.h"
#include "ui/speak.h"
#include "walk.h"

enum {
    MS_A_TEXT = 200,
    MS_A_KEY = 300,
    TEXTS_MAX = 400,
    GROUPS_MAX = 14,
    ITEMS_MAX = 60,
    SLIDE_MS = 60,
    SLIDE_MM = 7,
    TAP_MS = 90
};

static char newest[sizeof walk_world.said];

/* Listens up to silence; the last that was said is the newest. */
static void listen(struct walk *w)
{
    newest[0] = 0;
    for (int i = 0; i < TEXTS_MAX && walk_world.speaking; i++) {
        memcpy(newest, walk_world.said, sizeof newest);
        walk_world.steady_ms += MS_A_TEXT;
        walk_world.speaking = false;
        walk_here_send(w, (struct display_event){.input = INPUT_SPOKEN, .voice = {.kind = VOICE_ENDED}});
    }
}

/* The newest is that sentence, alone or behind what says where it is ("From the top. …"). */
static bool heard(const char *sentence)
{
    size_t said = strlen(newest), length = strlen(sentence);
    if (length == 0 || said < length || strcmp(newest + said - length, sentence) != 0)
        return false;
    const char *before = newest + said - length;
    return before == newest || (before - newest > 2 && before[-1] == ' ' && strchr(".:?!", before[-2]));
}

static void press(struct walk *w, enum input_key key)
{
    w->way->rest(w, MS_A_KEY); /* who knows what they look for does not hear each sentence out */
    walk_here_send(w, (struct display_event){.input = INPUT_KEY, .phase = INPUT_DOWN, .key = key});
    walk_here_send(w, (struct display_event){.input = INPUT_KEY, .phase = INPUT_UP, .key = key});
}

/* Round the group at hand, until the sentence is heard or the first one comes again. */
static bool find_in_group(struct walk *w, const char *sentence)
{
    char first[sizeof newest] = "";
    for (int item = 0; item < ITEMS_MAX && !heard(sentence); item++) {
        press(w, INPUT_ITEM_NEXT);
        listen(w);
        if (heard(first))
            return heard(sentence);
        if (item == 0)
            memcpy(first, newest, sizeof first);
    }
    return heard(sentence);
}

/* What was read of the page is not where the focus is: the first key says that. */
static bool find_by_keys(struct walk *w, const char *sentence)
{
    newest[0] = 0;
    for (int group = 0; group < GROUPS_MAX; group++) {
        if (find_in_group(w, sentence))
            return true;
        press(w, INPUT_GROUP_NEXT);
        listen(w);
    }
    return false;
}

static void finger(struct walk *w, int64_t contact, enum input_phase phase, float x, float y)
{
    walk_here_send(w,
                   (struct display_event){.input = INPUT_CONTACT, .phase = phase, .x = x, .y = y, .contact = contact});
}

/* Two fingers lie on the display until that is said. */
static void begin(struct walk *w)
{
    w->way->ready(w);
    finger(w, 1, INPUT_DOWN, 40, 60);
    finger(w, 2, INPUT_DOWN, 90, 60);
    w->way->pass(w, EXPLORE_HOLD_MS + 1);
    finger(w, 1, INPUT_UP, 40, 60);
    finger(w, 2, INPUT_UP, 90, 60);
    listen(w);
}

static bool find_by_finger(struct walk *w, float x, const char *sentence)
{
    enum input_phase phase = INPUT_DOWN;
    float y = 1;
    newest[0] = 0;
    w->way->ready(w);
    for (; y < w->loop.setting.panel.height_mm && !heard(sentence); y += SLIDE_MM) {
        finger(w, 1, phase, x, y);
        w->way->pass(w, phase == INPUT_DOWN ? EXPLORE_TAP_MS : SLIDE_MS);
        listen(w);
        phase = INPUT_MOVE;
    }
    finger(w, 1, INPUT_UP, x, y);
    return heard(sentence);
}

static void tap_twice(struct walk *w)
{
    w->way->ready(w);
    for (int i = 0; i < 2; i++) {
        finger(w, 1, INPUT_DOWN, 50, 50);
        w->way->rest(w, TAP_MS);
        finger(w, 1, INPUT_UP, 50, 50);
        w->way->rest(w, 2 * TAP_MS);
    }
}

static bool take(struct walk *w, uint32_t id);

/* Who hears is asked before a sheet is printed: it is heard to its end, and printed. */
static bool hear_sheet(struct walk *w)
{
    uint16_t hear = ui_find_path(&w->loop.tree, "hear");
    if (hear == UI_NONE || !take(w, w->loop.tree.node[hear].id) || !walk_world.speaking)
        return false;
    listen(w);
    uint16_t print = ui_find_path(&w->loop.tree, "print");
    return newest[0] && print != UI_NONE && take(w, w->loop.tree.node[print].id);
}

bool walk_ears(struct walk *w, uint32_t id)
{
    return take(w, id) && (w->loop.app.session.print.stage != PRINT_ASKED || hear_sheet(w));
}

static bool take(struct walk *w, uint32_t id)
{
    struct buffer sentence = {.limit = UI_TEXT_MAX};
    if (!walk_world.headset) {
        walk_world.voice = walk_world.headset = true;
        walk_here_send(w, (struct display_event){.input = INPUT_HEADSET, .phase = INPUT_DOWN});
    }
    listen(w);
    if (w->hand == HAND_FINGER && !w->loop.explore.on)
        begin(w);
    uint16_t node = ui_find(&w->loop.tree, id);
    if (node == UI_NONE)
        return false;
    bool found = w->loop.armed == id; /* a hold: it said that it wants a second press */
    struct ui_box b = w->loop.tree.node[node].box;
    ui_speak_node(&w->loop.tree, node, &sentence);
    if (!found && w->hand == HAND_FINGER)
        found = find_by_finger(w, b.x + b.w / 2, buffer_string(&sentence));
    else if (!found)
        found = find_by_keys(w, buffer_string(&sentence));
    buffer_free(&sentence);
    if (found && w->hand == HAND_FINGER)
        tap_twice(w);
    else if (found)
        press(w, INPUT_SELECT);
    return found;
}
