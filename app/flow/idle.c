/* Silence, and the end of a visit. Only absence ends a session; the question before it shows no clock and may be answered
 * as often as one likes. Forgetting is one wipe. */
#include "flow/core/core.h"
#include "flow/own/own.h"
#include "flow/print/print.h"
#include "flow/records/records.h"
#include "flow/export/export.h"
#include "flow/house/house.h"
#include "flow/staff/staff.h"
#include "flow/visit/visit.h"
#include "flow/setup/setup.h"
#include "flow/flow.h"
#include "screens.h"

#include <string.h>

void flow_touched(struct app *app)
{
    app->session.touched_ms = host_steady_ms();
    if (app->session.at == SCREEN_still_here)
        flow_still_here(app, 0);
}

/* In safe mode nobody changed anything: there is no one to ask whether they are still here. */
static bool safe_mode_rests(const struct app *app)
{
    const struct session *s = &app->session;
    return app_safe_mode(app) && s->at == SCREEN_out_of_order && s->language == app->flow->first_language &&
           s->size == SIZE_USUAL && s->theme == 0 && s->page == 0;
}

/* Milliseconds of silence before the question; 0: never asked here. */
static int64_t idle_ms(const struct app *app, int32_t words)
{
    const struct session *s = &app->session;
    int32_t seconds = screen_row(s->at)->idle;
    if (seconds < 0 || flow_busy(app) || s->who == SETUP || safe_mode_rests(app))
        return 0;
    if (seconds == 0)
        seconds = idle_seconds(words);
    if (s->time_wanted && s->who != STAFF)
        seconds = IDLE_SECONDS_MAX;
    if (s->who == STAFF && seconds > STAFF_SILENCE_SECONDS)
        seconds = STAFF_SILENCE_SECONDS;
    if (seconds < CODE_SECONDS && flow_code_waits(app))
        seconds = CODE_SECONDS;
    return (int64_t)seconds * 1000;
}

static void ask(struct app *app, int64_t now)
{
    struct session *s = &app->session;
    if (s->who == STAFF || s->at == SCREEN_staff_pin) { /* staff are not asked: the kiosk locks itself */
        flow_forget(app);
        return;
    }
    s->behind = s->at;
    s->behind_page = s->page;
    s->at = SCREEN_still_here;
    s->page = 0;
    s->asked_ms = now;
    s->unanswered = 0;
    app->wake = true;
}

/* Nobody answered. Where a code waits that nobody can find again, it is asked once more. */
static void unanswered(struct app *app, int64_t now)
{
    struct session *s = &app->session;
    s->unanswered++;
    if (!flow_code_waits(app) || s->unanswered >= 2) {
        flow_forget(app);
        return;
    }
    s->asked_ms = now;
    app->wake = true;
}

void flow_still_there(struct app *app, int32_t words)
{
    struct session *s = &app->session;
    if (s->at != SCREEN_still_here)
        return;
    s->at = s->behind;
    int64_t silence = idle_ms(app, words);
    s->at = SCREEN_still_here;
    s->asked_ms = host_steady_ms() + silence;
    app->wake |= s->unanswered > 0;
    s->unanswered = 0;
}

/* At the start nobody is asked whether they are still here; but who comes next has not asked to hear (AUD-16). When it
 * ends; -1: it does not. */
static int64_t listen_ms(const struct app *app)
{
    const struct session *s = &app->session;
    bool left = s->at == SCREEN_start && s->listen.on && !app->voice.headset && !app->voice.speaking;
    return left ? s->touched_ms + STILL_HERE_SECONDS * 1000 : -1;
}

/* What was left for later when the kiosk was opened turned out badly: what can be read of it goes into a new file. */
static void reopen_damaged(struct app *app)
{
    if (!app->store || !store_unproven(app->store) || store_reason(app->store) != FAULT_FILE_DAMAGED)
        return;
    fault f = flow_reopen(app);
    if (f != FAULT_NONE)
        flow_log("opening again", f, "");
}

void flow_tick(struct app *app, int64_t steady_ms, int32_t words)
{
    struct session *s = &app->session;
    if (app->job) {
        flow_export_step(app);
        s->touched_ms = steady_ms; /* who waited for a slow stick sees how it ended */
    }
    if (s->who == STAFF && app->machine.update == UPDATE_UNDER_WAY) /* and who waits for an update */
        s->touched_ms = steady_ms;
    if (app->voice.speaking) /* who listens is there (TIM-02) */
        s->touched_ms = s->asked_ms = steady_ms;
    flow_own_tick(app);
    flow_print_tick(app, steady_ms);
    flow_machine_tick(app, steady_ms);
    if (flow_staff_tick(app, steady_ms))
        flow_forget(app);
    flow_setup_tick(app, steady_ms);
    int64_t idle = idle_ms(app, words);
    if (idle > 0 && !s->join.mark.drawing && steady_ms - s->touched_ms >= idle)
        ask(app, steady_ms);
    else if (s->at == SCREEN_still_here && steady_ms - s->asked_ms >= STILL_HERE_SECONDS * 1000)
        unanswered(app, steady_ms);
    if (listen_ms(app) >= 0 && steady_ms >= listen_ms(app)) {
        s->listen.on = false;
        app->wake = true;
    }
    if (s->at == SCREEN_start) {
        flow_agenda(app);
        flow_clock_seen(app);
        flow_places_save(app);
        flow_spare_save(app);
        flow_retain(app);
        (void)flow_interest_settle(app);
        flow_scrub(app);
        reopen_damaged(app);
    }
}

/* At rest: what has been kept long enough, and looking after the rest. */
static int64_t rest_ms(const struct app *app)
{
    int64_t retain = flow_retain_ms(app), scrub = flow_scrub_ms(app);
    if (retain < 0 || scrub < 0)
        return retain > scrub ? retain : scrub;
    return retain < scrub ? retain : scrub;
}

static int64_t deadline(const struct app *app, int32_t words)
{
    const struct session *s = &app->session;
    if (s->at == SCREEN_start)
        return rest_ms(app);
    if (s->who == SETUP)
        return flow_setup_deadline(app);
    if (app->voice.speaking || app_printing(app))
        return -1;
    if (s->at == SCREEN_still_here)
        return s->asked_ms + STILL_HERE_SECONDS * 1000;
    int64_t idle = idle_ms(app, words);
    return idle > 0 && !s->join.mark.drawing ? s->touched_ms + idle : -1;
}

int64_t flow_deadline(const struct app *app, int32_t words)
{
    if (flow_busy(app) && !app->session.looking) /* helpers look for a code: the loop leaves the processors to them */
        return 0;
    const int64_t all[] = {deadline(app, words), flow_machine_ms(app), flow_staff_ms(app),
                           listen_ms(app),       flow_print_ms(app),   flow_own_ms(app)};
    int64_t first = -1;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        first = all[i] >= 0 && (first < 0 || all[i] < first) ? all[i] : first;
    return first;
}

bool flow_busy(const struct app *app)
{
    return app->job || app->setup.trial_runs;
}
