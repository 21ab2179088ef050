/* What staff are told of the lists: how many people wait for the next one, and how many were carried out. */
#include "flow/core/core.h"
#include "flow/export/export.h"

void flow_staff_counts(struct app *app)
{
    struct export_row last = {0};
    int64_t fresh = 0, erased = 0;
    flow_kiosk_refresh(app);
    app->staff.store_desk = app->flow->desk;
    app->staff.clock_sure = flow_clock_sure(app);
    fault f = store_new_signups(app->store, &fresh);
    if (f == FAULT_NONE)
        f = store_new_erasures(app->store, &erased);
    if (f == FAULT_NONE)
        f = store_export_last(app->store, &last);
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY && !app->flow->desk)
        flow_log("staff: view", f, store_why(app->store));
    int64_t damaged = 0;
    if (store_damaged_count(app->store, &damaged) == FAULT_NONE)
        app->staff.damaged = (int32_t)damaged;
    struct store_behind behind;
    if (store_behind(app->store, &behind) == FAULT_NONE) {
        app->staff.behind = behind.state != BEHIND_NOT;
        app->staff.renewed = behind.state == BEHIND_NEW;
        app->staff.lost = (int32_t)behind.lost;
    }
    app->staff.torn = app->flow->torn;
    app->staff.new_signups = (int32_t)fresh;
    app->staff.erasures = (int32_t)erased;
    app->staff.exports = (int32_t)last.seq;
    app->staff.last_day = last.day;
    app->staff.restored_day = app->kiosk.restored ? app->flow->kiosk.restored : 0;
    app->staff.house_lost = store_house_reason(app->store) != FAULT_NONE;
}
