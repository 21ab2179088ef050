/* The hands: touch, keys, two switches, one switch. Each can do one thing: ask for a target; touch can also draw and
 * hold. What lies on another page is first brought there by asking for "more" or "earlier", as a person would. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "screen/screen.h"
#include "screens.h"
#include "ui/audit.h"
#include "loop/read_aloud.h"
#include "host_walk.h"
#include "walk.h"

enum {
    PRESS_MS = 120,
    PRESSES_MAX = 400,
    PAGES_MAX = 40,
    REACTION_MS = 600, /* of the person with one switch, after the target was lit */
    WAIT_MS = 100,
    WAITS_MAX = 4000
};

static void audit(struct walk *w)
{
    struct ui_finding finding[8];
    size_t n = ui_audit(&w->loop.tree, screen_words_limit(w->loop.app.session.at), finding, 8);
    for (size_t i = 0; i < n && i < 8; i++)
        printf("%s:%d: [%s %s] %s: %s %s: %.1f, want %.1f (%s)\n", w->file, w->line, w->language, w->size_name,
               walk_screen_name(w->loop.app.session.at), finding[i].path, ui_finding_name(finding[i].kind),
               (double)finding[i].measured, (double)finding[i].wanted, ui_finding_requirement(finding[i].kind));
    if (n)
        w->tally->count.failed++;
    else
        w->tally->count.passed++;
}

static void picture(struct walk *w)
{
    char path[FILE_PATH_MAX], part[16] = "", page[16] = "";
    const struct session *s = &w->loop.app.session;
    if (s->part)
        snprintf(part, sizeof part, "-%d", s->part + 1);
    if (s->page)
        snprintf(page, sizeof page, "-page%d", s->page + 1);
    snprintf(path, sizeof path, "%s/%s-%s-%s%s%s.png", w->pictures, w->language, w->size_name, walk_screen_name(s->at),
             part, page);
    if (!w->way->picture(w, path))
        w->tally->count.failed++;
}

/* A screen that has grown over another page at the usual size; PAGES in its row says how many it may have. A panel that
 * hangs higher than 80 cm has less of its height within reach (RCH-01), and may need a page more. */
static void pages(struct walk *w)
{
    const struct ui *u = &w->loop.tree;
    screen_id at = w->loop.app.session.at;
    unsigned most = screen_pages_limit(at);
    bool reference = u->setting.panel.width_px == 1080 && u->setting.panel.height_px == 1920 &&
                     u->setting.panel.lower_edge_mm <= 800 && !w->bare; /* there a card said how large it is */
    w->tally->seen[at] = true;
    const struct session *s = &w->loop.app.session;
    uint32_t view = at << 20 | (uint32_t)s->part << 10 | s->page;
    w->views += view != w->view;
    w->view = view;
    if (w->loop.app.session.notice != VERDICT_KIOSK_OPEN ||
        w->loop.app.session.asking.on) /* for once; read, then asked */
        return;
    if (!reference || u->setting.large || u->setting.size != SIZE_M || most == 0 || u->pages <= most)
        return;
    printf("%s:%d: [%s %s] %s: %d pages, its row in app/screens.def allows %u\n", w->file, w->line, w->language,
           w->size_name, walk_screen_name(at), u->pages, most);
    w->tally->count.failed++;
}

static void look_at_display(struct walk *w)
{
    walk_whole(w);
    pages(w);
    if (!walk_under(w))
        w->tally->count.failed++;
    if (w->audit)
        audit(w);
    if (w->pictures)
        picture(w);
}

/* A code is looked for by helpers that have a clock of their own: that screen is looked at, and then the one it leads to. */
void walk_settle(struct walk *w)
{
    enum { LOOKS_MAX = 500000 };
    int looks = 0;
    w->way->settle(w);
    look_at_display(w);
    for (; looks < LOOKS_MAX && w->loop.app.session.at == SCREEN_code_look; looks++) {
        nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
        w->way->settle(w);
    }
    if (looks > 0)
        look_at_display(w);
}

static void finger(struct walk *w, enum input_phase phase, float x, float y)
{
    w->way->finger(w, phase, x, y);
}

static struct ui_box box_of(struct walk *w, uint32_t id)
{
    return w->loop.tree.node[ui_find(&w->loop.tree, id)].box;
}

