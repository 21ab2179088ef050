/* What staff do with the machine: look at it, set its clock, switch it off. The kiosk's account can do none of it by itself;
 * it asks the machine's steward (base/machine.def). Updates stand in machine_update.c. */
#include "flow/core/core.h"
#include "flow/export/export.h"
#include "flow/staff/staff.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>

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
    if (app->machine.update == UPDATE_UNDER_WAY) /* it reads from the stick; machine_update.c asks when it has ended */
        return;
    (void)host_machine(MACHINE_STAFF_OUT, 0,
                       NULL); /* when it can't be asked, its line broke, and that means the same */
}

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
        flow_update_look(app);
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
