/* What staff do with the machine: look at it, set its clock, switch it off. The kiosk's account can do none of it by itself;
 * it asks the machine's steward (base/machine.def). A new version comes from a stick: the
 * steward writes it to the other slot by itself; the kiosk asks twice a second how far it is and stays in use meanwhile, whoever has
 * signed out. */
#include "flow/core/core.h"
#include "flow/export/export.h"
#include "flow/staff/staff.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"

/* What the device manager says of the machine: at the start and at each sign-in. Only the copy and the keyboard's port
 * change while it runs. */
void flow_machine_look(struct app *app)
{
    struct machine_view *m = &app->machine;
    struct machine_answer answer;
    fault f = host_machine(MACHINE_ABOUT, 0, &answer);
    m->here = f != FAULT_NO_ENTRY;
    m->clock_moved = false;
    m->note[0] = 0;
    if (!m->here)
        return;
    if (f != FAULT_NONE)
        flow_log("machine: about", f, "");
    machine_about_read(&m->about, f == FAULT_NONE ? answer.text : "");
}

void flow_machine_out(struct app *app)
{
    if (app->machine.update ==
        UPDATE_UNDER_WAY) /* it reads from the stick; what asks how far it is does this when it has ended */
        return;
    (void)host_machine(MACHINE_STAFF_OUT, 0,
                       NULL); /* when it can't be asked, its line broke, and that means the same */
}

/* --- a new version -------------------------------------------------------------------------------------------------- */

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

static void update_look(struct app *app)
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

/* --- its screens ---------------------------------------------------------------------------------------------------- */

static void sign_about(struct app *app)
{
    struct machine_view *m = &app->machine;
    char text[MACHINE_SIGNED_TEXT];
    struct buffer note = {.limit = sizeof m->note - 1};
    fault f = FAULT_BAD_INPUT;
    m->note_time = host_now();
    if (app->flow->seal && machine_signed_text(text, app->flow->kiosk.id, &m->about, app->staff.exports, m->note_time))
        f = seal_note_words(app->flow->seal, app->flow->kiosk.id, text, &note);
    if (f != FAULT_NONE)
        flow_log("machine: note", f, "");
    snprintf(m->note, sizeof m->note, "%s", f == FAULT_NONE ? buffer_string(&note) : "");
    buffer_free(&note);
}

void flow_machine(struct app *app, int32_t number)
{
    struct machine_view *m = &app->machine;
    bool machines = number >= 0 && number < SCREENS && screen_row((screen_id)number)->needs == NEED_machine;
    if (!m->here || !machines)
        return;
    if (number != SCREEN_staff_update) /* an update under way is not asked for what is on the stick */
        flow_machine_look(app);
    if (number == SCREEN_staff_clock)
        m->clock_part = PART_MINUTE;
    if (number == SCREEN_staff_about)
        sign_about(app);
    if (number == SCREEN_staff_update)
        update_look(app);
    flow_staff_counts(app);
    (void)flow_show(app, (screen_id)number);
}

/* --- the clock ----------------------------------------------------------------------------------------------------- */

void flow_clock_part(struct app *app, int32_t number)
{
    (void)number;
    app->machine.clock_part = (app->machine.clock_part + 1) % MACHINE_PARTS;
}

void flow_clock_turn(struct app *app, int32_t number)
{
    struct machine_view *m = &app->machine;
    if (number != 1 && number != -1)
        return;
    m->clock = machine_clock_turn(m->clock_moved ? m->clock : host_now(), m->clock_part, number);
    m->clock_moved = true;
}

/* By how many minutes it moved, and no time of day: the journal never says when somebody joined. */
static void tell(struct app *app, int64_t before, int64_t after)
{
    char minutes[24];
    snprintf(minutes, sizeof minutes, "%+lld", (long long)((after - before) / 60));
    fault f = flow_journal(app, EVENT_clock_set, minutes);
    if (f != FAULT_NONE)
        flow_log("clock: journal", f, store_why(app->store));
}

/* A clock that was right already is set to itself: that staff looked at it is what makes it count. */
void flow_clock_set(struct app *app, int32_t number)
{
    (void)number;
    struct machine_view *m = &app->machine;
    int64_t before = host_now(), wanted = m->clock_moved ? m->clock : before;
    if (!m->here)
        return;
    fault f = host_machine(MACHINE_CLOCK, wanted, NULL);
    if (f == FAULT_NONE) {
        m->clock_moved = false;
        f = flow_clock_confirm(app, wanted);
        if (f == FAULT_NONE)
            tell(app, before, wanted);
    }
    if (f != FAULT_NONE)
        flow_log("clock: set", f, store_why(app->store));
    flow_staff_counts(app);
    flow_notice(app, machine_verdict(MACHINE_CLOCK, f));
}

/* --- power --------------------------------------------------------------------------------------------------------- */

void flow_power(struct app *app, int32_t number)
{
    bool again = number == 1;
    if (!app->machine.here || (number != 0 && number != 1))
        return;
    if (flow_journal(app, EVENT_switched_off, again ? "again" : "off") != FAULT_NONE)
        flow_log("power: journal", FAULT_DISK_BROKEN, store_why(app->store));
    enum machine_verb verb = again ? MACHINE_RESTART : MACHINE_POWER_OFF;
    fault f = host_machine(verb, 0, NULL); /* when it is done, the machine stops us in order */
    if (f != FAULT_NONE)
        flow_log("power", f, "");
    flow_notice(app, machine_verdict(verb, f));
}
