/* What the steps of commissioning share: saying what went wrong, asking the machine, the stick, and noting how far it has come. */
#include "flow/setup/setup.h"

#include "base/file.h"
#include "base/host.h"
#include "base/text.h"
#include "flow/export/stick.h"

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
    fault f = *app->stick ? stick_ready(app->stick) : FAULT_STICK_GONE;
    if (f == FAULT_STEWARD_GONE)
        setup_trouble(app, "setup: stick", f, "");
    else if (f != FAULT_NONE)
        flow_notice(app, VERDICT_STICK_MISSING);
    return f == FAULT_NONE;
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
