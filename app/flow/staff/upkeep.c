/* The event log, taken out by staff: the same file as `sirkelctl journal take` writes, which anybody can check with the
 * kiosk's public key. */
#include "flow/core/core.h"
#include "flow/export/stick.h"
#include "flow/staff/staff.h"

#include <stdio.h>

void flow_log_take(struct app *app, int32_t number)
{
    (void)number;
    struct journal_file file = {0};
    char entries[24];
    fault f = *app->stick && host_stick_present(app->stick) ? FAULT_NONE : FAULT_STICK_GONE;
    if (f != FAULT_NONE) {
        flow_notice(app, VERDICT_STICK_MISSING);
        return;
    }
    f = flow_journal_file(&(struct journal){.store = app->store, .seal = app->flow->seal, .kiosk = app->flow->kiosk.id},
                          &file);
    if (f == FAULT_NONE)
        f = stick_put_signed(app->stick, file.name, (struct span){file.text.data, file.text.length},
                             (struct span){file.signature.data, file.signature.length});
    snprintf(entries, sizeof entries, "%lld", (long long)file.entries);
    if (f == FAULT_NONE &&
        flow_journal(app, EVENT_log_taken, entries) != FAULT_NONE) /* it lies on the stick all the same */
        flow_log("log: journal", FAULT_DISK_BROKEN, store_why(app->store));
    if (f != FAULT_NONE)
        flow_log("log: taking out", f, store_why(app->store));
    flow_journal_file_free(&file);
    flow_notice(app, f == FAULT_NONE ? VERDICT_LOG_TAKEN : export_verdict(f));
}
