/* A new version from a stick. The steward writes it to the other slot by itself; the kiosk asks twice a second how far it is
 * and stays in use meanwhile, whoever has signed out. */
#include "flow/core/core.h"
#include "flow/staff/staff.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"

enum { ASK_EVERY_MS = 500 };

static void stopped(struct app *app, enum machine_verb verb, fault f)
{
    struct machine_view *m = &app->machine;
    m->update = f == FAULT_NONE ? UPDATE_STANDS : UPDATE_REFUSED;
    m->update_verdict = machine_verdict(verb, f);
    if (f != FAULT_NONE)
        flow_log("update", f, "");
}

/* The steward may be at it, or have done it, since before this program was started. */
static bool resume(struct app *app)
{
    struct machine_view *m = &app->machine;
    struct machine_answer answer = {0};
    if (host_machine(MACHINE_PROGRESS, 0, &answer) != FAULT_NONE ||
        (answer.state != MACHINE_BUSY && answer.state != MACHINE_DONE))
        return false;
    m->update_done = answer.number;
    m->update_all = answer.all;
    m->update_asked_ms = host_steady_ms();
    stopped(app, MACHINE_PROGRESS, FAULT_NONE);
    if (answer.state == MACHINE_BUSY)
        m->update = UPDATE_UNDER_WAY;
    return true;
}

void flow_update_look(struct app *app)
{
    struct machine_view *m = &app->machine;
    struct machine_answer answer = {0};
    if (m->update == UPDATE_UNDER_WAY || m->update == UPDATE_STANDS)
        return;
    flow_machine_look(app);
    if (resume(app))
        return;
    m->update = UPDATE_NOT_LOOKED;
    if (m->about.copy[0]) /* first: is all well with the newest one? */
        return;
    fault f = host_stick_present(app->stick) ? host_machine(MACHINE_UPDATE_LOOK, 0, &answer) : FAULT_STICK_GONE;
    stopped(app, MACHINE_UPDATE_LOOK, f);
    if (f != FAULT_NONE)
        return;
    m->update = UPDATE_READY;
    if (!text_copy(m->update_version, sizeof m->update_version, answer.text))
        m->update_version[0] = 0;
}

void flow_update_begin(struct app *app, int32_t number)
{
    (void)number;
    struct machine_view *m = &app->machine;
    if (m->update != UPDATE_READY || app->job)
        return;
    fault f = host_machine(MACHINE_UPDATE_BEGIN, 0, NULL);
    if (f != FAULT_NONE) {
        stopped(app, MACHINE_UPDATE_BEGIN, f);
        return;
    }
    m->update = UPDATE_UNDER_WAY;
    m->update_done = m->update_all = 0;
    m->update_asked_ms = host_steady_ms();
}

static void ended(struct app *app, fault f)
{
    struct machine_view *m = &app->machine;
    stopped(app, MACHINE_PROGRESS, f);
    if (f == FAULT_NONE && flow_journal_as(app, EVENT_updated, STAFF, m->update_version) != FAULT_NONE)
        flow_log("update: journal", FAULT_DISK_BROKEN, store_why(app->store));
    if (app->session.who != STAFF) /* the stick was left to the update when staff went; now it may go too */
        flow_machine_out(app);
}

/* What the steward says of itself is believed only when it says that it is at it, or how it ended. */
void flow_machine_tick(struct app *app, int64_t steady_ms)
{
    struct machine_view *m = &app->machine;
    struct machine_answer answer;
    if (app->session.at == SCREEN_staff_clock && m->clock_minute != host_now() / 60) { /* the hands go on */
        m->clock_minute = host_now() / 60;
        app->wake = true;
    }
    if (m->update != UPDATE_UNDER_WAY || app->job || steady_ms < m->update_asked_ms + ASK_EVERY_MS)
        return;
    m->update_asked_ms = steady_ms;
    fault f = host_machine(MACHINE_PROGRESS, 0, &answer);
    int before = machine_percent(m->update_done, m->update_all);
    m->update_done = answer.number;
    m->update_all = answer.all;
    if (f != FAULT_NONE || answer.state == MACHINE_FAILED || answer.state == MACHINE_IDLE)
        ended(app, f != FAULT_NONE ? f : FAULT_BAD_INPUT); /* it always says why; if not, it stopped */
    else if (answer.state == MACHINE_DONE)
        ended(app, FAULT_NONE);
    else if (machine_percent(m->update_done, m->update_all) == before)
        return;
    if (app->session.at == SCREEN_staff_update || app->session.at == SCREEN_staff_machine)
        app->wake = true;
}

int64_t flow_machine_ms(const struct app *app)
{
    if (app->machine.update == UPDATE_UNDER_WAY)
        return app->machine.update_asked_ms + ASK_EVERY_MS;
    if (app->session.at != SCREEN_staff_clock || !app->machine.here)
        return -1;
    int64_t now = host_now(); /* a clock before 1970 is possible, and no reason to spin */
    return host_steady_ms() + (60 - (now % 60 + 60) % 60) * 1000;
}

void flow_update_keep(struct app *app, int32_t number)
{
    (void)number;
    struct machine_view *m = &app->machine;
    if (!m->about.copy[0])
        return;
    fault f = host_machine(MACHINE_UPDATE_KEEP, 0, NULL);
    if (f == FAULT_NONE) {
        m->about.copy[0] = 0;
        if (flow_journal(app, EVENT_update_kept, NULL) != FAULT_NONE)
            flow_log("update: journal", FAULT_DISK_BROKEN, store_why(app->store));
    } else {
        flow_log("update: keep", f, "");
    }
    flow_notice(app, machine_verdict(MACHINE_UPDATE_KEEP, f));
}
