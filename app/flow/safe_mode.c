/* Safe mode: the kiosk did not start well several times, so the machine starts it with only what is public (docs/decisions/safe-mode.md).
 *
 * MUST 1: nothing of a visitor is opened: no kiosk.db, no keys, no slots. What is broken there can't stop this.
 * MUST 2: nothing is written.
 * MUST 3: it shows something, whatever is broken. */
#include "flow/core/core.h"
#include "flow/staff/staff.h"
#include "flow/visit/visit.h"
#include "flow/flow.h"

#include <stdlib.h>
#include "base/text.h"
#include "flow/timetable/timetable.h"
#include "store/look.h"

fault flow_open_safe_mode(struct app *app, const struct flow_folders *folders)
{
    char why[256] = "";
    *app = (struct app){.public_only = true};
    if (!text_copy(app->data, sizeof app->data, folders->data))
        return FAULT_BAD_INPUT;
    fault f = store_look_public(&app->store, app->data, why, sizeof why);
    app->flow = calloc(1, sizeof *app->flow);
    if (f == FAULT_NONE && !app->flow)
        f = FAULT_NO_MEMORY;
    if (f != FAULT_NONE) {
        flow_close(app);
        return f;
    }
    struct flow_timetable timetable; /* a broken one is built again in memory: MUST 2 */
    flow_timetable_mend(app->store, app->data, true, &timetable);
    app->timetable = timetable.state;
    if (*timetable.why)
        flow_log("safe mode", timetable.reason, timetable.why);
    app->flow->desk = true;
    app->flow->opened_ms = host_steady_ms();
    app->flow->first_language = flow_first_language(app);
    if (store_panel(app->store, &app->panel) != FAULT_NONE)
        app->panel = flow_panel_usual;
    flow_machine_look(app);
    flow_kiosk_refresh(app);
    flow_forget(app);
    return FAULT_NONE;
}
