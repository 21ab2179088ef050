/* The kiosk in this process: its loop is turned here, its clock is told. */
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include "base/host.h"
#include "host_walk.h"
#include "screen/screen.h"
#include "store/kept.h"
#include "ui/layout.h"
#include "walk.h"

enum { STEP_MS = 700 };

static double real_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void time_building(struct walk *w)
{
    static struct ui scratch;
    double from = real_ms();
    screen_view(&w->loop.app, &w->loop.setting, &scratch);
    ui_layout(&scratch);
    w->tally->build_ms[w->tally->times] = (float)(real_ms() - from);
    bytes_wipe(&scratch, sizeof scratch);
}

void walk_here_send(struct walk *w, struct display_event event)
{
    event.ms = walk_world.steady_ms;
    w->tally->presses += (event.input == INPUT_KEY || event.input == INPUT_CONTACT) && event.phase == INPUT_DOWN;
    loop_event(&w->loop, &event);
    loop_time(&w->loop, walk_world.steady_ms);
}

static void finger(struct walk *w, enum input_phase phase, float x, float y)
{
    double from = real_ms();
    walk_here_send(w, (struct display_event){.input = INPUT_CONTACT, .phase = phase, .x = x, .y = y, .contact = 1});
    if (phase == INPUT_MOVE)
        return;
    loop_show(&w->loop);
    if (phase == INPUT_UP && w->timed && w->tally->times < WALK_TIMES_MAX) {
        w->tally->frame_ms[w->tally->times] = (float)(real_ms() - from);
        time_building(w);
        w->tally->times++;
    }
}

static void rest(struct walk *w, int64_t ms)
{
    (void)w;
    walk_world.steady_ms += ms;
}

static void ready(struct walk *w)
{
    int64_t quiet = ui_touch_quiet_ms(&w->loop.touch, walk_world.steady_ms);
    rest(w, quiet > STEP_MS ? quiet : STEP_MS);
}

static void pass(struct walk *w, int64_t ms)
{
    int64_t until = walk_world.steady_ms + ms;
    while (walk_world.steady_ms < until) {
        int64_t next = loop_deadline(&w->loop);
        walk_world.steady_ms = next >= 0 && next < until && next > walk_world.steady_ms ? next : until;
        loop_time(&w->loop, walk_world.steady_ms);
    }
}

static void settle(struct walk *w)
{
    struct loop *t = &w->loop;
    loop_time(t, walk_world.steady_ms);
    walk_print_settle(w);
    for (int i = 0; i < 1000000 && flow_busy(&t->app); i++)
        loop_time(t, ++walk_world.steady_ms);
    loop_show(t);
}

static bool count(struct walk *w, int64_t *ret_memberships, int64_t *ret_consents, int64_t *ret_journal)
{
    struct store *store = w->loop.app.store;
    struct journal_head head;
    if (!store || store_export_begin(store, ret_memberships, ret_consents) != FAULT_NONE)
        return false;
    store_export_end(store);
    bool ok = store_journal_head(store, &head) == FAULT_NONE;
    *ret_journal = ok ? head.count : 0;
    return ok;
}

static bool stick(struct walk *w, bool is_in)
{
    walk_world.stick_gone = !is_in;
    pass(w, 3000);
    return true;
}

static bool crash(struct walk *w)
{
    (void)w;
    fflush(stdout);
    raise(SIGKILL);
    return false;
}

static bool picture(struct walk *w, const char *path)
{
    return display_picture(w->loop.display, path) == FAULT_NONE;
}

const struct walk_way walk_here = {false, ready, rest, pass, finger, settle, count, stick, crash, picture, NULL, NULL};
