/* What went wrong: a line for the log, and what the visitor may know of it. */
#include "flow/core/core.h"
#include "screens.h"

#include <stdio.h>

void flow_notice(struct app *app, enum verdict v)
{
    app->session.notice = v;
    app->wake = true;
}

void flow_log(const char *step, fault f, const char *why)
{
    char line[512];
    snprintf(line, sizeof line, "%s: %s%s%s", step, fault_name(f), why && *why ? ": " : "", why ? why : "");
    host_log(line);
}

void flow_trouble(struct app *app, const char *step, fault f)
{
    flow_log(step, f, app->store ? store_why(app->store) : "");
    flow_kiosk_refresh(app);
    enum verdict v = kiosk_verdict(&app->kiosk);
    if (f == FAULT_DISK_FULL)
        v = VERDICT_KIOSK_FULL;
    else if (verdict_tone(v) != TONE_HARD)
        v = VERDICT_KIOSK_CLOSED;
    if (app->kiosk.store_closed)
        (void)flow_show(app, SCREEN_out_of_order);
    flow_notice(app, v);
}