static void tap(struct walk *w, float x, float y)
{
    w->way->ready(w);
    int32_t hold = w->loop.touch.way.hold_ms; /* chosen by the visitor of this walk */
    finger(w, INPUT_DOWN, x, y);
    if (hold > 0)
        w->way->pass(w, hold + PRESS_MS);
    else
        w->way->rest(w, PRESS_MS);
    finger(w, INPUT_UP, x, y);
}

static bool touch(struct walk *w, uint32_t id)
{
    struct ui_box b = box_of(w, id);
    tap(w, b.x + b.w / 2, b.y + b.h / 2);
    return true;
}

static void press(struct walk *w, enum input_key key)
{
    w->way->ready(w);
    walk_here_send(w, (struct display_event){.input = INPUT_KEY, .phase = INPUT_DOWN, .key = key});
    walk_here_send(w, (struct display_event){.input = INPUT_KEY, .phase = INPUT_UP, .key = key});
}

static bool keys(struct walk *w, uint32_t id)
{
    for (int i = 0; i < PRESSES_MAX && (w->loop.focus != id || read_aloud_focus_is_unheard(&w->loop)); i++)
        press(w, INPUT_NEXT);
    if (w->loop.focus != id)
        return false;
    press(w, INPUT_SELECT);
    return true;
}

/* Is the target inside what is highlighted, and is it alone there? */
static bool lit(struct walk *w, uint16_t target, bool *ret_alone)
{
    uint16_t first, last;
    struct ui_box box;
    const struct ui *u = &w->loop.tree;
    if (!ui_scan_range(&w->loop.scan, u, &first, &last, &box))
        return false;
    int targets = 0;
    for (uint16_t i = first; i <= last; i++)
        targets += ui_is_target(&u->node[i]);
    *ret_alone = targets == 1;
    return target >= first && target <= last;
}

static bool two_switches(struct walk *w, uint32_t id)
{
    for (int i = 0; i < PRESSES_MAX; i++) {
        bool alone = false;
        uint16_t target = ui_find(&w->loop.tree, id);
        if (target == UI_NONE)
            return false;
        bool is_lit = lit(w, target, &alone);
        press(w, is_lit ? INPUT_SWITCH_SELECT : INPUT_SWITCH_MOVE);
        if (is_lit && alone)
            return true;
    }
    return false;
}

/* One switch: whichever is plugged in; it is another one in each language and size. */
static enum input_key the_switch(const struct walk *w)
{
    static const enum input_key keys[] = {INPUT_SWITCH_MOVE, INPUT_SWITCH_SELECT, INPUT_SELECT};
    return keys[((unsigned)w->size + (unsigned char)w->language[0]) % 3];
}

static void hold_switch(struct walk *w, int64_t ms)
{
    walk_here_send(w, (struct display_event){.input = INPUT_KEY, .phase = INPUT_DOWN, .key = the_switch(w)});
    w->way->pass(w, ms);
    walk_here_send(w, (struct display_event){.input = INPUT_KEY, .phase = INPUT_UP, .key = the_switch(w)});
}

/* What is said is heard to its end: the highlight waits for that. */
static void hear_out(struct walk *w)
{
    for (int i = 0; i < PRESSES_MAX && walk_world.speaking; i++) {
        w->way->rest(w, 1000);
        walk_world.speaking = false;
        walk_here_send(w, (struct display_event){.input = INPUT_SPOKEN, .voice = {.kind = VOICE_ENDED}});
    }
}

/* Waits until the target is lit, in its group or alone, and presses once each time. */
static bool one_switch(struct walk *w, uint32_t id)
{
    if (!w->loop.one.on)
        hold_switch(w, ONE_HOLD_MS + 100);
    for (int i = 0; i < WAITS_MAX && w->loop.one.on; i++) {
        bool alone = false, is_lit = false;
        uint16_t target = ui_find(&w->loop.tree, id);
        hear_out(w);
        if (target == UI_NONE)
            return false;
        if (w->loop.one.resting) {
            hold_switch(w, PRESS_MS);
            continue;
        }
        is_lit = w->loop.one.lit && lit(w, target, &alone);
        w->way->pass(w, is_lit ? REACTION_MS : WAIT_MS);
        hear_out(w);
        if (!is_lit || !w->loop.one.lit || !lit(w, target, &alone))
            continue;
        hold_switch(w, PRESS_MS);
        if (alone)
            return true;
    }
    return false;
}

