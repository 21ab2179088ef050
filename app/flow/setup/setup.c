/* Commissioning, step by step: forward when a step is done, back as often as one likes until the kiosk is made. */
#include "flow/setup/setup.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"

void setup_trouble(struct app *app, const char *step, fault f, const char *why)
{
    flow_log(step, f, why);
    flow_notice(app, setup_fault_verdict(f));
}

bool setup_machine(struct app *app, enum machine_verb verb, int64_t number)
{
    fault f = host_machine(verb, number, NULL);
    if (f == FAULT_NONE || f == FAULT_NO_ENTRY)
        return true;
    flow_log("setup: machine", f, "");
    flow_notice(app, machine_verdict(verb, f));
    return false;
}

bool setup_stick(struct app *app)
{
    fault f = host_machine(MACHINE_STAFF_IN, 0, NULL);
    if (f == FAULT_STEWARD_GONE) {
        setup_trouble(app, "setup: stick", f, "");
        return false;
    }
    if (*app->stick && host_stick_present(app->stick))
        return true;
    flow_notice(app, VERDICT_STICK_MISSING);
    return false;
}

/* The machine takes a moment to mount a stick: it may begin before anybody asks for a file. */
void setup_let_stick_in(enum setup_step step)
{
    if (step >= SETUP_centre && host_machine(MACHINE_STAFF_IN, 0, NULL) == FAULT_STEWARD_GONE)
        flow_log("setup: stick", FAULT_STEWARD_GONE, ""); /* said when the stick is asked for */
}

bool setup_keep(struct app *app, enum setup_step step)
{
    struct setup_kept kept = app->setup.kept;
    char path[FILE_PATH_MAX], text[SETUP_KEPT_MAX];
    kept.step = step;
    (void)text_copy(kept.language, sizeof kept.language, app->session.language);
    size_t length = setup_kept_write(text, &kept);
    fault f = file_path(path, app->data, SETUP_FILE);
    if (f == FAULT_NONE)
        f = file_replace(path, text, length, 0600);
    if (f != FAULT_NONE) {
        setup_trouble(app, "setup: keep", f, "");
        return false;
    }
    app->setup.kept = kept;
    return true;
}

void setup_reach(struct app *app, enum setup_step step)
{
    if (step == SETUP_place && !app->setup.medium)
        step++;
    if ((step <= app->setup.kept.step || setup_keep(app, step)) && screen_ready(app, setup_screen(step))) {
        if (step == SETUP_place)
            setup_disks(app);
        setup_let_stick_in(step);
        flow_clear_trail(app);
        flow_enter(app, setup_screen(step), 0, 0);
    }
}

void flow_setup_next(struct app *app, int32_t number)
{
    (void)number;
    switch (setup_step_of(app->session.at)) {
    case SETUP_place:
        setup_reach(app, SETUP_touch);
        break;
    case SETUP_centre:
        if (app->setup.centre_read)
            setup_reach(app, SETUP_keys);
        break;
    case SETUP_pin:
        if (*app->setup.pin)
            setup_reach(app, SETUP_again);
        break;
    case SETUP_made:
        setup_reach(app, SETUP_trial);
        break;
    case SETUP_trial:
        if (!app->setup.trial_runs && !app->job)
            setup_reach(app, SETUP_done);
        break;
    default:
        break; /* the others have verbs of their own */
    }
}

void flow_setup_language(struct app *app, int32_t number)
{
    flow_language(app, number);
    setup_reach(app, SETUP_place);
}

void flow_setup_power(struct app *app, int32_t number)
{
    (void)setup_machine(app, number ? MACHINE_RESTART : MACHINE_POWER_OFF, 0);
}

void flow_setup_tick(struct app *app, int64_t steady_ms)
{
    if (app->setup.installing)
        setup_install_tick(app, steady_ms);
    if (app->setup.trial_runs)
        setup_trial_tick(app);
}

int64_t flow_setup_deadline(const struct app *app)
{
    if (app->setup.trial_runs)
        return 0;
    return app->setup.installing ? app->setup.asked_ms : -1;
}
