/* Hands that mean nothing: a seeded stream of touches, drags, keys, switches, letters and silences (T1). After each the
 * kiosk must stand: no staff right without the PIN, no screen that its row forbids, nothing kept but what a done screen
 * showed. */
#include <stdio.h>
#include <string.h>
#include "base/bytes.h"
#include "screens.h"
#include "host_walk.h"
#include "store/kept.h"
#include "walk.h"

static const uint8_t seen_by[] = {
#define SCREEN(name, who, ...) who,
#include "screens.def"
#undef SCREEN
};

static const uint8_t by[ACTS] = {
#define ACT(name, who, safe, by, ...) [ACT_##name] = by,
#include "acts.def"
#undef ACT
};

struct monkey {
    struct walk *w;
    uint32_t seed;
    long long done; /* done screens that came up */
    bool shown_done;
};

static uint32_t roll(struct monkey *m, uint32_t below)
{
    m->seed = m->seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(m->seed >> 8) * below >> 24);
}

static void send(struct monkey *m, struct display_event e)
{
    e.ms = walk_world.steady_ms;
    loop_event(&m->w->loop, &e);
    loop_time(&m->w->loop, walk_world.steady_ms);
}

static void finger(struct monkey *m, enum input_phase phase, uint32_t contact, float x, float y)
{
    send(m, (struct display_event){.input = INPUT_CONTACT, .phase = phase, .contact = contact, .x = x, .y = y});
}

/* Some target; those of the dock more seldom, else every visit would be a short one. UI_NONE when luck finds none. */
static uint16_t some_target(struct monkey *m)
{
    const struct ui *u = &m->w->loop.tree;
    for (int tries = 0; tries < 60; tries++) {
        uint16_t i = (uint16_t)roll(m, u->count);
        const struct ui_node *n = &u->node[i];
        bool dock = n->role == UI_NAV || n->role == UI_TOOL;
        if (ui_is_target(n) && (!dock || roll(m, 12) == 0))
            return i;
    }
    return UI_NONE;
}

static void touch(struct monkey *m)
{
    const struct ui_panel *panel = &m->w->loop.setting.panel;
    const struct ui *u = &m->w->loop.tree;
    uint16_t node = some_target(m);
    struct ui_box b = node == UI_NONE ? (struct ui_box){10, 10, 5, 5} : u->node[node].box;
    float x = b.x + b.w / 2, y = b.y + b.h / 2;
    uint32_t contact = roll(m, 3);
    if (roll(m, 8) == 0) {
        x = (float)roll(m, (uint32_t)panel->width_mm);
        y = (float)roll(m, (uint32_t)panel->height_mm);
    }
    walk_world.steady_ms += 450 + roll(m, 1000);
    walk_under_note(m->w, node == UI_NONE ? 0 : u->node[node].id);
    finger(m, INPUT_DOWN, contact, x, y);
    if (node == UI_NONE || m->w->loop.pressed != u->node[node].id)
        walk_under_note(m->w, 0); /* another finger is the one that acts */
    for (uint32_t moves = roll(m, 4) ? 0 : roll(m, 20); moves > 0; moves--) {
        walk_world.steady_ms += roll(m, 30);
        x += (float)roll(m, 21) - 10;
        y += (float)roll(m, 21) - 10;
        finger(m, INPUT_MOVE, contact, x, y);
    }
    m->w->way->pass(m->w, roll(m, 6) ? 100 : roll(m, 4000)); /* long enough for what is held, now and then */
    if (roll(m, 30))                                         /* now and then a finger stays */
        finger(m, INPUT_UP, contact, x, y);
}

static void key(struct monkey *m)
{
    enum input_key k = (enum input_key)roll(m, INPUT_SWITCH_SELECT + 1);
    walk_world.steady_ms += roll(m, 900);
    walk_under_note(m->w, k == INPUT_SELECT ? m->w->loop.focus : 0);
    send(m, (struct display_event){.input = INPUT_KEY, .phase = INPUT_DOWN, .key = k});
    send(m, (struct display_event){.input = INPUT_KEY, .phase = INPUT_UP, .key = k});
}

static void letter(struct monkey *m)
{
    static const char *const letters[] = {"a", "K", "ø", "9", "@", "é", "Ж", "ع", "😀", "'", "\x7F"};
    struct display_event e = {.input = INPUT_TYPED};
    snprintf(e.text, sizeof e.text, "%s", letters[roll(m, sizeof letters / sizeof *letters)]);
    send(m, e);
}

/* Is it on the display? Read from the tree, not from what the loop made of it. */
static bool is_there(const struct ui *u, uint16_t act, int32_t number)
{
    for (uint16_t i = 0; i < u->count; i++)
        if (u->node[i].act == act && u->node[i].act_arg == number && ui_is_target(&u->node[i]))
            return true;
    return false;
}

/* An act that nothing on the display offers: it must leave everything as it is. Those that keys may ask are left out. */
static bool asks_what_is_not_there(struct monkey *m)
{
    static struct session before;
    struct app *app = &m->w->loop.app;
    enum act act = (enum act)roll(m, ACTS);
    int32_t number = (int32_t)roll(m, roll(m, 2) ? 4 : SCREENS) - 1;
    if (by[act] == KEYS || is_there(&m->w->loop.tree, (uint16_t)act, number))
        return true;
    before = app->session;
    bool done = flow_do(app, act, number);
    bool same = !done && !app->wake && !app->job && memcmp(&before, &app->session, sizeof before) == 0;
    bytes_wipe(&before, sizeof before);
    return same;
}

static bool stands(struct monkey *m, char *why, size_t why_size)
{
    const struct session *s = &m->w->loop.app.session;
    bool done = s->at == SCREEN_join_done && s->joined;
    m->done += done && !m->shown_done && s->code_count == CODE_WORDS;
    m->shown_done = s->joined;
    if (!walk_under(m->w))
        snprintf(why, why_size, "under the finger of the step before lies what can't be taken back");
    else if (s->who == STAFF)
        snprintf(why, why_size, "staff without a PIN");
    else if (!(seen_by[s->at] & s->who))
        snprintf(why, why_size, "%s is not for visitors", walk_screen_name(s->at));
    else if (s->at == SCREEN_join_done && !s->joined)
        snprintf(why, why_size, "done without a row");
    else
        return true;
    return false;
}

bool walk_monkey(struct walk *w, long events, uint32_t seed, char *why, size_t why_size)
{
    struct monkey m = {.w = w, .seed = seed};
    int64_t memberships = 0, consents = 0;
    for (long i = 0; i < events; i++) {
        uint32_t what = roll(&m, 40);
        if (what < 30)
            touch(&m);
        else if (what < 35)
            key(&m);
        else if (what < 38)
            letter(&m);
        else
            w->way->pass(w, roll(&m, 20) ? roll(&m, 3000) : roll(&m, 500000));
        if (!stands(&m, why, why_size))
            return false;
        if (!asks_what_is_not_there(&m)) {
            snprintf(why, why_size, "at %s something was done that nothing offered",
                     walk_screen_name(w->loop.app.session.at));
            return false;
        }
    }
    if (store_export_begin(w->loop.app.store, &memberships, &consents) != FAULT_NONE)
        return false;
    store_export_end(w->loop.app.store);
    snprintf(why, why_size, "%lld done screens, %lld places kept", m.done,
             (long long)(memberships - w->tally->memberships));
    return memberships - w->tally->memberships <= m.done;
}