static bool ask_here(struct walk *w, uint32_t id)
{
    walk_under_note(w, id);
    switch (w->hand) {
    case HAND_TOUCH:
    case HAND_ROAD: /* up to the road's beginning */
        return touch(w, id);
    case HAND_KEYS:
        return keys(w, id);
    case HAND_ONE:
        return one_switch(w, id);
    case HAND_EAR:
    case HAND_FINGER:
        return walk_ears(w, id);
    default:
        return two_switches(w, id);
    }
}

bool walk_turn_page(struct walk *w, uint32_t id)
{
    bool back = false; /* from the last page on; what lies in another part of a list is not in the tree */
    for (int i = 0; i < PAGES_MAX; i++) {
        const struct ui *u = &w->loop.tree;
        uint16_t node = ui_find(u, id);
        if (node == UI_NONE)
            return false;
        if (!(u->node[node].flags & UI_HIDDEN))
            return true;
        uint16_t more = ui_find_path(u, "pages/more"), earlier = ui_find_path(u, "pages/earlier");
        back = back || u->page + 1 >= u->pages;
        if (back && u->page == 0)
            return false;
        uint16_t way = back ? earlier : more;
        if (way == UI_NONE || !ui_is_target(&u->node[way]) || !ask_here(w, u->node[way].id))
            return false;
        walk_settle(w);
    }
    return false;
}

bool walk_hold(struct walk *w, uint32_t id)
{
    if (w->hand == HAND_ROAD)
        return walk_ask(w, id);
    if (!walk_turn_page(w, id))
        return false;
    bool done = true;
    walk_under_note(w, id);
    if (w->hand == HAND_TOUCH) {
        struct ui_box b = box_of(w, id);
        w->way->ready(w);
        finger(w, INPUT_DOWN, b.x + b.w / 2, b.y + b.h / 2);
        w->way->pass(w, SIGN_HOLD_MS + 100);
        finger(w, INPUT_UP, b.x + b.w / 2, b.y + b.h / 2);
    } else { /* armed by the first press, done by the second */
        done = ask_here(w, id);
        if (done && ui_find(&w->loop.tree, id) != UI_NONE)
            done = ask_here(w, id);
    }
    walk_settle(w);
    return done;
}

bool walk_ask(struct walk *w, uint32_t id)
{
    uint16_t node = ui_find(&w->loop.tree, id);
    if (w->hand == HAND_ROAD && w->loop.app.session.asking.on)
        return walk_road(w, id);
    if (node != UI_NONE && w->loop.tree.node[node].role == UI_HOLD)
        return walk_hold(w, id);
    bool done = walk_turn_page(w, id) && ask_here(w, id);
    walk_settle(w);
    return done;
}

bool walk_touch_in(struct walk *w, uint32_t id, int32_t x, int32_t y, float beside_mm)
{
    if (!walk_turn_page(w, id))
        return false;
    struct ui_box b = box_of(w, id);
    tap(w, b.x + (float)x * b.w / UI_PAD_UNITS + beside_mm, b.y + (float)y * b.w / UI_PAD_UNITS);
    walk_settle(w);
    return true;
}

bool walk_draw(struct walk *w, uint32_t id)
{
    if (w->hand != HAND_TOUCH)
        return walk_ask(w, id);
    if (!walk_turn_page(w, id))
        return false;
    struct ui_box b = box_of(w, id);
    static const float way[2][4] = {{0.3f, 0.3f, 0.6f, 0.7f}, {0.6f, 0.3f, 0.3f, 0.7f}}; /* a cross */
    for (int k = 0; k < 2; k++) {
        w->way->ready(w);
        finger(w, INPUT_DOWN, b.x + b.w * way[k][0], b.y + b.h * way[k][1]);
        for (int i = 1; i <= 12; i++) {
            w->way->rest(w, 16);
            float f = (float)i / 12;
            finger(w, INPUT_MOVE, b.x + b.w * (way[k][0] + (way[k][2] - way[k][0]) * f),
                   b.y + b.h * (way[k][1] + (way[k][3] - way[k][1]) * f));
        }
        finger(w, INPUT_UP, b.x + b.w * way[k][2], b.y + b.h * way[k][3]);
    }
    walk_settle(w);
    return true;
}
