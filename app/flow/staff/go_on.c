/* The database is older than the keys, or was made anew: staff go on without the records that are missing. Their keys are overwritten;
 * the next list names them. */
#include "flow/core/core.h"
#include "flow/export/export.h"
#include "flow/records/records.h"
#include "flow/staff/staff.h"
#include "screens.h"

#include <stdio.h>

static fault go_on(struct app *app)
{
    struct store_behind behind;
    struct slots_kept kept;
    char fields[32];
    fault f = store_behind(app->store, &behind);
    if (f == FAULT_NONE)
        f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    snprintf(fields, sizeof fields, "%lld", (long long)behind.lost);
    f = store_behind_set(app->store, BEHIND_NOT);
    if (f == FAULT_NONE)
        f = flow_journal_as(app, EVENT_went_on, STAFF, fields);
    if ((f = store_end(app->store, f)) != FAULT_NONE)
        return f;
    app->flow->behind = BEHIND_NOT;
    app->flow->shut = false;
    f = flow_slots_keep(app->store, app->flow->slots, &kept);
    return f == FAULT_NONE ? flow_missing_sweep(app) : f;
}

void flow_go_on(struct app *app, int32_t number)
{
    (void)number;
    fault f = app->flow->behind == BEHIND_NOT ? FAULT_NONE : go_on(app);
    flow_kiosk_refresh(app);
    flow_staff_counts(app);
    if (f != FAULT_NONE)
        flow_trouble(app, "going on", f);
    else {
        flow_return(app, SCREEN_staff_home);
        flow_notice(app, VERDICT_WENT_ON);
    }
}
